namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: how long the restore takes is known and noted: a note holds a time (<c>34 s</c>, <c>0:34</c>, <c>0m34.2s</c>, <c>34 秒</c>) that
/// matches what was measured, of the restore task or until the first login.
/// </summary>
public sealed record RestoreTimeMeasured : GuestCriterion
{
    /// <summary>Percent by which a noted time may be off; five seconds always may.</summary>
    public int Tolerance { get; init; } = 15;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var measures = Measures.Of(world, Guest);
        if (measures.RestoreTime is not { } restore) return NoRestore;
        if (NotedTimes.Near(world, Tolerance, TimeSpan.FromSeconds(5), null, restore, measures.RecoveryTime ?? restore) is { } noted)
            return Finding.MetBy(Evidence.Seen(null,
                Invariant($"{noted.Where} に {Durations.Ja(noted.Time)}と記録されています（実測 {Durations.Ja(restore)}）"),
                Invariant($"{noted.Where} notes {Durations.En(noted.Time)}; {Durations.En(restore)} were measured")));
        return Finding.Missing(
            Invariant($"リストアにかかった時間（実測 {Durations.Ja(restore)}）がどこにも記録されていません"), Invariant($"the restore took {Durations.En(restore)}, which is noted nowhere"));
    }
}
