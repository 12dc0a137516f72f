using System.Globalization;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>A property of a pool (openzfs: module/zcommon/zpool_prop.c).</summary>
internal sealed record ZpoolProperty(string Name, string Header, Func<ZfsPool, bool, string> Read);

/// <summary>What <c>zpool get all</c> shows, features left out.</summary>
internal static class ZpoolProperties
{
    public static IReadOnlyList<ZpoolProperty> All { get; } =
    [
        Size("size", "SIZE", p => p.Size * p.RawFactor),
        new("capacity", "CAP", (p, exact) => Percent(p.Allocated * 100 / Math.Max(1, p.Size), exact)),
        Fixed("altroot", "ALTROOT", "-"),
        new("health", "HEALTH", (p, _) => p.Status.ToString().ToUpperInvariant()),
        new("guid", "GUID", (p, _) => p.Guid.ToString(CultureInfo.InvariantCulture)),
        Fixed("version", "VERSION", "-"),
        new("bootfs", "BOOTFS", (p, _) => p.Datasets.ContainsKey(p.Name + "/ROOT/pve-1") ? p.Name + "/ROOT/pve-1" : "-"),
        Fixed("delegation", "DELEGATION", "on"),
        Fixed("autoreplace", "REPLACE", "off"),
        Fixed("cachefile", "CACHEFILE", "-"),
        Fixed("failmode", "FAILMODE", "wait"),
        Fixed("listsnapshots", "LISTSNAPS", "off"),
        Fixed("autoexpand", "EXPAND", "off"),
        new("dedupratio", "DEDUP", (_, exact) => exact ? "1.00" : "1.00x"),
        Size("free", "FREE", p => (p.Size - p.Allocated) * p.RawFactor),
        Size("allocated", "ALLOC", p => p.Allocated * p.RawFactor),
        Fixed("readonly", "RDONLY", "off"),
        Fixed("ashift", "ASHIFT", "12"),
        Fixed("comment", "COMMENT", "-"),
        Fixed("expandsize", "EXPANDSZ", "-"),
        Fixed("freeing", "FREEING", "0"),
        new("fragmentation", "FRAG", (_, exact) => Percent(0, exact)),
        Fixed("leaked", "LEAKED", "0"),
        Fixed("multihost", "MULTIHOST", "off"),
        Fixed("checkpoint", "CKPOINT", "-"),
        new("load_guid", "LOAD_GUID", (p, _) => (p.Guid ^ 0x5DEECE66D).ToString(CultureInfo.InvariantCulture)),
        Fixed("autotrim", "AUTOTRIM", "off"),
        Fixed("compatibility", "COMPATIBILITY", "off"),
        Fixed("bcloneused", "BCLONE_USED", "0"),
        Fixed("bclonesaved", "BCLONE_SAVED", "0"),
        new("bcloneratio", "BCLONE_RATIO", (_, exact) => exact ? "1.00" : "1.00x"),
    ];

    public static ZpoolProperty? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>Where the value comes from.</summary>
    public static string Source(ZfsPool pool, string name) => name switch
    {
        "ashift" => "local",
        "bootfs" when Find(name)!.Read(pool, false) != "-" => "local",
        "altroot" or "version" or "bootfs" or "delegation" or "autoreplace" or "cachefile" or "failmode" or "listsnapshots" or "autoexpand" or "comment" or "multihost" or "autotrim"
            or "compatibility" => "default",
        _ => "-",
    };

    private static ZpoolProperty Fixed(string name, string header, string value) => new(name, header, (_, _) => value);

    private static ZpoolProperty Size(string name, string header, Func<ZfsPool, long> bytes) =>
        new(name, header, (p, exact) => exact ? bytes(p).ToString(CultureInfo.InvariantCulture) : ZfsSize.Show(bytes(p)));

    private static string Percent(long value, bool exact) => value.ToString(CultureInfo.InvariantCulture) + (exact ? "" : "%");
}
