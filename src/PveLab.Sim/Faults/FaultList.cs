using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>The faults of a world.</summary>
public sealed class FaultList(Datacenter world)
{
    private readonly List<ArmedFault> all = [];

    /// <summary>Those that were armed, in the scenario's order.</summary>
    public IReadOnlyList<ArmedFault> All => all;

    /// <summary>Arms faults; those that begin at the start happen now, in order.</summary>
    public void Arm(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            var armed = new ArmedFault(world, fault, all.Count);
            all.Add(armed);
            armed.Arm();
        }
    }
}
