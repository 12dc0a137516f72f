using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Migration;

/// <summary>
/// A QEMU on the target of a live migration that waits for the memory of a virtual machine (<c>qm start --migratedfrom</c>): it holds memory and
/// has the disks open. It ends with the worker that asked for it, or when its node loses power.
/// </summary>
/// <param name="Vmid">The machine that is to come.</param>
/// <param name="From">The node it comes from.</param>
/// <param name="Task">The worker.</param>
/// <param name="Config">Its configuration, with the volumes as the target names them.</param>
/// <param name="Disks">The disks it has open, by drive key.</param>
public sealed record IncomingMachine(int Vmid, Node From, PveTask Task, GuestConfig Config, ImmutableSortedDictionary<string, DiskImage> Disks)
{
    /// <summary>Whether its process is there.</summary>
    public bool IsAlive => Task.IsRunning && From.Host.Powered;

    /// <summary>Starts it.</summary>
    /// <exception cref="PveException">The target cannot run it.</exception>
    internal static IncomingMachine Start(Node target, VirtualMachine machine, GuestConfig config, PveTask task, Action<string> log)
    {
        if (target.Guests.VirtualMachines.Running.Any(m => m.Vmid == machine.Vmid) || target.Guests.Incoming.ContainsKey(machine.Vmid))
            throw new PveException(FormattableString.Invariant($"VM {machine.Vmid} already running"));
        var disks = GuestHardware.Prepare(new VirtualMachine(target, machine.Vmid), config, log);
        var incoming = new IncomingMachine(machine.Vmid, machine.Node, task, config, disks);
        target.Guests.Expect(incoming);
        return incoming;
    }
}
