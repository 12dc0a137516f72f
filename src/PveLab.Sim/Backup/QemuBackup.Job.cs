using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <content>QEMU's backup job (archive_vma).</content>
internal sealed partial class QemuBackup
{
    private IEnumerable<TimeSpan> RunBackupJob()
    {
        if (!guest.IsRunning)
        {
            Log.Info("starting kvm to execute backup task");
            guest.Start(paused: true, log: Log.Info, skipLock: true);
            yield return Second;
        }
        var file = Create();
        var frozen = Freeze();
        Log.Info("starting backup via QMP command");
        var captures = Capture();
        var uuid = Node.Datacenter.Chance["backup"].Uuid();
        var transfer = Transfer(file, captures);
        var told = -1L;
        BackupStatus Query()
        {
            var status = Node.Backups.QueryBackup(transfer);
            told = Node.Datacenter.Facts.PassProgress(guest.Vmid, told, status.Transferred, status.Total);
            if (status.Error == BackupTransfer.ReadError) TellOfBadSector();
            return status;
        }
        try
        {
            ((BlobFile)file.Entry).Payload = Content(captures, transfer.Length, uuid);
            if (frozen) Log.Info("issuing guest-agent 'fs-thaw' command");
            Log.Info($"started backup task '{uuid}'");
            ResumeAfterStart();
            foreach (var pause in BackupProgress.Watch(Node.Clock, Query, Log.Info)) yield return pause;
        }
        finally
        {
            transfer.End();
        }
    }

    /// <summary>The kernel tells which disk cannot be read.</summary>
    private void TellOfBadSector()
    {
        if (disks.Find(d => Node.Storages.Image(d.VolumeId)?.UnreadableAt is not null) is not { } bad || Node.Storages.DiskOf(bad.Storage) is not { } medium) return;
        var sector = Node.Storages.Image(bad.VolumeId)!.UnreadableAt!.Value / 512;
        Node.Journal.Kernel(FormattableString.Invariant($"critical medium error, dev {medium.Name}, sector {sector} op 0x0:(READ) flags 0x0 phys_seg 1 prio class 3"),
            Services.Priority.Error);
    }

    /// <summary>Freezes the guest's file systems through its agent, for a moment (qga_fs_freeze).</summary>
    private bool Freeze()
    {
        if (Run.Mode == "stop" || !Run.WasRunning || wasPaused || !guest.Config.AgentEnabled) return false;
        if (!guest.AgentRunning && Run.Mode != "suspend")
        {
            Log.Info("skipping guest-agent 'fs-freeze', agent configured but not running?");
            return false;
        }
        Log.Info("issuing guest-agent 'fs-freeze' command");
        return true;
    }

    private ImmutableArray<ArchivedDisk> Capture()
    {
        var captures = ImmutableArray.CreateBuilder<ArchivedDisk>(disks.Count);
        foreach (var disk in disks)
        {
            var image = Node.Storages.Image(disk.VolumeId) ?? throw new PveException(BackupTransfer.ReadError);
            captures.Add(new ArchivedDisk(disk.Key, disk.Storage, disk.Format, image.Capture()));
        }
        return captures.MoveToImmutable();
    }

    private BackupArchive Content(ImmutableArray<ArchivedDisk> captures, long length, string uuid) => new()
    {
        Config = storedConfig,
        Disks = captures,
        CapturedAt = Node.Clock.Now,
        Vmid = guest.Vmid,
        Uuid = uuid,
        Length = length,
    };

    private BackupTransfer Transfer(OpenFile file, ImmutableArray<ArchivedDisk> captures)
    {
        var images = new List<Lane>();
        foreach (var disk in disks)
            foreach (var lane in Node.Storages.Lanes(disk.Storage))
                if (!images.Contains(lane)) images.Add(lane);
        var lanes = new BackupLanes(images, Node.LanesOf(Node.Files.MountOf(Settings.DumpDirectory).FileSystem));
        var variation = 0.97 + Node.Datacenter.Chance["compression"].Fraction() * 0.06;
        double? limit = Settings.BandwidthLimit > 0 ? Settings.BandwidthLimit * 1024.0 : null;
        return new BackupTransfer(Node.Datacenter.Bandwidth, file, captures.Select(c => c.Capture), Settings.Compressor, variation, lanes, limit);
    }

    /// <summary>QEMU holds the old data from here on: the guest may go on (resume_vm_after_job_start).</summary>
    private void ResumeAfterStart()
    {
        if (!Run.WasRunning || wasPaused) return;
        if (Run.HaltedAt is { } since)
        {
            Run.HaltedAt = null;
            Log.Info(FormattableString.Invariant($"resuming VM again after {Node.Clock.Now.UnixSeconds - since.UnixSeconds} seconds"));
        }
        else
        {
            Log.Info("resuming VM again");
        }
        Resume();
    }

    internal override void Resume()
    {
        if (!wasPaused && guest.Status == GuestStatus.Paused) guest.Resume();
    }

    private void CancelJob(string failure)
    {
        Log.Error(failure);
        Log.Info("aborting backup job");
        if (!guest.IsRunning) Log.Error(FormattableString.Invariant($"VM {guest.Vmid} not running"));
        Task.Quietly(ResumeAfterStart);
        RestorePowerState();
    }

    /// <summary>A guest that was started for its backup only is stopped again (restore_vm_power_state).</summary>
    private void RestorePowerState()
    {
        if (Run.WasRunning) return;
        if (!guest.IsRunning)
        {
            Task.Log(FormattableString.Invariant($"VM {guest.Vmid} not running"));
            return;
        }
        if (guest.QmpStatus == "prelaunch")
        {
            Log.Info("stopping kvm after backup task");
            Task.Quietly(guest.Stop);
        }
        else
        {
            Log.Info($"kvm status changed after backup ('{guest.QmpStatus}') - keep VM running");
        }
    }
}
