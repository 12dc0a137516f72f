
namespace PveLab.Sim.Faults.Kinds;

/// <summary>An archive's notes and log were not copied with it.</summary>
public sealed record ArchiveNotesMissing : ArchiveFault
{
    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, path, _) = Archive(site.World);
        tree.TryRemove(path + ".notes");
        tree.TryRemove(path[..path.LastIndexOf(".vma", StringComparison.Ordinal)] + ".log");
        return null;
    }
}
