using System.Collections.Immutable;

namespace PveLab.Sim.Cluster;

/// <summary>The versions of what is installed: Proxmox VE 9.1 as it was released (pve-manager: PVE/pvecfg.pm, bin/pveversion).</summary>
public static class Release
{
    /// <summary>The version QEMU tells of itself.</summary>
    public const string Qemu = "10.1.2";

    /// <summary>The release of Proxmox VE.</summary>
    public const string Number = "9.1";

    /// <summary>Version of the package pve-manager.</summary>
    public const string Manager = "9.1.1";

    /// <summary>The commit pve-manager was built from.</summary>
    public const string RepositoryId = "42db4a6cf33dac83";

    /// <summary>The running kernel.</summary>
    public const string Kernel = "6.17.2-1-pve";

    /// <summary>Build information of the running kernel.</summary>
    public const string KernelBuild = "#1 SMP PREEMPT_DYNAMIC PMX 6.17.2-1 (2025-10-21T11:55Z)";

    /// <summary>Packages with their versions, in the order <c>pveversion -v</c> prints them.</summary>
    public static ImmutableArray<(string Package, string Version)> Packages { get; } =
    [
        ("proxmox-kernel-helper", "9.0.4"),
        ("proxmox-kernel-6.17.2-1-pve-signed", "6.17.2-1"),
        ("proxmox-kernel-6.17", "6.17.2-1"),
        ("ceph-fuse", "19.2.3-pve2"),
        ("corosync", "3.1.9-pve2"),
        ("criu", "4.1.1-1"),
        ("frr-pythontools", "10.4.1-1+pve1"),
        ("ifupdown2", "3.3.0-1+pmx11"),
        ("ksm-control-daemon", "1.5-1"),
        ("libjs-extjs", "7.0.0-5"),
        ("libproxmox-acme-perl", "1.7.0"),
        ("libproxmox-backup-qemu0", "2.0.1"),
        ("libproxmox-rs-perl", "0.4.1"),
        ("libpve-access-control", "9.0.4"),
        ("libpve-apiclient-perl", "3.4.2"),
        ("libpve-cluster-api-perl", "9.0.7"),
        ("libpve-cluster-perl", "9.0.7"),
        ("libpve-common-perl", "9.0.15"),
        ("libpve-guest-common-perl", "6.0.2"),
        ("libpve-http-server-perl", "6.0.5"),
        ("libpve-network-perl", "1.2.3"),
        ("libpve-rs-perl", "0.11.3"),
        ("libpve-storage-perl", "9.1.0"),
        ("libspice-server1", "0.15.2-1+b1"),
        ("lvm2", "2.03.31-2+pmx1"),
        ("lxc-pve", "6.0.5-3"),
        ("lxcfs", "6.0.4-pve1"),
        ("novnc-pve", "1.6.0-3"),
        ("proxmox-backup-client", "4.1.0-1"),
        ("proxmox-backup-file-restore", "4.1.0-1"),
        ("proxmox-backup-restore-image", "1.0.0"),
        ("proxmox-firewall", "1.2.1"),
        ("proxmox-mail-forward", "1.0.2"),
        ("proxmox-mini-journalreader", "1.6"),
        ("proxmox-widget-toolkit", "5.1.2"),
        ("pve-cluster", "9.0.7"),
        ("pve-container", "6.0.18"),
        ("pve-docs", "9.1.0"),
        ("pve-edk2-firmware", "4.2025.05-2"),
        ("pve-esxi-import-tools", "1.0.1"),
        ("pve-firewall", "6.0.4"),
        ("pve-firmware", "3.17-2"),
        ("pve-ha-manager", "5.0.8"),
        ("pve-i18n", "3.6.4"),
        ("pve-qemu-kvm", "10.1.2-3"),
        ("pve-xtermjs", "5.5.0-3"),
        ("qemu-server", "9.0.30"),
        ("smartmontools", "7.4-pve1"),
        ("spiceterm", "3.4.1"),
        ("swtpm", "0.8.0+pve3"),
        ("vncterm", "1.9.1"),
        ("zfsutils-linux", "2.3.4-pve1"),
    ];
}
