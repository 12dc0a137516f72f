using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>Where a virtual machine is in its life.</summary>
public enum GuestStatus
{
    /// <summary>No process.</summary>
    Stopped,

    /// <summary>Its CPUs run.</summary>
    Running,

    /// <summary>Its process lives, its CPUs are halted.</summary>
    Paused,
}

/// <summary>A virtual machine on a node: its configuration is the file, the rest is what runs.</summary>
public sealed class Guest(Node node, int vmid)
{
    /// <summary>The node it is on.</summary>
    public Node Node { get; } = node;

    /// <summary>Its VMID.</summary>
    public int Vmid { get; } = vmid;

    /// <summary>Where it is in its life.</summary>
    public GuestStatus Status { get; internal set; }

    /// <summary>Its configuration as the file says now.</summary>
    public GuestConfig Config => GuestConfig.Parse(Node.Datacenter.Cluster.ReadText(Node.Guests.ConfigPath(Vmid)!));

    /// <summary>The lock in its configuration (<c>backup</c>, <c>create</c>, …) or null.</summary>
    public string? Lock => Config["lock"];

    /// <summary>Process id of its QEMU while it runs.</summary>
    public long? Pid { get; internal set; }

    /// <summary>When its process started.</summary>
    public Instant? StartedAt { get; internal set; }

    /// <summary>Whether a guest agent answers now.</summary>
    public bool AgentRunning => throw new NotImplementedException();

    /// <summary>Writes its configuration.</summary>
    public void Save(GuestConfig config) => Node.Datacenter.Cluster.WriteText(Node.Guests.ConfigPath(Vmid)!, config.ToText());

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
    /// <exception cref="PveException">Already running, a disk or bridge is missing, not enough memory, ….</exception>
    public void Start(bool paused = false) => throw new NotImplementedException();

    /// <summary>Pulls the plug.</summary>
    public void Stop() => throw new NotImplementedException();

    /// <summary>Asks the operating system to power off (ACPI or agent); it takes virtual time on the agenda, or never happens.</summary>
    public void Shutdown() => throw new NotImplementedException();

    /// <summary>Halts the CPUs.</summary>
    public void Suspend() => throw new NotImplementedException();

    /// <summary>Lets the CPUs run again.</summary>
    public void Resume() => throw new NotImplementedException();
}
