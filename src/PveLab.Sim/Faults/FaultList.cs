using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>The faults of a world.</summary>
public sealed class FaultList(Datacenter world)
{
    private readonly List<ArmedFault> all = [];

    /// <summary>Those that were armed, in the scenario's order.</summary>
    public IReadOnlyList<ArmedFault> All => all;

    /// <summary>
    /// Arms faults of a world that has not lived yet: those whose time comes before the attempt begin in its history, so that last night's backup
    /// really failed; the others wait for the attempt.
    /// </summary>
    public void Arm(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            var armed = new ArmedFault(world, fault, all.Count);
            all.Add(armed);
            if (IsHistory(armed)) armed.Arm();
        }
    }

    /// <summary>The attempt begins: those that begin at its start happen now, in order.</summary>
    internal void Open()
    {
        foreach (var armed in all.Where(armed => !IsHistory(armed))) armed.Arm();
    }

    private bool IsHistory(ArmedFault armed) => armed.Fault.When.Begins is { } at && at < world.Opened;
}
