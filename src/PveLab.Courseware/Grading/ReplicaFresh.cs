using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: another node holds a copy of every local disk of the guest that is young enough to be started after a failure (RPO): in minutes since the
/// sync, and in rows that the guest has written and the copy lacks.
/// </summary>
public sealed record ReplicaFresh : GuestCriterion
{
    /// <summary>The node with the copy; null for any but the guest's own.</summary>
    public string? Target { get; init; }

    /// <summary>Minutes the newest sync may be old; 0 for any age.</summary>
    public int AtMostMinutes { get; init; } = 15;

    /// <summary>Rows of the guest's workloads that the copy may lack; null for any number.</summary>
    public long? AtMostRows { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (world.World.GuestOf(Guest) is not { } guest) return NoSubject(world, Subject.Original);
        var findings = world.World.Nodes.Values.Where(n => n != guest.Node && (Target is null || n.Name == Target)).Select(n => Of(world, guest, n)).ToList();
        if (findings.Find(f => f.Met) is { } met) return met;
        return findings.Count > 0 ? Finding.FailedBy([.. findings.SelectMany(f => f.Evidence)])
            : Finding.Missing(Invariant($"VM {Guest} は {Target} にあります"), Invariant($"VM {Guest} is on {Target} itself"));
    }

    private Finding Of(Observed world, Guest guest, Node node)
    {
        var copies = Replicas.On(guest, node);
        if (copies.Count == 0) return Finding.Missing(Invariant($"VM {Guest} にはローカルディスクがありません"), Invariant($"VM {Guest} has no local disk"));
        if (copies.Find(c => c.Image is null || c.SyncedAt is null) is { } missing)
            return Finding.Missing($"{node.Name} に {missing.Volume} のレプリカがありません", $"{node.Name} has no replica of {missing.Volume}");
        var synced = copies.Min(c => c.SyncedAt!.Value);
        var age = world.World.Clock.Now - synced;
        var rows = Lacking(guest, copies);
        var evidence = Evidence.Seen(synced,
            Invariant($"{node.Name} のレプリカは {Durations.Ja(age)}前のもので、{rows} 行ぶん遅れています（RPO）"),
            Invariant($"the replica on {node.Name} is {Durations.En(age)} old and lacks {rows} rows (RPO)"));
        var late = (AtMostMinutes > 0 && age > TimeSpan.FromMinutes(AtMostMinutes)) || rows > AtMostRows;
        return late ? Finding.FailedBy(evidence) : Finding.MetBy(evidence);
    }

    /// <summary>Rows that the guest's disks hold and the copies do not.</summary>
    private static long Lacking(Guest guest, IEnumerable<Replica> copies)
    {
        var had = Baseline.ImagesOf(guest).Values.SelectMany(Rows).ToDictionary(f => f.Path, f => f.Count, StringComparer.Ordinal);
        foreach (var (path, count) in copies.Select(c => c.Image!).SelectMany(Rows)) had[path] = had.GetValueOrDefault(path) - count;
        return had.Values.Where(lost => lost > 0).Sum();
    }

    private static IEnumerable<(string Path, long Count)> Rows(DiskImage image) =>
        from file in (image.Capture().System ?? GuestSystem.Data).Files
        where file.Value.Rows is not null
        select (file.Key, file.Value.Rows!.Count);
}
