using System.Globalization;

namespace PveLab.Courseware.Grading;

/// <summary>Never, or not now: one guest runs on two nodes at once, so that two copies go different ways or ruin one disk.</summary>
public sealed record NoSplitBrain : Criterion
{
    /// <summary>The guest; null for all of them.</summary>
    public int? Guest { get; init; }

    /// <summary>Whether it may never have happened, or only not last.</summary>
    public Absence When { get; init; } = Absence.Never;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        if (world.World.RunningTwice.Where(t => IsMeant(t.Key)).Select(t => (Vmid: t.Key, Nodes: string.Join(", ", t.Value.Select(n => n.Name)))).ToList() is [var now, ..])
            return Finding.FailedBy(Evidence.Seen(null, Invariant($"VM {now.Vmid} が {now.Nodes} で同時に動いています"), Invariant($"VM {now.Vmid} runs on {now.Nodes} at once")));
        if (When == Absence.Never)
            foreach (var vmid in Vmids(world).Where(IsMeant))
                if (Outages.Twice(world, vmid) is { } at)
                    return Finding.FailedBy(Evidence.Seen(at, Invariant($"VM {vmid} が 2 台のノードで同時に動きました"), Invariant($"VM {vmid} ran on two nodes at once")));
        return Finding.MetBy(Evidence.Seen(null, "2 か所で同時に動いたゲストはありません", "no guest ran in two places at once"));
    }

    private bool IsMeant(int vmid) => Guest is null || Guest == vmid;

    /// <summary>The guests that something happened to.</summary>
    private static IEnumerable<int> Vmids(Observed world) =>
        from entity in world.Facts<Sim.Cluster.StatusChanged>().Select(f => f.Entity).Distinct(StringComparer.Ordinal)
        where entity.StartsWith("guest ", StringComparison.Ordinal)
        let vmid = int.TryParse(entity.AsSpan("guest ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
        where vmid > 0
        orderby vmid
        select vmid;
}
