using PveLab.Sim.Cluster;

namespace PveLab.Sim.Storage;

/// <summary>How fast an operation may go (pve-storage: PVE/Storage.pm get_bandwidth_limit).</summary>
public static class StorageLimits
{
    /// <summary>KiB/s, or null for no limit: what was asked for, else the lowest limit of the storages.</summary>
    /// <param name="node">The node.</param>
    /// <param name="operation"><c>clone</c>, <c>move</c>, <c>restore</c>, ….</param>
    /// <param name="storages">The storages that take part.</param>
    /// <param name="asked">What was asked for, 0 for no limit; null when nothing was.</param>
    public static long? Of(Node node, string operation, IEnumerable<string> storages, long? asked)
    {
        if (asked is { } given) return given == 0 ? null : given;
        var limits = storages.Select(s => StorageFormats.RateOf(node.View.Storages.Get(s)["bwlimit"] ?? "", operation)).Where(l => l > 0).ToList();
        return limits.Count == 0 ? null : limits.Min();
    }
}
