using System.Globalization;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>What workers do to the disks of a virtual machine (qemu-server: PVE/API2/Qemu.pm move_vm_disk, resize_vm, template; PVE/CLI/qm.pm importdisk).</summary>
public static class GuestDiskWork
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    /// <summary>Refuses a move to another storage that cannot be.</summary>
    /// <returns>The disk, and whether snapshots need the volume it leaves.</returns>
    public static (Drive Drive, bool Snapshotted) CheckMove(VirtualMachine guest, string key, string storage, string? format, bool delete)
    {
        guest.CheckLock();
        var drive = Drive.Parse(guest.Config[key] ?? throw new PveException($"disk '{key}' does not exist"));
        if (drive.IsCdrom) throw new PveException("you can't move a cdrom");
        var storages = guest.Node.Storages;
        if (VolumeId.Parse(drive.Volume).Storage == storage && (format is null || storages.NameOf(drive.Volume).Format == format))
            throw new PveException("you can't move to the same storage with same format");
        if (!storages.Enabled(storage).Content.Contains("images"))
            throw new PveException($"Parameter verification failed.\nstorage: storage '{storage}' does not support vm images", 400);
        var snapshotted = IsInSnapshot(guest.Config, drive.Volume);
        if (snapshotted && delete) throw new PveException("you can't move a disk with snapshots and delete the source");
        return (drive, snapshotted);
    }

    /// <summary>Moves a disk to another storage (qmmove).</summary>
    public static IEnumerable<TimeSpan> Move(VirtualMachine guest, PveTask task, string key, string storage, string? format, bool delete, long? limit) =>
        guest.Flock.Hold(task.Log, MoveHeld(guest, task, key, storage, format, delete, limit));

    private static IEnumerable<TimeSpan> MoveHeld(VirtualMachine guest, PveTask task, string key, string storage, string? format, bool delete, long? limit)
    {
        var (drive, snapshotted) = CheckMove(guest, key, storage, format, delete);
        if (snapshotted) task.Log("moving disk with snapshots, snapshots will not be moved!");
        var copy = new DiskCopy(guest, guest.Vmid, task.Log);
        var source = new DiskSource(key, drive, storage, format);
        var rate = StorageLimits.Of(guest.Node, "move", [VolumeId.Parse(drive.Volume).Storage, storage], limit);
        PveException? error;
        var done = false;
        try
        {
            var copying = new Attempted(copy.Copy(source, null, rate, last: true));
            foreach (var piece in copying) yield return piece;
            error = copying.Error;
            done = error is null;
        }
        finally
        {
            if (!done) copy.Discard();
        }
        if (error is not null) throw new PveException("storage migration failed: " + error.Message);
        var line = copy.Finished(source, copy.Made[^1]);
        var config = guest.Config.With(key, line.ToString());
        if (!delete) config = PendingChanges.AddUnused(config, drive.Volume);
        if (config["template"] == "1") config = config.With(key, (line with { Volume = guest.Node.Storages.CreateBase(line.Volume, task.Log) }).ToString());
        guest.Save(config);
        if (guest.Running is { } running && running[key] is not null) guest.Running = running.With(key, line.ToString());
        if (delete) task.Quietly(() => guest.Node.Storages.Free(drive.Volume, task.Log));
    }

    /// <summary>Refuses to give a disk to another guest when that cannot be.</summary>
    public static Drive CheckReassign(VirtualMachine guest, VirtualMachine target, string key, string targetKey)
    {
        guest.CheckLock();
        target.CheckLock();
        if (guest.Config["template"] == "1" || target.Config["template"] == "1") throw new PveException("Can't move disks from or to template VMs");
        if (guest.Config[key] is not { } line) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Disk '{key}' for VM '{guest.Vmid}' does not exist"));
        if (target.Config[targetKey] is not null)
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Target disk key '{targetKey}' is already in use for VM '{target.Vmid}'"));
        var drive = Drive.Parse(line);
        if (drive.IsCdrom) throw new PveException("CD drive contents can't be moved to another VM");
        if (VolumeId.TryParse(drive.Volume) is null) throw new PveException($"Volume '{drive.Volume}' not managed by PVE");
        if (IsInSnapshot(guest.Config, drive.Volume)) throw new PveException("Can't move disk used by a snapshot to another VM");
        if (!guest.Node.Storages.HasFeature("rename", drive.Volume)) throw new PveException("Storage does not support moving of this disk to another VM");
        if (guest.IsRunning && !key.StartsWith("unused", StringComparison.Ordinal))
            throw new PveException("Cannot move disk to another VM while the source VM is running - detach first");
        return drive;
    }

    /// <summary>Gives a disk to another guest (qmmove).</summary>
    public static IEnumerable<TimeSpan> Reassign(VirtualMachine guest, VirtualMachine target, PveTask task, string key, string targetKey)
    {
        return guest.Flock.Hold(task.Log, target.Flock.Hold(task.Log, Work()));

        IEnumerable<TimeSpan> Work()
        {
            var drive = CheckReassign(guest, target, key, targetKey);
            task.Log(string.Create(CultureInfo.InvariantCulture, $"moving disk '{key}' from VM '{guest.Vmid}' to '{target.Vmid}'"));
            yield return Moment;
            var volume = guest.Node.Storages.Rename(drive.Volume, target.Vmid, null, task.Log);
            var config = guest.Config;
            if (config["boot"] is not null && BootOrder.Of(config).Contains(key))
            {
                task.Log($"removing disk '{key}' from boot order config");
                config = config.With("boot", "order=" + string.Join(';', BootOrder.Of(config).Where(d => d != key)));
            }
            task.Log(string.Create(CultureInfo.InvariantCulture, $"removing disk '{key}' from VM '{guest.Vmid}' config"));
            guest.Save(config.Without(key));
            if (targetKey.StartsWith("unused", StringComparison.Ordinal))
            {
                target.Save(target.Config.With(targetKey, volume));
                yield break;
            }
            var line = (drive with { Volume = volume }).ToString();
            task.Log(string.Create(CultureInfo.InvariantCulture, $"update VM {target.Vmid}: -{targetKey} {line}"));
            target.Save(PendingChanges.Set(target.Config, targetKey, line));
            if (target.IsRunning) PendingChanges.ApplyHot(target);
            else PendingChanges.ApplyCold(target, task.Log);
        }
    }

    /// <summary>Makes a disk larger (resize).</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="task">The worker.</param>
    /// <param name="key">The disk.</param>
    /// <param name="size">Bytes; with a plus sign, that many more.</param>
    /// <param name="skipLock">Although the guest is locked.</param>
    public static IEnumerable<TimeSpan> Resize(VirtualMachine guest, PveTask task, string key, string size, bool skipLock)
    {
        return guest.Flock.Hold(task.Log, Work());

        IEnumerable<TimeSpan> Work()
        {
            if (!skipLock) guest.CheckLock();
            var drive = Drive.Parse(guest.Config[key] ?? throw new PveException($"disk '{key}' does not exist"));
            if (drive.IsCdrom) throw new PveException("you can't resize a cdrom");
            guest.Node.Storages.ActivateVolume(drive.Volume);
            var now = guest.Node.Storages.Measure(drive.Volume)?.Size ?? throw new PveException($"Could not determine current size of volume '{drive.Volume}'");
            var wanted = Wanted(size, now);
            if (wanted < now) throw new PveException("shrinking disks is not supported");
            if (wanted == now) yield break;
            yield return Moment;
            foreach (var line in guest.Node.Storages.Resize(drive.Volume, wanted, guest.IsRunning)) task.Log(line);
            guest.Save(guest.Config.With(key, drive.With("size", ByteSize.Format(wanted)).Sorted().ToString()));
        }
    }

    /// <summary>Refuses what cannot become a template.</summary>
    public static void CheckTemplate(VirtualMachine guest, string? disk)
    {
        guest.CheckLock();
        if (guest.Config.Snapshots.Any()) throw new PveException("unable to create template, because VM contains snapshots");
        if (guest.Config["template"] == "1" && disk is null) throw new PveException("you can't convert a template to a template");
        if (guest.IsRunning) throw new PveException("you can't convert a VM to template if VM is running");
    }

    /// <summary>Makes a guest a template, its disks base volumes (qmtemplate).</summary>
    public static IEnumerable<TimeSpan> Template(VirtualMachine guest, PveTask task, string? disk)
    {
        return guest.Flock.Hold(task.Log, Work());

        IEnumerable<TimeSpan> Work()
        {
            CheckTemplate(guest, disk);
            guest.Save(guest.Config.With("template", "1"));
            foreach (var (key, drive) in guest.Config.Drives().Where(d => !d.Drive.IsCdrom && (disk is null || d.Key == disk)).ToList())
            {
                if (!guest.Node.Storages.HasFeature("template", drive.Volume)) continue;
                yield return Moment;
                guest.Save(guest.Config.With(key, (drive with { Volume = guest.Node.Storages.CreateBase(drive.Volume, task.Log) }).Sorted().ToString()));
            }
        }
    }

    /// <summary>Whether a snapshot keeps the volume too.</summary>
    public static bool IsInSnapshot(GuestConfig config, string volume) =>
        config.Snapshots.Any(s => (GuestConfig.Empty with { Values = config.Snapshot(s)! }).Drives().Any(d => d.Drive.Volume == volume));

    private static long Wanted(string size, long now)
    {
        var text = size.TrimStart('+');
        var unit = "KMGT".IndexOf(text[^1], StringComparison.Ordinal);
        var number = decimal.Parse(unit < 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return (long)(number * (1L << (10 * (unit + 1)))) + (size[0] == '+' ? now : 0);
    }
}
