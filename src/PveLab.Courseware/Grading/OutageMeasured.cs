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
        if ((What == Objective.Rto ? Outages.Longest(world, Guest) : Lost(world)) is not { } measured)
            return Finding.Missing(Invariant($"VM {Guest} はまだ復旧していません"), Invariant($"VM {Guest} has not been recovered yet"));
        var name = What == Objective.Rto ? "RTO" : "RPO";
        if (NotedTimes.Near(world, Tolerance, TimeSpan.FromMinutes(What == Objective.Rto ? 1 : 2), What, measured) is { } noted)
            return Finding.MetBy(Evidence.Seen(null,
                Invariant($"{noted.Where} に {name} が {Durations.Ja(noted.Time)}と記録されています（実測 {Durations.Ja(measured)}）"),
                Invariant($"{noted.Where} notes an {name} of {Durations.En(noted.Time)}; {Durations.En(measured)} were measured")));
        return Finding.Missing(
            Invariant($"{name}（実測 {Durations.Ja(measured)}）がどこにも記録されていません"), Invariant($"the {name}, {Durations.En(measured)}, is noted nowhere"));
    }

    private TimeSpan? Lost(Observed world) =>
        Outages.LastFailure(world, Guest) is { } failed ? LostRows.Least(Subjects(world, Subject.Either), File, failed)?.Time : null;
}

/// <summary>What a recovery is measured by.</summary>
public enum Objective
{
    /// <summary>Recovery time: how long it was down.</summary>
    Rto,

    /// <summary>Recovery point: how much of the newest data is lost.</summary>
    Rpo,
}
