using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Backup;

/// <summary>/etc/vzdump.conf over the built-in defaults (pve-manager: PVE/VZDump.pm read_vzdump_defaults).</summary>
public static class VzdumpDefaults
{
    private const string File = "/etc/vzdump.conf";

    private static readonly ImmutableSortedSet<string> Known =
    [
        "all", "bwlimit", "compress", "dumpdir", "exclude", "exclude-path", "fleecing", "ionice", "lockwait", "mailnotification", "mailto", "mode",
        "node", "notes-template", "notification-mode", "pbs-change-detection-mode", "performance", "pigz", "pool", "protected", "prune-backups",
        "quiet", "remove", "script", "stdexcludes", "stop", "stopwait", "storage", "tmpdir", "vmid", "zstd",
    ];

    /// <summary>What vzdump does when nobody says otherwise (pve-guest-common: PVE/VZDump/Common.pm confdesc).</summary>
    public static ImmutableSortedDictionary<string, string> BuiltIn { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["all"] = "0",
        ["bwlimit"] = "0",
        ["compress"] = "0",
        ["fleecing"] = "enabled=0",
        ["ionice"] = "7",
        ["lockwait"] = "180",
        ["mailnotification"] = "always",
        ["mode"] = "snapshot",
        ["notification-mode"] = "auto",
        ["performance"] = "max-workers=16,pbs-entries-max=1048576",
        ["pigz"] = "0",
        ["prune-backups"] = "keep-all=1",
        ["quiet"] = "0",
        ["remove"] = "1",
        ["stdexcludes"] = "1",
        ["stop"] = "0",
        ["stopwait"] = "10",
        ["zstd"] = "1",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The defaults in force on a node.</summary>
    public static ImmutableSortedDictionary<string, string> Of(Node node) => OfFile(node).Defaults;

    /// <summary>The defaults, and whether the file (and not only the program) names a retention.</summary>
    internal static (ImmutableSortedDictionary<string, string> Defaults, bool NamesRetention) OfFile(Node node)
    {
        if (node.Files.Find(File) is not Files.TextFile { Text: var text }) return (BuiltIn, false);
        var defaults = BuiltIn.ToBuilder();
        var (retention, storage) = (false, false);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[0] == '#') continue;
            var (key, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (!Known.Contains(key) || value.Length == 0) continue;
            defaults[key] = value;
            retention |= key == "prune-backups";
            storage |= key == "storage";
        }
        if (storage) defaults.Remove("dumpdir");
        return (defaults.ToImmutable(), retention);
    }
}
