using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;
using static PveLab.Api.Schema.StandardOptions;

namespace PveLab.Api.Storage;

/// <summary>The parameters of the storage methods (pve-storage: PVE/API2/Storage/*.pm, PVE/Storage/*Plugin.pm, PVE/CLI/pvesm.pm).</summary>
public static class StorageParameters
{
    private static readonly JsonSchema ImageFormat = Choice("Format of the image.", "raw", "qcow2", "subvol", "vmdk");

    private static readonly JsonSchema Volume = Formatted("pve-volume-id", "Volume identifier");

    /// <summary>What a storage can be given and later changed.</summary>
    private static readonly ObjectSchema Changeable = Object(
        ("blocksize", Optional(Formatted("pve-storage-zfs-blocksize", "Block size of new ZFS volumes."))),
        ("bwlimit", Optional(PropertyString("Limits of speed by operation, in KiB/s.", BandwidthLimitKeys))),
        ("comstar_hg", Optional(String("Host group for COMSTAR views."))),
        ("comstar_tg", Optional(String("Target group for COMSTAR views."))),
        ("content", Optional(Formatted("pve-storage-content-list", "Content types allowed: 'rootdir' for containers, 'images' for VMs."))),
        ("content-dirs", Optional(Formatted("pve-dir-override-list", "Other directories than usual for content types."))),
        ("create-base-path", Optional(Boolean("Create the base directory when it is missing."), "yes")),
        ("create-subdirs", Optional(Boolean("Create the usual directories below it."), "yes")),
        ("data-pool", Optional(String("Pool for data (erasure coding only)"))),
        ("disable", Optional(Boolean("Do not use this storage."))),
        ("domain", Optional(String("Domain of the CIFS user.") with { MaxLength = 256 })),
        ("encryption-key", Optional(String("Encryption key; 'autogen' makes one."))),
        ("fingerprint", Optional(String("SHA 256 fingerprint of the certificate.") with { Pattern = "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}" })),
        ("format", Optional(ImageFormat)),
        ("fs-name", Optional(Formatted("pve-configid", "The Ceph file system."))),
        ("fuse", Optional(Boolean("Mount CephFS through FUSE."))),
        ("is_mountpoint", Optional(String("The path is mounted by someone else: offline while nothing is mounted there."), "no")),
        ("keyring", Optional(String("Keyring for an external Ceph cluster."))),
        ("krbd", Optional(Boolean("Use the rbd kernel module."), "0")),
        ("lio_tpg", Optional(String("Target portal group of Linux LIO."))),
        ("master-pubkey", Optional(String("Public RSA key that can recover the encryption key."))),
        ("max-protected-backups", Optional(
            Integer("Most protected backups of one guest; -1 for no limit.", -1),
            "Unlimited for users with Datastore.Allocate privilege, 5 for other users")),
        ("mkdir", Optional(Boolean("Deprecated: create the directory and those below it."), "yes")),
        ("monhost", Optional(Formatted("pve-storage-portal-dns-list", "Monitors of an external Ceph cluster."))),
        ("mountpoint", Optional(Formatted("pve-storage-path", "Mount point."))),
        ("namespace", Optional(String("Namespace."))),
        ("nocow", Optional(Boolean("Turn copy-on-write off; no checksums then."), "0")),
        ("nodes", Optional(Formatted("pve-node-list", "Nodes that have this storage."))),
        ("nowritecache", Optional(Boolean("Turn the target's write cache off."))),
        ("options", Optional(Formatted("pve-storage-options", "Mount options for NFS or CIFS."))),
        ("password", Optional(String("Password for the share or datastore.") with { MaxLength = 256 })),
        ("pool", Optional(String("Pool."))),
        ("port", Optional(Integer("Port of the server.", 1, 65535))),
        ("preallocation", Optional(Choice("How much of a new image is allocated.", "off", "metadata", "falloc", "full"), "metadata")),
        ("prune-backups", Optional(Formatted("prune-backups", "Which backups are kept; keep-last is applied first, then the shorter spans."))),
        ("saferemove", Optional(Boolean("Write zeroes over removed volumes."))),
        ("saferemove-stepsize", Optional(Integer("MiB written per step.") with { Enum = ["1", "2", "4", "8", "16", "32"] }, "32")),
        ("saferemove_throughput", Optional(String("Speed of writing zeroes."))),
        ("server", Optional(Formatted("pve-storage-server", "Server: address or name."))),
        ("shared", Optional(Boolean("All its nodes see the same content; this marks it, it does not share it."))),
        ("skip-cert-verification", Optional(Boolean("Do not check the certificate."), "false")),
        ("smbversion", Optional(Choice("Version of SMB.", "default", "2.0", "2.1", "3", "3.0", "3.11"), "default")),
        ("snapshot-as-volume-chain", Optional(Boolean("Make snapshots as chains of volumes."), "0")),
        ("sparse", Optional(Boolean("Allocate space only when it is written."))),
        ("storage", StorageId),
        ("subdir", Optional(Formatted("pve-storage-path", "Directory to mount."))),
        ("tagged_only", Optional(Boolean("Use only volumes tagged 'pve-vm-ID'."))),
        ("username", Optional(String("User."))),
        ("zfs-base-path", Optional(Formatted("pve-storage-path", "Directory of the ZFS block devices."))));

