using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>What the part of a volume id after the storage says (pve-storage: PVE/Storage/Plugin.pm parse_volname).</summary>
/// <param name="Kind">Content type: images, iso, vztmpl, backup, snippets, import.</param>
/// <param name="Name">File or volume name.</param>
/// <param name="Format">raw, qcow2, ….</param>
public sealed partial record VolumeName(string Kind, string Name, string Format)
{
    /// <summary>Its owner, when the name tells.</summary>
    public int? Vmid { get; init; }

    /// <summary>The base image it was cloned from, with that image's owner.</summary>
    public (int Vmid, string Name)? Base { get; init; }

    /// <summary>Whether it is a base image itself.</summary>
    public bool IsBase { get; init; }

    /// <summary>Reads a volume name of a directory storage.</summary>
    /// <exception cref="PveException">It is none.</exception>
    public static VolumeName ParseFile(string text)
    {
        if (Cloned().Match(text) is { Success: true } clone)
        {
            ParseImage(clone.Groups[2].Value);
            return ParseImage(clone.Groups[4].Value) with { Vmid = Number(clone.Groups[3]), Base = (Number(clone.Groups[1]), clone.Groups[2].Value) };
        }
        if (Image().Match(text) is { Success: true } image) return ParseImage(image.Groups[2].Value) with { Vmid = Number(image.Groups[1]) };
        if (Iso().Match(text) is { Success: true } iso) return new("iso", iso.Groups[1].Value, "raw");
        if (Template().Match(text) is { Success: true } template) return new("vztmpl", template.Groups[1].Value, "raw");
        if (Backup().Match(text) is { Success: true } backup)
        {
            var owner = BackupOwner().Match(backup.Groups[1].Value);
            return new("backup", backup.Groups[1].Value, "raw") { Vmid = owner.Success ? Number(owner.Groups[2]) : null };
        }
        if (Snippet().Match(text) is { Success: true } snippet) return new("snippets", snippet.Groups[1].Value, "raw");
        if (PackedImport().Match(text) is { Success: true } packed) return new("import", packed.Groups[1].Value, "ova+" + packed.Groups[2].Value);
        if (Import().Match(text) is { Success: true } import) return new("import", import.Groups[1].Value, import.Groups[2].Value);
        throw new PveException($"unable to parse directory volume name '{text}'");
    }

    /// <summary>Reads the file name of a disk image (parse_name_dir).</summary>
    /// <exception cref="PveException">It is none.</exception>
    public static VolumeName ParseImage(string name)
    {
        if (OwnedImage().Match(name) is { Success: true } owned)
            return new("images", name, owned.Groups[3].Value) { IsBase = owned.Groups[1].Value == "base-" };
        if (Snapshot().IsMatch(name)) throw new PveException($"'{name}' is a snapshot filename, not a volume!");
        if (AnyImage().Match(name) is { Success: true } any) return new("images", name, any.Groups[2].Value) { IsBase = any.Groups[1].Success };
        throw new PveException($"unable to parse volume filename '{name}'");
    }

    private static int Number(Group digits) =>
        int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"\A([0-9]+)/(\S+)/([0-9]+)/(\S+)\z")]
    private static partial Regex Cloned();

    [GeneratedRegex(@"\A([0-9]+)/(\S+)\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"\Aiso/([^/]+(?i:\.(?:iso|img)))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\Avztmpl/([^/]+(?i:\.tar(?:\.(?:gz|xz|zst|bz2))?))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"\Abackup/([^/]+\.(?:tgz|(?:tar|vma)(?:\.(?:gz|lzo|zst|bz2))?))\z")]
    private static partial Regex Backup();

    [GeneratedRegex(@"\Avzdump-(openvz|lxc|qemu)-([0-9]+)-.+")]
    private static partial Regex BackupOwner();

    [GeneratedRegex(@"\Asnippets/([^/]+)\z")]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\Aimport/([ a-zA-Z0-9\-.+=_]+\.ova/[ a-zA-Z0-9\-.+=_]+\.(qcow2|raw|vmdk))\z")]
    private static partial Regex PackedImport();

    [GeneratedRegex(@"\Aimport/([ a-zA-Z0-9\-.+=_]+\.(ova|ovf|qcow2|raw|vmdk))\z")]
    private static partial Regex Import();

    [GeneratedRegex(@"\A(vm-|base-|subvol-)([0-9]+)-[^/\s]+\.(raw|qcow2|vmdk|subvol)\z")]
    private static partial Regex OwnedImage();

    [GeneratedRegex(@"\Asnap-.*\.qcow2\z")]
    private static partial Regex Snapshot();

    [GeneratedRegex(@"\A(base-)?[^/\s]+\.(raw|qcow2|vmdk|subvol)\z")]
    private static partial Regex AnyImage();
}
