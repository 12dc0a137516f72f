using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>A virtual machine on a node: its configuration is the file, the rest is what runs.</summary>
public sealed class Guest
{
    private static readonly TimeSpan RebootGap = TimeSpan.FromSeconds(1);

    private (long Version, string Text, GuestConfig Config)? parsed;
    private bool cpusRanOnce;
    private bool rebootRequested;

    internal Guest(Node node, int vmid)
    {
        Node = node;
        Vmid = vmid;
        Os = new GuestOs(this);
        Flock = new GuestFlock(this);
    }

    /// <summary>The node it is on.</summary>
    public Node Node { get; }

    /// <summary>Its VMID.</summary>
    public int Vmid { get; }

    /// <summary>Where it is in its life.</summary>
    public GuestStatus Status { get; internal set; }

    /// <summary>Whether its QEMU process lives (check_running).</summary>
    public bool IsRunning => Status != GuestStatus.Stopped;

    /// <summary>The status QEMU's monitor tells: running, paused, prelaunch, or stopped without a process.</summary>
    public string QmpStatus => Status switch
    {
        GuestStatus.Running => "running",
        GuestStatus.Paused => cpusRanOnce ? "paused" : "prelaunch",
        _ => "stopped",
    };

    /// <summary>Its operating system.</summary>
    public GuestOs Os { get; }

    /// <summary>The lock file that programs changing it hold.</summary>
    public GuestFlock Flock { get; }

    /// <summary>Its configuration as the file says now.</summary>
    /// <exception cref="PveException">There is no such file any more.</exception>
    public GuestConfig Config => Read().Config;

    /// <summary>The text of its configuration file.</summary>
    /// <exception cref="PveException">There is no such file any more.</exception>
    public string ConfigText => Read().Text;

    /// <summary>The lock in its configuration (<c>backup</c>, <c>create</c>, …) or null.</summary>
    public string? Lock => Config["lock"];

    /// <summary>The configuration its QEMU was started with, with what was hot-plugged since; null while stopped.</summary>
    public GuestConfig? Running { get; internal set; }

    /// <summary>The disks its QEMU has open, by drive key.</summary>
    public ImmutableSortedDictionary<string, DiskImage> Attached { get; internal set; } = NoDisks;

    /// <summary>Process id of its QEMU while it runs.</summary>
    public long? Pid { get; private set; }

    /// <summary>When its process started.</summary>
    public Instant? StartedAt { get; private set; }

    /// <summary>Bytes of memory its configuration assigns.</summary>
    public long Memory => (Running ?? Config).Memory;

    /// <summary>Whether a guest agent answers now.</summary>
    public bool AgentRunning => Os.Answers && (Running ?? Config).AgentEnabled && Os.System is { AgentInstalled: true };

    /// <summary>What is on the disk it boots from, as of now, whether it runs or not; null when there is none.</summary>
    public GuestSystem? System
    {
        get
        {
            if (Os.System is { } booted) return booted;
            var config = Config;
            foreach (var key in BootOrder.Of(config))
                if (config[key] is { } value && Drive.BusRank(key) >= 0 && Drive.Parse(value) is { IsCdrom: false } drive
                    && Node.Storages.Image(drive.Volume)?.Capture().System is { } system) return system;
            return null;
        }
    }

    internal static ImmutableSortedDictionary<string, DiskImage> NoDisks { get; } = ImmutableSortedDictionary.Create<string, DiskImage>(StringComparer.Ordinal);

    /// <summary>Writes its configuration.</summary>
    public void Save(GuestConfig config) => Node.Datacenter.Cluster.WriteText(Path(), config.ToText());

    /// <summary>Refuses when it is locked (pve-guest-common: PVE/AbstractConfig.pm check_lock).</summary>
    public void CheckLock()
    {
        if (Lock is { } held) throw new PveException($"VM is locked ({held})");
    }

    /// <summary>Sets the lock, refusing when there is one already.</summary>
    public void SetLock(string name)
    {
        CheckLock();
        Save(Config.With("lock", name));
    }

    /// <summary>Takes the lock away.</summary>
    public void RemoveLock() => Save(Config.Without("lock"));

