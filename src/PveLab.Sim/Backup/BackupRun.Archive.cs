using System.Collections.Immutable;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <content>The archive itself (qemu-server: PVE/VZDump/QemuServer.pm assemble, archive_vma).</content>
public sealed partial class BackupRun
{
    private string storedConfig = "";

    private IEnumerable<TimeSpan> Archive()
    {
        Fire(BackupRunTrigger.Archive);
        Assemble();
        log.Info($"creating vzdump archive '{target}'");
        if (disks.Count == 0)
        {
            ArchiveConfigOnly();
            yield break;
        }
        var attempt = new Attempted(RunBackupJob());
        var ended = false;
        try
        {
            foreach (var pause in attempt) yield return pause;
            ended = true;
        }
        finally
        {
            if (!ended) CancelJob(Interrupted);
        }
        if (attempt.Error is not { } failure)
        {
            RestorePowerState();
            yield break;
        }
        CancelJob(failure.Message);
        throw failure;
    }

    /// <summary>Stores the configuration without what belongs to this node and moment only.</summary>
    private void Assemble()
    {
        var config = new StringBuilder();
        var (special, snapshot, pending) = (false, false, false);
        foreach (var line in guest!.ConfigText.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("#vzdump#", StringComparison.Ordinal) || line.StartsWith("#qmdump#", StringComparison.Ordinal)) continue;
            if (line[0] == '[' && line.TrimEnd() is [.., ']'] section)
            {
                if (section.Equals("[PENDING]", StringComparison.OrdinalIgnoreCase)) pending = true;
                else if (section.StartsWith("[special:", StringComparison.Ordinal)) special = true;
                else snapshot = true;
            }
            if (special || snapshot || pending) continue;
            if (line.StartsWith("unused", StringComparison.Ordinal) && line.IndexOf(':', StringComparison.Ordinal) is > 6 and var colon)
            {
                log.Info($"skip unused drive '{line[(colon + 1)..].Trim()}' (not included into backup)");
                continue;
            }
            if (line.StartsWith("lock:", StringComparison.Ordinal) || line.StartsWith("parent:", StringComparison.Ordinal)) continue;
            config.Append(line).Append('\n');
        }
        foreach (var disk in disks) config.Append(FormattableString.Invariant($"#qmdump#map:{disk.Key}:{DeviceOf(disk.Key)}:{disk.Storage}:{disk.Format}:\n"));
        if (special) log.Info("special config section found (not included into backup)");
        if (snapshot) log.Info("snapshots found (not included into backup)");
        if (pending) log.Info("pending configuration changes found (not included into backup)");
        storedConfig = config.ToString();
        var file = temporary + "/qemu-server.conf";
        try
        {
            node.Files.WriteText(file, storedConfig);
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to open '{file}' - {failure.Errno.Describe()}");
        }
    }

    private static string DeviceOf(string key) => key == "tpmstate0" ? "drive-tpmstate0-backup" : "drive-" + key;

    private void ArchiveConfigOnly()
    {
        log.Info("backup contains no disks");
        log.Info("starting diskless backup");
        var output = settings.Compressor is { } compressor ? $"exec:{compressor.Command} > {partial}" : $"exec:cat > {partial}";
        log.Info($"/usr/bin/vma create -v -c {temporary}/qemu-server.conf {output}");
        var file = Create();
        file.Resize(12_800);
        ((BlobFile)file.Entry).Payload = Content([], 12_800, node.Datacenter.Chance["backup"].Uuid());
    }

    private OpenFile Create()
    {
        try
        {
            node.Files.CreateBlob(partial!);
            return node.Files.OpenBlob(partial!);
        }
        catch (FileException failure)
        {
            throw new PveException($"unable to open file '{partial}' - {failure.Errno.Describe()}");
        }
    }

    private IEnumerable<TimeSpan> RunBackupJob()
    {
        if (!guest!.IsRunning)
        {
            log.Info("starting kvm to execute backup task");
            guest.Start(paused: true, log: log.Info, skipLock: true);
            yield return Second;
        }
        var file = Create();
        var frozen = Freeze();
        log.Info("starting backup via QMP command");
        var captures = Capture();
        var uuid = node.Datacenter.Chance["backup"].Uuid();
        var transfer = Transfer(file, captures);
        var told = -1L;
        BackupStatus Query()
        {
            var status = node.Backups.QueryBackup(transfer);
            told = node.Datacenter.Facts.PassProgress(Vmid, told, status.Transferred, status.Total);
            return status;
        }
        try
        {
            ((BlobFile)file.Entry).Payload = Content(captures, transfer.Length, uuid);
            if (frozen) log.Info("issuing guest-agent 'fs-thaw' command");
            log.Info($"started backup task '{uuid}'");
            ResumeAfterStart();
            foreach (var pause in BackupProgress.Watch(node.Clock, Query, log.Info)) yield return pause;
        }
        finally
        {
            transfer.End();
        }
    }

    /// <summary>Freezes the guest's file systems through its agent, for a moment (qga_fs_freeze).</summary>
    private bool Freeze()
    {
        if (mode == "stop" || !wasRunning || wasPaused || !guest!.Config.AgentEnabled) return false;
        if (!guest.AgentRunning && mode != "suspend")
        {
            log.Info("skipping guest-agent 'fs-freeze', agent configured but not running?");
            return false;
        }
        log.Info("issuing guest-agent 'fs-freeze' command");
        return true;
    }

    private ImmutableArray<ArchivedDisk> Capture()
    {
        var captures = ImmutableArray.CreateBuilder<ArchivedDisk>(disks.Count);
        foreach (var disk in disks)
        {
            var image = node.Storages.Image(disk.VolumeId) ?? throw new PveException("job failed with err -5 - Input/output error");
            captures.Add(new ArchivedDisk(disk.Key, disk.Storage, disk.Format, image.Capture()));
        }
        return captures.MoveToImmutable();
    }

    private BackupArchive Content(ImmutableArray<ArchivedDisk> captures, long length, string uuid) => new()
    {
        Config = storedConfig,
        Disks = captures,
        CapturedAt = node.Clock.Now,
        Vmid = Vmid,
        Uuid = uuid,
        Length = length,
    };

    private BackupTransfer Transfer(OpenFile file, ImmutableArray<ArchivedDisk> captures)
    {
        var images = new List<Lane>();
        foreach (var disk in disks)
            foreach (var lane in node.Storages.Lanes(disk.Storage))
                if (!images.Contains(lane)) images.Add(lane);
        var lanes = new BackupLanes(images, BackupLanes.Of(node.Files.MountOf(settings.DumpDirectory).FileSystem));
        var variation = 0.97 + node.Datacenter.Chance["compression"].Fraction() * 0.06;
        double? limit = settings.BandwidthLimit > 0 ? settings.BandwidthLimit * 1024.0 : null;
        return new BackupTransfer(node.Datacenter.Bandwidth, file, captures.Select(c => c.Capture), settings.Compressor, variation, lanes, limit);
    }

    /// <summary>QEMU holds the old data from here on: the guest may go on (resume_vm_after_job_start).</summary>
    private void ResumeAfterStart()
    {
        if (!wasRunning || wasPaused) return;
        if (haltedAt is { } since)
        {
            haltedAt = null;
            log.Info(FormattableString.Invariant($"resuming VM again after {node.Clock.Now.UnixSeconds - since.UnixSeconds} seconds"));
        }
        else
        {
            log.Info("resuming VM again");
        }
        ResumeNow();
    }

    private void ResumeNow()
    {
        if (!wasPaused && guest is { Status: GuestStatus.Paused }) guest.Resume();
    }

    private void CancelJob(string failure)
    {
        log.Error(failure);
        log.Info("aborting backup job");
        if (guest is { IsRunning: false }) log.Error(FormattableString.Invariant($"VM {Vmid} not running"));
        task.Quietly(ResumeAfterStart);
        RestorePowerState();
    }

    /// <summary>A guest that was started for its backup only is stopped again (restore_vm_power_state).</summary>
    private void RestorePowerState()
    {
        if (wasRunning) return;
        if (guest is not { IsRunning: true })
        {
            task.Log(FormattableString.Invariant($"VM {Vmid} not running"));
            return;
        }
        if (guest.QmpStatus == "prelaunch")
        {
            log.Info("stopping kvm after backup task");
            task.Quietly(guest.Stop);
        }
        else
        {
            log.Info($"kvm status changed after backup ('{guest.QmpStatus}') - keep VM running");
        }
    }
}
