using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>Numbers that look like ZFS's random ones and are the same in every run.</summary>
internal static class ZfsGuid
{
    /// <summary>64 bits from what makes the thing unique (FNV-1a).</summary>
    public static ulong Of(string name, long transaction, Instant at)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in name) hash = (hash ^ part) * 1099511628211UL;
        foreach (var number in (ReadOnlySpan<long>)[transaction, at.Milliseconds])
            for (var shift = 0; shift < 64; shift += 8) hash = (hash ^ ((ulong)(number >> shift) & 0xFF)) * 1099511628211UL;
        return hash;
    }
}
