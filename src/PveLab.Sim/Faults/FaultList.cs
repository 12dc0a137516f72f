using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Faults;

/// <summary>The faults of a world.</summary>
public sealed class FaultList(Datacenter world)
{
    private readonly SortedDictionary<int, ArmedFault> all = [];

    /// <summary>Those that were armed, in the scenario's order.</summary>
    public IReadOnlyList<ArmedFault> All => [.. all.Values];

    /// <summary>
    /// Arms those of a scenario's faults that begin before the attempt does, when the machines are switched on, or the others, when it begins; those that
    /// begin then happen now, in order.
    /// </summary>
    /// <param name="faults">All faults of the scenario.</param>
    /// <param name="start">When the attempt begins.</param>
    public void Arm(IReadOnlyList<Fault> faults, Instant start)
    {
        for (var i = 0; i < faults.Count; i++)
        {
            if (faults[i].IsHistory(start) != world.Clock.Now < start) continue;
            var armed = all[i] = new ArmedFault(world, faults[i], i);
            armed.Arm();
        }
    }
}
