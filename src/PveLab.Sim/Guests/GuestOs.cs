using System.Collections.Immutable;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// The operating system of a guest: what happens between power-on and login. Its steps are appointments on the agenda; while the
/// CPUs are halted nothing moves, and goes on afterwards where it stopped.
/// </summary>
public sealed partial class GuestOs
{
    private static readonly TimeSpan FirmwareTakes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LoaderTakes = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KernelTakes = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ServicesTake = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ContainerServicesTake = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ContainerShutdownTakes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShutdownTakes = TimeSpan.FromSeconds(6);

    private (Appointment At, Action Act)? step;
    private (TimeSpan Left, Action Act)? frozenStep;
    private GuestWriting? writing;
    private bool frozen;
    private bool powerDownWanted;

    internal GuestOs(Guest guest) => Guest = guest;

    /// <summary>The machine it runs on.</summary>
    public Guest Guest { get; }

    /// <summary>How far it is.</summary>
    public OsStatus Status { get; internal set; }

    /// <summary>What it printed on its serial console.</summary>
    public GuestConsole Console { get; } = new();

    /// <summary>When it was last booted (its kernel started), null while it is off or before that.</summary>
    public Instant? BootedAt { get; private set; }

    /// <summary>Counts boots: a login belongs to one of them and ends with it.</summary>
    public int Boots { get; private set; }

    /// <summary>What it sees as its file tree; null while nothing is booted.</summary>
    public GuestContent? Content { get; private set; }

    /// <summary>The disk it booted from.</summary>
    public DiskImage? Disk => Content?.Root;

    /// <summary>Its network interfaces with what addresses they have now.</summary>
    public ImmutableArray<GuestNic> Nics { get; private set; } = [];

    /// <summary>Whether its network is up: from the start of services until it goes down.</summary>
    public bool Networked => !frozen && Status is (OsStatus.Services or OsStatus.Up);

    /// <summary>Whether somebody can log in now.</summary>
    public bool Answers => Status == OsStatus.Up && !frozen;

    /// <summary>What is installed, brought up to now; null while nothing is booted.</summary>
    public GuestSystem? System => Content?.Read();

    private bool InContainer => Guest.Kind == GuestKind.Container;

    private VirtualClock Clock => Guest.Node.Clock;

    /// <summary>Changes what is on the system disk, as a program inside does.</summary>
    /// <param name="change">Makes the new content.</param>
    /// <param name="bytes">Bytes it writes to the disk.</param>
    /// <exception cref="FileException">The storage below has no room: an input/output error inside.</exception>
    public void Change(Func<GuestSystem, GuestSystem> change, long bytes = 0) => Content?.Change(change, bytes);

    /// <summary>Powers off from inside (<c>poweroff</c>).</summary>
    public void PowerOff() => Fire(OsTrigger.PowerDown);

    /// <summary>Reboots from inside (<c>reboot</c>); the virtual machine keeps running.</summary>
    public void Reboot() => Fire(OsTrigger.Restart);

    internal void PowerOn()
    {
        frozen = powerDownWanted = false;
        Fire(OsTrigger.PowerOn);
    }

    /// <summary>A container's init runs: there is no firmware, loader or kernel of its own.</summary>
    internal void StartInit(GuestContent? content)
    {
        frozen = powerDownWanted = false;
        Content = content;
        if (content is not null) Fire(OsTrigger.StartInit);
    }

    internal void Unplug()
    {
        if (Status != OsStatus.Off) Fire(OsTrigger.Unplug);
    }

    internal void Reset() => Fire(OsTrigger.Reset);

    /// <summary>ACPI power button, agent or signal: obeyed when the system is up, remembered while the CPUs are halted, else nobody listens.</summary>
    /// <param name="patient">Also remembered while services start: an init obeys its signal when it is done.</param>
    internal void RequestPowerDown(bool patient = false)
    {
        if (frozen || (patient && Status == OsStatus.Services)) powerDownWanted = true;
        else if (Status == OsStatus.Up) Fire(OsTrigger.PowerDown);
    }

    internal void Freeze()
    {
        frozen = true;
        writing?.End();
        writing = null;
        if (step is not { } planned) return;
        planned.At.Cancel();
        frozenStep = (planned.At.Due - Clock.Now, planned.Act);
        step = null;
    }

    internal void Thaw()
    {
        frozen = false;
        if (frozenStep is { } waiting) Later(waiting.Left, waiting.Act);
        frozenStep = null;
        if (Status == OsStatus.Up && Content is not null) writing = GuestWriting.Begin(Clock, Content, Guest.FoundNoRoom);
        ObeyPowerDown();
    }

    /// <summary>Plugs the network interfaces of <paramref name="config"/> in and lets them get their addresses.</summary>
    internal void Replug(GuestConfig config)
    {
        if (Networked && System is { } system) Plug(config, system);
    }

    /// <summary>A container got another mount point while it runs.</summary>
    internal void Remount(GuestContent? content)
    {
        if (content is null || Content is null) return;
        var wrote = writing is not null;
        writing?.End();
        Content = content;
        writing = wrote ? GuestWriting.Begin(Clock, content, Guest.FoundNoRoom) : null;
    }

    private void Fire(OsTrigger trigger) => Guest.Node.Datacenter.Lifecycles.OsBoot.Fire(this, trigger);

    private void ObeyPowerDown()
    {
        if (!powerDownWanted) return;
        powerDownWanted = false;
        RequestPowerDown();
    }

    private void Later(TimeSpan delay, Action act)
    {
        ForgetStep();
        step = (Clock.After(delay, () => { step = null; act(); }), act);
    }

    private void Later(TimeSpan delay, OsTrigger trigger) => Later(delay, () => Fire(trigger));

    private void ForgetStep()
    {
        step?.At.Cancel();
        step = null;
        frozenStep = null;
    }

    /// <summary>Connects the interfaces; a machine that announces itself under somebody's address is noticed.</summary>
    private void Plug(GuestConfig config, GuestSystem system)
    {
        Nics = [.. Guest.Connect(config, system)];
        if (Network.Rival(Guest) is not { } rival) return;
        var address = Nics.First(n => n.Address is not null).Address!.Value;
        Guest.Node.Datacenter.Facts.Record(new AddressConflict(Clock.Now, Guest.Vmid, rival.Name, address.ToString()));
    }
}
