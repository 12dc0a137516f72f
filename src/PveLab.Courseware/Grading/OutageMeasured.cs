namespace PveLab.Courseware.Grading;

/// <summary>Now: a note tells how long the guest was down (RTO), or how much of what it had written is lost (RPO), as it really was.</summary>
public sealed record OutageMeasured : GuestCriterion
{
    /// <summary>What has to be noted.</summary>
    public Objective What { get; init; } = Objective.Rto;

    /// <summary>The workload's file that tells what is lost; null for the file with the newest rows.</summary>
    public string? File { get; init; }

    /// <summary>Percent by which a noted time may be off; a minute always may, and two for what is lost.</summary>
    public int Tolerance { get; init; } = 20;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if ((What == Objective.Rto ? DownTime(world) : Lost(world)) is not { } measured)
            return Finding.Missing(Invariant($"VM {Guest} はまだ復旧していません"), Invariant($"VM {Guest} has not been recovered yet"));
        var name = What == Objective.Rto ? "RTO" : "RPO";
        if (NotedTimes.Near(world, Tolerance, TimeSpan.FromMinutes(What == Objective.Rto ? 1 : 2), measured) is { } noted)
            return Finding.MetBy(Evidence.Seen(null,
                Invariant($"{noted.Where} に {name} が {Seconds(noted.Time)} 秒と記録されています（実測 {Seconds(measured)} 秒）"),
                Invariant($"{noted.Where} notes an {name} of {Seconds(noted.Time)} s; {Seconds(measured)} s were measured")));
        return Finding.Missing(
            Invariant($"{name}（実測 {Seconds(measured)} 秒）がどこにも記録されていません"), Invariant($"the {name}, {Seconds(measured)} s, is noted nowhere"));
    }

    private TimeSpan? DownTime(Observed world) =>
        Outages.Of(world, Guest).Where(o => o.To is not null).Select(o => (TimeSpan?)o.Length(world)).Max();

    private TimeSpan? Lost(Observed world)
    {
        if (Outages.LastFailure(world, Guest) is not { } failed) return null;
        var lost = Subjects(world, Subject.Either).Where(g => g.IsRunning).Select(g => LostRows.Of(g, File, failed)).OfType<LostRows>().ToList();
        return lost.Count == 0 ? null : lost.Min(l => l.Time);
    }
}

/// <summary>What a recovery is measured by.</summary>
public enum Objective
{
    /// <summary>Recovery time: how long it was down.</summary>
    Rto,

    /// <summary>Recovery point: how much of the newest data is lost.</summary>
    Rpo,
}
