using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>Machines in faults: nodes and storage boxes.</summary>
internal static class HostFault
{
    public static IEnumerable<FaultProblem> Check(Datacenter world, string key, string? name)
    {
        if (name is not null && !world.Hosts.ContainsKey(name)) yield return new FaultProblem(key, $"no machine is called '{name}'", name, [.. world.Hosts.Keys]);
    }
}
