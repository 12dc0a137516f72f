using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Backup;

/// <summary>
/// A program that makes archives smaller (pve-manager: PVE/VZDump.pm compressor_info). Ratio and speed are what one core does with the files
/// of an ordinary server.
/// </summary>
/// <param name="Command">As vzdump calls it.</param>
/// <param name="Extension">What it adds to the archive's name, without the dot.</param>
/// <param name="Ratio">Bytes out per byte in.</param>
/// <param name="BytesPerSecond">Bytes in per second.</param>
public sealed record Compressor(string Command, string Extension, double Ratio, double BytesPerSecond)
{
    private static readonly Compressor Lzop = new("lzop", "lzo", 0.54, 520e6);
    private static readonly Compressor Gzip = new("gzip --rsyncable", "gz", 0.43, 48e6);
    private static readonly Compressor Zstd = new("zstd --threads=1", "zst", 0.41, 430e6);

    /// <summary>What undoes an archive's compression, by the extension (pve-storage: PVE/Storage.pm decompressor_info).</summary>
    public static ImmutableSortedDictionary<string, Decompressor> Decompressors { get; } = new SortedDictionary<string, Decompressor>(StringComparer.Ordinal)
    {
        ["gz"] = new("zcat", 240e6),
        ["lzo"] = new("lzop -d -c", 700e6),
        ["zst"] = new("zstd -q -d -c", 950e6),
        ["bz2"] = new("bzcat -q", 40e6),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The compressor that <c>--compress</c> names, or null for none.</summary>
    /// <param name="option">0, 1, lzo, gzip or zstd.</param>
    /// <param name="pigz">Threads of pigz; 0 for plain gzip, 1 for half of the cores.</param>
    /// <param name="zstd">Threads of zstd; 0 for half of the cores.</param>
    /// <param name="cpus">Threads the node has.</param>
    public static Compressor? Of(string? option, int pigz, int zstd, int cpus) => option switch
    {
        null or "" or "0" => null,
        "1" or "lzo" => Lzop,
        "gzip" when pigz > 0 => Threaded(Gzip, "pigz -p {0} --rsyncable", pigz == 1 ? (cpus + 1) / 2 : pigz, cpus),
        "gzip" => Gzip,
        "zstd" => Threaded(Zstd, "zstd --threads={0}", zstd <= 0 ? (cpus + 1) / 2 : zstd, cpus),
        _ => throw new PveException($"internal error - unknown compression option '{option}'"),
    };

    private static Compressor Threaded(Compressor one, string command, int threads, int cpus) => one with
    {
        Command = command.Replace("{0}", threads.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        BytesPerSecond = one.BytesPerSecond * Math.Min(threads, cpus),
    };
}

/// <summary>A program that undoes compression.</summary>
/// <param name="Command">As PVE calls it.</param>
/// <param name="BytesPerSecond">Bytes out per second.</param>
public sealed record Decompressor(string Command, double BytesPerSecond);