    /// <summary>Starts QEMU; the operating system boots on the agenda.</summary>
    /// <param name="paused">Start with halted CPUs, as a backup of a stopped guest does.</param>
    /// <param name="log">Receives what QEMU prints.</param>
    /// <param name="skipLock">Start although it is locked.</param>
    /// <exception cref="PveException">Already running, a disk or bridge is missing, not enough memory, ….</exception>
    public void Start(bool paused = false, Action<string>? log = null, bool skipLock = false)
    {
        if (Config["template"] == "1") throw new PveException("you can't start a vm if it's a template");
        if (Lock == "backup" && IsRunning)
        {
            Resume();
            return;
        }
        if (!skipLock) CheckLock();
        var trigger = paused ? GuestTrigger.StartPaused : GuestTrigger.Start;
        if (Node.Datacenter.Lifecycles.Guest.CanFire(this, trigger))
        {
            PendingChanges.ApplyCold(this, log);
            Attached = GuestHardware.Prepare(this, Config, log ?? (_ => { }));
        }
        Fire(trigger);
    }

    /// <summary>Pulls the plug; without a process there is nothing to do.</summary>
    public void Stop()
    {
        rebootRequested = false;
        if (IsRunning) Fire(GuestTrigger.Quit);
    }

    /// <summary>Asks the operating system to power off (ACPI or agent); it takes virtual time on the agenda, or never happens.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Shutdown()
    {
        if (!IsRunning) throw new PveException(NotRunning);
        Os.RequestPowerDown();
    }

    /// <summary>Shuts it down and starts it again, with pending changes applied (qemu-server: vm_reboot, qmeventd).</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Reboot()
    {
        Shutdown();
        rebootRequested = true;
    }

    /// <summary>Calls a requested reboot off: the next shutdown is only a shutdown.</summary>
    public void ForgetReboot() => rebootRequested = false;

    /// <summary>Presses the reset button.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Reset() => Fire(GuestTrigger.Reset);

    /// <summary>Halts the CPUs.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Suspend() => Fire(GuestTrigger.Suspend);

    /// <summary>Lets the CPUs run again.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Resume() => Fire(GuestTrigger.Resume);

    /// <summary>The refusal of what only a running guest can do.</summary>
    public string NotRunning => string.Create(CultureInfo.InvariantCulture, $"VM {Vmid} not running");

    internal void Began()
    {
        BeganPaused();
        CpusRun();
    }

    internal void BeganPaused()
    {
        Pid = Node.Tasks.NextPid();
        StartedAt = Node.Clock.Now;
        Running = Config;
        cpusRanOnce = rebootRequested = false;
    }

    internal void CpusRun()
    {
        if (cpusRanOnce) Os.Thaw();
        else Os.PowerOn();
        cpusRanOnce = true;
    }

    internal void CpusHalted() => Os.Freeze();

    internal void WasReset()
    {
        if (cpusRanOnce) Os.Reset();
        if (Status == GuestStatus.Paused && cpusRanOnce) Os.Freeze();
    }

    internal void Ended()
    {
        Os.Unplug();
        Pid = null;
        StartedAt = null;
        Running = null;
        Attached = NoDisks;
        if (Node.Guests.ConfigPath(Vmid) is not null) PendingChanges.ApplyCold(this, null);
    }

    /// <summary>The operating system powered off: QEMU ends with it, and a requested reboot starts it again.</summary>
    internal void OsWentOff()
    {
        if (!IsRunning) return;
        var again = rebootRequested;
        Fire(GuestTrigger.Quit);
        if (!again) return;
        Node.Clock.After(RebootGap, () =>
            Node.Tasks.Fork("qmstart", Vmid.ToString(CultureInfo.InvariantCulture), "root@pam", task => GuestWork.Start(this, task)));
    }

    private string Path() => Node.Guests.ConfigPath(Vmid) ?? throw Node.Guests.NoConfig(Vmid);

    private (string Text, GuestConfig Config) Read()
    {
        var version = Node.Datacenter.ClusterFiles.Version;
        if (parsed is { } cached && cached.Version == version) return (cached.Text, cached.Config);
        var text = Node.Datacenter.Cluster.ReadText(Path());
        var config = parsed is { } old && old.Text == text ? old.Config : GuestConfig.Parse(text);
        parsed = (version, text, config);
        return (text, config);
    }

    private void Fire(GuestTrigger trigger) => Node.Datacenter.Lifecycles.Guest.Fire(this, trigger);
}
