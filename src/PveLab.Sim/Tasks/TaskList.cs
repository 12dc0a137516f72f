using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Sim.Tasks;

/// <summary>The tasks of one node, as /var/log/pve/tasks keeps them: old logs are dropped when the index is rotated.</summary>
public sealed class TaskList(Node node)
{
    /// <summary>How many ended tasks are kept: two index files' worth.</summary>
    public const int Kept = 2000;

    private const int KeptLines = 5;
    private const string Directory = "/var/log/pve/tasks";
    private const string IndexFile = Directory + "/index";
    private const long MaxIndex = 50_000;

    private readonly List<PveTask> all = [];
    private readonly Queue<PveTask> ended = new();
    private readonly StringBuilder unsaved = new();
    private OpenFile? index;
    private long pid = 1200;

    /// <summary>The node they run on.</summary>
    public Node Node { get; } = node;

    internal TaskLifecycle Lifecycle => Node.Datacenter.Lifecycles.Task;

    /// <summary>Tasks kept, oldest first.</summary>
    public IReadOnlyList<PveTask> All => all;

    /// <summary>The task of that id, or null.</summary>
    public PveTask? Find(string upid) => all.LastOrDefault(t => t.Id == upid);

    /// <summary>Takes the next process id; ids look like a real node's: they grow a little with every process.</summary>
    public long NextPid() => pid += 1 + Node.Datacenter.Chance["pid"].Below(40);

    /// <summary>Takes the process ids of the children that pvescheduler forks when it looks at its jobs.</summary>
    /// <param name="times">How often it looked.</param>
    /// <returns>The last one's.</returns>
    internal long NextSchedulerPid(long times = 1) => pid += 2 * times;

    /// <summary>The program that forks workers now: the API daemon unless a command or the scheduler does (<see cref="RunAs"/>).</summary>
    public string Program { get; private set; } = "pvedaemon";

    /// <summary>Does <paramref name="act"/> as a program of that name: workers it forks write to the journal under it.</summary>
    public T RunAs<T>(string program, Func<T> act)
    {
        var outer = Program;
        Program = program;
        try
        {
            return act();
        }
        finally
        {
            Program = outer;
        }
    }

    /// <summary>Forks a worker (pve-common: PVE/RESTEnvironment.pm fork_worker). Its first piece of work runs at once.</summary>
    /// <param name="type">Task type, for example <c>vzdump</c>.</param>
    /// <param name="id">What it is about: a VMID or storage, or empty.</param>
    /// <param name="user">Who started it, for example <c>root@pam</c>.</param>
    /// <param name="work">The worker: yields the virtual time its next piece takes; a <see cref="PveException"/> is the task's error.</param>
    public PveTask Fork(string type, string id, string user, Func<PveTask, IEnumerable<TimeSpan>> work)
    {
        var uptime = (long)((Node.Clock.Now - Node.BootedAt).TotalMilliseconds / 10);
        var task = new PveTask(this, new Upid(Node.Name, NextPid(), uptime, Node.Time.Now.UnixSeconds, type, id, user), work);
        RequireRoom(task.Upid);
        SaveIndex();
        all.Add(task);
        task.Announce();
        task.Begin();
        return task;
    }

