using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>One disk on its way to another volume.</summary>
/// <param name="Key">Its drive key, <c>scsi0</c>; null for an image that belongs to no guest.</param>
/// <param name="Drive">Its line.</param>
/// <param name="Storage">Where to; null for the storage it is on.</param>
/// <param name="Format">In which format; null for the one it has, as far as the target can hold it.</param>
public sealed record DiskSource(string? Key, Drive Drive, string? Storage, string? Format);

/// <summary>
/// Clones and moves disks: linked by the storage, or block for block, by <c>qemu-img convert</c> or, while the guest runs, by QEMU itself,
/// which keeps the copy true until the end (qemu-server: PVE/QemuServer.pm clone_disk, PVE/QemuServer/QemuImage.pm, PVE/QemuServer/BlockJob.pm).
/// </summary>
/// <param name="guest">The guest whose disks they are.</param>
/// <param name="newVmid">Who gets the copies.</param>
/// <param name="log">Takes what is printed.</param>
public sealed class DiskCopy(VirtualMachine guest, int newVmid, Action<string> log)
{
    /// <summary>Bytes that qemu-img copies before it looks whether to tell.</summary>
    private const long Chunk = 2L << 20;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, (DiskImage From, DiskImage To)> mirrors = new(StringComparer.Ordinal);

    /// <summary>The volumes made so far: the caller's to remove when something fails.</summary>
    public List<string> Made { get; } = [];

    private Node Node => guest.Node;

    /// <summary>Makes a linked clone and answers its line.</summary>
    public Drive Link(DiskSource source, string? snapshot)
    {
        log($"create linked clone of drive {source.Key} ({source.Drive.Volume})");
        return Finished(source, Remember(Node.Storages.Clone(source.Drive.Volume, newVmid, snapshot, log)));
    }

    /// <summary>Makes a full copy; its line is <see cref="Finished"/> of the newest volume <see cref="Made"/>.</summary>
    /// <param name="source">The disk.</param>
    /// <param name="snapshot">Copy this snapshot of it, not what is there now.</param>
    /// <param name="limit">KiB/s; null for no limit.</param>
    /// <param name="last">Whether a running guest's copies are complete now; until then they are kept true.</param>
    public IEnumerable<TimeSpan> Copy(DiskSource source, string? snapshot, long? limit, bool last)
    {
        var volume = source.Drive.Volume;
        log($"create full clone of drive {(source.Key is null ? "" : source.Key + " ")}({volume})");
        var storage = source.Storage ?? VolumeId.Parse(volume).Storage;
        Node.Storages.ActivateVolume(volume);
        var content = (snapshot is null ? Node.Storages.Image(volume) : Node.Storages.SnapshotImage(volume, snapshot))
            ?? throw new PveException($"volume '{volume}' does not exist");
        var made = Remember(Node.Storages.Allocate(storage, newVmid, FormatOf(storage, volume, source.Format), null, content.Size, log));
        var mirrored = guest.IsRunning && snapshot is null && source.Key is { } key && guest.Attached.ContainsKey(key);
        return mirrored ? Mirror(source, content, made, limit, last) : Convert(volume, content.Capture(), made, limit);
    }

    /// <summary>Copies the disk image in a file of the node.</summary>
    /// <exception cref="PveException">No such file, or the storage cannot take it.</exception>
    public IEnumerable<TimeSpan> Import(string path, string storage, string? format)
    {
        if (Node.Files.Find(path) is not (BlobFile or TextFile) || Node.Files.Find(path) is not { } file) throw new PveException($"{path}: non-existent or non-regular file");
        if (!Node.Storages.Enabled(storage).Content.Contains("images")) throw new PveException($"storage {storage} does not support vm images");
        log(string.Create(CultureInfo.InvariantCulture, $"importing disk '{path}' to VM {newVmid} ..."));
        var capture = (file as BlobFile)?.Payload is DiskImage image ? image.Capture() : new DiskCapture(file.Size, file.Size, null);
        var definition = Node.View.Storages.Get(storage);
        var type = StorageTypes.Get(definition.Type);
        var target = format is not null && type.Formats.Contains(format) ? format : type.DefaultFormat(definition);
        if (format is not null && format != target) log($"format '{format}' is not supported by the target storage - using '{target}' instead");
        var made = Remember(Node.Storages.Allocate(storage, newVmid, target, null, capture.Size, log));
        return Convert(path, capture, made, null);
    }

