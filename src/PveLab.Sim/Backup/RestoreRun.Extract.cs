using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <content>vma extract: header, disks, data (qemu-server: PVE/QemuServer.pm restore_vma_archive; pve-qemu: vma.c).</content>
public sealed partial class RestoreRun
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of an extent: a header of 512 and 58 clusters of 64 KiB, a few 4K blocks of zeros being left out (pve-qemu: vma.h).</summary>
    private const long ExtentBytes = 512 + 58 * 65_536;

    private readonly List<Restored> disks = [];
    private string command = "";

    private IEnumerable<TimeSpan> Extract(ArchiveName name)
    {
        var readLimit = ReadLimit();
        BuildCommand(name, readLimit);
        task.Log("restore vma archive: " + command);
        var attempt = new Attempted(RunVma(name, readLimit));
        var ended = false;
        try
        {
            foreach (var pause in attempt) yield return pause;
            ended = true;
        }
        finally
        {
            if (!ended) RemoveDisks();
        }
        if (attempt.Error is not { } failure) yield break;
        RemoveDisks();
        throw new PveException($"command 'set -o pipefail && {command}' failed: {failure.Message}");
    }

    private void BuildCommand(ArchiveName name, long readLimit)
    {
        var parts = new List<string>();
        var from = path;
        if (readLimit > 0)
        {
            task.Log(FormattableString.Invariant($"applying read rate limit: {readLimit}"));
            parts.Add(FormattableString.Invariant($"cstream -t {readLimit * 1024} -- {BackupText.ShellQuote(from)}"));
            from = "-";
        }
        if (name.Decompressor is { } decompressor)
        {
            parts.Add($"{decompressor} {BackupText.ShellQuote(from)}");
            from = "-";
        }
        var temporary = FormattableString.Invariant($"/var/tmp/vzdumptmp{task.Upid.Pid}");
        parts.Add($"vma extract -v -r {temporary}.fifo {BackupText.ShellQuote(from)} {temporary}");
        command = string.Join(" | ", parts);
    }

    private IEnumerable<TimeSpan> RunVma(ArchiveName name, long readLimit)
    {
        if (VmaFile.Open(node.Files, path) is not { } opened)
        {
            // vma waits for its header, and the real code gives up after a minute.
            yield return HeaderTimeout;
            throw new PveException("got timeout reading VMA header - corrupted?");
        }
        archive = opened;
        Fire(RestoreTrigger.Allocate);
        PrintHeader();
        ReadHints();
        AllocateDisks();
        Fire(RestoreTrigger.Extract);
        foreach (var pause in CopyData(name, readLimit)) yield return pause;
    }

    private void PrintHeader()
    {
        task.Log(FormattableString.Invariant($"CFG: size: {Encoding.UTF8.GetByteCount(archive!.Config)} name: qemu-server.conf"));
        for (var i = 0; i < archive.Disks.Length; i++)
            task.Log(FormattableString.Invariant($"DEV: dev_id={i + 1} size: {archive.Disks[i].Capture.Size} devname: {archive.Disks[i].Device}"));
        task.Log("CTIME: " + node.Datacenter.Zone.ToLocal(archive.CapturedAt.UnixSeconds).ToCTime());
    }

    /// <summary>Where each disk goes (parse_backup_hints).</summary>
    private void ReadHints()
    {
        var limits = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var disk in archive!.Disks)
        {
            var storage = request.Storage ?? (disk.Storage.Length > 0 ? disk.Storage : "local");
            var definition = node.View.Storages.Get(storage);
            if (!definition.Content.Contains("images")) throw new PveException($"Content type 'images' is not available on storage '{storage}'");
            disks.Add(new Restored(disk, storage));
            if (limits.Add(storage) && LimitOf(definition) is > 0 and var limit) task.Log(FormattableString.Invariant($"rate limit for storage {storage}: {limit} KiB/s"));
        }
        disks.Sort((a, b) => string.CompareOrdinal(a.Disk.Key, b.Disk.Key));
    }

    private void AllocateDisks()
    {
        if (existed) RemoveOldDisks();
        foreach (var disk in disks)
        {
            var type = StorageTypes.Get(node.View.Storages.Get(disk.Storage).Type);
            var format = type.Formats.Contains(disk.Disk.Format) ? disk.Disk.Format : null;
            disk.Volume = node.Storages.Allocate(disk.Storage, Vmid, format, null, (disk.Disk.Capture.Size + 1023) / 1024 * 1024, task.Log);
            task.Log($"new volume ID is '{disk.Volume}'");
        }
        foreach (var disk in disks) task.Log($"map '{disk.Disk.Device}' to '{node.Storages.PathOf(disk.Volume!)}' (write zeros = 0)");
    }

    /// <summary>Frees the disks that the archive replaces; the others become unused (restore_cleanup_oldconf).</summary>
    private void RemoveOldDisks()
    {
        var guest = node.Guests.Get(Vmid);
        var old = guest.Config;
        guest.Save(GuestConfig.Parse("memory: 128\n"));
        foreach (var (key, drive) in old.Drives())
        {
            if (drive.IsCdrom || drive.Volume.StartsWith('/') || !GuestDisks.IsOwner(guest, drive.Volume)) continue;
            if (disks.Exists(d => d.Disk.Key == key)) task.Quietly(() => node.Storages.Free(drive.Volume, task.Log));
        }
    }

    private IEnumerable<TimeSpan> CopyData(ArchiveName name, long readLimit)
    {
        var layout = new ImageLayout(disks.Select(d => d.Disk.Capture));
        var readable = ReadableData(layout, name.Compression is not null);
        var flow = node.Datacenter.Bandwidth.Start(Lanes(name, layout), Limit(readLimit, layout));
        var progress = new RestoreProgress(layout.Total, task.Log);
        var begin = node.Clock.Now.UnixSeconds;
        var (written, told) = (0L, -1L);
        try
        {
            while (true)
            {
                node.Datacenter.Bandwidth.Settle();
                var (passed, data) = layout.At(Math.Min(layout.Work, flow.Moved));
                CheckSource();
                var end = flow.Moved >= layout.Work;
                WriteData(Math.Min(data, readable) - written);
                written = Math.Min(data, readable);
                progress.Report(passed, node.Clock.Now.UnixSeconds - begin);
                told = node.Datacenter.Facts.PassProgress(Vmid, told, passed, layout.Total);
                if (data > readable || (end && readable < layout.Data)) throw EndsEarly(name, readable);
                if (end) break;
                yield return Second;
            }
        }
        finally
        {
            node.Datacenter.Bandwidth.End(flow);
        }
        foreach (var disk in disks) node.Storages.Image(disk.Volume!)!.Restore(disk.Disk.Capture with { Size = node.Storages.Image(disk.Volume!)!.Size });
        progress.Finish(layout.Total, layout.Total - layout.Data);
        if (archive!.Damage != ArchiveDamage.Data || name.Compression is not { } compression) yield break;
        // Every byte came through; the checksum at the very end is what the decompressor misses.
        task.Log(VmaFile.Complaint(node.Files, path, compression));
        throw new PveException("exit code 1");
    }

    /// <summary>Bytes of data that the file still holds: a copy that was cut short ends early, a damaged one somewhere in the middle.</summary>
    private long ReadableData(ImageLayout layout, bool compressed)
    {
        var size = node.Files.Get(path).Size;
        var whole = archive!.Length;
        if (archive.Damage == ArchiveDamage.Data && !compressed) return layout.Data / 2;
        return size >= whole ? long.MaxValue : (long)(layout.Data * ((double)size / Math.Max(1, whole)));
    }

    private void CheckSource()
    {
        if (node.Files.TryLocate(path, followLast: true, out _) is { } errno && errno != Errno.NoEntry && errno != Errno.TimedOut)
            throw VmaError($"restore failed - can't read from archive ({errno.Describe()})");
    }

    /// <summary>Fills the disks one after the other, as far as their storages have room.</summary>
    private void WriteData(long bytes)
    {
        foreach (var disk in disks)
        {
            if (bytes <= 0) return;
            var more = Math.Min(bytes, disk.Disk.Capture.Written - disk.Written);
            if (more <= 0) continue;
            if (!node.Storages.TryWrite(disk.Volume!, more)) throw VmaError("restore failed - blk_pwrite to  failed (-28)");
            disk.Written += more;
            bytes -= more;
        }
    }

    private PveException EndsEarly(ArchiveName name, long readable)
    {
        if (name.Compression is { } compression) task.Log(VmaFile.Complaint(node.Files, path, compression));
        return VmaError(FormattableString.Invariant($"restore failed - short vma extent ({readable % ExtentBytes} < {ExtentBytes})"));
    }

    private PveException VmaError(string message)
    {
        var time = node.Datacenter.Zone.ToLocal(node.Clock.Now.UnixSeconds);
        task.Log("");
        task.Log(string.Create(CultureInfo.InvariantCulture,
            $"** (process:{task.Upid.Pid + 3}): ERROR **: {time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}.{node.Clock.Now.Milliseconds % 1000:D3}: {message}"));
        return new PveException(command.Contains(" | ", StringComparison.Ordinal) ? "exit code 133" : "got signal 5");
    }

    private void RemoveDisks()
    {
        foreach (var disk in disks)
        {
            if (disk.Volume is not { } volume) continue;
            try
            {
                node.Storages.Free(volume, task.Log);
                task.Log($"temporary volume '{volume}' successfully removed");
            }
            catch (PveException failure)
            {
                task.Log($"unable to cleanup '{volume}' - {failure.Message}");
            }
        }
        disks.Clear();
    }

    private ImmutableArray<LaneUse> Lanes(ArchiveName name, ImageLayout layout)
    {
        var images = new List<Lane>();
        foreach (var disk in disks)
            foreach (var lane in node.Storages.Lanes(disk.Storage))
                if (!images.Contains(lane)) images.Add(lane);
        var ratio = layout.Data > 0 ? (double)archive!.Length / layout.Data : 1;
        double? speed = name.Compression is { } compression ? Compressor.Decompressors[compression].BytesPerSecond : null;
        return new BackupLanes(images, node.LanesOf(node.Files.MountOf(path).FileSystem)).Uses(ratio, speed);
    }

    /// <summary>Bytes of data per second that the limits on reading and writing allow, or null.</summary>
    private double? Limit(long readLimit, ImageLayout layout)
    {
        double? limit = readLimit > 0 && layout.Data > 0 ? readLimit * 1024.0 * layout.Data / archive!.Length : null;
        foreach (var disk in disks)
            if (LimitOf(node.View.Storages.Get(disk.Storage)) is > 0 and var kib) limit = Math.Min(limit ?? double.MaxValue, kib * 1024.0);
        return limit;
    }

    private long ReadLimit() =>
        RestoreRequest.VolumeAt(node, path) is { } volume ? LimitOf(node.View.Storages.Get(VolumeId.TryParse(volume)!.Storage)) : 0;

    /// <summary>KiB per second of a restore over a storage; 0 for no limit (Storage.pm get_bandwidth_limit).</summary>
    private long LimitOf(StorageDefinition storage)
    {
        if (request.BandwidthLimit is { } asked) return asked;
        return StorageFormats.RateOf(storage["bwlimit"] ?? "", "restore");
    }

    private sealed class Restored(ArchivedDisk disk, string storage)
    {
        internal ArchivedDisk Disk { get; } = disk;

        internal string Storage { get; } = storage;

        internal string? Volume { get; set; }

        internal long Written { get; set; }
    }
}
