using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage.Types;

namespace PveLab.Sim.Storage;

/// <summary>The storages as one node sees them (pve-storage: PVE/Storage.pm).</summary>
public sealed partial class NodeStorages(Node node)
{
    private static readonly string[] ContentOrder = ["rootdir", "images", "vztmpl", "iso", "backup", "snippets", "import"];

    private readonly SortedDictionary<string, StorageConnection> connections = new(StringComparer.Ordinal);

    /// <summary>The node.</summary>
    public Node Node { get; } = node;

    /// <summary>The connections to network storages that were used here, by storage id.</summary>
    public IReadOnlyDictionary<string, StorageConnection> Connections => connections;

    private StorageConfig Config => Node.View.Storages;

    /// <summary>The storage, refusing one that is disabled or not available on this node (storage_check_enabled).</summary>
    public StorageDefinition Enabled(string id)
    {
        var storage = Config.Get(id);
        if (storage.Disabled) throw new PveException($"storage '{id}' is disabled");
        if (!IsHere(storage)) throw new PveException($"storage '{id}' is not available on node '{Node.Name}'");
        return storage;
    }

    /// <summary>Whether the storage is neither disabled nor restricted to other nodes.</summary>
    public bool IsEnabled(StorageDefinition storage) => !storage.Disabled && IsHere(storage);

    /// <summary>Makes the storage ready: mounts an NFS export, creates the directories (activate_storage).</summary>
    /// <exception cref="PveException">Offline, no mount point, disabled, other node.</exception>
    public void Activate(string id) => Activate(Enabled(id));

    /// <summary>Makes a storage ready that may not be in storage.cfg yet.</summary>
    public void Activate(StorageDefinition storage)
    {
        var type = StorageTypes.Get(storage.Type);
        if (Node.Clock.IsGlance)
        {
            if (!type.IsReady(View(storage))) throw new PveException($"storage '{storage.Id}' is not online");
            return;
        }
        if (!type.IsOnline(View(storage))) throw new PveException($"storage '{storage.Id}' is not online");
        type.Activate(View(storage));
    }

    /// <summary>All storages with their numbers; <paramref name="warn"/> receives what real PVE prints to stderr (storage_info).</summary>
    /// <param name="warn">Takes a line.</param>
    /// <param name="content">Only enabled storages that may hold one of these content types; null for all.</param>
    public IReadOnlyList<StorageStatus> Status(Action<string> warn, IReadOnlyCollection<string>? content = null)
    {
        // Real PVE dies here too: a broken section has an id and no type.
        if (!Config.Broken.IsEmpty) throw new PveException($"storage '{Config.Broken[0]}' does not exist");
        return [.. from storage in Config.Storages
                   where content is null || IsEnabled(storage) && content.Any(storage.Content.Contains)
                   select StatusOf(storage, warn)];
    }

    private StorageStatus StatusOf(StorageDefinition storage, Action<string> warn)
    {
        if (!IsEnabled(storage)) return new StorageStatus(storage, false, false, 0, 0, 0);
        try
        {
            Activate(storage);
            if (StorageTypes.Get(storage.Type).Status(View(storage)) is { } space)
                return new StorageStatus(storage, true, true, space.Total, space.Used, space.Available);
        }
        catch (PveException error)
        {
            warn(error.Message);
        }
        return new StorageStatus(storage, true, false, 0, 0, 0);
    }

    /// <summary>Volumes of a storage, sorted by volume id without regard to case (volume_list).</summary>
    /// <param name="id">The storage.</param>
    /// <param name="content">Only this content type.</param>
    /// <param name="vmid">Only this guest's.</param>
    public IReadOnlyList<VolumeInfo> List(string id, string? content = null, int? vmid = null)
    {
        Activate(id);
        var storage = Config.Get(id);
        var type = StorageTypes.Get(storage.Type);
        return [.. from kind in content is null ? ContentOrder : [content]
                   where storage.Content.Contains(kind)
                   from volume in type.List(View(storage), kind, vmid)
                   orderby volume.VolumeId.ToLowerInvariant(), volume.VolumeId
                   select volume];
    }

    /// <summary>What the volume's name says (parse_volname).</summary>
    public VolumeName NameOf(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        return StorageTypes.Get(storage.Type).Parse(name);
    }

    /// <summary>The path of a volume in the node's tree (path).</summary>
    public string PathOf(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        var type = StorageTypes.Get(storage.Type);
        return type.PathOf(View(storage), type.Parse(name));
    }

    /// <summary>Makes the volume's storage ready and refuses a volume that is not there (activate_volumes).</summary>
    public void ActivateVolume(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        Activate(storage.Id);
        StorageTypes.Get(storage.Type).RequireVolume(View(storage), name);
    }

    /// <summary>Allocates a disk image (vdisk_alloc).</summary>
    /// <param name="id">Storage.</param>
    /// <param name="vmid">Owner.</param>
    /// <param name="format">raw, qcow2, … or null for the storage's default.</param>
    /// <param name="name">
    /// Volume name or null for the next free <c>vm-VMID-disk-N</c>; a directory storage takes <c>VMID/NAME</c> too.
    /// </param>
    /// <param name="size">Bytes.</param>
    /// <param name="log">Takes what qemu-img or lvcreate prints.</param>
    /// <returns>The new volume id.</returns>
    public string Allocate(string id, int vmid, string? format, string? name, long size, Action<string>? log = null)
    {
        var storage = Config.Get(id);
        var type = StorageTypes.Get(storage.Type);
        Activate(id);
        if (name is not null && name.LastIndexOf('/') is >= 0 and var slash) name = name[(slash + 1)..];
        if (name is { Length: 0 }) name = null;
        var volume = type.Allocate(View(storage), new Allocation(vmid, format ?? type.DefaultFormat(storage), name, size), log ?? Ignore);
        var volumeId = $"{id}:{volume}";
        Node.Datacenter.Facts.Record(new VolumeAllocated(Node.Clock.Now, Node.Name, volumeId, size));
        return volumeId;
    }

