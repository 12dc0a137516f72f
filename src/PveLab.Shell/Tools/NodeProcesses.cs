using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools;

/// <summary>A process of a node.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Terminal">Its terminal, <c>?</c> for none.</param>
/// <param name="Started">When it started.</param>
/// <param name="Command">Its command line.</param>
/// <param name="Memory">Resident bytes.</param>
internal sealed record NodeProcess(long Pid, long Parent, string User, string Terminal, Instant Started, string Command, long Memory);

/// <summary>What runs on every Proxmox VE node, beside guests and tasks.</summary>
internal static class NodeProcesses
{
    /// <summary>All processes, by number.</summary>
    public static IReadOnlyList<NodeProcess> Of(Node node, string own)
    {
        const long small = 12L << 20;
        var all = new List<NodeProcess> { new(1, 0, "root", "?", node.BootedAt, "/sbin/init", small) };
        foreach (var service in node.Services.All)
        {
            if (service is not { Pid: > 0 and var pid, StartedAt: { } since, Unit: var unit }) continue;
            var perl = unit.IsPveDaemon;
            all.Add(new NodeProcess(pid, 1, "root", "?", since, unit.Command, perl ? 140L << 20 : small));
            if (unit.Name is "pvedaemon" or "pveproxy")
                for (var worker = 1; worker <= 3; worker++)
                    all.Add(new NodeProcess(pid + worker, pid, unit.Name == "pveproxy" ? "www-data" : "root", "?", since, unit.Name + " worker", 142L << 20));
        }
        foreach (var guest in node.Guests.VirtualMachines.All)
            if (guest is { Pid: { } pid, StartedAt: { } started })
                all.Add(new NodeProcess(pid, 1, "root", "?", started,
                    $"/usr/bin/kvm -id {Sizes.Text(guest.Vmid)} -name {guest.Config["name"]},debug-threads=on -no-shutdown -m {Sizes.Text(guest.Memory >> 20)}",
                    guest.Memory / 100 * 53));
        foreach (var container in node.Guests.Containers.All)
            if (container is { Pid: { } init, StartedAt: { } since })
                all.Add(new NodeProcess(init, 1, container.Privileged ? "root" : "100000", "?", since, "/sbin/init", container.Memory / 100 * 17));
        foreach (var task in node.Tasks.All)
            if (task.IsRunning) all.Add(new NodeProcess(task.Upid.Pid, 1, "root", "?", task.Started, "task " + task.Upid.Encode(), 130L << 20));
        all.Add(new NodeProcess(1100, 812, "root", "pts/0", node.Clock.Start, "-bash", small / 2));
        all.Add(new NodeProcess(9999, 1100, "root", "pts/0", node.Clock.Now, own, small / 3));
        return [.. all.OrderBy(p => p.Pid)];
    }
}
