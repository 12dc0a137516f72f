using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.Replication;

/// <summary>A node of the simulated datacenter as the ground of replication: its files, its ZFS pools, its journal, and ssh to the others.</summary>
internal sealed class NodeReplicationGround : IReplicationGround
{
    private const string StateDirectory = "/var/lib/pve-manager";
    private const string StateFile = StateDirectory + "/pve-replication-state.json";
    private const string LogDirectory = "/var/log/pve/replicate";

    private readonly Node node;
    private readonly NodeReplicationVolumes volumes;
    private readonly Dictionary<string, CalendarEvent> events = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ReplicatedGuest> guests = [];
    private readonly Dictionary<string, string> logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReplicationTarget> targets = new(StringComparer.Ordinal);
    private ReplicationStates states = new();
    private readonly Func<string> compose;
    private string stateText = "";
    private TextFile? written;
    private (long Second, string Text) stamp = (-1, "");
    private Action<string>? warn;
    private bool byHand;

    internal NodeReplicationGround(Node node)
    {
        this.node = node;
        Volumes = volumes = new NodeReplicationVolumes(node);
        compose = () => stateText = states.ToText();
        node.ViewChanged += () =>
        {
            Version++;
            if (node.View.Replication.Jobs.Length > 0) Changed?.Invoke();
        };
    }

    /// <summary>The configuration, the guests or the states may have changed.</summary>
    internal event Action? Changed;

    /// <inheritdoc />
    public string Node => node.Name;

    /// <inheritdoc />
    public Instant Now => node.Clock.Now;

    /// <inheritdoc />
    public long Version { get; private set; }

    /// <inheritdoc />
    public ReplicationConfig Config => node.View.Replication is { Error: { } broken } ? throw new PveException(broken) : node.View.Replication;

    /// <inheritdoc />
    public ReplicationStates States
    {
        get
        {
            // Nobody has looked at what was written last: nobody has changed it.
            if (written is { IsUnread: true, Unlinked: false } && ReferenceEquals(node.Files.Find(StateFile), written)) return states;
            var text = StoredStates;
            if (ReferenceEquals(text, stateText) || text == stateText) return states;
            states = ReplicationStates.Parse(text, StateFile);
            stateText = text;
            return states;
        }
    }

    /// <inheritdoc />
    public ReplicationJobLifecycle Lifecycle => node.Datacenter.Lifecycles.ReplicationJob;

    /// <inheritdoc />
    public IReplicationVolumes Volumes { get; }

    /// <inheritdoc />
    public ReplicationTransmission Transmission => TransmissionSettings.Of(node.View);

    /// <inheritdoc />
    public string LogTime
    {
        get
        {
            var now = node.Clock.Now.UnixSeconds;
            if (stamp.Second != now) stamp = (now, node.Datacenter.Zone.Stamp(now));
            return stamp.Text;
        }
    }

    /// <inheritdoc />
    public (long Pid, long Start) Process { get; private set; }

    /// <inheritdoc />
    public void Save(ReplicationConfig config) => config.Save(node.Cluster);

    /// <inheritdoc />
    public void SaveStates()
    {
        try
        {
            if (written is null || written.Unlinked)
            {
                if (!node.Files.IsDirectory(StateDirectory)) node.Files.CreateDirectory(StateDirectory, parents: true);
                node.Files.WriteText(StateFile, stateText = states.ToText());
            }
            else
            {
                node.Files.WriteLater(StateFile, compose);
            }
            written = node.Files.Find(StateFile) as TextFile;
        }
        catch (FileException)
        {
            // Without room on the root file system nothing is written down; what runs goes on with what it knows.
            stateText = StoredStates;
        }
    }

    /// <inheritdoc />
    public GuestKind? KindOf(int vmid) => node.Guests.Either(vmid)?.Kind;

    /// <inheritdoc />
    public bool Exists(int vmid) => node.Datacenter.GuestOf(vmid) is not null;

    /// <inheritdoc />
    public bool IsOnline(string name) => node.Datacenter.Nodes.GetValueOrDefault(name) is { } other
        && (node.Datacenter.Memberships.IsCluster ? node.Membership.Members.Contains(other) : other.Host.OnNetwork);

    /// <inheritdoc />
    public bool HasStorage(string storage) => node.View.Storages.Find(storage) is not null;

