using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// One guest's backup within a vzdump task (pve-manager: PVE/VZDump.pm exec_backup_task; qemu-server: PVE/VZDump/QemuServer.pm). Its parts
/// are in files of their own: preparing, archiving, finishing.
/// </summary>
public sealed partial class BackupRun
{
    internal const string Interrupted = "interrupted by signal";

    private readonly Node node;
    private readonly PveTask task;
    private readonly VzdumpSettings settings;
    private readonly BackupLog log;
    private readonly Instant started;
    private readonly List<SourceDisk> disks = [];

    private VirtualMachine? guest;
    private string mode;
    private string? target;
    private string? partial;
    private string? temporary;
    private string? logCopy;
    private string baseName = "";
    private Instant? haltedAt;
    private bool wasRunning;
    private bool wasPaused;
    private bool locked;
    private bool resumeAtEnd;
    private bool restartAtEnd;
    private long archiveBytes;
    private string error = "";
    private string? name;

    internal BackupRun(Node node, PveTask task, VzdumpSettings settings, int vmid)
    {
        this.node = node;
        this.task = task;
        this.settings = settings;
        Vmid = vmid;
        mode = settings.Mode;
        log = new BackupLog(node, task);
        started = node.Clock.Now;
    }

    /// <summary>The guest.</summary>
    public int Vmid { get; }

    /// <summary>Where it is in its life.</summary>
    public BackupRunStatus Status { get; internal set; }

    /// <summary>How facts call it.</summary>
    internal string Name => name ??= string.Create(CultureInfo.InvariantCulture, $"backup of {Vmid}");

    /// <summary>Whether it was completed.</summary>
    public bool Ok => Status == BackupRunStatus.Succeeded;

    /// <summary>Does the backup. An error is reported and kept; only being stopped reaches the caller, as disposal.</summary>
    internal IEnumerable<TimeSpan> Work()
    {
        node.Datacenter.Facts.Record(new BackupStarted(started, node.Name, Vmid, task.Id));
        var attempt = new Attempted(Steps());
        var ended = false;
        try
        {
            foreach (var pause in attempt) yield return pause;
            ended = true;
        }
        finally
        {
            if (!ended) Conclude(Interrupted);
        }
        Conclude(attempt.Error?.Message.TrimEnd('\n'));
    }

    internal void RecordSuccess()
    {
        var volume = settings.Storage is { } storage ? $"{storage.Id}:backup/{UnixPath.Name(target!)}" : null;
        node.Datacenter.Facts.Record(new BackupSucceeded(
            node.Clock.Now, node.Name, Vmid, volume, target!, task.Id, node.Clock.Now - started, archiveBytes));
    }

    internal void RecordFailure() =>
        node.Datacenter.Facts.Record(new BackupFailed(node.Clock.Now, node.Name, Vmid, task.Id, error));

    private IEnumerable<TimeSpan> Steps()
    {
        Prepare();
        foreach (var pause in Halt()) yield return pause;
        foreach (var pause in Archive()) yield return pause;
        Finish();
    }

    private void Fire(BackupRunTrigger trigger) => node.Datacenter.Lifecycles.Backup.Fire(this, trigger);

    /// <summary>Cleans up and says how it went.</summary>
    private void Conclude(string? failure)
    {
        if (locked) task.Quietly(Unlock);
        if (resumeAtEnd) task.Quietly(() => { log.Info("resume vm"); ResumeNow(); });
        else if (restartAtEnd && guest is { IsRunning: false })
            task.Quietly(() => { log.Info("restarting vm"); guest.Start(log: task.Log, skipLock: true); });
        if (partial is not null && node.Files.Exists(partial)) task.Quietly(() => node.Files.Remove(partial));
        RemoveTemporary();
        var seconds = node.Clock.Now.UnixSeconds - started.UnixSeconds;
        var now = node.Datacenter.Zone.Stamp(node.Clock.Now.UnixSeconds);
        if (failure is null)
        {
            log.Announce(FormattableString.Invariant($"Finished Backup of VM {Vmid} ({BackupText.Clock(seconds)})"));
            log.InfoToTask($"Backup finished at {now}");
        }
        else
        {
            error = failure;
            log.AnnounceError(FormattableString.Invariant($"Backup of VM {Vmid} failed - {failure}"));
            log.InfoToTask($"Failed at {now}");
        }
        log.Close();
        CopyLog();
        Fire(failure is null ? BackupRunTrigger.Succeed : BackupRunTrigger.Fail);
    }

    private void Unlock()
    {
        if (node.Guests.Find(Vmid) is not { } present) throw node.Guests.NoConfig(Vmid);
        if (present.Lock is null) throw new PveException("no lock found trying to remove 'backup'  lock");
        if (present.Lock != "backup") throw new PveException($"found lock '{present.Lock}' trying to remove 'backup'  lock");
        present.RemoveLock();
    }

    private void RemoveTemporary()
    {
        if (temporary is null || !node.Files.IsDirectory(temporary)) return;
        task.Quietly(() =>
        {
            foreach (var name in node.Files.List(temporary).Keys.ToArray()) node.Files.Remove(UnixPath.Join(temporary, name));
            node.Files.Remove(temporary);
        });
    }

    /// <summary>Keeps the log beside the archive, and where the book looks for it.</summary>
    private void CopyLog()
    {
        if (log.Path is null || logCopy is null || node.Files.Find(log.Path) is not TextFile { Text: var text }) return;
        CopyLogTo(logCopy, text);
        if (node.Datacenter.Dialect != Dialect.Book) return;
        var asInBook = UnixPath.Join(UnixPath.Directory(log.Path), baseName + ".log");
        CopyLogTo(asInBook, text);
        // The copy is the younger of the two, so that the book's `ls -1t` finds the name it shows.
        if (node.Files.Find(asInBook) is { } copy) copy.Modified += TimeSpan.FromMilliseconds(1);
    }

    private void CopyLogTo(string path, string text) => task.Quietly(() =>
    {
        node.Files.WriteText(path, text);
        if (node.Files.Find(path) is TextFile copy) copy.TaskLog = task.Id;
    });

    private sealed record SourceDisk(string Key, string VolumeId, string Storage, string Format);
}
