using System.Globalization;

namespace PveLab.Sim.Storage;

/// <summary>What the LVM tools print.</summary>
public static class LvmSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A size as LVM shows it: <c>32.00 GiB</c>, with <c>&lt;</c> before a value rounded up.</summary>
    public static string Show(long bytes)
    {
        var unit = 0;
        var divisor = 1L;
        while (unit < Units.Length - 1 && bytes / divisor >= 1024)
        {
            unit++;
            divisor <<= 10;
        }
        var exact = (decimal)bytes / divisor;
        var shown = Math.Round(exact, 2, MidpointRounding.AwayFromZero);
        return (shown > exact ? "<" : "") + shown.ToString("0.00", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A size as LVM's reports show it: <c>&lt;141.57g</c>; 0 is <c>0 </c>.</summary>
    /// <param name="bytes">The size.</param>
    /// <param name="unit">One of <c>bskmgtp</c>, or <c>r</c> for the one that fits, marked when rounded.</param>
    /// <param name="suffix">Whether the unit follows.</param>
    public static string Report(long bytes, char unit = 'r', bool suffix = true)
    {
        if (unit is 'b' or 'B') return bytes.ToString(CultureInfo.InvariantCulture) + (suffix ? "B" : "");
        if (unit is 's' or 'S') return (bytes / 512).ToString(CultureInfo.InvariantCulture) + (suffix ? "S" : "");
        if (unit is 'r' or 'h')
        {
            if (bytes == 0) return "0 ";
            var text = Show(bytes);
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            return (unit == 'h' ? text[..space].TrimStart('<') : text[..space]) + (suffix ? char.ToLowerInvariant(text[space + 1]).ToString() : "");
        }
        var shift = 10 * ("kmgtp".IndexOf(char.ToLowerInvariant(unit), StringComparison.Ordinal) + 1);
        return ((decimal)bytes / (1L << shift)).ToString("0.00", CultureInfo.InvariantCulture) + (suffix ? unit.ToString() : "");
    }

    /// <summary>A share in percent with two places: 0.00 only for nothing, 100.00 only for everything.</summary>
    public static string Percent(long part, long whole)
    {
        if (part <= 0) return "0.00";
        if (part >= whole) return "100.00";
        return Math.Clamp(Math.Round(part * 100m / whole, 2), 0.01m, 99.99m).ToString("0.00", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// What <c>lvcreate</c> prints for a new thin volume, over-provisioning included, and <c>lvchange --setautoactivation</c> where it follows
    /// (not for a snapshot, which is skipped anyway).
    /// </summary>
    public static IEnumerable<string> Created(ThinPool pool, string volume, bool changed = true)
    {
        var over = pool.Promised > pool.Capacity;
        if (over)
        {
            yield return "  WARNING: You have not turned on protection against thin pools running out of space.";
            yield return "  WARNING: Set activation/thin_pool_autoextend_threshold below 100 to trigger automatic extension of thin pools before they get full.";
        }
        yield return $"  Logical volume \"{volume}\" created.";
        if (over)
        {
            var group = pool.Capacity + pool.VolumeGroupFree;
            var limit = pool.Promised > group ? $"the size of whole volume group ({Show(group)})"
                : $"the amount of free space in volume group ({Show(pool.VolumeGroupFree)})";
            yield return $"  WARNING: Sum of all thin volume sizes ({Show(pool.Promised)}) exceeds the size of thin pool {pool.Name} and {limit}.";
        }
        if (changed) yield return $"  Logical volume {pool.VolumeGroup}/{volume} changed.";
    }
}
