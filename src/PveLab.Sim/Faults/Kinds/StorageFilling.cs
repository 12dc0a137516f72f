using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// Another machine copies data to the storage at its own pace, sharing the disk and link with whoever else uses them, until all of it is there, the file is
/// removed, or no room is left (then its copy fails, and what it has written stays).
/// </summary>
public sealed record StorageFilling : StorageFault
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How much it copies, as a size.</summary>
    public required string Size { get; init; }

    /// <summary>Bytes per second, as a size.</summary>
    public string Rate { get; init; } = "60M";

    /// <summary>The file that grows, below the storage's directory.</summary>
    public string File { get; init; } = "camera/recording.mkv";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world) =>
        base.Check(world).Concat(FaultSizes.Check("size", Size)).Concat(FaultSizes.Check("rate", Rate));

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var (tree, root) = Files(site.World);
        var path = UnixPath.Join(root, File);
        tree.CreateDirectory(UnixPath.Directory(path), parents: true);
        tree.CreateBlob(path);
        var writer = new Writer(site.World, tree.OpenBlob(path), FileSystemOf(site.World), FaultSizes.Bytes(Size), FaultSizes.Bytes(Rate));
        return writer.End;
    }

    private sealed class Writer
    {
        private readonly Datacenter world;
        private readonly OpenFile file;
        private readonly Flow flow;
        private readonly long size;
        private bool ended;

        internal Writer(Datacenter world, OpenFile file, FileSystem fileSystem, long size, long rate)
        {
            (this.world, this.file, this.size) = (world, file, size);
            flow = world.Bandwidth.Start([.. Backup.BackupLanes.Of(fileSystem).Select(lane => new LaneUse(lane))], rate);
            world.Clock.After(Second, Go);
        }

        internal void End()
        {
            if (ended) return;
            ended = true;
            world.Bandwidth.End(flow);
        }

        private void Go()
        {
            if (ended) return;
            world.Bandwidth.Settle();
            try
            {
                if (!file.Entry.Unlinked && file.Refusal is null) file.Resize(Math.Min(size, flow.Moved));
            }
            catch (FileException)
            {
                End();
                return;
            }
            if (file.Entry.Unlinked || file.Entry.Size >= size) End();
            else world.Clock.After(Second, Go);
        }
    }
}
