using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>A virtual machine or container on a node: its configuration is the file, the rest is what runs.</summary>
public abstract class Guest
{
    private (long Version, string Text, GuestConfig Config)? parsed;

    private protected Guest(Node node, int vmid, GuestKind kind)
    {
        Node = node;
        Vmid = vmid;
        Kind = kind;
        Os = new GuestOs(this);
        Flock = new GuestFlock(() => LockFile);
        MigrationLock = new GuestFlock(() => string.Create(CultureInfo.InvariantCulture, $"/var/lock/pve-manager/pve-migrate-{Vmid}"));
    }

    /// <summary>The node it is on; a live migration takes what runs to another.</summary>
    public Node Node { get; private protected set; }

    /// <summary>Its VMID.</summary>
    public int Vmid { get; }

    /// <summary>Which kind it is.</summary>
    public GuestKind Kind { get; }

    /// <summary>Its name: what its configuration says, else <c>VM100</c> or <c>CT200</c> as listings do.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it has processes (check_running): also when they are halted.</summary>
    public abstract bool IsRunning { get; }

    /// <summary>Whether its programs run: not stopped, paused or frozen.</summary>
    public abstract bool IsExecuting { get; }

    /// <summary>Its operating system.</summary>
    public GuestOs Os { get; }

    /// <summary>The lock file that programs changing it hold.</summary>
    public GuestFlock Flock { get; }

    /// <summary>The lock file that migration and replication of it hold (pve-guest-common: PVE/GuestHelpers.pm guest_migration_lock).</summary>
    public GuestFlock MigrationLock { get; }

    /// <summary>Where the lock file of changes lies on the node.</summary>
    public abstract string LockFile { get; }

    /// <summary>Its configuration as the file says now.</summary>
    /// <exception cref="PveException">There is no such file any more.</exception>
    public GuestConfig Config => Read().Config;

    /// <summary>The text of its configuration file.</summary>
    /// <exception cref="PveException">There is no such file any more.</exception>
    public string ConfigText => Read().Text;

    /// <summary>The lock in its configuration (<c>backup</c>, <c>create</c>, …) or null.</summary>
    public string? Lock => Config["lock"];

    /// <summary>The configuration it was started with, with what was hot-plugged since; null while stopped.</summary>
    public GuestConfig? Running { get; internal set; }

    /// <summary>Process id of its QEMU, or of its init as the node sees it, while it runs.</summary>
    public long? Pid { get; private set; }

    /// <summary>When its process started.</summary>
    public Instant? StartedAt { get; private set; }

    /// <summary>Bytes of memory its configuration assigns.</summary>
    public long Memory => (Running ?? Config).Memory;

    /// <summary>What is on the disk it boots from, as of now, whether it runs or not; null when there is none.</summary>
    public abstract GuestSystem? System { get; }

    /// <summary>The refusal of what only a running guest can do.</summary>
    public string NotRunning => string.Create(CultureInfo.InvariantCulture, $"{Kind.Label} {Vmid} not running");

    /// <summary>Writes its configuration.</summary>
    /// <exception cref="PveException">The cluster has no quorum: pmxcfs takes no changes (pve-common: PVE/Tools.pm file_set_contents).</exception>
    public void Save(GuestConfig config) => Write(Node, Path(), config.ToText(Kind));

    /// <summary>Writes a configuration file as the real tools do: through a temporary file beside it.</summary>
    internal static void Write(Node node, string path, string text)
    {
        try
        {
            node.Cluster.WriteText(path, text);
        }
        catch (FileException refusal) when (refusal.Errno == Errno.Access)
        {
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to open file '/etc/pve{path}.tmp.{node.Tasks.NextPid()}' - {refusal.Errno.Describe()}"));
        }
    }

    /// <summary>Refuses when it is locked (pve-guest-common: PVE/AbstractConfig.pm check_lock).</summary>
    public void CheckLock()
    {
        if (Lock is { } held) throw new PveException($"{Kind.Label} is locked ({held})");
    }

    /// <summary>Sets the lock, refusing when there is one already.</summary>
    public void SetLock(string name)
    {
        CheckLock();
        Save(Config.With("lock", name));
    }

    /// <summary>Takes the lock away.</summary>
    public void RemoveLock() => Save(Config.Without("lock"));

    /// <summary>Pulls the plug; without a process there is nothing to do.</summary>
    public abstract void Stop();

    /// <summary>The volumes that a configuration of it uses, by key: drives or mount points.</summary>
    public abstract IEnumerable<(string Key, string Volume)> Volumes(GuestConfig config);

    /// <summary>Brings its network interfaces up as its configuration and what is installed say.</summary>
    internal abstract IEnumerable<GuestNic> Connect(GuestConfig config, GuestSystem system);

    /// <summary>Something in it wrote, and what its disk lies on had no room.</summary>
    internal virtual void FoundNoRoom()
    {
    }

    /// <summary>The operating system began to shut down, to restart or to end.</summary>
    internal virtual void OsGoesDown(bool restart)
    {
    }

    /// <summary>The operating system went off.</summary>
    internal abstract void OsWentOff();

    /// <summary>Where its configuration lies in the cluster file system, or null when it is gone.</summary>
    private protected abstract string? ConfigPath { get; }

    /// <summary>The refusal when it is gone.</summary>
    private protected abstract PveException NoConfig { get; }

    private protected void ProcessBegan(long pid)
    {
        Pid = pid;
        StartedAt = Node.Clock.Now;
        Running = Config;
    }

    private protected void ProcessEnded()
    {
        Pid = null;
        StartedAt = null;
        Running = null;
    }

    private string Path() => ConfigPath ?? throw NoConfig;

    private (string Text, GuestConfig Config) Read()
    {
        var version = Node.View.Files.Version;
        if (parsed is { } cached && cached.Version == version) return (cached.Text, cached.Config);
        var text = Node.Cluster.ReadText(Path());
        var config = parsed is { } old && old.Text == text ? old.Config : GuestConfig.Parse(text);
        parsed = (version, text, config);
        return (text, config);
    }
}
