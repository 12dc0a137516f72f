using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A node's root file system is full: logs cannot be written. /etc/pve lies elsewhere and still takes writes.</summary>
public sealed record RootFull : NodeFault
{
    /// <summary>Bytes left free, as a size.</summary>
    public string Free { get; init; } = "0";

    /// <summary>The file that takes the bytes.</summary>
    public string File { get; init; } = "/var/log/debug-trace.log";

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) => base.Check(world).Concat(FaultSizes.Check("free", Free));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var files = NodeOf(site.World).Files;
        files.CreateDirectory(UnixPath.Directory(File), parents: true);
        var room = files.MountOf(UnixPath.Directory(File)).FileSystem.Available - FaultSizes.Bytes(Free);
        files.CreateBlob(File, Math.Max(0, room / FileSystem.BlockSize * FileSystem.BlockSize));
        return () => files.Remove(File);
    }
}
