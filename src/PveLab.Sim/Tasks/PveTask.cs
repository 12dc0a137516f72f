using PveLab.Sim.Files;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.Tasks;

/// <summary>
/// A worker task: an iterator that yields how much virtual time its next piece of work takes. The agenda continues it, so
/// tasks run beside each other and beside the learner; disposing the iterator runs its <c>finally</c> blocks, as a signal
/// handler would.
/// </summary>
public sealed class PveTask
{
    private readonly TaskList tasks;
    private readonly IEnumerator<TimeSpan> work;
    private List<string>? lines;
    private string? id;
    private OpenFile? logFile;
    private bool logFailed;
    private Appointment? next;
    private Action? closed;
    private bool vanished;

    internal PveTask(TaskList tasks, Upid upid, Func<PveTask, IEnumerable<TimeSpan>> work)
    {
        this.tasks = tasks;
        Upid = upid;
        this.work = work(this).GetEnumerator();
        Started = tasks.Node.Clock.Now;
        Program = tasks.Program;
    }

    /// <summary>Its id.</summary>
    public Upid Upid { get; }

    /// <summary>Where it is in its life.</summary>
    public TaskStatus Status { get; internal set; }

    /// <summary>The program it was forked from: <c>pvedaemon</c>, <c>pvescheduler</c>, <c>qm</c>. The journal knows it by that name.</summary>
    public string Program { get; }

    /// <summary>When it was forked.</summary>
    public Instant Started { get; }

    /// <summary>When it ended, null while it runs.</summary>
    public Instant? Ended { get; private set; }

    /// <summary>How it ended in PVE's words: <c>OK</c>, <c>WARNINGS: 2</c>, the error, <c>unexpected status</c> when stopped; null while it runs.</summary>
    public string? ExitStatus { get; private set; }

    /// <summary>Whether it ended without an error.</summary>
    public bool Ok => Status == TaskStatus.Succeeded;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => Status is TaskStatus.Forked or TaskStatus.Running;

    /// <summary>How many warnings it logged.</summary>
    public int Warnings { get; private set; }

    /// <summary>
    /// What it printed so far, without the closing <c>TASK …</c> line. A task that ended long ago is remembered by its log file only.
    /// </summary>
    public IReadOnlyList<string> Lines => lines ??= [.. ReadLines()];

    /// <summary>Its id as text.</summary>
    public string Id => id ??= Upid.Encode();

    /// <summary>
    /// How it ends when it is stopped: its worker dies of the signal (pve-common: RESTEnvironment.pm, handler in fork_worker). A worker
    /// with a handler of its own sets its words; null where the signal is only noted, and the task ends as it would have.
    /// </summary>
    public string? AbortedAs { get; set; } = "received interrupt";

    /// <summary>Prints a line to the task's output.</summary>
    public void Log(string line)
    {
        // Kept beside the log file only once somebody has looked: most tasks are never watched.
        lines?.Add(line);
        WriteLogFile(line);
    }

    /// <summary>Prints a warning and counts it (pve-common: PVE/RESTEnvironment.pm warn).</summary>
    public void Warn(string message)
    {
        Warnings++;
        Log("WARN: " + message);
    }

    /// <summary>Writes to the node's journal, as the worker's syslog does.</summary>
    public void Syslog(string text, Priority priority = Priority.Info) => tasks.Node.Journal.Write(Program, Upid.Pid, text, priority);

    /// <summary>Stops the task: its worker's cleanup runs at once.</summary>
    public void Abort()
    {
        if (!IsRunning) return;
        next?.Cancel();
        try
        {
            work.Dispose();
        }
        finally
        {
            ExitStatus = AbortedAs ?? Finished;
            tasks.Lifecycle.Fire(this, AbortedAs is null ? TaskTrigger.Complete : TaskTrigger.Abort);
        }
    }

    /// <summary>
    /// Its node lost power: nothing is cleaned up, its log has no end. Who asks later is told <c>unexpected status</c> (pve-common: PVE/Tools.pm
    /// upid_read_status).
    /// </summary>
    internal void Vanish()
    {
        if (!IsRunning) return;
        next?.Cancel();
        vanished = true;
        ExitStatus = "unexpected status";
        tasks.Lifecycle.Fire(this, TaskTrigger.Vanish);
    }

    /// <summary>Cleans up, whatever comes of it: an error is printed and does not hide the one that led here (<c>eval { … }; warn $@</c>).</summary>
    internal void Quietly(Action act)
    {
        try
        {
            act();
        }
        catch (PveException failure)
        {
            Log(failure.Message.TrimEnd('\n'));
        }
    }