    /// <summary>The line of a copied disk.</summary>
    public Drive Finished(DiskSource source, string volume)
    {
        var drive = (source.Drive with { Volume = volume }).Without("format");
        var used = source.Key?.StartsWith("unused", StringComparison.Ordinal) != true;
        return (used && Node.Storages.Measure(volume)?.Size is { } size ? drive.With("size", ByteSize.Format(size)) : drive).Sorted();
    }

    /// <summary>Frees what was made: the copy has failed.</summary>
    public void Discard()
    {
        foreach (var key in mirrors.Keys.ToList()) Cancel(key);
        foreach (var volume in Made)
        {
            try
            {
                Node.Storages.Free(volume, log);
            }
            catch (PveException failure)
            {
                log(failure.Message);
            }
        }
        Made.Clear();
    }

    private string Remember(string volume)
    {
        Made.Add(volume);
        return volume;
    }

    /// <summary>The format a copy gets (resolve_dst_disk_format).</summary>
    private string FormatOf(string storage, string volume, string? asked)
    {
        var definition = Node.View.Storages.Get(storage);
        var type = StorageTypes.Get(definition.Type);
        var wanted = asked ?? Node.Storages.NameOf(volume).Format;
        return type.Formats.Contains(wanted) ? wanted : type.DefaultFormat(definition);
    }

    private IEnumerable<TimeSpan> Convert(string from, DiskCapture capture, string made, long? limit)
    {
        var target = Node.Storages.Image(made)!;
        var step = (int)Math.Clamp(Chunk * 100.0 / Math.Max(1, capture.Size), 1, 100);
        var shown = -step;
        foreach (var passed in Move(from, made, capture, target, limit))
        {
            if (passed is not { } bytes)
            {
                log($"qemu-img: error while writing at byte {target.Written.ToString(CultureInfo.InvariantCulture)}: No space left on device");
                throw CopyFailed(from, made, limit);
            }
            if (capture.UnreadableAt < bytes)
            {
                log($"qemu-img: error while reading at byte {capture.UnreadableAt.Value.ToString(CultureInfo.InvariantCulture)}: Input/output error");
                throw CopyFailed(from, made, limit);
            }
            var percent = capture.Size == 0 ? 100 : (int)(bytes * 100 / capture.Size);
            while (shown + step <= percent || (percent == 100 && shown < 100))
            {
                shown = Math.Min(100, shown + step);
                var copied = Rendering.Bytes((double)capture.Size / 100 * shown, 1);
                log(string.Create(CultureInfo.InvariantCulture, $"transferred {copied} of {Rendering.Bytes(capture.Size, 1)} ({shown}.00%)"));
            }
            yield return Second;
        }
        target.Restore(capture with { Size = target.Size });
    }

    private PveException CopyFailed(string from, string made, long? limit) => new($"copy failed: command '{Command(from, made, limit)}' failed: exit code 1");

    private string Command(string from, string made, long? limit) => string.Join(
        ' ',
        "/usr/bin/qemu-img convert -p -n" + (limit is { } rate ? string.Create(CultureInfo.InvariantCulture, $" -r {rate}K") : ""),
        from[0] == '/' ? $"-O {Node.Storages.NameOf(made).Format} {from}" : $"-f {Node.Storages.NameOf(from).Format} -O {Node.Storages.NameOf(made).Format} {Node.Storages.PathOf(from)}",
        (Node.Storages.HasFeature("sparseinit", made) ? "zeroinit:" : "") + Node.Storages.PathOf(made));

