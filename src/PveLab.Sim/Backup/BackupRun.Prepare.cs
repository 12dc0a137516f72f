using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <content>Before the first byte: names, limits, the lock, which disks, and the guest brought to a stand.</content>
public sealed partial class BackupRun
{
    private const string LogDirectory = "/var/log/vzdump";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private void Prepare()
    {
        guest = node.Guests.Find(Vmid) ?? throw new PveException(FormattableString.Invariant($"unable to find VM '{Vmid}'"));
        CheckLimits();
        NameFiles();
        log.Open(FormattableString.Invariant($"{LogDirectory}/qemu-{Vmid}.log"));
        Forget(logCopy!);
        log.Announce(FormattableString.Invariant($"Starting Backup of VM {Vmid} (qemu)"));
        log.InfoToTask($"Backup started at {node.Datacenter.Zone.Stamp(started.UnixSeconds)}");
        wasRunning = guest.IsRunning;
        log.Info("status = " + (wasRunning ? "running" : "stopped"));
        guest.SetLock("backup");
        locked = true;
        if (!wasRunning) mode = "stop";
        if (mode == "snapshot") ChooseDisks();
        log.Info("backup mode: " + mode);
        if (settings.BandwidthLimit > 0) log.Info(FormattableString.Invariant($"bandwidth limit: {settings.BandwidthLimit} KiB/s"));
        log.Info("ionice priority: " + settings.IoNice);
        if (mode != "snapshot") ChooseDisks();
    }

    private void CheckLimits()
    {
        var limit = settings.Limit;
        if ((limit == 0 || settings.Remove) && !settings.Protected) return;
        var (unprotected, protectedOnes) = CountBackups();
        if (settings.Protected)
        {
            if (settings.Storage?["max-protected-backups"] is { } text
                && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var max) && max > -1 && protectedOnes >= max)
                throw new PveException($"The number of protected backups per guest is limited to {text} on storage '{settings.Storage.Id}'");
        }
        else if (unprotected >= limit)
        {
            throw new PveException(FormattableString.Invariant(
                $"There is a max backup limit of {limit} enforced by the target storage or the vzdump parameters. Either increase the limit or delete old backups."));
        }
    }

    private (int Unprotected, int Protected) CountBackups()
    {
        var (unprotected, kept) = (0, 0);
        if (settings.Storage is { } storage)
        {
            foreach (var volume in node.Storages.List(storage.Id, "backup", Vmid))
            {
                if (volume.Subtype is not (null or "qemu")) continue;
                if (volume.Protected) kept++;
                else unprotected++;
            }
        }
        else
        {
            foreach (var backup in Retained()) if (!backup.Protected) unprotected++;
        }
        return (unprotected, kept);
    }

    private void NameFiles()
    {
        baseName = FormattableString.Invariant($"vzdump-qemu-{Vmid}-{node.Datacenter.Zone.ArchiveStamp(started.UnixSeconds)}");
        var path = UnixPath.Join(settings.DumpDirectory, baseName);
        var extension = settings.Compressor is { } compressor ? ".vma." + compressor.Extension : ".vma";
        logCopy = path + ".log";
        target = path + extension;
        partial = target[..target.LastIndexOf('.')] + ".dat";
        Forget(partial);
        temporary = settings.TemporaryDirectory is { } directory
            ? FormattableString.Invariant($"{directory}/vzdumptmp{task.Upid.Pid}_{Vmid}")
            : path + ".tmp";
        RemoveTemporary();
        try
        {
            node.Files.CreateDirectory(temporary);
        }
        catch (FileException)
        {
            var wanted = temporary;
            temporary = null;
            throw new PveException($"unable to create temporary directory '{wanted}' at /usr/share/perl5/PVE/VZDump.pm line 1011.");
        }
    }

    private void Forget(string path)
    {
        if (node.Files.Find(path, followLast: false) is not null) task.Quietly(() => node.Files.Remove(path));
    }

    private void ChooseDisks()
    {
        var config = guest!.Config;
        if (config["name"] is { } name) log.Info("VM Name: " + name);
        wasPaused = guest.Status == GuestStatus.Paused;
        foreach (var volume in BackupDrive.Of(config))
        {
            if (!volume.Included)
            {
                log.Info($"exclude disk '{volume.Key}' '{volume.Drive.Volume}' ({volume.Reason})");
                continue;
            }
            var size = volume.Drive["size"] is { } text ? " " + (ByteSize.Parse(text) is { } bytes ? ByteSize.Format(bytes) : text) : "";
            log.Info($"include disk '{volume.Key}' '{volume.Drive.Volume}'{size}");
            var id = VolumeId.TryParse(volume.Drive.Volume);
            disks.Add(new SourceDisk(volume.Key, volume.Drive.Volume, id?.Storage ?? "", FormatOf(volume.Drive.Volume)));
        }
        foreach (var disk in disks)
        {
            if (disk.Storage.Length > 0) node.Storages.Activate(disk.Storage);
            if (node.Storages.Image(disk.VolumeId) is null)
                throw new PveException($"cannot determine size of volume '{disk.VolumeId}' - no such volume '{disk.VolumeId}'");
        }
        disks.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
    }

    private static string FormatOf(string volume) => volume switch
    {
        _ when volume.EndsWith(".qcow2", StringComparison.Ordinal) => "qcow2",
        _ when volume.EndsWith(".vmdk", StringComparison.Ordinal) => "vmdk",
        _ => "raw",
    };

    private IEnumerable<TimeSpan> Halt()
    {
        if (mode == "suspend")
        {
            Fire(BackupRunTrigger.Halt);
            log.Info("suspending guest");
            haltedAt = node.Clock.Now;
            if (!wasPaused) guest!.Suspend();
            resumeAtEnd = true;
        }
        else if (mode == "stop" && wasRunning)
        {
            Fire(BackupRunTrigger.Halt);
            log.Info("stopping virtual guest");
            haltedAt = node.Clock.Now;
            foreach (var pause in ShutDown()) yield return pause;
            restartAtEnd = true;
        }
    }

    /// <summary>qm shutdown, with the minutes of <c>--stopwait</c>.</summary>
    private IEnumerable<TimeSpan> ShutDown()
    {
        var seconds = settings.StopWait * 60;
        guest!.Shutdown();
        for (var waited = 0L; guest.IsRunning; waited++)
        {
            if (waited >= seconds)
            {
                log.Info("VM quit/powerdown failed - got timeout");
                throw new PveException(FormattableString.Invariant(
                    $"command 'qm shutdown {Vmid} --skiplock --keepActive --timeout {seconds}' failed: exit code 255"));
            }
            yield return Second;
        }
    }
}
