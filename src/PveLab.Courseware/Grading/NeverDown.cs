namespace PveLab.Courseware.Grading;

/// <summary>Never: the guest, which ran in the beginning, was down for longer than allowed altogether, on whatever node.</summary>
public sealed record NeverDown : GuestCriterion
{
    /// <summary>Minutes it may be down altogether.</summary>
    public int AtMostMinutes { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var outages = Outages.Of(world, Guest);
        var down = outages.Aggregate(TimeSpan.Zero, (sum, outage) => sum + outage.Length(world));
        var evidence = Evidence.Seen(outages.FirstOrDefault()?.From,
            Invariant($"VM {Guest} の停止時間は合計 {Durations.Ja(down)}です"), Invariant($"VM {Guest} was down for {Durations.En(down)} altogether"));
        return down > TimeSpan.FromMinutes(AtMostMinutes) || (outages.Count > 0 && AtMostMinutes == 0) ? Finding.FailedBy(evidence) : Finding.MetBy(evidence);
    }
}