    /// <summary>Has <paramref name="act"/> done when the task has ended.</summary>
    internal void WhenClosed(Action act) => closed += act;

    private string Finished => Warnings > 0 ? FormattableString.Invariant($"WARNINGS: {Warnings}") : "OK";

    /// <summary>Tells the journal that it starts (pve-common: PVE/RESTEnvironment.pm log_cluster_msg); the program that forked it says so.</summary>
    internal void Announce() => tasks.Node.Journal.Write(Program, ParentPid, $"<{Upid.User}> starting task {Id}");

    /// <summary>A worker of the API daemon, or the command, whose process is the one before.</summary>
    private long ParentPid => Program == "pvedaemon" && tasks.Node.Services.Find(Program) is { Pid: > 0 } daemon ? daemon.Pid + 1 : Upid.Pid - 1;

    internal void Begin()
    {
        tasks.Lifecycle.Fire(this, TaskTrigger.Begin);
        Continue();
    }

    private void Continue()
    {
        try
        {
            if (!Advance()) return;
            work.Dispose();
        }
        catch (PveException error)
        {
            Fail(error);
            return;
        }
        catch (Exception error)
        {
            // A mistake of this program: it is reported by whoever runs the world, and leaves no task behind that runs for ever.
            Fail(error);
            throw;
        }
        ExitStatus = Finished;
        tasks.Lifecycle.Fire(this, TaskTrigger.Complete);
    }

    /// <summary>Runs the worker until it lets time pass; true when it has come to its end.</summary>
    private bool Advance()
    {
        var bandwidth = tasks.Node.Datacenter.Bandwidth;
        var outer = bandwidth.Owner;
        bandwidth.Owner = tasks.Node;
        try
        {
            return Work();
        }
        finally
        {
            bandwidth.Owner = outer;
        }
    }

    private bool Work()
    {
        // Pieces that take no time run on at once; the bound turns an endless worker into an error instead of a hang.
        for (var piece = 0; piece < 1_000_000; piece++)
        {
            if (!work.MoveNext()) return IsRunning;
            if (!IsRunning) return false;
            if (work.Current <= TimeSpan.Zero) continue;
            next = tasks.Node.Clock.After(work.Current, Continue);
            return false;
        }
        throw new InvalidOperationException($"The worker of {Upid.Encode()} never lets time pass.");
    }

    private void Fail(Exception error)
    {
        if (!IsRunning) return;
        ExitStatus = error.Message.TrimEnd('\n').Replace('\n', ' ');
        Syslog(ExitStatus, Priority.Error);
        try
        {
            work.Dispose();
        }
        finally
        {
            tasks.Lifecycle.Fire(this, TaskTrigger.Fail);
        }
    }

    internal void Close()
    {
        Ended = tasks.Node.Clock.Now;
        if (vanished)
        {
            logFile = null;
            tasks.Closed(this);
            closed?.Invoke();
            return;
        }
        WriteLogFile(Status == TaskStatus.Succeeded && Warnings == 0 ? "TASK OK"
            : Status == TaskStatus.Succeeded ? "TASK " + ExitStatus
            : "TASK ERROR: " + ExitStatus);
        logFile = null;
        // The scheduler's child that forked it is long gone: nobody is there to say that it ended.
        if (Program != "pvescheduler")
            tasks.Node.Journal.Write(Program, ParentPid, $"<{Upid.User}> end task {Id} {ExitStatus}", Ok ? Priority.Info : Priority.Error);
        tasks.Closed(this);
        closed?.Invoke();
    }

    internal void ForgetLines() => lines = null;

    private string[] ReadLines()
    {
        if ((logFile?.Entry ?? tasks.Node.Files.Find(Upid.LogFile)) is not TextFile log) return [];
        var all = log.Text.Split('\n', StringSplitOptions.None);
        if (all[^1].Length == 0) all = all[..^1];
        return all.Length > 0 && all[^1].StartsWith("TASK ", StringComparison.Ordinal) ? all[..^1] : all;
    }

    private void WriteLogFile(string line)
    {
        if (logFailed) return;
        try
        {
            logFile ??= OpenLog();
            logFile.Append(line + "\n");
        }
        catch (FileException)
        {
            // A task goes on when its log cannot be written (full root file system), as the real worker does. Whoever watches still sees it.
            lines ??= [.. ReadLines(), line];
            logFailed = logFile is null;
        }
    }

    private OpenFile OpenLog()
    {
        var files = tasks.Node.Files;
        files.CreateDirectory(UnixPath.Directory(Upid.LogFile), parents: true);
        var log = files.OpenText(Upid.LogFile);
        ((TextFile)log.Entry).TaskLog = Upid.Encode();
        return log;
    }
}
