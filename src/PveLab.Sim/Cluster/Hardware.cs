using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>A machine that can be lost as a whole: a node's chassis or the NAS.</summary>
public sealed class PhysicalHost
{
    private readonly Datacenter datacenter;
    private readonly List<PhysicalDisk> disks = [];

    internal PhysicalHost(Datacenter datacenter, string name, string address)
    {
        this.datacenter = datacenter;
        Name = name;
        Address = address;
    }

    /// <summary>Its name, for example <c>pve1</c> or <c>nas</c>.</summary>
    public string Name { get; }

    /// <summary>Its IPv4 address on the lab network.</summary>
    public string Address { get; }

    /// <summary>The disks in it.</summary>
    public IReadOnlyList<PhysicalDisk> Disks => disks;

    /// <summary>Whether it is powered.</summary>
    public bool Powered { get; private set; } = true;

    /// <summary>Whether its network cable is plugged in and its switch port works.</summary>
    public bool Connected { get; private set; } = true;

    /// <summary>Whether others can reach it over the network: a node that boots has no address yet.</summary>
    public bool OnNetwork => Powered && Connected && Node is not { Status: NodeStatus.Off or NodeStatus.Booting };

    /// <summary>Its network link; every flow to or from it passes here.</summary>
    public Lane? Link { get; internal set; }

    private Node? Node => datacenter.Nodes.GetValueOrDefault(Name);

    /// <summary>It loses power at once, and with it every guest that runs on it.</summary>
    public void PowerOff()
    {
        if (!Powered) return;
        Powered = false;
        Record($"host {Name}", "PoweredOn", "PoweredOff", nameof(PowerOff));
        Node?.Power.Lost();
        datacenter.Links.HostChanged();
    }

    /// <summary>Its own system switches it off, having stopped everything.</summary>
    internal void SwitchOff()
    {
        Powered = false;
        Record($"host {Name}", "PoweredOn", "PoweredOff", nameof(SwitchOff));
        datacenter.Links.HostChanged();
    }

    /// <summary>It has power again: a node boots, its services start.</summary>
    public void PowerOn()
    {
        if (Powered) return;
        Powered = true;
        Record($"host {Name}", "PoweredOff", "PoweredOn", nameof(PowerOn));
        Node?.Power.On();
        datacenter.Links.HostChanged();
    }

    /// <summary>Its network cable is pulled.</summary>
    public void Disconnect()
    {
        if (!Connected) return;
        Connected = false;
        Record($"link of {Name}", "Connected", "Disconnected", nameof(Disconnect));
        datacenter.Links.HostChanged();
    }

    /// <summary>Its network cable is plugged in again.</summary>
    public void Connect()
    {
        if (Connected) return;
        Connected = true;
        Record($"link of {Name}", "Disconnected", "Connected", nameof(Connect));
        datacenter.Links.HostChanged();
    }

    internal void Add(PhysicalDisk disk) => disks.Add(disk);

    internal void Record(string entity, string from, string to, string cause) => datacenter.Facts.StatusChanged(entity, from, to, cause);
}

/// <summary>Something bytes pass through at a limited rate: a disk's bus, a network link, a compressor.</summary>
/// <param name="Name">For people who read the world.</param>
/// <param name="BytesPerSecond">Its capacity, shared fairly by the flows using it.</param>
public sealed record Lane(string Name, double BytesPerSecond)
{
    /// <summary>Capacity in bytes per second; a fault may slow it down.</summary>
    public double BytesPerSecond { get; set; } = BytesPerSecond;
}

/// <summary>A disk in a host: the unit that fails together. Its lane is its bandwidth.</summary>
/// <param name="Name">For example <c>nvme0</c>.</param>
/// <param name="Host">The machine it sits in.</param>
/// <param name="Lane">How fast it is.</param>
public sealed record PhysicalDisk(string Name, PhysicalHost Host, Lane Lane)
{
    /// <summary>Whether it is dead: nothing on it can be read or written.</summary>
    public bool Failed { get; private set; }

