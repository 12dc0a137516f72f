using PveLab.Sim.Zfs;

namespace PveLab.Sim.Cluster;

/// <summary>Makes a node's ZFS pools from the world file.</summary>
internal static class ZpoolBuilder
{
    /// <summary>Adds the pool with its datasets and mounts them.</summary>
    /// <exception cref="WorldException">The definition contradicts itself.</exception>
    public static void Add(Node node, ZpoolDefinition definition, Func<string, PhysicalDisk> disk)
    {
        var pool = new ZfsPool(node, definition.Name, WorldBuilder.ParseSize(definition.Size), Vdevs(definition, disk));
        node.Add(pool);
        try
        {
            pool.Mount(pool.Root);
            foreach (var dataset in definition.Datasets) Add(pool, dataset);
        }
        catch (ZfsException error)
        {
            throw new WorldException($"zpool '{definition.Name}': {error.Message}");
        }
    }

    private static void Add(ZfsPool pool, ZfsDatasetDefinition definition)
    {
        var settings = definition.Properties.ToDictionary(
            p => p.Key, p => ZfsProperties.Checked(ZfsKind.Filesystem, p.Key, p.Value, $"dataset '{definition.Name}'"), StringComparer.Ordinal);
        var dataset = definition.Name == pool.Name ? pool.Root : pool.CreateFilesystem(definition.Name, settings);
        if (dataset == pool.Root) foreach (var (property, value) in settings) ZfsProperties.Set(dataset, property, value);
        if (!dataset.TryTake(WorldBuilder.ParseSize(definition.Used))) throw new WorldException($"dataset '{definition.Name}': used is more than there is");
    }

    private static List<ZfsVdev> Vdevs(ZpoolDefinition definition, Func<string, PhysicalDisk> disk)
    {
        var devices = definition.Disks.Select(d => new ZfsDevice(d, disk(d))).ToList();
        var layout = definition.Layout ?? (devices.Count > 1 ? "mirror" : "disk");
        if (!Enum.TryParse<ZfsLayout>(layout, ignoreCase: true, out var how) || devices.Count < Least(how))
            throw new WorldException($"zpool '{definition.Name}': layout '{layout}' does not fit {devices.Count} disks; known are disk, mirror, raidz1, raidz2, raidz3");
        return how == ZfsLayout.Disk ? [.. devices.Select((d, i) => new ZfsVdev(how, i, [d]))] : [new ZfsVdev(how, 0, devices)];
    }

    private static int Least(ZfsLayout layout) => layout switch { ZfsLayout.Disk => 1, ZfsLayout.Mirror => 2, _ => layout - ZfsLayout.Mirror + 2 };
}
