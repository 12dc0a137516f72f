using System.Globalization;

namespace PveLab.Sim.Zfs;

/// <summary>A property's value.</summary>
/// <param name="Value">As stored: bytes and moments as digits, <c>-</c> for none.</param>
/// <param name="Source"><c>local</c>, <c>default</c>, <c>inherited from X</c> or <c>-</c>.</param>
public sealed record ZfsReading(string Value, string Source);

/// <summary>Reading and setting properties (openzfs: lib/libzfs/libzfs_dataset.c zfs_prop_get, zfs_valid_proplist).</summary>
public static class ZfsProperties
{
    /// <summary>A native property of a dataset; <c>-</c> where it has no meaning.</summary>
    public static ZfsReading Get(ZfsDataset dataset, ZfsProperty property)
    {
        if (!property.Types.Contains(dataset.Kind == ZfsKind.Volume ? 'v' : 'f', StringComparison.Ordinal)) return new("-", "-");
        if (property.Name == "mountpoint") return Mountpoint(dataset);
        if (Number(dataset, property.Name) is { } number)
            return new(Text(number), !property.CanSet ? "-" : number == 0 || property.Name == "volblocksize" && number == ZfsPool.VolumeBlock ? "default"
                : dataset.IsReceived(property.Name) ? "received" : "local");
        if (Computed(dataset, property.Name) is { } computed) return new(computed, "-");
        for (var at = dataset; at is not null; at = property.Inherits ? at.Parent : null)
        {
            if (!at.Settings.TryGetValue(property.Name, out var value)) continue;
            return new(value, at == dataset ? at.IsReceived(property.Name) ? "received" : "local" : $"inherited from {at.Name}");
        }
        return new(property.Default, SourceOfDefault(property));
    }

    /// <summary>A native property of a snapshot; <c>-</c> where it has no meaning.</summary>
    public static ZfsReading Get(ZfsSnapshot snapshot, ZfsProperty property) => property.Name switch
    {
        _ when !property.Types.Contains('s', StringComparison.Ordinal) => new("-", "-"),
        "type" => new("snapshot", "-"),
        "creation" => new(Text(snapshot.Created.UnixSeconds), "-"),
        "used" => new(Text(snapshot.Used), "-"),
        "referenced" or "logicalreferenced" => new(Text(snapshot.Referenced), "-"),
        "compressratio" or "refcompressratio" => new("1.00", "-"),
        "written" => new(Text(snapshot.Fresh), "-"),
        "createtxg" => new(Text(snapshot.Transaction), "-"),
        "guid" => new(snapshot.Guid.ToString(CultureInfo.InvariantCulture), "-"),
        "objsetid" => new(Text(snapshot.Transaction + 64), "-"),
        "userrefs" => new(Text(snapshot.Holds.Count), "-"),
        "clones" => new(string.Join(',', snapshot.Clones.Select(c => c.Name)), "-"),
        "volsize" => snapshot.VolumeSize > 0 ? new(Text(snapshot.VolumeSize), "-") : new("-", "-"),
        _ => OfDataset(snapshot.Dataset, property),
    };

    private static ZfsReading OfDataset(ZfsDataset dataset, ZfsProperty property) =>
        Get(dataset, property) is { Source: "local" } local ? local with { Source = $"inherited from {dataset.Name}" } : Get(dataset, property);

    /// <summary>Where a file system is to be mounted: a path, <c>none</c> or <c>legacy</c>.</summary>
    public static ZfsReading Mountpoint(ZfsDataset dataset)
    {
        for (var at = dataset; at is not null; at = at.Parent)
        {
            var below = dataset.Name[at.Name.Length..];
            if (at.Settings.TryGetValue("mountpoint", out var point))
                return new(
                    point is "none" or "legacy" ? point : point.TrimEnd('/') + below is { Length: > 0 } path ? path : "/", at == dataset ? at.IsReceived("mountpoint") ? "received" : "local" : $"inherited from {at.Name}");
        }
        return new("/" + dataset.Name, "default");
    }

    /// <summary>Sets a property whose value was checked (<see cref="Checked"/>).</summary>
    /// <exception cref="ZfsException">It does not fit what the dataset uses, or there is no room.</exception>
    public static void Set(ZfsDataset dataset, string property, string value)
    {
        dataset.MarkLocal(property);
        switch (property)
        {
            case "quota": SetQuota(dataset, Digits(value)); break;
            case "refquota": SetRefQuota(dataset, Digits(value)); break;
            case "reservation": Promise(dataset, Digits(value), dataset.Reservation, property, dataset.Promise); break;
            case "refreservation":
                var wanted = value == "auto" ? ZfsPool.ReservationFor(dataset.VolumeSize, Block(dataset)) : Digits(value);
                Promise(dataset, wanted, dataset.RefReservation, property, dataset.PromiseOwn);
                break;
            case "volsize": SetVolumeSize(dataset, Digits(value)); break;
            default:
                dataset.Set(property, value);
                if (property is "mountpoint" or "canmount") dataset.Pool.Remount(dataset);
                break;
        }
    }

