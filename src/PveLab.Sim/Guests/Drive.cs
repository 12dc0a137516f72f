using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>A drive line's value: the volume and its options in the order written (qemu-server: PVE/QemuServer/Drive.pm).</summary>
/// <param name="Volume">Volume id, <c>none</c>, <c>cdrom</c> or a path.</param>
/// <param name="Options">Options in file order.</param>
public sealed record Drive(string Volume, ImmutableArray<(string Key, string Value)> Options)
{
    private static readonly string[] Buses = ["ide", "scsi", "virtio", "sata", "efidisk", "tpmstate"];

    /// <summary>The value of an option, or null.</summary>
    public string? this[string option] => Options.FirstOrDefault(o => o.Key == option).Value;

    /// <summary>Whether it is a CD-ROM drive.</summary>
    public bool IsCdrom => this["media"] == "cdrom";

    /// <summary>Whether backups take it: everything but CD-ROMs and <c>backup=0</c>.</summary>
    public bool InBackup => !IsCdrom && this["backup"] is not ("0" or "no" or "off");

    /// <summary>This drive with an option set, in place when it was there.</summary>
    public Drive With(string option, string value)
    {
        var index = Options.FindIndex(o => o.Key == option);
        return this with { Options = index < 0 ? Options.Add((option, value)) : Options.SetItem(index, (option, value)) };
    }

    /// <summary>This drive without an option.</summary>
    public Drive Without(string option) => this with { Options = Options.RemoveAll(o => o.Key == option) };

    /// <summary>This drive with its options in the order PVE writes them: by name (print_property_string).</summary>
    public Drive Sorted() => this with { Options = Options.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key)) };

    /// <summary>Size in bytes as the line tells it, or null.</summary>
    public long? Size => this["size"] is { } text ? ByteSize.Parse(text) : null;

    /// <summary>Whether a guest can boot from the drive of that key: not from EFI variables or TPM state.</summary>
    public static bool IsBootable(string key) => BusRank(key) is >= 0 and < 400;

    /// <summary>Reads a drive line's value.</summary>
    public static Drive Parse(string value)
    {
        var parts = value.Split(',');
        var volume = parts[0].StartsWith("file=", StringComparison.Ordinal) ? parts[0][5..] : parts[0];
        return new Drive(volume, [.. parts.Skip(1).Select(p => p.Split('=', 2)).Select(p => (p[0], p.Length > 1 ? p[1] : ""))]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(',', Options.Select(o => $"{o.Key}={o.Value}").Prepend(Volume));

    /// <summary>The place of a drive key in PVE's order of buses, or -1 when <paramref name="key"/> is no drive.</summary>
    public static int BusRank(string key)
    {
        var bus = Array.FindIndex(Buses, b => key.StartsWith(b, StringComparison.Ordinal));
        if (bus < 0 || !int.TryParse(key.AsSpan(Buses[bus].Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return -1;
        return bus * 100 + index;
    }
}

internal static class ImmutableArrayExtensions
{
    internal static int FindIndex<T>(this ImmutableArray<T> array, Func<T, bool> match)
    {
        for (var i = 0; i < array.Length; i++)
            if (match(array[i])) return i;
        return -1;
    }
}
