using PveLab.Sim.Cluster;

namespace PveLab.Sim.Storage;

/// <summary>What fails together: a disk and the machine it sits in.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Disk">The disk.</param>
public sealed record FailureDomain(PhysicalHost Host, PhysicalDisk Disk)
{
    /// <summary>The domain of a disk.</summary>
    public static FailureDomain Of(PhysicalDisk disk) => new(disk.Host, disk);

    /// <summary>Whether losing one machine cannot take both.</summary>
    public bool IsSeparateFrom(FailureDomain other) => !ReferenceEquals(Host, other.Host);

    /// <summary>Whether losing one disk cannot take both.</summary>
    public bool IsOnAnotherDiskThan(FailureDomain other) => !ReferenceEquals(Disk, other.Disk);
}
