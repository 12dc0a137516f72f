using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Migration;

namespace PveLab.Sim.Guests;

/// <summary>The guests of a node. What names no kind means both; the short verbs are those of virtual machines, containers have a door of their own.</summary>
public sealed class GuestList
{
    private readonly Node node;
    private readonly SortedDictionary<int, IncomingMachine> incoming = [];

    internal GuestList(Node node)
    {
        this.node = node;
        VirtualMachines = new GuestFolder<VirtualMachine>(node, GuestKind.VirtualMachine, vmid => new VirtualMachine(node, vmid));
        Containers = new GuestFolder<Container>(node, GuestKind.Container, vmid => new Container(node, vmid));
    }

    /// <summary>The QEMU virtual machines.</summary>
    public GuestFolder<VirtualMachine> VirtualMachines { get; }

    /// <summary>The LXC containers.</summary>
    public GuestFolder<Container> Containers { get; }

    /// <summary>The guests of both kinds that have a configuration here, by VMID.</summary>
    public IEnumerable<Guest> All => VirtualMachines.All.Concat<Guest>(Containers.All).OrderBy(g => g.Vmid);

    /// <summary>The guests of both kinds that run here, even when somebody removed their configuration.</summary>
    public IEnumerable<Guest> Running => VirtualMachines.Running.Concat<Guest>(Containers.Running).OrderBy(g => g.Vmid);

    /// <summary>The machines that wait here for the memory of a live migration, by VMID.</summary>
    public IReadOnlyDictionary<int, IncomingMachine> Incoming =>
        incoming.Where(i => i.Value.IsAlive).ToImmutableSortedDictionary();

    /// <summary>Whether a running guest has the image open: nobody can remove what lies under it.</summary>
    public bool HaveOpen(DiskImage image) => incoming.Values.Any(i => i.IsAlive && i.Disks.ContainsValue(image)) || Running.Any(g => g is VirtualMachine vm ? vm.Attached.ContainsValue(image)
        : g.Volumes(g.Running ?? g.Config).Any(v => node.Storages.Image(v.Volume) == image));

    /// <summary>Bytes of memory that running guests hold.</summary>
    public long MemoryUsed => Running.Sum(g => g.Memory) + incoming.Values.Where(i => i.IsAlive).Sum(i => i.Config.Memory);

    /// <summary>The guest of either kind, or null when this node has no configuration of it.</summary>
    public Guest? Either(int vmid) => (Guest?)VirtualMachines.Find(vmid) ?? Containers.Find(vmid);

    /// <summary>Where a virtual machine's configuration lies in the cluster file system, or null when this node has none.</summary>
    public string? ConfigPath(int vmid) => VirtualMachines.ConfigPath(vmid);

    /// <summary>The virtual machine, or null when this node has no configuration of it.</summary>
    public VirtualMachine? Find(int vmid) => VirtualMachines.Find(vmid);

    /// <summary>The virtual machine.</summary>
    /// <exception cref="PveException">This node has no configuration of it.</exception>
    public VirtualMachine Get(int vmid) => VirtualMachines.Get(vmid);

    /// <summary>Writes a new virtual machine's configuration.</summary>
    /// <exception cref="PveException">Some node has a guest of that VMID.</exception>
    public VirtualMachine Create(int vmid, GuestConfig config) => VirtualMachines.Create(vmid, config);

    /// <summary>Removes a virtual machine's configuration; its disks are the caller's affair.</summary>
    public void Remove(int vmid) => VirtualMachines.Remove(vmid);

    /// <summary>The refusal of a virtual machine that has no configuration here.</summary>
    public PveException NoConfig(int vmid) => VirtualMachines.NoConfig(vmid);

    /// <summary>Refuses a VMID that a virtual machine or container of any node has (pve-cluster: PVE/Cluster.pm check_vmid_unused).</summary>
    public void CheckUnused(int vmid)
    {
        foreach (var other in node.Datacenter.Nodes.Values)
            if (other.Guests.Either(vmid) is { } guest)
                throw new PveException(string.Create(CultureInfo.InvariantCulture, $"{guest.Kind.Label} {vmid} already exists on node '{other.Name}'"));
    }

    internal void Expect(IncomingMachine machine) => incoming[machine.Vmid] = machine;

    internal void ExpectNoMore(int vmid) => incoming.Remove(vmid);

    /// <summary>The node lost power: every guest ends at once.</summary>
    internal void LosePower()
    {
        foreach (var guest in Running.ToList()) guest.Stop();
        incoming.Clear();
        VirtualMachines.ForgetLocks();
        Containers.ForgetLocks();
    }
}
