using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Migration;

namespace PveLab.Sim.Guests;

/// <summary>A QEMU virtual machine.</summary>
public sealed class VirtualMachine : Guest
{
    private const int FirstAgentPid = 1187;

    private static readonly TimeSpan RebootGap = TimeSpan.FromSeconds(1);

    private bool cpusRanOnce;
    private bool ioError;
    private bool rebootRequested;
    private MachineState? incoming;

    internal VirtualMachine(Node node, int vmid)
        : base(node, vmid, GuestKind.VirtualMachine)
    {
    }

    /// <inheritdoc />
    public override string Name => Config["name"] ?? string.Create(CultureInfo.InvariantCulture, $"VM {Vmid}");

    /// <summary>Where it is in its life.</summary>
    public GuestStatus Status { get; internal set; }

    /// <inheritdoc />
    public override bool IsRunning => Status != GuestStatus.Stopped;

    /// <inheritdoc />
    public override bool IsExecuting => Status == GuestStatus.Running;

    /// <inheritdoc />
    public override string LockFile => string.Create(CultureInfo.InvariantCulture, $"/var/lock/qemu-server/lock-{Vmid}.conf");

    /// <summary>The status QEMU's monitor tells: running, paused, prelaunch, or stopped without a process.</summary>
    public string QmpStatus => Settled() switch
    {
        GuestStatus.Running => "running",
        GuestStatus.Paused when ioError => "io-error",
        GuestStatus.Paused => cpusRanOnce ? "paused" : "prelaunch",
        _ => "stopped",
    };

    // What it wrote until now may have found no room.
    private GuestStatus Settled()
    {
        foreach (var image in Attached.Values) image.Settle?.Invoke(image);
        return Status;
    }

    /// <summary>The disks its QEMU has open, by drive key.</summary>
    public ImmutableSortedDictionary<string, DiskImage> Attached { get; internal set; } = NoDisks;

    /// <summary>What became of the programs that the guest agent ran since the machine was started, by process id.</summary>
    public SortedDictionary<int, AgentProcess> AgentProcesses { get; } = [];

    /// <summary>Whether a guest agent answers now.</summary>
    public bool AgentRunning => Os.Answers && (Running ?? Config).AgentEnabled && Os.System is { AgentInstalled: true };

    /// <inheritdoc />
    public override GuestSystem? System
    {
        get
        {
            if (Os.System is { } booted) return booted;
            var config = Config;
            var disks = config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => (d.Key, Image: Node.Storages.Image(d.Drive.Volume))).ToList();
            foreach (var key in BootOrder.Of(config))
                if (disks.Find(d => d.Key == key).Image is { } root && root.Capture().System is { IsInstalled: true })
                    return GuestContent.Of(root, disks.Select(d => d.Image).OfType<DiskImage>()).Read();
            return null;
        }
    }

    internal static ImmutableSortedDictionary<string, DiskImage> NoDisks { get; } = ImmutableSortedDictionary.Create<string, DiskImage>(StringComparer.Ordinal);

    /// <summary>Starts QEMU; the operating system boots on the agenda.</summary>
    /// <param name="paused">Start with halted CPUs, as a backup of a stopped guest does.</param>
    /// <param name="log">Receives what QEMU prints.</param>
    /// <param name="skipLock">Start although it is locked.</param>
    /// <param name="memory">Go on from this saved memory instead of booting.</param>
    /// <exception cref="PveException">Already running, a disk or bridge is missing, not enough memory, ….</exception>
    public void Start(bool paused = false, Action<string>? log = null, bool skipLock = false, MachineState? memory = null)
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
        incoming = memory;
        Fire(trigger);
    }

    /// <inheritdoc />
    public override void Stop()
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

    /// <summary>The agent ran a program; answers its process id.</summary>
    public int Remember(AgentProcess process)
    {
        var pid = FirstAgentPid + AgentProcesses.Count * 3;
        AgentProcesses[pid] = process;
        return pid;
    }

    /// <summary>A copy takes the place of a disk under the running system, true to the last byte.</summary>
    internal void Exchange(string key, DiskImage from, DiskImage to)
    {
        to.Restore(from.Capture() with { Size = to.Size });
        Attached = Attached.SetItem(key, to);
        Os.Exchange(from, to);
    }

    /// <summary>Its process goes on on another node, with what was in its memory; its CPUs are halted meanwhile.</summary>
    internal void Arrive(IncomingMachine machine, Node target)
    {
        Node.Guests.VirtualMachines.Release(this);
        Node = target;
        target.Guests.VirtualMachines.Adopt(this);
        target.Guests.ExpectNoMore(Vmid);
        foreach (var (key, image) in machine.Disks)
            if (Attached.GetValueOrDefault(key) is { } old && old != image) Exchange(key, old, image);
        Attached = machine.Disks;
        ProcessBegan(target.Tasks.NextPid());
        Os.Rewire(Running!);
    }

    internal void Began()
    {
        BeganPaused();
        CpusRun();
    }

    internal void BeganPaused()
    {
        ProcessBegan(Node.Tasks.NextPid());
        cpusRanOnce = rebootRequested = false;
    }

    internal void CpusRun()
    {
        ioError = false;
        if (cpusRanOnce) Os.Thaw();
        else if (incoming is null || !Os.TryLoad(incoming)) Os.PowerOn();
        cpusRanOnce = true;
        incoming = null;
    }

    internal void CpusHalted(bool ioError = false)
    {
        this.ioError = ioError;
        Os.Freeze();
    }

    /// <summary>A write found no room: the CPUs halt until somebody makes room and resumes it.</summary>
    internal override void FoundNoRoom()
    {
        if (Status == GuestStatus.Running) Fire(GuestTrigger.RunOutOfSpace);
    }

    internal void WasReset()
    {
        if (cpusRanOnce) Os.Reset();
        if (Status == GuestStatus.Paused && cpusRanOnce) Os.Freeze();
    }

    internal void Ended()
    {
        Os.Unplug();
        ProcessEnded();
        Attached = NoDisks;
        AgentProcesses.Clear();
        if (Node.Guests.ConfigPath(Vmid) is not null) PendingChanges.ApplyCold(this, null);
    }

    /// <summary>The operating system powered off: QEMU ends with it, and a requested reboot starts it again.</summary>
    internal override void OsWentOff()
    {
        if (!IsRunning) return;
        var again = rebootRequested;
        Fire(GuestTrigger.Quit);
        if (!again) return;
        Node.Clock.After(RebootGap, () =>
            Node.Tasks.TryFork("qmstart", Vmid.ToString(CultureInfo.InvariantCulture), "root@pam", task => GuestWork.Start(this, task)));
    }

    /// <inheritdoc />
    public override IEnumerable<(string Key, string Volume)> Volumes(GuestConfig config) =>
        config.Drives().Where(d => !d.Drive.IsCdrom).Select(d => (d.Key, d.Drive.Volume));

    internal override IEnumerable<GuestNic> Connect(GuestConfig config, GuestSystem system) => GuestNic.Connect(this, config, system);

    private protected override string? ConfigPath => Node.Guests.ConfigPath(Vmid);

    private protected override PveException NoConfig => Node.Guests.NoConfig(Vmid);

    private void Fire(GuestTrigger trigger) => Node.Datacenter.Lifecycles.Guest.Fire(this, trigger);
}
