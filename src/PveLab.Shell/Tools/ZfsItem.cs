using System.Globalization;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>A dataset or a snapshot, as zfs lists it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Snapshot">The snapshot of it, when it is one.</param>
internal sealed record ZfsItem(ZfsDataset Dataset, ZfsSnapshot? Snapshot)
{
    public string Name => Snapshot?.FullName ?? Dataset.Name;

    /// <summary><c>f</c>, <c>v</c> or <c>s</c>.</summary>
    public char Type => Snapshot is not null ? 's' : Dataset.Kind == ZfsKind.Volume ? 'v' : 'f';

    /// <summary>A property, native or the user's own, as stored.</summary>
    public ZfsReading Get(string name)
    {
        if (name == "name") return new(Name, "-");
        if (ZfsProperty.Find(name) is { } property) return Snapshot is null ? ZfsProperties.Get(Dataset, property) : ZfsProperties.Get(Snapshot, property);
        if (Snapshot?.Settings.GetValueOrDefault(name) is { } own) return new(own, "local");
        for (var at = Dataset; at is not null; at = at.Parent)
            if (at.Settings.TryGetValue(name, out var value)) return new(value, at == Dataset && Snapshot is null ? at.IsReceived(name) ? "received" : "local" : $"inherited from {at.Name}");
        return new("-", "-");
    }

    /// <summary>A property as it is printed; <paramref name="exact"/> as <c>-p</c> does.</summary>
    public string Show(string name, bool exact, Zone zone)
    {
        var value = Get(name).Value;
        if (ZfsProperty.Find(name) is not { } property || value is "-" or "") return value;
        return property.Value switch
        {
            ZfsValue.Ratio => exact ? value : value + "x",
            ZfsValue.Limit when value == "0" => exact ? "0" : "none",
            ZfsValue.Bytes or ZfsValue.Limit when !exact => ZfsSize.Show(long.Parse(value, CultureInfo.InvariantCulture)),
            ZfsValue.Moment when !exact => Date(zone.ToLocal(long.Parse(value, CultureInfo.InvariantCulture))),
            _ => value,
        };
    }

    /// <summary>Which of two comes first by a property.</summary>
    public int Compare(ZfsItem other, string property)
    {
        var (mine, theirs) = (Get(property).Value, other.Get(property).Value);
        return decimal.TryParse(mine, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(theirs, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b) : string.CompareOrdinal(mine, theirs);
    }

    // strftime "%a %b %e %H:%M %Y".
    private static string Date(CivilTime time)
    {
        var full = time.ToCTime();
        return string.Concat(full.AsSpan(0, 16), full.AsSpan(full.Length - 5));
    }

    /// <summary>How wide the column of a property is at least, and whether it stands to the right (zprop_width, zprop_align).</summary>
    public static (int Width, bool Right) Column(string name)
    {
        if (ZfsProperty.Find(name) is not { } property) return (name.Length, false);
        var number = property.IsSize || property.Value == ZfsValue.Ratio || property.Name is "guid" or "createtxg" or "objsetid" or "userrefs" or "pbkdf2iters"
            or "filesystem_limit" or "snapshot_limit" or "filesystem_count" or "snapshot_count" or "special_small_blocks";
        var words = property.Name == "compression" ? "zstd-fast-1000".Length : property.Words.Select(w => w.Length).DefaultIfEmpty(0).Max();
        return (Math.Max(Math.Max(property.Header.Length, words), number ? 5 : 0), number);
    }

    public static string Header(string name) => name == "name" ? "NAME" : ZfsProperty.Find(name)?.Header ?? name.ToUpperInvariant();
}