    /// <summary>Forks a worker for nobody who waits (qmeventd): when none can be forked, nothing happens. Otherwise as <see cref="Fork"/>.</summary>
    internal PveTask? TryFork(string type, string id, string user, Func<PveTask, IEnumerable<TimeSpan>> work)
    {
        try
        {
            return Fork(type, id, user, work);
        }
        catch (PveException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whoever forks a worker writes the list of active ones anew, and dies when there is no room for it (active_workers, PVE/INotify.pm write_file). The
    /// worker would have taken the lock <c>create</c> away from the guest it was reserved for.
    /// </summary>
    private void RequireRoom(Upid upid)
    {
        if (Node.Files.TryLocate(Directory, followLast: true, out var at) is not null || at!.FileSystem is not { Available: < FileSystem.BlockSize, Refusal: null } full) return;
        if (int.TryParse(upid.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) && Node.Guests.Either(vmid) is { Lock: "create" } reserved
            && !all.Exists(t => t.IsRunning && t.Upid.Id == upid.Id)) reserved.RemoveLock();
        throw new PveException(NotClosed(full.NoRoom, upid.Pid - 1));
    }

    /// <summary>What process <paramref name="pid"/> says when it looked at the active tasks and could write neither index nor list.</summary>
    internal static string[] Complaints(Errno errno, long pid) => errno is Errno.NoSpace or Errno.Quota
        ? [$"unable to close file '{IndexFile}' - {errno.Describe()}", NotClosed(errno, pid)]
        : [$"can't lock file '{Directory}/.active.lock' - can't open file - {errno.Describe()}"];

    private static string NotClosed(Errno errno, long pid) =>
        string.Create(CultureInfo.InvariantCulture, $"closing file '{Directory}/active.tmp.{pid}' failed - {errno.Describe()}");

    /// <summary>Notes the end in the index and drops what is too old (pve-common: PVE/RESTEnvironment.pm active_workers).</summary>
    internal void Closed(PveTask task)
    {
        WriteIndex(task);
        ended.Enqueue(task);
        if (ended.Count > KeptLines) ended.Dequeue().ForgetLines();
        if (all.Count <= Kept) return;
        var oldest = all.FindIndex(t => !t.IsRunning);
        if (oldest < 0 || all[oldest] == task) return;
        Node.Files.TryRemove(all[oldest].Upid.LogFile);
        all.RemoveAt(oldest);
    }

    /// <summary>The node lost power: every worker is gone at once.</summary>
    internal void LosePower()
    {
        foreach (var task in all.Where(t => t.IsRunning).ToList()) task.Vanish();
    }

    private void WriteIndex(PveTask task)
    {
        unsaved.Append(CultureInfo.InvariantCulture, $"{task.Id} {task.Ended!.Value.UnixSeconds:X8} {task.ExitStatus}\n");
        if (SaveIndex() is not null) Node.Services.StatusDaemon.PollSoon();
    }

    /// <summary>
    /// Writes the ends that the index lacks. The real list of active tasks keeps what could not be written, and whoever looks at it next tries again:
    /// at the latest pvestatd (pve-common: PVE/RESTEnvironment.pm active_workers).
    /// </summary>
    /// <returns>Why it could not be done; null when the index is complete.</returns>
    internal Errno? SaveIndex()
    {
        if (unsaved.Length == 0) return null;
        try
        {
            if (index is null || index.Entry.Unlinked)
            {
                Node.Files.CreateDirectory(Directory, parents: true);
                index = Node.Files.OpenText(IndexFile);
            }
            index.Append(unsaved.ToString());
            unsaved.Clear();
            if (index.Entry.Size <= MaxIndex) return null;
            Node.Files.Rename(IndexFile, IndexFile + ".1");
            index = null;
            return null;
        }
        catch (FileException failure)
        {
            return failure.Errno;
        }
    }
}

/// <summary>Runs a piece of a worker and keeps its error instead of dying: what <c>eval { … }</c> is to the real workers.</summary>
public sealed class Attempted(IEnumerable<TimeSpan> work) : IEnumerable<TimeSpan>
{
    /// <summary>How it died, null when it did not (or has not yet).</summary>
    public PveException? Error { get; private set; }

    /// <inheritdoc />
    public IEnumerator<TimeSpan> GetEnumerator()
    {
        using var pieces = work.GetEnumerator();
        while (Move(pieces)) yield return pieces.Current;
    }

    /// <summary>Does the work and says once how it ended, whatever ended it.</summary>
    /// <param name="interrupted">What being stopped from outside (disposal) is called.</param>
    /// <param name="conclude">Told the error's message or <paramref name="interrupted"/>, or null when all went well.</param>
    public IEnumerable<TimeSpan> Concluded(string interrupted, Action<string?> conclude)
    {
        var ended = false;
        try
        {
            foreach (var piece in this) yield return piece;
            ended = true;
        }
        finally
        {
            if (!ended) conclude(interrupted);
        }
        conclude(Error?.Message);
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    private bool Move(IEnumerator<TimeSpan> pieces)
    {
        try
        {
            return pieces.MoveNext();
        }
        catch (PveException error)
        {
            Error = error;
            return false;
        }
    }
}