    /// <summary>Frees a volume (vdisk_free); what the type prints goes to <paramref name="log"/>.</summary>
    /// <exception cref="PveException">Protected, base of a clone, read-only, ….</exception>
    public void Free(string volumeId, Action<string>? log = null)
    {
        var (storage, name) = Split(volumeId);
        var type = StorageTypes.Get(storage.Type);
        Activate(storage.Id);
        var volume = type.Parse(name);
        if (volume.IsBase && IsInUse(type, storage, volume)) throw new PveException($"base volume '{name}' is still in use by linked clones");
        type.Free(View(storage), name, log ?? Ignore);
        Node.Datacenter.Facts.Record(new VolumeFreed(Node.Clock.Now, Node.Name, volumeId));
    }

    /// <summary>The disk image behind a volume, or null when it does not exist.</summary>
    public DiskImage? Image(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        return StorageTypes.Get(storage.Type).Image(View(storage), name);
    }

    /// <summary>Writes bytes never written before to a volume; false, with nothing written, when its storage has no room.</summary>
    /// <exception cref="PveException">There is no such volume.</exception>
    public bool TryWrite(string volumeId, long bytes) =>
        (Image(volumeId) ?? throw new PveException($"volume '{volumeId}' does not exist")).TryWrite(bytes);

    /// <summary>How large a volume is, or null when it is not there (volume_size_info).</summary>
    public VolumeSize? Measure(string volumeId)
    {
        var (storage, name) = Split(volumeId);
        var type = StorageTypes.Get(storage.Type);
        return type.Measure(View(storage), type.Parse(name));
    }

    /// <summary>Gives a disk image another size, rounded up to 1 KiB, and answers what the tools print (volume_resize).</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="running">Whether a running guest uses it: QEMU then resizes image files itself.</param>
    public IReadOnlyList<string> Resize(string volumeId, long size, bool running = false)
    {
        var (storage, name) = Split(volumeId);
        Activate(storage.Id);
        var type = StorageTypes.Get(storage.Type);
        var before = Measure(volumeId)?.Size ?? 0;
        type.Resize(View(storage), name, (size + 1023) / 1024 * 1024);
        return type.ResizeLines(View(storage), name, before, running);
    }

    /// <summary>The lanes that reading or writing this storage goes through: its disk, and its link when it is remote.</summary>
    public IReadOnlyList<Lane> Lanes(string id)
    {
        var storage = Config.Get(id);
        var type = StorageTypes.Get(storage.Type);
        var link = type.Link(View(storage));
        return [.. ((Lane?[])[type.Disk(View(storage))?.Lane, link, link is null ? null : Node.Host.Link]).OfType<Lane>()];
    }

    /// <summary>The disk that a storage, or a volume's storage, lies on: its failure domain. Null when it cannot be told now.</summary>
    /// <param name="idOrVolume">A storage id or a volume id.</param>
    public PhysicalDisk? DiskOf(string idOrVolume)
    {
        var storage = Config.Get(VolumeId.TryParse(idOrVolume)?.Storage ?? idOrVolume);
        return StorageTypes.Get(storage.Type).Disk(View(storage));
    }

    /// <summary>The failure domain of a storage or a volume, or null when it cannot be told now.</summary>
    /// <param name="idOrVolume">A storage id or a volume id.</param>
    public FailureDomain? FailureDomainOf(string idOrVolume) => DiskOf(idOrVolume) is { } disk ? FailureDomain.Of(disk) : null;

    /// <summary>The directory in which a storage keeps backups (get_backup_dir).</summary>
    public string DumpDirectory(string id) => DirectoryStorage.Subdirectory(View(Config.Get(id)), "backup");

    /// <summary>The storage as this node sees it.</summary>
    public StorageView View(StorageDefinition storage) => new(Node, storage);

    /// <summary>The storage of a volume id, and the name within it.</summary>
    /// <exception cref="PveException">No volume id, or no such storage.</exception>
    public (StorageDefinition Storage, string Name) Split(string volumeId)
    {
        var id = VolumeId.Parse(volumeId);
        return (Config.Get(id.Storage), id.Name);
    }

    /// <summary>The node lost power or shut down: what was mounted over the network is not any more.</summary>
    internal void LosePower()
    {
        foreach (var mount in Node.Files.Mounts.Where(m => m.FileSystem.Link is not null).ToList()) Node.Files.Unmount(mount.Point);
        foreach (var connection in connections.Values) connection.Observe();
    }

    internal StorageConnection Connection(StorageDefinition storage)
    {
        if (!connections.TryGetValue(storage.Id, out var connection))
            connections[storage.Id] = connection = new StorageConnection(Node, storage);
        connection.Storage = storage;
        return connection;
    }

    private bool IsHere(StorageDefinition storage) => storage.Nodes.IsEmpty || storage.Nodes.Contains(Node.Name);

    private bool IsInUse(StorageType type, StorageDefinition storage, VolumeName volume) =>
        type.List(View(storage), "images", null).Concat(type.List(View(storage), "rootdir", null))
            .Select(v => type.Parse(v.VolumeId[(storage.Id.Length + 1)..]).Base)
            .Any(b => b is { } used && used.Vmid == volume.Vmid && used.Name == volume.Name);

    private static void Ignore(string line)
    {
    }
}
