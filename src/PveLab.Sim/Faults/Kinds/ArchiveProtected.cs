namespace PveLab.Sim.Faults.Kinds;

/// <summary>Somebody protected an archive: it counts for no retention and nothing removes it.</summary>
public sealed record ArchiveProtected : ArchiveFault
{
    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, path, _) = Archive(site.World);
        tree.WriteText(path + ".protected", "");
        return () => tree.Remove(path + ".protected");
    }
}
