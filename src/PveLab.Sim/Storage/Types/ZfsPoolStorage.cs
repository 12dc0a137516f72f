using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Storage.Types;

/// <summary><c>zfspool</c>: volumes and file systems of a ZFS pool (pve-storage: PVE/Storage/ZFSPoolPlugin.pm).</summary>
public sealed partial class ZfsPoolStorage() : StorageType("zfspool", "images rootdir", "images,rootdir", "raw subvol",
    "!pool blocksize sparse nodes disable content bwlimit mountpoint")
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;

    /// <inheritdoc />
    public override StorageDefinition OnAdd(StorageView storage, Action<string> warn)
    {
        if (Parent(storage) is not { } parent || ZfsProperties.Mountpoint(parent).Value is not ['/', ..] point) return storage.Definition;
        if (storage.Definition["mountpoint"] is not { } given) return storage.Definition with { Properties = storage.Definition.Properties.SetItem("mountpoint", point) };
        if (given.TrimEnd('/') != point) warn($"warning for {storage.Id} - mountpoint: {given} does not match current mount point: {point}");
        return storage.Definition;
    }

    /// <inheritdoc />
    public override void Activate(StorageView storage)
    {
        if (Pool(storage) is not { } pool)
            throw new PveException($"could not activate storage '{storage.Id}', zfs error: cannot import '{Dataset(storage).Split('/')[0]}': no such pool available\n");
        // One mounted dataset counts as proof that all were (dataset_mounted_heuristic).
        if (!pool.TakesWrites || Parent(storage) is not { } parent || parent.Tree().Any(d => d.MountedAt is not null)) return;
        try
        {
            pool.MountAll();
        }
        catch (ZfsException error)
        {
            throw new PveException($"could not activate storage '{storage.Id}', zfs error: {LastLine(error)}\n");
        }
    }

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage)
    {
        if (Parent(storage) is not { } dataset) throw new PveException($"zfs error: cannot open '{Dataset(storage)}': dataset does not exist");
        dataset.Pool.Settle();
        return new StorageSpace(dataset.Available + dataset.Used, dataset.Used, dataset.Available);
    }

    /// <inheritdoc />
    public override VolumeName Parse(string volumeName) => ParseName(volumeName);

    internal static VolumeName ParseName(string volumeName)
    {
        if (Volume().Match(volumeName) is not { Success: true } match) throw new PveException($"unable to parse zfs volume name '{volumeName}'");
        return new VolumeName("images", match.Groups[4].Value, match.Groups[5].Value is "subvol" or "basevol" ? "subvol" : "raw")
        {
            Vmid = Number(match.Groups[6]),
            IsBase = match.Groups[5].Value is "base" or "basevol",
            Base = match.Groups[1].Success ? (Number(match.Groups[3]), match.Groups[1].Value) : null,
        };
    }

    /// <inheritdoc />
    public override string PathOf(StorageView storage, VolumeName volume) => volume.Format == "subvol"
        ? $"{storage.Definition["mountpoint"] ?? "/" + Dataset(storage)}/{volume.Name}"
        : $"/dev/zvol/{Dataset(storage)}/{volume.Name}";

    /// <inheritdoc />
    public override IEnumerable<VolumeInfo> List(StorageView storage, string content, int? vmid)
    {
        if (Parent(storage) is not { } parent) throw new PveException($"zfs error: cannot open '{Dataset(storage)}': dataset does not exist");
        return from dataset in parent.Children.Values
               let match = Owned().Match(dataset.ShortName)
               where match.Success
               let owner = Number(match.Groups[1])
               where vmid is null || vmid == owner
               let kind = GuestKinds.ContentOf(storage.Node.Datacenter, owner)
               where kind == content
               let format = dataset.Kind == ZfsKind.Volume ? "raw" : "subvol"
               let size = dataset.Kind == ZfsKind.Volume ? dataset.VolumeSize : dataset.RefQuota
               select new VolumeInfo($"{storage.Id}:{BasePrefix(parent, dataset)}{dataset.ShortName}", kind, format, size) { Vmid = owner };
    }

    /// <inheritdoc />
    public override string Allocate(StorageView storage, Allocation wish, Action<string> log)
    {
        var kind = wish.Format switch { "raw" => "vm", "subvol" => "subvol", _ => throw new PveException($"unsupported format '{wish.Format}'") };
        var owned = string.Create(CultureInfo.InvariantCulture, $"{kind}-{wish.Vmid}-");
        if (wish.Name is { } given && !given.StartsWith(owned, StringComparison.Ordinal))
            throw new PveException($"illegal name '{given}' - should be '{owned}*'");
        var name = wish.Name ?? VolumeNumbers.Free(Children(storage), kind, wish.Vmid, "", storage.Id);
        var full = $"{Dataset(storage)}/{name}";
        Request(() =>
        {
            var pool = Pool(storage) ?? throw new ZfsException($"cannot create '{full}': no such pool '{Dataset(storage).Split('/')[0]}'");
            if (kind == "vm") CreateVolume(storage, pool, full, wish.Size);
            else CreateSubvolume(pool, full, wish.Size);
        });
        return name;
    }

    private static void CreateVolume(StorageView storage, ZfsPool pool, string full, long bytes)
    {
        var size = (bytes + MiB - 1) / MiB * MiB;
        var block = storage.Definition["blocksize"] is { } given ? ZfsSize.Parse(given) ?? ZfsPool.VolumeBlock : ZfsPool.VolumeBlock;
        pool.CreateVolume(full, size, storage.Definition.Flag("sparse", false), block);
    }

    private static void CreateSubvolume(ZfsPool pool, string full, long bytes) => pool.CreateFilesystem(full, new Dictionary<string, string>
    {
        ["acltype"] = "posix",
        ["xattr"] = "sa",
        ["refquota"] = (bytes / KiB * KiB).ToString(CultureInfo.InvariantCulture),
    });

    /// <inheritdoc />
    public override void Free(StorageView storage, string volumeName, Action<string> log)
    {
        var volume = Parse(volumeName);
        if (Find(storage, volume.Name) is not { } dataset) return;
        Request(() =>
        {
            foreach (var snapshot in dataset.Snapshots)
                if (snapshot.Clones.FirstOrDefault() is { } clone)
                    throw new ZfsException($"cannot destroy '{dataset.Name}': {Kind(dataset)} has dependent clones\nuse '-R' to destroy the following datasets:\n{clone.Name}");
            dataset.Pool.Destroy(dataset);
        });
    }

    /// <inheritdoc />
    public override void RequireVolume(StorageView storage, string volumeName)
    {
        var volume = Parse(volumeName);
        var dataset = Find(storage, volume.Name);
        if (volume.Format == "raw")
        {
            if (dataset is null) throw new PveException($"timeout: no zvol device link for '{volume.Name}' found after 300 sec.");
            return;
        }
        if (dataset is null) throw new PveException($"zfs error: cannot open '{Dataset(storage)}/{volume.Name}': dataset does not exist");
        if (dataset.MountedAt is null) Request(() => dataset.Pool.Mount(dataset, ZfsProperties.Mountpoint(dataset).Value));
    }

    /// <inheritdoc />
    public override DiskImage? Image(StorageView storage, string volumeName) => Find(storage, Parse(volumeName).Name)?.Image;

    /// <inheritdoc />
    public override VolumeSize? Measure(StorageView storage, VolumeName volume)
    {
        var dataset = Require(storage, volume.Name);
        dataset.Pool.Settle();
        return new VolumeSize(dataset.Kind == ZfsKind.Volume ? dataset.VolumeSize : dataset.RefQuota, volume.Format, dataset.UsedByDataset);
    }

    /// <inheritdoc />
    public override void Resize(StorageView storage, string volumeName, long size)
    {
        var volume = Parse(volumeName);
        var dataset = Require(storage, volume.Name);
        Request(() =>
        {
            if (dataset.Kind == ZfsKind.Filesystem) ZfsProperties.Set(dataset, "refquota", size.ToString(CultureInfo.InvariantCulture));
            else ZfsProperties.Set(dataset, "volsize", ((size + MiB - 1) / MiB * MiB).ToString(CultureInfo.InvariantCulture));
        });
    }

    /// <inheritdoc />
    public override PhysicalDisk? Disk(StorageView storage) => Pool(storage)?.Disk;

    /// <summary>What zfs refuses becomes the plugin's error: the last line of what it printed (zfs_request).</summary>
    private static void Request(Action action)
    {
        try
        {
            action();
        }
        catch (ZfsException error)
        {
            throw new PveException($"zfs error: {LastLine(error)}");
        }
    }

    private static string LastLine(ZfsException error) => error.Message[(error.Message.LastIndexOf('\n') + 1)..];

    private static string Kind(ZfsDataset dataset) => dataset.Kind == ZfsKind.Volume ? "volume" : "filesystem";

    private static string BasePrefix(ZfsDataset parent, ZfsDataset dataset) =>
        dataset.Origin is { Name: "__base__" } origin && origin.Dataset.Parent == parent ? origin.Dataset.ShortName + "/" : "";

    private static string Dataset(StorageView storage) => storage.Definition["pool"]!;

    private static ZfsPool? Pool(StorageView storage) =>
        storage.Node.Zpools.GetValueOrDefault(Dataset(storage).Split('/')[0]) is { IsImported: true } pool ? pool : null;

    private static ZfsDataset? Parent(StorageView storage) => Pool(storage)?.Datasets.GetValueOrDefault(Dataset(storage));

    private static ZfsDataset? Find(StorageView storage, string name) => Pool(storage)?.Datasets.GetValueOrDefault($"{Dataset(storage)}/{name}");

    private static ZfsDataset Require(StorageView storage, string name) =>
        Find(storage, name) ?? throw new PveException($"zfs error: cannot open '{Dataset(storage)}/{name}': dataset does not exist");

    private static IEnumerable<string> Children(StorageView storage) => Parent(storage)?.Children.Values.Select(d => d.ShortName) ?? [];

    private static int Number(Group digits) =>
        int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"\A(?:((base|basevol)-([0-9]+)-\S+)/)?((base|basevol|vm|subvol)-([0-9]+)-\S+)\z")]
    private static partial Regex Volume();

    [GeneratedRegex(@"\A(?:vm|base|subvol|basevol)-([0-9]+)-\S+\z")]
    private static partial Regex Owned();
}
