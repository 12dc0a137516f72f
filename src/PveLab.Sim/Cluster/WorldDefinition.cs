namespace PveLab.Sim.Cluster;

/// <summary>
/// A base datacenter as a world file describes it. Plain data, so that any reader can fill it; sizes are texts like <c>32G</c>
/// (1024-based), rates are bytes per second like <c>500M</c>, times are ISO 8601.
/// </summary>
public record WorldDefinition
{
    /// <summary>Its id: the file's name.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in Japanese and English.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Time zone of the nodes and guests.</summary>
    public string Timezone { get; init; } = "Asia/Tokyo";

    /// <summary>When the machines were switched on. The world lives from here to <see cref="Start"/> before anybody sees it.</summary>
    public required string Booted { get; init; }

    /// <summary>When an attempt begins.</summary>
    public required string Start { get; init; }

    /// <summary>The lab network.</summary>
    public required NetworkDefinition Network { get; init; }

    /// <summary>The machines: nodes and storage boxes.</summary>
    public required List<HostDefinition> Hosts { get; init; }

    /// <summary>The guests.</summary>
    public List<GuestDefinition> Guests { get; init; } = [];

    /// <summary>Backup archives that lie on the nodes already.</summary>
    public List<ArchiveDefinition> Archives { get; init; } = [];

    /// <summary>Files of the cluster: paths below /etc/pve with their text.</summary>
    public Dictionary<string, string> Cluster { get; init; } = [];
}

/// <summary>A text in both languages.</summary>
public sealed record LocalText
{
    /// <summary>Japanese.</summary>
    public required string Ja { get; init; }

    /// <summary>English.</summary>
    public required string En { get; init; }

    /// <summary>The text in <paramref name="language"/> (<c>ja</c> or anything else for English).</summary>
    public string In(string language) => language == "ja" ? Ja : En;
}

/// <summary>The lab network segment.</summary>
public sealed record NetworkDefinition
{
    /// <summary>In CIDR form, for example <c>192.168.10.0/24</c>.</summary>
    public required string Subnet { get; init; }

    /// <summary>The router.</summary>
    public required string Gateway { get; init; }

    /// <summary>First address the DHCP server gives out.</summary>
    public required string DhcpFrom { get; init; }

    /// <summary>Last address the DHCP server gives out.</summary>
    public required string DhcpTo { get; init; }

    /// <summary>Speed of a host's link in bytes per second.</summary>
    public string LinkRate { get; init; } = "118M";
}

/// <summary>A machine.</summary>
public sealed record HostDefinition
{
    /// <summary>Host name.</summary>
    public required string Name { get; init; }

    /// <summary>Its address on the lab network.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it runs Proxmox VE.</summary>
    public bool Node { get; init; }

    /// <summary>Memory of a node.</summary>
    public string Memory { get; init; } = "16G";

    /// <summary>The newest CPU type a node's processors can run: <c>x86-64-v2</c>, <c>x86-64-v2-AES</c>, <c>x86-64-v3</c> or <c>x86-64-v4</c>.</summary>
    public string Cpu { get; init; } = "x86-64-v4";

    /// <summary>CPU threads of a node.</summary>
    public int Cpus { get; init; } = 8;

    /// <summary>Its disks.</summary>
    public required List<DiskDefinition> Disks { get; init; }

    /// <summary>File systems: a node's are mounted, a storage box's are exported by NFS.</summary>
    public List<FileSystemDefinition> FileSystems { get; init; } = [];

    /// <summary>LVM thin pools of a node.</summary>
    public List<ThinPoolDefinition> ThinPools { get; init; } = [];

    /// <summary>ZFS pools of a node.</summary>
    public List<ZpoolDefinition> Zpools { get; init; } = [];

    /// <summary>Files of the node by path with their text.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>Files of the node of which only the size is simulated, by path: ISO images, templates.</summary>
    public Dictionary<string, string> Blobs { get; init; } = [];
}

/// <summary>A disk.</summary>
public sealed record DiskDefinition
{
    /// <summary>Its name in the host.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes per second it moves.</summary>
    public required string Rate { get; init; }
}

/// <summary>A file system on a disk.</summary>
public sealed record FileSystemDefinition
{
    /// <summary>Mount point on a node, export path on a storage box.</summary>
    public required string Path { get; init; }

    /// <summary>The disk it lies on.</summary>
    public required string Disk { get; init; }

    /// <summary>Capacity.</summary>
    public required string Size { get; init; }

    /// <summary>Bytes already taken by what is not simulated file by file.</summary>
    public string Used { get; init; } = "0";