    /// <summary>It died, or works again; for pools that must notice.</summary>
    public event Action<PhysicalDisk>? Changed;

    /// <summary>It dies.</summary>
    public void Fail() => Become(failed: true, nameof(Fail));

    /// <summary>It works again, with everything that was on it: a cable was loose.</summary>
    public void Recover() => Become(failed: false, nameof(Recover));

    private void Become(bool failed, string cause)
    {
        if (failed == Failed) return;
        Host.Record($"disk {Name} of {Host.Name}", Failed ? "Failed" : "Working", failed ? "Failed" : "Working", cause);
        Failed = failed;
        Changed?.Invoke(this);
    }
}

/// <summary>One use of a lane by a flow.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Weight">Bytes on the lane per byte of the flow, for example 0.45 for a compressed target.</param>
public sealed record LaneUse(Lane Lane, double Weight = 1.0);

/// <summary>
/// Bytes on their way. Its rate is the slowest lane's fair share, and its own limit; it changes whenever another flow
/// starts or ends. Ask <see cref="Moved"/> at any virtual time.
/// </summary>
public sealed class Flow
{
    internal Flow(IReadOnlyList<LaneUse> uses, double? limit)
    {
        Uses = [.. uses];
        Limit = limit;
    }

    internal LaneUse[] Uses { get; }

    internal double? Limit { get; }

    internal double Rate { get; set; }

    internal double Bytes { get; set; }

    /// <summary>Whose worker moves it; null for what nobody's worker does.</summary>
    internal Node? Owner { get; init; }

    /// <summary>Whole bytes moved so far.</summary>
    public long Moved => (long)Bytes;
}

/// <summary>Shares every lane fairly among the flows that use it.</summary>
public sealed class Bandwidth(VirtualClock clock)
{
    private readonly List<Flow> flows = [];
    private Instant settled = clock.Now;

    /// <summary>The node whose worker runs now: flows it starts are its own.</summary>
    internal Node? Owner { get; set; }

    /// <summary>Starts a flow over <paramref name="uses"/>; <paramref name="limit"/> in bytes per second (<c>bwlimit</c>).</summary>
    public Flow Start(IReadOnlyList<LaneUse> uses, double? limit = null)
    {
        Settle();
        var flow = new Flow(uses, limit) { Owner = Owner };
        flows.Add(flow);
        Share();
        return flow;
    }

    /// <summary>Ends a flow; its lanes are free for the others.</summary>
    public void End(Flow flow)
    {
        Settle();
        flows.Remove(flow);
        Share();
    }

    /// <summary>Ends every flow that a node's workers move: the node is gone.</summary>
    internal void EndAll(Node owner)
    {
        Settle();
        flows.RemoveAll(f => f.Owner == owner);
        Share();
    }

    /// <summary>Gives a lane another capacity from now on.</summary>
    public void Change(Lane lane, double bytesPerSecond)
    {
        Settle();
        lane.BytesPerSecond = bytesPerSecond;
        Share();
    }

    /// <summary>Brings every flow up to the present, and follows changed lanes from here on.</summary>
    public void Settle()
    {
        var seconds = (clock.Now - settled).TotalSeconds;
        if (seconds > 0)
        {
            foreach (var flow in flows) flow.Bytes += flow.Rate * seconds;
            settled = clock.Now;
        }
        Share();
    }

    private void Share()
    {
        foreach (var flow in flows)
        {
            var rate = flow.Limit ?? double.MaxValue;
            foreach (var use in flow.Uses)
                if (use.Weight > 0) rate = Math.Min(rate, use.Lane.BytesPerSecond / UsersOf(use.Lane) / use.Weight);
            flow.Rate = rate;
        }
    }

    private int UsersOf(Lane lane)
    {
        var users = 0;
        foreach (var flow in flows)
            foreach (var use in flow.Uses)
                if (ReferenceEquals(use.Lane, lane)) users++;
        return users;
    }
}
