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

/// <summary>A systemd service of a node.</summary>
/// <param name="Name">Its unit, without <c>.service</c>.</param>
/// <param name="Description">What it says it is.</param>
/// <param name="Pid">Number of its main process.</param>
/// <param name="Command">Its command line.</param>
internal sealed record NodeService(string Name, string Description, long Pid, string Command);

/// <summary>What runs on every Proxmox VE node, beside guests and tasks.</summary>
internal static class NodeProcesses
{
    /// <summary>The services, by name.</summary>
    public static IReadOnlyList<NodeService> Services { get; } =
    [
        new("chrony", "chrony, an NTP client/server", 742, "/usr/sbin/chronyd -F 1"),
        new("cron", "Regular background program processing daemon", 982, "/usr/sbin/cron -f"),
        new("dbus", "D-Bus System Message Bus", 690, "/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only"),
        new("pve-cluster", "The Proxmox VE cluster filesystem", 964, "/usr/bin/pmxcfs"),
        new("pve-firewall", "Proxmox VE firewall", 1005, "pve-firewall"),
        new("pve-ha-crm", "PVE Cluster HA Resource Manager Daemon", 1049, "pve-ha-crm"),
        new("pve-ha-lrm", "PVE Local HA Resource Manager Daemon", 1073, "pve-ha-lrm"),
        new("pvedaemon", "PVE API Daemon", 1039, "pvedaemon"),
        new("pveproxy", "PVE API Proxy Server", 1058, "pveproxy"),
        new("pvescheduler", "Proxmox VE scheduler", 1096, "pvescheduler"),
        new("pvestatd", "PVE Status Daemon", 1011, "pvestatd"),
        new("qmeventd", "PVE Qemu Event Daemon", 701, "/usr/sbin/qmeventd /var/run/qmeventd.sock"),
        new("rrdcached", "Data caching daemon for rrdtool", 949, "/usr/bin/rrdcached -g"),
        new("spiceproxy", "PVE SPICE Proxy Server", 1066, "spiceproxy"),
        new("ssh", "OpenBSD Secure Shell server", 812, "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"),
        new("watchdog-mux", "Proxmox VE watchdog multiplexer", 706, "/usr/sbin/watchdog-mux"),
    ];

    /// <summary>All processes, by number.</summary>
    public static IReadOnlyList<NodeProcess> Of(Node node, string own)
    {
        const long small = 12L << 20;
        var all = new List<NodeProcess> { new(1, 0, "root", "?", node.BootedAt, "/sbin/init", small) };
        all.AddRange(Services.Select(s => new NodeProcess(s.Pid, 1, "root", "?", node.BootedAt + TimeSpan.FromSeconds(7), s.Command,
            s.Name.StartsWith("pve", StringComparison.Ordinal) ? 140L << 20 : small)));
        foreach (var guest in node.Guests.VirtualMachines.All)
            if (guest is { Pid: { } pid, StartedAt: { } started })
                all.Add(new NodeProcess(pid, 1, "root", "?", started,
                    $"/usr/bin/kvm -id {Sizes.Text(guest.Vmid)} -name {guest.Config["name"]},debug-threads=on -no-shutdown -m {Sizes.Text(guest.Memory >> 20)}",
                    guest.Memory / 100 * 53));
        foreach (var task in node.Tasks.All)
            if (task.IsRunning) all.Add(new NodeProcess(task.Upid.Pid, 1, "root", "?", task.Started, "task " + task.Upid.Encode(), 130L << 20));
        all.Add(new NodeProcess(1100, 812, "root", "pts/0", node.Clock.Start, "-bash", small / 2));
        all.Add(new NodeProcess(9999, 1100, "root", "pts/0", node.Clock.Now, own, small / 3));
        return [.. all.OrderBy(p => p.Pid)];
    }
}
