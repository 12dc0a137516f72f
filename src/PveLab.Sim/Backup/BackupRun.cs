using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>
/// One guest's backup within a vzdump task (pve-manager: PVE/VZDump.pm exec_backup_task): the frame. What depends on the kind of guest is its
/// <see cref="BackupPlugin"/>; preparing and finishing are in files of their own.
/// </summary>
public sealed partial class BackupRun
{
    internal const string Interrupted = "interrupted by signal";

    private readonly Instant started;

    private Guest? guest;
    private BackupPlugin? plugin;
    private string? logCopy;
    private string baseName = "";
    private bool locked;
    private bool prepared;
    private bool resumeAtEnd;
    private bool restartAtEnd;
    private long archiveBytes;
    private string error = "";
    private string? name;

    internal BackupRun(Node node, PveTask task, VzdumpSettings settings, int vmid)
    {
        Node = node;
        Task = task;
        Settings = settings;
        Vmid = vmid;
        Mode = settings.Mode;
        Log = new BackupLog(Node, task);
        started = Node.Time.Now;
    }

    /// <summary>The guest.</summary>
    public int Vmid { get; }

    /// <summary>The node.</summary>
    internal Node Node { get; }

    /// <summary>The task.</summary>
    internal PveTask Task { get; }

    /// <summary>What is asked for, defaults merged in.</summary>
    internal VzdumpSettings Settings { get; }

    /// <summary>Where it says what it does.</summary>
    internal BackupLog Log { get; }

    /// <summary>snapshot, suspend or stop: what is done, which is not always what was asked for.</summary>
    internal string Mode { get; private set; }

    /// <summary>The archive's path.</summary>
    internal string? Target { get; private set; }

    /// <summary>The path it has while it is written.</summary>
    internal string? Partial { get; private set; }

    /// <summary>The directory for temporary files.</summary>
    internal string? Temporary { get; private set; }

    /// <summary>When the guest was halted or shut down for it; null when it was not, or goes on again.</summary>
    internal Instant? HaltedAt { get; set; }

    /// <summary>Whether the guest ran when its turn came.</summary>
    internal bool WasRunning { get; private set; }

    /// <summary>Where it is in its life.</summary>
    public BackupRunStatus Status { get; internal set; }

    /// <summary>How facts call it.</summary>
    internal string Name => name ??= string.Create(CultureInfo.InvariantCulture, $"backup of {Vmid}");

    /// <summary>Whether it was completed.</summary>
    public bool Ok => Status == BackupRunStatus.Succeeded;

    /// <summary>Does the backup. An error is reported and kept; only being stopped reaches the caller, as disposal.</summary>
    internal IEnumerable<TimeSpan> Work()
    {
        Node.Datacenter.Facts.Record(new BackupStarted(Node.Clock.Now, Node.Name, Vmid, Task.Id));
        foreach (var pause in new Attempted(Steps()).Concluded(Interrupted, error => Conclude(error?.TrimEnd('\n')))) yield return pause;
    }

    internal void RecordSuccess()
    {
        var volume = Settings.Storage is { } storage ? $"{storage.Id}:backup/{UnixPath.Name(Target!)}" : null;
        Node.Datacenter.Facts.Record(new BackupSucceeded(
            Node.Clock.Now, Node.Name, Vmid, volume, Target!, Task.Id, Node.Time.Now - started, archiveBytes));
    }

    internal void RecordFailure() =>
        Node.Datacenter.Facts.Record(new BackupFailed(Node.Clock.Now, Node.Name, Vmid, Task.Id, error));

    private IEnumerable<TimeSpan> Steps()
    {
        Prepare();
        foreach (var pause in Halt()) yield return pause;
        Fire(BackupRunTrigger.Archive);
        plugin!.Assemble();
        Log.Info($"creating vzdump archive '{Target}'");
        foreach (var pause in plugin.Archive()) yield return pause;
        Finish();
    }

    private void Fire(BackupRunTrigger trigger) => Node.Datacenter.Lifecycles.Backup.Fire(this, trigger);

    /// <summary>Cleans up and says how it went.</summary>
    private void Conclude(string? failure)
    {
        if (locked) Task.Quietly(Unlock);
        if (prepared) Task.Quietly(plugin!.Cleanup);
        if (resumeAtEnd || restartAtEnd) Task.Quietly(GoOn);
        if (Partial is not null && Node.Files.Exists(Partial)) Task.Quietly(() => Node.Files.Remove(Partial));
        RemoveTemporary();
        var seconds = Node.Time.Now.UnixSeconds - started.UnixSeconds;
        var now = Node.Datacenter.Zone.Stamp(Node.Time.Now.UnixSeconds);
        if (failure is null)
        {
            Log.Announce(FormattableString.Invariant($"Finished Backup of VM {Vmid} ({BackupText.Clock(seconds)})"));
            Log.InfoToTask($"Backup finished at {now}");
        }
        else
        {
            error = failure;
            Log.AnnounceError(FormattableString.Invariant($"Backup of VM {Vmid} failed - {failure}"));
            Log.InfoToTask($"Failed at {now}");
        }
        Log.Close();
        CopyLog();
        Fire(failure is null ? BackupRunTrigger.Succeed : BackupRunTrigger.Fail);
    }

    /// <summary>The guest that was halted or shut down for the backup runs again.</summary>
    private void GoOn()
    {
        if (resumeAtEnd)
        {
            Log.Info("resume vm");
            plugin!.Resume();
        }
        else if (guest is { IsRunning: false })
        {
            Log.Info("restarting vm");
            plugin!.Start();
        }
        SayOnlineAgain();
    }

    private void SayOnlineAgain()
    {
        if (HaltedAt is not { } since) return;
        var seconds = Node.Time.Now.UnixSeconds - since.UnixSeconds;
        Log.Info(FormattableString.Invariant($"guest is online again after {(seconds < 1 ? "<1" : seconds.ToString(CultureInfo.InvariantCulture))} seconds"));
    }

    private void Unlock()
    {
        var present = guest!;
        if (present.Lock is null) throw new PveException("no lock found trying to remove 'backup'  lock");
        if (present.Lock != "backup") throw new PveException($"found lock '{present.Lock}' trying to remove 'backup'  lock");
        present.RemoveLock();
    }

    private void RemoveTemporary()
    {
        if (Temporary is null || !Node.Files.IsDirectory(Temporary)) return;
        Task.Quietly(() => Node.Files.RemoveTree(Temporary));
    }

    /// <summary>Keeps the log beside the archive, and where the book looks for it.</summary>
    private void CopyLog()
    {
        if (Log.Path is null || logCopy is null || Node.Files.Find(Log.Path) is not TextFile { Text: var text }) return;
        CopyLogTo(logCopy, text);
        if (Node.Datacenter.Dialect != Dialect.Book) return;
        var asInBook = UnixPath.Join(UnixPath.Directory(Log.Path), baseName + ".log");
        CopyLogTo(asInBook, text);
        // The copy is the younger of the two, so that the book's `ls -1t` finds the name it shows.
        if (Node.Files.Find(asInBook) is { } copy) copy.Modified += TimeSpan.FromMilliseconds(1);
    }

    private void CopyLogTo(string path, string text) => Task.Quietly(() =>
    {
        Node.Files.WriteText(path, text);
        if (Node.Files.Find(path) is TextFile copy) copy.TaskLog = Task.Id;
    });
}