    private IEnumerable<TimeSpan> Mirror(DiskSource disk, DiskImage source, string made, long? limit, bool last)
    {
        var (job, target, begin) = ("drive-" + disk.Key, Node.Storages.Image(made)!, Node.Clock.Now);
        log(limit is { } rate ? string.Create(CultureInfo.InvariantCulture, $"drive mirror is starting for {job} with bandwidth limit: {rate} KB/s") : $"drive mirror is starting for {job}");
        mirrors[job] = (source, target);
        var capture = source.Capture();
        foreach (var passed in Move(disk.Drive.Volume, made, capture, target, limit))
        {
            if (passed is not { } bytes)
            {
                Cancel(job);
                throw new PveException($"block job (mirror) error: {job}: No space left on device (io-status: nospace)");
            }
            if (capture.UnreadableAt < bytes)
            {
                Cancel(job);
                throw new PveException($"block job (mirror) error: {job}: Input/output error (io-status: ok)");
            }
            var percent = (capture.Size == 0 ? 100 : bytes * 100.0 / capture.Size).ToString("F2", CultureInfo.InvariantCulture);
            var ready = bytes >= capture.Size ? ", ready" : "";
            log($"{job}: transferred {Rendering.Bytes(bytes, 1)} of {Rendering.Bytes(capture.Size, 1)} ({percent}%) in {Rendering.Duration((Node.Clock.Now - begin).TotalSeconds)}{ready}");
            if (ready.Length == 0) yield return Second;
        }
        log("all 'mirror' jobs are ready");
        if (!last) yield break;
        foreach (var piece in newVmid == guest.Vmid ? SwitchOver() : LetGo()) yield return piece;
    }

    /// <summary>The copies belong to another guest: they are cut off at one moment (qemu_drive_mirror_monitor, qemu_blockjobs_cancel).</summary>
    private IEnumerable<TimeSpan> LetGo()
    {
        var frozen = guest.Config.AgentEnabled && guest.AgentRunning;
        var halted = !frozen && guest.Status == GuestStatus.Running;
        log(frozen ? "freeze filesystem" : "suspend vm");
        if (halted) guest.Suspend();
        foreach (var (job, (from, to)) in mirrors)
        {
            to.Restore(from.Capture() with { Size = to.Size });
            log($"{job}: Cancelling block job");
        }
        yield return Second;
        foreach (var job in mirrors.Keys) log($"{job}: Done.");
        mirrors.Clear();
        log(frozen ? "unfreeze filesystem" : "resume vm");
        if (halted && guest.Status == GuestStatus.Paused) guest.Resume();
    }

    /// <summary>The guest goes on with the copy.</summary>
    private IEnumerable<TimeSpan> SwitchOver()
    {
        foreach (var (job, (from, to)) in mirrors)
        {
            log($"{job}: Completing block job...");
            guest.Exchange(job["drive-".Length..], from, to);
            log($"{job}: Completed successfully.");
        }
        yield return Second;
        foreach (var job in mirrors.Keys) log($"{job}: mirror-job finished");
        mirrors.Clear();
    }

    private void Cancel(string job)
    {
        if (!mirrors.Remove(job)) return;
        log($"{job}: Cancelling block job");
        log($"{job}: Done.");
    }

    /// <summary>Bytes passed, second by second, until all have passed; null when the target has no room.</summary>
    private IEnumerable<long?> Move(string from, string to, DiskCapture capture, DiskImage target, long? limit)
    {
        var source = from[0] == '/' ? Node.LanesOf(Node.Files.MountOf(from).FileSystem) : Node.Storages.Lanes(VolumeId.Parse(from).Storage);
        return DiskStream.Move(new ByteFlow(Node.Datacenter.Bandwidth, source.Concat(Node.Storages.Lanes(VolumeId.Parse(to).Storage)), limit), capture, target);
    }
}
