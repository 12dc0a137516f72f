using System.Collections.Immutable;

namespace PveLab.Sim.Services;

/// <summary>The directory of the units every Proxmox VE node has (pve-manager: services/; pve-cluster: debian/pve-cluster.service; Debian's own).</summary>
public static class ServiceUnits
{
    private const string Cluster = "pve-cluster.service";

    /// <summary>All of them, in the order they come up.</summary>
    public static ImmutableArray<ServiceUnit> All { get; } =
    [
        Daemon("systemd-journald", 391, "Journal Service", "/usr/lib/systemd/systemd-journald") with { Enabled = null, Restarts = true },
        Daemon("systemd-udevd", 431, "Rule-based Manager for Device Events and Files", "/usr/lib/systemd/systemd-udevd") with { Enabled = null, Restarts = true },
        Script("networking", "Network initialization", "/usr/share/ifupdown2/sbin/start-networking start"),
        Script("pvenetcommit", "Commit Proxmox VE network changes", "sh -c 'if [ -f ${FN}.new ]; then mv ${FN}.new ${FN}; fi'"),
        Daemon("rpcbind", 662, "RPC bind portmap service", "/usr/sbin/rpcbind -f -w"),
        Daemon("dbus", 690, "D-Bus System Message Bus", "/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile --systemd-activation --syslog-only") with { Enabled = null },
        Daemon("ksmtuned", 693, "Kernel Samepage Merging (KSM) Tuning Daemon", "/bin/bash /usr/sbin/ksmtuned"),
        Daemon("lxcfs", 695, "FUSE filesystem for LXC", "/usr/bin/lxcfs /var/lib/lxcfs") with { Restarts = true },
        Daemon("pve-lxc-syscalld", 699, "Proxmox VE LXC Syscall Daemon", "/usr/lib/x86_64-linux-gnu/pve-lxc-syscalld/pve-lxc-syscalld --system /run/pve/lxc-syscalld.sock"),
        Daemon("qmeventd", 701, "PVE Qemu Event Daemon", "/usr/sbin/qmeventd /var/run/qmeventd.sock"),
        Daemon("smartmontools", 703, "Self Monitoring and Reporting Technology (SMART) Daemon", "/usr/sbin/smartd -n -q never"),
        Daemon("systemd-logind", 704, "User Login Management", "/usr/lib/systemd/systemd-logind") with { Enabled = null, Restarts = true },
        Daemon("watchdog-mux", 706, "Proxmox VE watchdog multiplexer", "/usr/sbin/watchdog-mux") with { Enabled = null },
        Daemon("zfs-zed", 708, "ZFS Event Daemon (zed)", "/usr/sbin/zed -F") with { Restarts = true },
        Daemon("chrony", 742, "chrony, an NTP client/server", "/usr/sbin/chronyd -F 1"),
        Daemon("ssh", 812, "OpenBSD Secure Shell server", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups") with { ExecStart = "/usr/sbin/sshd -D $SSHD_OPTS", Restarts = true },
        Daemon("postfix", 935, "Postfix Mail Transport Agent (main/default instance)", "/usr/lib/postfix/sbin/master -w"),
        Daemon("rrdcached", 949, "Data caching daemon for rrdtool", "/usr/bin/rrdcached -g"),
        Daemon("pve-cluster", 964, "The Proxmox VE cluster filesystem", "/usr/bin/pmxcfs") with { Wants = "corosync.service rrdcached.service", Restarts = true },
        Daemon("corosync", 972, "Corosync Cluster Engine", "/usr/sbin/corosync -f") with { NeedsCluster = true },
        Daemon("cron", 982, "Regular background program processing daemon", "/usr/sbin/cron -f") with { Restarts = true },
        Perl("pve-firewall", 1005, "Proxmox VE firewall", "/usr/sbin/"),
        Perl("pvestatd", 1011, "PVE Status Daemon"),
        Daemon("proxmox-firewall", 1013, "Proxmox nftables firewall", "/usr/libexec/proxmox/proxmox-firewall start"),
        Daemon("pvefw-logger", 1015, "Proxmox VE firewall logger", "/usr/sbin/pvefw-logger") with { Enabled = null },
        Perl("pvedaemon", 1039, "PVE API Daemon") with { Wants = "corosync.service pve-cluster.service", Restarts = true },
        Perl("pve-ha-crm", 1049, "PVE Cluster HA Resource Manager Daemon", "/usr/sbin/"),
        Perl("pveproxy", 1058, "PVE API Proxy Server") with { Wants = "pve-cluster.service pvedaemon.service ssh.service pve-storage.target", Restarts = true },
        Perl("pve-ha-lrm", 1073, "PVE Local HA Resource Manager Daemon", "/usr/sbin/"),
        Perl("spiceproxy", 1066, "PVE SPICE Proxy Server") with { Wants = "pveproxy.service" },
        Script("pve-guests", "PVE guests", "/usr/bin/pvesh --nooutput create /nodes/localhost/startall"),
        Perl("pvescheduler", 1096, "Proxmox VE scheduler"),
        new("nfs-client.target", "NFS client services"),
        new("network-online.target", "Network is Online") { Enabled = null },
        new("pve-storage.target", "PVE Storage Target") { Enabled = null },
        new("remote-fs.target", "Remote File Systems"),
        new("multi-user.target", "Multi-User System") { Enabled = null },
        new("graphical.target", "Graphical Interface") { Enabled = null },
        new("timers.target", "Timer Units") { Enabled = null },
        new("dpkg-db-backup.timer", "Daily dpkg database backup timer") { Calendar = "00:00" },
        new("fstrim.timer", "Discard unused filesystem blocks once a week") { Calendar = "mon 00:00" },
        new("logrotate.timer", "Daily rotation of log files") { Calendar = "00:00" },
        new("man-db.timer", "Daily man-db regeneration") { Calendar = "00:00" },
        new("pve-daily-update.timer", "Daily PVE download activities") { Calendar = "1:00" },
    ];

    private static ServiceUnit Daemon(string name, long pid, string description, string command) => new(name + ".service", description) { Command = command, FirstPid = pid };

    private static ServiceUnit Script(string name, string description, string start) => new(name + ".service", description) { ExecStart = start };

    private static ServiceUnit Perl(string name, long pid, string description, string directory = "/usr/bin/") =>
        new(name + ".service", description) { Command = name, FirstPid = pid, ExecStart = $"{directory}{name} start", Wants = Cluster };
}