    /// <summary>The value as stored.</summary>
    /// <exception cref="ZfsException">There is no such property, it cannot be set, or the value is wrong.</exception>
    public static string Checked(ZfsKind kind, string name, string value, string action)
    {
        if (ZfsProperty.IsUser(name)) return value;
        var property = ZfsProperty.Find(name) ?? throw new ZfsException($"{action}: invalid property '{name}'");
        if (!property.CanSet) throw new ZfsException($"{action}: '{property.Name}' is readonly");
        if (!property.Types.Contains(kind == ZfsKind.Volume ? 'v' : 'f', StringComparison.Ordinal))
            throw new ZfsException($"{action}: '{property.Name}' does not apply to datasets of this type");
        if (property.IsSize)
        {
            if (value == "none" && property.Value == ZfsValue.Limit) return "0";
            if (value == "auto" && property.Name == "refreservation" && kind == ZfsKind.Volume) return value;
            return ZfsSize.Parse(value) is { } bytes ? Text(bytes) : throw new ZfsException($"{action}: bad numeric value '{value}'");
        }
        if (!property.Words.IsEmpty && !property.Words.Contains(value))
            throw new ZfsException($"{action}: '{property.Name}' must be one of '{string.Join(" | ", property.Words)}'");
        if (property.Name == "mountpoint" && value is not ("none" or "legacy") && !value.StartsWith('/'))
            throw new ZfsException($"{action}: '{property.Name}' must be an absolute path, 'none', or 'legacy'");
        return value;
    }

    /// <summary>Forgets what was set: the property is inherited, or has its default, again.</summary>
    public static void Reset(ZfsDataset dataset, string property)
    {
        dataset.Set(property, null);
        if (property is "mountpoint" or "canmount") dataset.Pool.Remount(dataset);
    }

    private static void SetQuota(ZfsDataset dataset, long bytes) => dataset.Quota = bytes is 0 || bytes >= Math.Max(dataset.Used, dataset.Reservation) ? bytes
        : throw Cannot(dataset, "size is less than current used or reserved space");

    private static void SetRefQuota(ZfsDataset dataset, long bytes)
    {
        if (bytes > 0 && bytes < Math.Max(dataset.Referenced, dataset.RefReservation)) throw Cannot(dataset, "size is less than current used or reserved space");
        dataset.RefQuota = bytes;
        if (dataset.Kind == ZfsKind.Filesystem) dataset.Image.Size = bytes > 0 ? bytes : long.MaxValue >> 1;
    }

    private static void SetVolumeSize(ZfsDataset dataset, long bytes)
    {
        if (bytes == 0) throw Cannot(dataset, "'volsize' cannot be zero");
        if (bytes % Block(dataset) != 0) throw Cannot(dataset, $"'volsize' must be a multiple of volume block size ({ZfsSize.Show(Block(dataset))})");
        var follows = dataset.RefReservation > 0 && dataset.RefReservation == ZfsPool.ReservationFor(dataset.VolumeSize, Block(dataset));
        if (follows) Promise(dataset, ZfsPool.ReservationFor(bytes, Block(dataset)), dataset.RefReservation, "volsize", dataset.PromiseOwn);
        (dataset.VolumeSize, dataset.Image.Size) = (bytes, bytes);
        if (dataset.Image.Written > bytes) dataset.Image.TryWrite(bytes - dataset.Image.Written);
    }

    private static void Promise(ZfsDataset dataset, long bytes, long before, string property, Action<long> promise)
    {
        if (bytes > before && bytes - Math.Max(before, property == "reservation" ? dataset.Used : dataset.WrittenSinceSnapshot) > (dataset.Parent ?? dataset).Room)
            throw Cannot(dataset, "size is greater than available space");
        promise(bytes);
    }

    private static ZfsException Cannot(ZfsDataset dataset, string why) => new($"cannot set property for '{dataset.Name}': {why}");

    private static long? Number(ZfsDataset dataset, string property) => property switch
    {
        "used" => dataset.Used,
        "available" => dataset.Available,
        "referenced" or "logicalreferenced" => dataset.Referenced,
        "logicalused" => dataset.Used - dataset.UsedByRefReservation,
        "quota" => dataset.Quota,
        "reservation" => dataset.Reservation,
        "refquota" => dataset.RefQuota,
        "refreservation" => dataset.RefReservation,
        "volsize" => dataset.VolumeSize,
        "volblocksize" => Block(dataset),
        "usedbysnapshots" => dataset.UsedBySnapshots,
        "usedbydataset" => dataset.UsedByDataset,
        "usedbychildren" => dataset.UsedByChildren,
        "usedbyrefreservation" => dataset.UsedByRefReservation,
        "written" => dataset.WrittenSinceSnapshot,
        "creation" => dataset.Created.UnixSeconds,
        "createtxg" => dataset.Transaction,
        "objsetid" => dataset.Transaction + 64,
        _ => null,
    };

    private static string? Computed(ZfsDataset dataset, string property) => property switch
    {
        "type" => dataset.Kind == ZfsKind.Volume ? "volume" : "filesystem",
        "compressratio" or "refcompressratio" => "1.00",
        "mounted" => dataset.MountedAt is null ? "no" : "yes",
        "origin" => dataset.Origin?.FullName ?? "-",
        "guid" => dataset.Guid.ToString(CultureInfo.InvariantCulture),
        "snapshots_changed" => dataset.Snapshots.Count > 0 ? Text(dataset.Snapshots[^1].Created.UnixSeconds) : "-",
        _ => null,
    };

    private static string SourceOfDefault(ZfsProperty property) =>
        property.Mode is 'r' or 'o' && property.Name is not ("encryption" or "keyformat" or "pbkdf2iters") ? "-" : "default";

    private static long Block(ZfsDataset dataset) => dataset.Settings.TryGetValue("volblocksize", out var block) ? Digits(block) : ZfsPool.VolumeBlock;

    private static long Digits(string value) => value == "none" ? 0 : long.Parse(value, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
