using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Now: the guest went down, and it, or what was restored from its backups, ran again within so many minutes and still does (RTO).</summary>
public sealed record RecoveredWithin : GuestCriterion
{
    /// <summary>Minutes from the failure until it runs; 0 for however long it took.</summary>
    public int AtMostMinutes { get; init; }

    /// <summary>Which guest has to run again.</summary>
    public Subject Which { get; init; } = Subject.Either;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var outages = Outages.Of(world, Guest);
        if (outages.Count == 0) return Finding.Missing(Invariant($"VM {Guest} はまだ止まっていません"), Invariant($"VM {Guest} has not gone down yet"));
        var failed = outages.MaxBy(o => o.Length(world))!;
        var runs = Subjects(world, Which).Where(g => g.IsExecuting).Select(g => (Guest: g, g.StartedAt)).Where(r => r.StartedAt > failed.From).OrderBy(r => r.StartedAt).ToList();
        if (runs.Count == 0)
            return Finding.FailedBy(Evidence.Seen(failed.From, Invariant($"VM {Guest} は止まったままです"), Invariant($"VM {Guest} went down and does not run again")));
        var again = FirstRun(world, failed, runs[0].Guest) ?? runs[0].StartedAt!.Value;
        var took = again - failed.From;
        var (guest, node) = (runs[0].Guest.Vmid, runs[0].Guest.Node.Name);
        var evidence = Evidence.Seen(again,
            Invariant($"VM {Guest} が止まってから {Durations.Ja(took)}後に、{node} で VM {guest} が動きました（RTO）"),
            Invariant($"{Durations.En(took)} after VM {Guest} went down, VM {guest} ran on {node} (RTO)"));
        return AtMostMinutes > 0 && took > TimeSpan.FromMinutes(AtMostMinutes) ? Finding.FailedBy(evidence) : Finding.MetBy(evidence);
    }

    /// <summary>When it first ran after the failure: a restart later on does not make the recovery longer.</summary>
    private static Sim.Time.Instant? FirstRun(Observed world, Outage failed, Guest guest)
    {
        var name = Invariant($"guest {guest.Vmid}");
        return world.Facts<StatusChanged>().FirstOrDefault(f => f.At > failed.From && f.Entity == name && f.To == nameof(GuestStatus.Running))?.At;
    }
}