    /// <summary>What mount shows as its source.</summary>
    public string Source { get; init; } = "/dev/mapper/pve-root";

    /// <summary>Its type.</summary>
    public string Type { get; init; } = "ext4";
}

/// <summary>An LVM thin pool.</summary>
public sealed record ThinPoolDefinition
{
    /// <summary>Volume group and pool, <c>pve/data</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The disk it lies on.</summary>
    public required string Disk { get; init; }

    /// <summary>Capacity.</summary>
    public required string Size { get; init; }
}

/// <summary>A ZFS pool; its datasets are mounted below its name, as zfs does.</summary>
public sealed record ZpoolDefinition
{
    /// <summary>Its name, <c>rpool</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The disks it lies on.</summary>
    public required List<string> Disks { get; init; }

    /// <summary>How they back each other up: <c>disk</c> (each holds a part), <c>mirror</c>, <c>raidz1</c>, <c>raidz2</c>, <c>raidz3</c>.
    /// Several disks are a mirror unless it says otherwise.</summary>
    public string? Layout { get; init; }

    /// <summary>Capacity, copies and parity not counted.</summary>
    public required string Size { get; init; }

    /// <summary>Its datasets beside those of guests' disks, parents first.</summary>
    public List<ZfsDatasetDefinition> Datasets { get; init; } = [];
}

/// <summary>A file system dataset.</summary>
public sealed record ZfsDatasetDefinition
{
    /// <summary>Its full name, <c>rpool/data</c>; the pool's own name for what lies in the pool itself.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes taken by what is not simulated file by file.</summary>
    public string Used { get; init; } = "0";

    /// <summary>Properties set on it: <c>mountpoint</c>, <c>quota</c>, <c>compression</c>, ….</summary>
    public Dictionary<string, string> Properties { get; init; } = [];
}

/// <summary>A guest.</summary>
public sealed record GuestDefinition
{
    /// <summary>VMID.</summary>
    public required int Vmid { get; init; }

    /// <summary>What kind it is.</summary>
    public GuestDefinitionKind Kind { get; init; }

    /// <summary>The node that has it.</summary>
    public required string Node { get; init; }

    /// <summary>Whether it was started when the world was switched on.</summary>
    public bool Running { get; init; }

    /// <summary>Its configuration file's text.</summary>
    public required string Config { get; init; }

    /// <summary>What is on its disks, by drive key; of a container by mount point (<c>rootfs</c>, <c>mp0</c>).</summary>
    public Dictionary<string, DiskContentDefinition> Disks { get; init; } = [];
}

/// <summary>The kinds of guests a world can have.</summary>
public enum GuestDefinitionKind
{
    /// <summary>A QEMU virtual machine.</summary>
    Vm,

    /// <summary>An LXC container.</summary>
    Container,
}

/// <summary>What is on a guest's disk.</summary>
public sealed record DiskContentDefinition
{
    /// <summary>Bytes written.</summary>
    public required string Written { get; init; }

    /// <summary>The system installed on it, if any.</summary>
    public SystemDefinition? System { get; init; }

    /// <summary>Where the guest's system mounts it, for a disk without a system of its own.</summary>
    public string? Mount { get; init; }

    /// <summary>Files on a mounted disk or a container's mount point by path below it (<c>/orders/2026.csv</c>) with their text.</summary>
    public Dictionary<string, string> Files { get; init; } = [];
}

/// <summary>An operating system on a disk.</summary>
public sealed record SystemDefinition
{
    /// <summary>Its pretty name.</summary>
    public required string Os { get; init; }

    /// <summary>Its host name.</summary>
    public required string HostName { get; init; }

    /// <summary>Users and passwords.</summary>
    public Dictionary<string, string> Accounts { get; init; } = [];

    /// <summary>Services started at boot.</summary>
    public List<string> Services { get; init; } = [];

    /// <summary>Files by path with their text.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>What keeps writing.</summary>
    public List<WorkloadDefinition> Workloads { get; init; } = [];

    /// <summary>Whether the QEMU guest agent is installed.</summary>
    public bool Agent { get; init; }

    /// <summary>Static address in CIDR form; DHCP when absent.</summary>
    public string? Address { get; init; }
}

/// <summary>Something that keeps writing in a guest.</summary>
public sealed record WorkloadDefinition
{
    /// <summary>The file it appends to.</summary>
    public required string Path { get; init; }

    /// <summary>Seconds between rows.</summary>
    public required int EverySeconds { get; init; }

    /// <summary>Bytes a row takes on disk.</summary>
    public long RowBytes { get; init; } = 4096;
}
