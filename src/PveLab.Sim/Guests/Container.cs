using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>An LXC container.</summary>
public sealed class Container : Guest
{
    private static readonly TimeSpan LxcStartTakes = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan RebootGap = TimeSpan.FromSeconds(1);

    private Appointment? init;
    private bool rebootRequested;

    internal Container(Node node, int vmid)
        : base(node, vmid, GuestKind.Container)
    {
    }

    /// <inheritdoc />
    public override string Name => Config["hostname"] ?? string.Create(CultureInfo.InvariantCulture, $"CT{Vmid}");

    /// <summary>Where it is in its life.</summary>
    public ContainerStatus Status { get; internal set; }

    /// <inheritdoc />
    public override bool IsRunning => Status != ContainerStatus.Stopped;

    /// <inheritdoc />
    public override bool IsExecuting => Status is ContainerStatus.Running or ContainerStatus.Stopping;

    /// <inheritdoc />
    public override string LockFile => string.Create(CultureInfo.InvariantCulture, $"/run/lock/lxc/pve-config-{Vmid}.lock");

    /// <summary>The root file system and mount points as the configuration says now.</summary>
    public IReadOnlyList<ContainerMount> MountPoints => ContainerMount.Of(Config);

    /// <summary>What its root file system and mount points hold, as of now, whether it runs or not; null when its root holds no system.</summary>
    public override GuestSystem? System => Os.System ?? GuestContent.Of(this, Config)?.Read();

    /// <summary>Whether its processes have the node's ids (no user namespace).</summary>
    public bool Privileged => Config["unprivileged"] is not "1";

    /// <summary>Starts it; its init boots on the agenda.</summary>
    /// <param name="log">Receives what lxc-start prints.</param>
    /// <param name="skipLock">Start although it is locked.</param>
    /// <exception cref="PveException">Already running, a volume or bridge is missing, ….</exception>
    public void Start(Action<string>? log = null, bool skipLock = false)
    {
        if (Config["template"] == "1") throw new PveException("you can't start a CT if it's a template");
        if (!skipLock) CheckLock();
        if (Node.Datacenter.Lifecycles.Container.CanFire(this, ContainerTrigger.Start))
        {
            ContainerPending.ApplyCold(this);
            ContainerHardware.Check(this, Config, log ?? (_ => { }));
        }
        Fire(ContainerTrigger.Start);
    }

    /// <summary>Kills everything in it; without a process there is nothing to do.</summary>
    public override void Stop()
    {
        rebootRequested = false;
        if (IsRunning) Fire(ContainerTrigger.End);
    }

    /// <summary>Asks its init to shut down; it takes virtual time on the agenda, or never happens.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Shutdown()
    {
        if (!IsRunning) throw new PveException(NotRunning);
        Os.RequestPowerDown(patient: true);
    }

    /// <summary>Shuts it down and starts it again, with pending changes applied (lxc-pve-poststop-hook, pve-container-stop-wrapper).</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Reboot()
    {
        Shutdown();
        rebootRequested = true;
    }

    /// <summary>Calls a requested reboot off.</summary>
    public void ForgetReboot() => rebootRequested = false;

    /// <summary>Halts its processes.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Freeze() => Fire(ContainerTrigger.Freeze);

    /// <summary>Lets its processes go on.</summary>
    /// <exception cref="PveException">It is not running.</exception>
    public void Thaw() => Fire(ContainerTrigger.Thaw);

    /// <summary>A running container sees a changed configuration: interfaces come up anew, a new mount point is mounted.</summary>
    internal void Plugged(GuestConfig config)
    {
        var mounts = Running is { } before && ContainerMount.Of(before).Select(m => m.Volume).SequenceEqual(ContainerMount.Of(config).Select(m => m.Volume)) is false;
        Running = config;
        Os.Replug(config);
        if (mounts) Os.Remount(GuestContent.Of(this, config));
    }

    internal void Began()
    {
        ProcessBegan(Node.Tasks.NextPid());
        rebootRequested = false;
        init = Node.Clock.After(LxcStartTakes, () => Fire(ContainerTrigger.InitRuns));
    }

    internal void InitRan() => Os.StartInit(GuestContent.Of(this, Running!));

    internal void WasFrozen() => Os.Freeze();

    internal void Thawed() => Os.Thaw();

    internal void Ended()
    {
        init?.Cancel();
        init = null;
        Os.Unplug();
        ProcessEnded();
        if (ConfigPath is not null) ContainerPending.ApplyCold(this);
    }

    internal override void OsGoesDown(bool restart)
    {
        rebootRequested |= restart;
        if (Status == ContainerStatus.Running) Fire(ContainerTrigger.ShutDown);
    }

    internal override void OsWentOff()
    {
        if (!IsRunning) return;
        var again = rebootRequested;
        Fire(ContainerTrigger.End);
        if (again) Node.Clock.After(RebootGap, StartAgain);
    }

    /// <summary>systemd restarts pve-container@.service after a reboot from inside; nobody waits for it, so an error is the journal's alone.</summary>
    private void StartAgain()
    {
        var unit = FormattableString.Invariant($"pve-container@{Vmid}.service");
        try
        {
            Start();
        }
        catch (PveException)
        {
            Node.Journal.Write("systemd", 1, FormattableString.Invariant($"{unit}: Failed with result 'exit-code'."), Priority.Warning, unit);
            Node.Journal.Write("systemd", 1, FormattableString.Invariant($"Failed to start {unit} - PVE LXC Container: {Vmid}."), Priority.Error, unit);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<(string Key, string Volume)> Volumes(GuestConfig config) =>
        ContainerMount.Of(config).Where(m => m.IsVolume).Select(m => (m.Key, m.Volume));

    internal override IEnumerable<GuestNic> Connect(GuestConfig config, GuestSystem system) => ContainerNic.Connect(this, config);

    private protected override string? ConfigPath => Node.Guests.Containers.ConfigPath(Vmid);

    private protected override PveException NoConfig => Node.Guests.Containers.NoConfig(Vmid);

    private void Fire(ContainerTrigger trigger) => Node.Datacenter.Lifecycles.Container.Fire(this, trigger);
}
