using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;

namespace PveLab.Tui.Machines;

/// <summary>A status machine as it stands: what it belongs to, where it is, and where it was.</summary>
/// <param name="Entity">What it belongs to, for example <c>restore of 9100</c>.</param>
/// <param name="Name">That in words.</param>
/// <param name="Table">Its table.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Since">When it came there, as the clock shows it.</param>
/// <param name="Visited">Where it was.</param>
public sealed record MachineState(string Entity, string Name, LifecycleTable Table, string Status, string Since, ImmutableSortedSet<string> Visited)
{
    private const int Shown = 6, LookedBack = 4000;

    /// <summary>The machines that moved last, the newest first, from what is recorded of them.</summary>
    public static IReadOnlyList<MachineState> Of(Datacenter world)
    {
        var facts = world.Facts.All;
        var found = new List<MachineState>();
        for (var i = facts.Count - 1; i >= Math.Max(0, facts.Count - LookedBack); i--)
        {
            if (facts[i] is not StatusChanged change) continue;
            var known = found.FindIndex(m => m.Entity == change.Entity);
            if (known >= 0) found[known] = found[known] with { Visited = found[known].Visited.Add(change.From) };
            else if (found.Count < Shown && world.Lifecycles.Table(change.Machine) is { } table) found.Add(Newest(world, change, table));
        }
        return found;
    }

    /// <summary>A task's long id as people say it: what it does, to whom, and where.</summary>
    private static string Said(string entity) =>
        entity.StartsWith("task ", StringComparison.Ordinal) && Upid.IsValid(entity[5..]) && Upid.Decode(entity[5..]) is var id ? $"task {id.Type} {id.Id} on {id.Node}" : entity;

    private static MachineState Newest(Datacenter world, StatusChanged change, LifecycleTable table) =>
        new(change.Entity, Said(change.Entity), table, change.To, world.Zone.Stamp(change.At.UnixSeconds), ImmutableSortedSet.Create(StringComparer.Ordinal, change.From));
}
