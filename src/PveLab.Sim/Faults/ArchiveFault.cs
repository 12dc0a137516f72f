using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Faults;

/// <summary>A fault of one backup archive of a guest.</summary>
public abstract record ArchiveFault : StorageFault
{
    /// <summary>VMID of the guest whose archive it is.</summary>
    public required int Guest { get; init; }

    /// <summary>Which of its archives, counted from the newest: 1 is the newest.</summary>
    public int Newest { get; init; } = 1;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Newest < 1) yield return new FaultProblem("newest", "newest: the newest archive is 1");
    }

    /// <summary>The archive's file.</summary>
    /// <exception cref="PveException">There is no such archive.</exception>
    protected ArchiveAt Archive(Datacenter world)
    {
        var (tree, root) = Files(world);
        var directory = UnixPath.Join(root, "dump");
        var names = tree.Find(directory) is not DirectoryEntry dump ? []
            : from name in dump.Entries.Keys
              let parsed = ArchiveName.TryParse(name, world.Zone)
              where parsed is { IsStandard: true } && parsed.Vmid == Guest
              orderby parsed.Ctime descending, name descending
              select name;
        return names.Skip(Newest - 1).FirstOrDefault() is { } found
            ? new ArchiveAt(tree, UnixPath.Join(directory, found), (BlobFile)tree.Get(UnixPath.Join(directory, found)))
            : throw new PveException($"there is no such archive on '{Storage}'");
    }

    /// <summary>An archive where it lies.</summary>
    /// <param name="Tree">The tree it is in.</param>
    /// <param name="Path">Its path there.</param>
    /// <param name="File">The file.</param>
    protected sealed record ArchiveAt(FileTree Tree, string Path, BlobFile File)
    {
        /// <summary>What the file means; null when it is none.</summary>
        public BackupArchive? Content => File.Payload as BackupArchive;
    }
}
