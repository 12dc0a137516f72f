using System.Globalization;
using System.Text;

namespace PveLab.Sim.Time;

/// <summary>
/// Seeded chance with named streams: one more draw in one stream never shifts another. SplitMix64 over a seed mixed with the
/// stream's name (FNV-1a), because <c>System.Random</c> promises no stable sequence across versions.
/// </summary>
public sealed class Chance(ulong seed)
{
    private readonly SortedDictionary<string, ChanceStream> streams = new(StringComparer.Ordinal);

    /// <summary>The seed everything here follows from.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The stream of that name, created at its first use.</summary>
    public ChanceStream this[string name]
    {
        get
        {
            if (!streams.TryGetValue(name, out var stream))
                streams[name] = stream = new ChanceStream(Seed ^ Mix(name));
            return stream;
        }
    }

    private static ulong Mix(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }
}

/// <summary>One named stream of chance.</summary>
public sealed class ChanceStream(ulong state)
{
    private ulong state = state;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to but not including <paramref name="bound"/>, which must be positive.</summary>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (long)(Next() % (ulong)bound);
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + Below(high - low + 1);

    /// <summary>A fraction from 0 up to but not including 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A version-4 UUID in the usual lower-case text form.</summary>
    public string Uuid()
    {
        var high = (Next() & ~0xF000UL) | 0x4000UL;
        var low = (Next() & ~0xC000000000000000UL) | 0x8000000000000000UL;
        var hex = high.ToString("x16", CultureInfo.InvariantCulture) + low.ToString("x16", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }
}
