using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>An archive's name tells another VMID than the guest it was made of.</summary>
public sealed record ArchiveRenamed : ArchiveFault
{
    /// <summary>The VMID its name tells now.</summary>
    public required int Owner { get; init; }

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, path, _) = Archive(site.World);
        var (directory, name) = (UnixPath.Directory(path), UnixPath.Name(path));
        var parts = name.Split('-', 4);
        parts[2] = Owner.ToString(CultureInfo.InvariantCulture);
        tree.Rename(path, UnixPath.Join(directory, string.Join('-', parts)));
        if (tree.Exists(path + ".notes")) tree.Rename(path + ".notes", UnixPath.Join(directory, string.Join('-', parts)) + ".notes");
        return null;
    }
}
