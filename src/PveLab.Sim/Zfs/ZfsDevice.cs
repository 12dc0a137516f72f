using PveLab.Sim.Cluster;

namespace PveLab.Sim.Zfs;

/// <summary>How a device of a pool is, as <c>zpool status</c> shows it.</summary>
public enum ZfsDeviceState
{
    /// <summary>It works.</summary>
    Online,

    /// <summary>It works, with too many errors.</summary>
    Degraded,

    /// <summary>It answered with too many errors and is no longer used.</summary>
    Faulted,

    /// <summary>Taken out by <c>zpool offline</c>.</summary>
    Offline,

    /// <summary>It cannot be opened.</summary>
    Unavail,

    /// <summary>It was pulled out.</summary>
    Removed,
}

/// <summary>A disk, or a partition of one, in a pool.</summary>
/// <param name="name">As <c>zpool status</c> shows it.</param>
/// <param name="disk">The disk: its failure domain.</param>
public sealed class ZfsDevice(string name, PhysicalDisk disk)
{
    /// <summary>As <c>zpool status</c> shows it.</summary>
    public string Name { get; } = name;

    /// <summary>The disk it is on.</summary>
    public PhysicalDisk Disk { get; } = disk;

    /// <summary>How it is.</summary>
    public ZfsDeviceState State { get; internal set; }

    /// <summary>Reads that failed since the last clear.</summary>
    public long ReadErrors { get; internal set; }

    /// <summary>Writes that failed since the last clear.</summary>
    public long WriteErrors { get; internal set; }

    /// <summary>Blocks that were read and did not match their checksum since the last clear.</summary>
    public long ChecksumErrors { get; internal set; }

    /// <summary>Bytes on the pool when it went away: a resilver copies what is more by now.</summary>
    public long Missed { get; internal set; }

    /// <summary>The device that takes its place, while everything is copied to it (<c>zpool replace</c>).</summary>
    public ZfsDevice? Successor { get; internal set; }

    /// <summary>Whether it holds data and gives it.</summary>
    public bool Works => State is ZfsDeviceState.Online or ZfsDeviceState.Degraded;
}

/// <summary>How the devices of a top-level vdev back each other up.</summary>
public enum ZfsLayout
{
    /// <summary>One device, and nothing to stand in for it.</summary>
    Disk,

    /// <summary>Every device holds everything.</summary>
    Mirror,

    /// <summary>One device may be lost.</summary>
    Raidz1,

    /// <summary>Two devices may be lost.</summary>
    Raidz2,

    /// <summary>Three devices may be lost.</summary>
    Raidz3,
}

/// <summary>A top-level vdev: the devices that back each other up. A pool lives while all of its vdevs do.</summary>
/// <param name="Layout">How.</param>
/// <param name="Index">Its number in the pool: <c>mirror-0</c>.</param>
/// <param name="Devices">The devices.</param>
public sealed record ZfsVdev(ZfsLayout Layout, int Index, IReadOnlyList<ZfsDevice> Devices)
{
    private readonly List<ZfsDevice> devices = [.. Devices];

    /// <summary>The devices.</summary>
    public IReadOnlyList<ZfsDevice> Devices => devices;

    /// <summary>Its name, <c>mirror-0</c>; a single device has only its own.</summary>
    public string Name => Layout == ZfsLayout.Disk ? Devices[0].Name : FormattableString.Invariant($"{Layout.ToString().ToLowerInvariant()}-{Index}");

    /// <summary>How many devices it can lose.</summary>
    public int Spare => Layout switch { ZfsLayout.Disk => 0, ZfsLayout.Mirror => Devices.Count - 1, _ => Layout - ZfsLayout.Mirror };

    /// <summary>How many devices do not work.</summary>
    public int Missing
    {
        get
        {
            var missing = 0;
            for (var i = 0; i < devices.Count; i++)
                if (!devices[i].Works) missing++;
            return missing;
        }
    }

    /// <summary>Whether what works holds everything.</summary>
    public bool Holds => Missing <= Spare;

    internal void Exchange(ZfsDevice old, ZfsDevice successor) => devices[devices.IndexOf(old)] = successor;
}
