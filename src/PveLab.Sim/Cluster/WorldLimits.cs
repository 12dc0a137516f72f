using System.Globalization;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>
/// How much a world may ask of whoever builds it. Worlds come in bundles from strangers, and all is counted in the world's own measures, so
/// the same one is refused or built alike on every machine.
/// </summary>
public static class WorldLimits
{
    /// <summary>Largest size in bytes: 1 PiB, so that no sum of sizes overflows.</summary>
    public const long Size = 1L << 50;

    /// <summary>Machines.</summary>
    public const int Hosts = 64;

    /// <summary>Guests.</summary>
    public const int Guests = 1_000;

    /// <summary>Archives that lie on the nodes already.</summary>
    public const int Archives = 2_000;

    /// <summary>CPU threads of a node.</summary>
    public const int Cpus = 8_192;

    /// <summary>Bytes of a row that a workload writes.</summary>
    public const long RowBytes = 1L << 40;

    /// <summary>Appointments that are kept between switching on and the start.</summary>
    public const int Appointments = 100_000;

    /// <summary>How long a world may have lived before the start.</summary>
    public static readonly TimeSpan Lived = TimeSpan.FromDays(10 * 366);

    private static readonly Instant Earliest = Instant.FromUnixSeconds(0);
    private static readonly Instant Latest = Instant.FromUnixSeconds(7_258_118_400);

    /// <summary>Refuses a world that asks for too much, or for what cannot be.</summary>
    /// <exception cref="WorldException">It does.</exception>
    internal static void Check(WorldDefinition world, Instant booted, Instant start)
    {
        if (start < booted) throw new WorldException("start: must not come before booted");
        if (booted < Earliest || start > Latest) throw new WorldException("booted, start: from 1970 to 2199");
        if (start - booted > Lived) throw new WorldException("start: at most 10 years after booted");
        Most(world.Hosts.Count, Hosts, "hosts");
        Most(world.Guests.Count, Guests, "guests");
        Most(world.Archives.Count, Archives, "archives");
        foreach (var host in world.Hosts)
            if (host.Cpus is < 1 or > Cpus) throw Wrong($"host '{host.Name}': cpus goes from 1 to {Cpus}");
        var systems = world.Guests.SelectMany(g => g.Disks.Values).Select(d => d.System).Concat(world.Archives.SelectMany(a => a.Disks.Values).Select(d => d.System));
        foreach (var load in systems.SelectMany(s => s?.Workloads ?? []))
        {
            if (load.EverySeconds < 1) throw Wrong($"workload '{load.Path}': everySeconds is at least 1");
            if (load.RowBytes is < 0 or > RowBytes) throw Wrong($"workload '{load.Path}': rowBytes goes from 0 to {RowBytes}");
        }
    }

    /// <summary>A size in bytes.</summary>
    /// <exception cref="WorldException">It is none, or too large.</exception>
    internal static long ParseSize(string text) => ByteSize.Parse(text) switch
    {
        null => throw new WorldException($"'{text}' is no size; write for example 32G or 500M"),
        > Size => throw new WorldException($"'{text}' is more than 1024T"),
        { } size => size,
    };

    /// <summary>Bytes per second.</summary>
    /// <exception cref="WorldException">It is none, or nothing would ever move.</exception>
    internal static long ParseRate(string text) => ParseSize(text) is >= 1024 and var rate ? rate : throw new WorldException($"'{text}' is no rate; at least 1K a second moves");

    private static void Most(int count, int most, string what)
    {
        if (count > most) throw Wrong($"{what}: at most {most}");
    }

    private static WorldException Wrong(FormattableString what) => new(what.ToString(CultureInfo.InvariantCulture));
}
