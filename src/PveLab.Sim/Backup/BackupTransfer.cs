using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <summary>
/// QEMU's backup job, or tar at work: reads the captured disks and grows the archive, as fast as the disks, the links, the compressor and
/// <c>bwlimit</c> allow. Blocks of zeros cost an eighth of what data costs, and most of them lie behind the data.
/// </summary>
public sealed class BackupTransfer
{
    /// <summary>Bytes of a VMA archive's header.</summary>
    private const long VmaHeader = 12_800;

    private readonly Bandwidth bandwidth;
    private readonly OpenFile archive;
    private readonly Compressor? compressor;
    private readonly ImmutableArray<LaneUse> lanes;
    private readonly double? limit;
    private readonly double ratio;
    private readonly long header;
    private readonly ImageLayout layout;
    private readonly long? unreadable;
    private Flow? flow;
    private double before;

    /// <summary>Starts the job.</summary>
    /// <param name="bandwidth">Shares the lanes.</param>
    /// <param name="archive">The open archive.</param>
    /// <param name="disks">What it reads.</param>
    /// <param name="compressor">What the archive goes through, or null.</param>
    /// <param name="variation">How much better or worse than usual this guest's data compresses, around 1.</param>
    /// <param name="lanes">Source and target.</param>
    /// <param name="limit">Bytes per second, null for none.</param>
    /// <param name="header">Bytes that come before the data.</param>
    public BackupTransfer(Bandwidth bandwidth, OpenFile archive, IEnumerable<DiskCapture> disks, Compressor? compressor, double variation, BackupLanes lanes, double? limit,
        long header = VmaHeader)
    {
        this.bandwidth = bandwidth;
        this.archive = archive;
        this.compressor = compressor;
        this.limit = limit;
        this.header = header;
        ratio = compressor is null ? 1 : compressor.Ratio * variation;
        var captures = disks.ToList();
        layout = new ImageLayout(captures);
        unreadable = UnreadableIn(captures);
        this.lanes = lanes.Uses(ratio, compressor?.BytesPerSecond);
        Length = header + (long)(layout.Data * ratio);
        flow = bandwidth.Start(this.lanes, limit);
    }

    /// <summary>What QEMU's job ends with when a disk cannot be read (pve-qemu: pve-backup.c).</summary>
    public const string ReadError = "job failed with err -5 - Input/output error";

    /// <summary>Bytes the archive will have.</summary>
    public long Length { get; }

    /// <summary>How far it is. The archive has grown to that point, or the job has failed.</summary>
    public BackupStatus Query()
    {
        if (archive.Refusal is Errno.TimedOut) Stall();
        else flow ??= bandwidth.Start(lanes, limit);
        bandwidth.Settle();
        var done = Math.Min(layout.Work, before + (flow?.Moved ?? 0));
        var (transferred, data) = layout.At(done);
        if (unreadable < transferred)
        {
            End();
            return new BackupStatus("error", layout.Total, transferred, transferred - data, ReadError);
        }
        var finished = done >= layout.Work;
        if (flow is not null && Grow(finished ? Length : header + (long)(data * ratio)) is { } errno) return Failed(transferred, data, errno);
        if (finished) End();
        return new BackupStatus(finished ? "done" : "active", layout.Total, transferred, transferred - data);
    }

    /// <summary>Gives the lanes back.</summary>
    public void End()
    {
        if (flow is not null) bandwidth.End(flow);
        flow = null;
    }

    private static long? UnreadableIn(List<DiskCapture> disks)
    {
        var before = 0L;
        foreach (var disk in disks)
        {
            if (disk.UnreadableAt is { } at) return before + at;
            before += disk.Size;
        }
        return null;
    }

    private BackupStatus Failed(long transferred, long data, Errno errno)
    {
        End();
        // The compressor dies of the full disk, and QEMU notices that its pipe is broken.
        var reason = compressor is null ? errno.Describe() : "Broken pipe";
        return new BackupStatus("error", layout.Total, transferred, transferred - data, "vma_queue_write: write error - " + reason);
    }

    private void Stall()
    {
        if (flow is null) return;
        bandwidth.Settle();
        before += flow.Moved;
        End();
    }

    private Errno? Grow(long bytes)
    {
        try
        {
            archive.Resize(bytes);
            return null;
        }
        catch (FileException error)
        {
            return error.Errno;
        }
    }
}

/// <summary>What a copy between disk images and an archive goes through.</summary>
/// <param name="Images">Lanes of the disk images.</param>
/// <param name="Archive">Lanes of the archive's file system.</param>
public sealed record BackupLanes(IReadOnlyList<Lane> Images, IReadOnlyList<Lane> Archive)
{
    /// <summary>The lanes of a file system: its disk and its link.</summary>
    public static IReadOnlyList<Lane> Of(FileSystem fileSystem)
    {
        var lanes = new List<Lane>();
        if (fileSystem.Disk is { } disk) lanes.Add(disk.Lane);
        if (fileSystem.Link is { } link) lanes.Add(link);
        return lanes;
    }

    /// <summary>The uses of the lanes per byte of image data.</summary>
    /// <param name="ratio">Archive bytes per image byte.</param>
    /// <param name="programBytesPerSecond">Speed of the compressor or decompressor between them, which has a core of its own; null for none.</param>
    public ImmutableArray<LaneUse> Uses(double ratio, double? programBytesPerSecond)
    {
        var uses = ImmutableArray.CreateBuilder<LaneUse>();
        foreach (var lane in Images) uses.Add(new LaneUse(lane));
        foreach (var lane in Archive) uses.Add(new LaneUse(lane, ratio));
        if (programBytesPerSecond is { } speed) uses.Add(new LaneUse(new Lane("compressor", speed)));
        return uses.ToImmutable();
    }
}