    /// <inheritdoc />
    public long? NextEvent(string schedule, long after)
    {
        if (!events.TryGetValue(schedule, out var parsed)) events[schedule] = parsed = CalendarEvent.Parse(schedule);
        return parsed.Next(after, node.Datacenter.Zone);
    }

    /// <inheritdoc />
    public IReplicatedGuest Guest(int vmid)
    {
        var guest = node.Guests.Either(vmid) ?? throw node.Guests.NoConfig(vmid);
        if (!guests.TryGetValue(vmid, out var known) || known.Guest != guest) guests[vmid] = known = new ReplicatedGuest(guest);
        return known;
    }

    /// <inheritdoc />
    public IReplicationTarget Target(string name)
    {
        if (!targets.TryGetValue(name, out var target)) targets[name] = target = new ReplicationTarget(node, node.Datacenter.Node(name));
        return target;
    }

    /// <inheritdoc />
    public IEnumerable<TimeSpan> Locked(int vmid, IEnumerable<TimeSpan> work)
    {
        const int timeout = 2;
        return node.Guests.Either(vmid) is { } guest ? guest.MigrationLock.Hold(Warn, work, timeout) : work;
    }

    /// <inheritdoc />
    public void WriteLog(string job, IReadOnlyList<(string Time, string Message)> lines)
    {
        try
        {
            if (!logs.TryGetValue(job, out var path))
            {
                logs[job] = path = $"{LogDirectory}/{job}";
                if (!node.Files.IsDirectory(LogDirectory)) node.Files.CreateDirectory(LogDirectory, parents: true);
            }
            node.Files.WriteLater(path, () => string.Concat(lines.Select(l => $"{l.Time} {job}: {l.Message}\n")));
        }
        catch (FileException)
        {
            // The log of a run that found no room for it is cut off, as a buffered file is.
            logs.Remove(job);
        }
    }

    /// <inheritdoc />
    public void Warn(string text)
    {
        if (warn is not null) warn(text);
        else node.Journal.Write("pvescheduler", Process.Pid, text, Priority.Error);
    }

    /// <inheritdoc />
    public void Ended(ReplicationRunEnd end)
    {
        var (facts, job) = (node.Datacenter.Facts, end.Job);
        job.WasRoutine = end is { Error: null, Full: false, Failures: 0, Removed: false };
        if (end.Error is { } error)
            facts.Record(new ReplicationFailed(Now, Node, job.Id, job.Guest, job.Target, end.Failures + 1, error));
        else if (end.Removed)
            facts.Record(new ReplicationRemoved(Now, Node, job.Id, job.Guest));
        else if (end.Full || end.Failures > 0 || byHand)
            facts.Record(Synced(end));
        else if (facts.HasListeners)
            facts.Pass(Synced(end));
    }

    /// <inheritdoc />
    public void Mail(NodeReplicationJob job) =>
        new Backup.Notifications(node, line => node.Journal.Write("pvescheduler", Process.Pid, line)).Send("replication", job.Id, failed: true);

    /// <summary>Does work as the program that a warning sink belongs to.</summary>
    /// <param name="sink">Takes warnings; null for the journal.</param>
    /// <param name="byHand">Whether somebody typed a command.</param>
    /// <param name="work">Makes the work when its turn has come.</param>
    internal IEnumerable<TimeSpan> As(Action<string>? sink, bool byHand, Func<IEnumerable<TimeSpan>> work)
    {
        (warn, this.byHand) = (sink, byHand);
        if (byHand) BeginProcess();
        try
        {
            foreach (var piece in work()) yield return piece;
        }
        finally
        {
            (warn, this.byHand) = (null, false);
            Changed?.Invoke();
        }
    }

    /// <summary>The pool a volume lies in, or would.</summary>
    internal Zfs.ZfsPool? PoolOf(string volume) => volumes.Locate(volume)?.Pool;

    internal (long Pid, long Start) BeginProcess() =>
        Process = (node.Tasks.NextSchedulerPid(), (long)((node.Clock.Now - node.BootedAt).TotalMilliseconds / 10));

    private string StoredStates => node.Files.Find(StateFile) is TextFile file ? file.Text : "";

    private ReplicationSynced Synced(ReplicationRunEnd end) =>
        new(Now, Node, end.Job.Id, end.Job.Guest, end.Job.Target, Instant.FromUnixSeconds(end.Start), end.Full);
}
