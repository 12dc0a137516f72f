using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage.Types;

/// <summary>A storage type that storage.cfg may hold and whose volume names are understood, but that cannot be used here; every use of it says so.</summary>
public sealed class NotSimulatedStorage : StorageType
{
    private const string Files = "backup images import iso rootdir snippets vztmpl";
    private const string FileFormats = "qcow2 raw vmdk";

    private readonly Func<string, VolumeName> parse;

    private NotSimulatedStorage(string name, Func<string, VolumeName> parse, string content, string defaultContent, string options, string formats = "raw")
        : base(name, content, defaultContent, formats, options) => this.parse = parse;

    /// <summary>All of them (pve-storage: the <c>plugindata</c> and <c>options</c> of each plugin).</summary>
    public static IReadOnlyList<StorageType> All { get; } =
    [
        new NotSimulatedStorage("btrfs", VolumeName.ParseFile, Files + " none", "images,rootdir",
            "!path nodes shared disable prune-backups max-protected-backups content format is_mountpoint nocow mkdir create-base-path "
            + "create-subdirs preallocation", "raw subvol"),
        new NotSimulatedStorage("cephfs", VolumeName.ParseFile, "backup import iso snippets vztmpl", "backup",
            "!path content-dirs monhost nodes subdir disable options username content format mkdir create-base-path create-subdirs fuse "
            + "bwlimit keyring prune-backups max-protected-backups fs-name"),
        new NotSimulatedStorage("cifs", VolumeName.ParseFile, Files, "images",
            "!path content-dirs !server !share subdir nodes disable prune-backups max-protected-backups content format username password "
            + "domain smbversion mkdir create-base-path create-subdirs bwlimit preallocation options *snapshot-as-volume-chain", FileFormats),
        new NotSimulatedStorage("esxi", OtherNames.Esxi, "import", "import",
            "nodes shared disable content +server +username password skip-cert-verification port", FileFormats),
        new NotSimulatedStorage("iscsi", OtherNames.Iscsi, "images none", "images", "!portal !target nodes disable content bwlimit"),
        new NotSimulatedStorage("iscsidirect", OtherNames.IscsiDirect, "images none", "images", "!portal !target nodes disable content bwlimit"),
        new NotSimulatedStorage("lvm", OtherNames.Lvm, "images rootdir", "images",
            "!vgname nodes shared disable saferemove saferemove-stepsize saferemove_throughput content *base tagged_only bwlimit "
            + "snapshot-as-volume-chain", "qcow2 raw"),
        new NotSimulatedStorage("pbs", OtherNames.Pbs, "backup none", "backup",
            "!server !datastore namespace port nodes disable content username password encryption-key master-pubkey prune-backups "
            + "max-protected-backups fingerprint"),
        new NotSimulatedStorage("rbd", OtherNames.Rbd, "images rootdir", "images",
            "nodes disable monhost pool data-pool namespace username content krbd keyring bwlimit"),
        new NotSimulatedStorage("zfs", ZfsPoolStorage.ParseName, "images", "images",
            "nodes disable !portal !target !pool !blocksize !iscsiprovider nowritecache sparse comstar_hg comstar_tg lio_tpg content bwlimit "
            + "zfs-base-path"),
    ];

    /// <inheritdoc />
    public override bool Simulated => false;

    private PveException Refusal => new($"PveLab: storage type '{Name}' is not simulated");

    /// <inheritdoc />
    public override StorageDefinition CheckConfig(string id, IReadOnlyDictionary<string, string> values, bool create, Action<string> warn)
    {
        var filled = new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal);
        if (create && Name is "cifs" or "cephfs") filled.TryAdd("path", $"/mnt/pve/{id}");
        var storage = base.CheckConfig(id, filled, create, warn);
        return create && Name == "btrfs" ? DirStorage.CheckPath(storage) : storage;
    }

    /// <inheritdoc />
    public override bool IsReady(StorageView storage) => false;

    /// <inheritdoc />
    public override void Activate(StorageView storage) => throw Refusal;

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage) => throw Refusal;

    /// <inheritdoc />
    public override VolumeName Parse(string volumeName) => parse(volumeName);

    /// <inheritdoc />
    public override string PathOf(StorageView storage, VolumeName volume) => throw Refusal;

    /// <inheritdoc />
    public override IEnumerable<VolumeInfo> List(StorageView storage, string content, int? vmid) => throw Refusal;

    /// <inheritdoc />
    public override string Allocate(StorageView storage, Allocation wish, Action<string> log) => throw Refusal;

    /// <inheritdoc />
    public override void Free(StorageView storage, string volumeName, Action<string> log) => throw Refusal;

    /// <inheritdoc />
    public override void RequireVolume(StorageView storage, string volumeName) => throw Refusal;

    /// <inheritdoc />
    public override DiskImage? Image(StorageView storage, string volumeName) => throw Refusal;

    /// <inheritdoc />
    public override VolumeSize? Measure(StorageView storage, VolumeName volume) => throw Refusal;

    /// <inheritdoc />
    public override void Resize(StorageView storage, string volumeName, long size) => throw Refusal;

    /// <inheritdoc />
    public override PhysicalDisk? Disk(StorageView storage) => null;
}