    /// <summary><c>pvesm add</c>: the rest is fixed when the storage is created.</summary>
    public static readonly ObjectSchema Add = Changeable.With(
        ("authsupported", Optional(String("Authentication of Ceph."))),
        ("base", Optional(Formatted("pve-volume-id", "Base volume, activated on use."))),
        ("datastore", Optional(String("Datastore of the Proxmox Backup Server."))),
        ("export", Optional(Formatted("pve-storage-path", "NFS export."))),
        ("iscsiprovider", Optional(String("Kind of iSCSI target."))),
        ("path", Optional(Formatted("pve-storage-path", "Directory."))),
        ("portal", Optional(Formatted("pve-storage-portal-dns", "iSCSI portal: address or name, and port."))),
        ("share", Optional(String("CIFS share."))),
        ("target", Optional(String("iSCSI target."))),
        ("thinpool", Optional(Formatted("pve-storage-vgname", "Thin pool."))),
        ("type", Choice(
            "Storage type.",
            "btrfs", "cephfs", "cifs", "dir", "esxi", "iscsi", "iscsidirect", "lvm", "lvmthin", "nfs", "pbs", "rbd", "zfs", "zfspool")),
        ("vgname", Optional(Formatted("pve-storage-vgname", "Volume group."))));

    /// <summary><c>pvesm set</c>.</summary>
    public static readonly ObjectSchema Set = Changeable.With(
        ("delete", Optional(Formatted("pve-configid-list", "Settings to take away.") with { MaxLength = 4096 })),
        ("digest", ConfigDigest));

    /// <summary><c>pvesm remove</c>.</summary>
    public static readonly ObjectSchema Remove = Object(("storage", StorageId));

    /// <summary><c>GET /storage</c>.</summary>
    public static readonly ObjectSchema Index = Object(("type", Optional(Add.Properties["type"] with { Description = "Only storages of this type." })));

    /// <summary><c>pvesm status</c>.</summary>
    public static readonly ObjectSchema Status = Object(
        ("content", Optional(Formatted("pve-storage-content-list", "Only storages that hold this content type."))),
        ("enabled", Optional(Boolean("Only storages that are enabled."), "0")),
        ("format", Optional(Boolean("Tell about formats too"), "0")),
        ("node", Node),
        ("storage", Optional(StorageId with { Description = "Only this storage" })),
        ("target", Optional(Node with { Description = "Only shared storages that this node has too." })));

    /// <summary><c>GET /nodes/{node}/storage/{storage}/status</c>.</summary>
    public static readonly ObjectSchema ReadStatus = Object(("node", Node), ("storage", StorageId));

    /// <summary><c>pvesm list</c>.</summary>
    public static readonly ObjectSchema List = Object(
        ("content", Optional(Formatted("pve-storage-content", "Only this content type."))),
        ("node", Node),
        ("storage", StorageId),
        ("vmid", Optional(Vmid with { Description = "Only volumes of this guest." })));

    /// <summary><c>pvesm alloc</c>.</summary>
    public static readonly ObjectSchema Alloc = Object(
        ("filename", String("The name of the volume.")),
        ("format", Optional(ImageFormat with { Requires = "size" })),
        ("node", Node),
        ("size", String("Size in KiB; 'M' for MiB, 'G' for GiB.") with { Pattern = @"\d+[MG]?" }),
        ("storage", StorageId),
        ("vmid", Vmid with { Description = "The guest it belongs to." }));

    /// <summary><c>pvesm free</c>.</summary>
    public static readonly ObjectSchema Free = Object(
        ("delay", Optional(Integer("Seconds to wait for the task to end.", 1, 30))),
        ("node", Node),
        ("storage", Optional(StorageId)),
        ("volume", String("Volume identifier")));

    /// <summary><c>pvesm path</c>.</summary>
    public static readonly ObjectSchema Path = Object(("volume", Volume));

    /// <summary><c>pvesm extractconfig</c>.</summary>
    public static readonly ObjectSchema ExtractConfig = Object(("volume", String("Volume identifier")));

    /// <summary>Retention, guest and kind of guest, as the API's prunebackups takes them.</summary>
    public static readonly ObjectSchema Prune = Object(
        ("node", Node),
        ("prune-backups", Optional(Formatted("prune-backups", "Retention in place of the storage's."))),
        ("storage", StorageId),
        ("type", Optional(Choice("Only backups of this kind of guest.", "qemu", "lxc"))),
        ("vmid", Optional(Vmid with { Description = "Only backups of this guest." })));

    /// <summary><c>pvesm prune-backups</c>: the retention as single options.</summary>
    public static readonly ObjectSchema PruneCommand = Prune.Without("prune-backups").With(
        ("dry-run", Optional(Boolean("Only show what would be removed.")))).With(
        BackupFormats.PruneBackups.Properties.Select(keep => (keep.Key, keep.Value)));
}
