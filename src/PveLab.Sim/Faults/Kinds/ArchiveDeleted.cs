namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody removed an archive's file behind Proxmox VE's back; its notes and log are still there.</summary>
public sealed record ArchiveDeleted : ArchiveFault
{
    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, path, _) = Archive(site.World);
        tree.Remove(path);
        return null;
    }
}
