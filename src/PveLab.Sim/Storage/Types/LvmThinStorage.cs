using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Storage.Types;

/// <summary><c>lvmthin</c>: volumes of an LVM thin pool (pve-storage: PVE/Storage/LvmThinPlugin.pm).</summary>
public sealed partial class LvmThinStorage() : StorageType("lvmthin", "images rootdir", "images,rootdir", "raw",
    "!thinpool !vgname nodes disable content bwlimit")
{
    /// <inheritdoc />
    public override void Activate(StorageView storage)
    {
        if (Pool(storage) is not { Disk.Failed: false }) throw new PveException($"no such logical volume {PoolName(storage)}");
    }

    /// <inheritdoc />
    public override StorageSpace? Status(StorageView storage)
    {
        if (Pool(storage) is not { Capacity: > 0 } pool) return null;
        var used = pool.Used;
        return new StorageSpace(pool.Capacity, used, pool.Capacity - used);
    }

    /// <inheritdoc />
    public override VolumeName Parse(string volumeName)
    {
        if (StorageFormats.VolumeGroup(volumeName) is { } complaint) throw new PveException(complaint);
        var match = Volume().Match(volumeName);
        if (!match.Success) throw new PveException($"unable to parse lvm volume name '{volumeName}'");
        return new VolumeName("images", volumeName, "raw") { Vmid = Owner(match), IsBase = match.Groups[1].Value == "base" };
    }

    /// <inheritdoc />
    public override string PathOf(StorageView storage, VolumeName volume) => $"/dev/{storage.Definition["vgname"]}/{volume.Name}";

    /// <inheritdoc />
    public override IEnumerable<VolumeInfo> List(StorageView storage, string content, int? vmid) =>
        from volume in Pool(storage)?.Volumes ?? new Dictionary<string, DiskImage>()
        let match = Volume().Match(volume.Key)
        where match.Success
        let owner = Owner(match)
        where vmid is null || vmid == owner
        let kind = GuestKinds.ContentOf(storage.Node.Datacenter, owner)
        where kind == content
        select new VolumeInfo($"{storage.Id}:{volume.Key}", kind, "raw", volume.Value.Size) { Vmid = owner, Created = Pool(storage)!.CreatedAt(volume.Key) };

    /// <inheritdoc />
    public override string Allocate(StorageView storage, Allocation wish, Action<string> log)
    {
        if (wish.Format != "raw") throw new PveException($"unsupported format '{wish.Format}'");
        var owned = string.Create(CultureInfo.InvariantCulture, $"vm-{wish.Vmid}-");
        if (wish.Name is { } given && !given.StartsWith(owned, StringComparison.Ordinal))
            throw new PveException($"illegal name '{given}' - should be '{owned}*'");
        var pool = Pool(storage) ?? throw new PveException($"no such logical volume {PoolName(storage)}");
        var name = wish.Name ?? VolumeNumbers.Free(pool.Volumes.Keys, "vm", wish.Vmid, "", storage.Id);
        if (StorageFormats.VolumeGroup(name) is not null)
            throw new PveException($"lvcreate '{pool.VolumeGroup}/{name}' error:   Name contains invalid character, valid set includes: [a-zA-Z0-9.-_+].");
        if (pool.Volumes.ContainsKey(name))
        {
            throw new PveException($"lvcreate '{pool.VolumeGroup}/{name}' error:   "
                + $"Logical Volume \"{name}\" already exists in volume group \"{pool.VolumeGroup}\"");
        }
        CheckThreshold(pool, $"lvcreate '{pool.VolumeGroup}/{name}' error", log);
        var size = ThinPool.WholeExtents(wish.Size);
        if (size != wish.Size) log($"  Rounding up size to full physical extent {LvmSize.Show(size)}");
        pool.Create(name, new DiskImage { Size = size }, storage.Node.Clock.Now);
        BlockDevices.Add(storage.Node, DevicePath(pool, name), pool.Volumes[name]);
        foreach (var line in LvmSize.Created(pool, name)) log(line);
        return name;
    }

    /// <inheritdoc />
    public override void Free(StorageView storage, string volumeName, Action<string> log)
    {
        Parse(volumeName);
        if (Pool(storage) is not { } pool) return;
        foreach (var snapshot in pool.Volumes.Keys.Where(v => v.StartsWith(SnapshotName(volumeName, ""), StringComparison.Ordinal)).ToList()) Remove(storage, pool, snapshot, log);
        if (pool.Volumes.ContainsKey(volumeName)) Remove(storage, pool, volumeName, log);
    }

    /// <inheritdoc />
    public override void RequireVolume(StorageView storage, string volumeName)
    {
        if (Image(storage, volumeName) is null) throw new PveException($"no such logical volume {storage.Definition["vgname"]}/{volumeName}");
    }

    /// <inheritdoc />
    public override DiskImage? Image(StorageView storage, string volumeName) => Pool(storage)?.Volumes.GetValueOrDefault(volumeName);

    /// <inheritdoc />
    public override VolumeSize? Measure(StorageView storage, VolumeName volume) => Image(storage, volume.Name) is { } image ? new VolumeSize(image.Size, "raw", 0)
        : throw new PveException($"can't get size of '{PathOf(storage, volume)}':   Failed to find logical volume \"{storage.Definition["vgname"]}/{volume.Name}\"");

    /// <inheritdoc />
    public override void Resize(StorageView storage, string volumeName, long size)
    {
        RequireVolume(storage, volumeName);
        var image = Image(storage, volumeName)!;
        var lv = $"{storage.Definition["vgname"]}/{volumeName}";
        if (size < image.Size) throw new PveException($"error resizing volume '/dev/{lv}':   New size given is not larger than existing size.");
        image.Size = ThinPool.WholeExtents(size);
    }

    /// <inheritdoc />
    public override PhysicalDisk? Disk(StorageView storage) => Pool(storage)?.Disk;

    private static string DevicePath(ThinPool pool, string volume) => $"/dev/{pool.VolumeGroup}/{volume}";

    private static string PoolName(StorageView storage) => $"{storage.Definition["vgname"]}/{storage.Definition["thinpool"]}";

    private static ThinPool? Pool(StorageView storage) => storage.Node.ThinPools.GetValueOrDefault(PoolName(storage));

    private static int Owner(Match match) =>
        int.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : int.MaxValue;

    [GeneratedRegex(@"\A(vm|base)-([0-9]+)-\S+\z")]
    private static partial Regex Volume();
}
