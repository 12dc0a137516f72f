using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage.Types;

/// <summary>Volume names of storage types that are only configured here (pve-storage: parse_volname of each plugin).</summary>
internal static partial class OtherNames
{
    public static VolumeName Lvm(string text)
    {
        if (StorageFormats.VolumeGroup(text) is { } complaint) throw new PveException(complaint);
        if (Owned().Match(text) is not { Success: true } match) throw new PveException($"unable to parse lvm volume name '{text}'");
        return new("images", text, text.EndsWith(".qcow2", StringComparison.Ordinal) ? "qcow2" : "raw") { Vmid = Number(match.Groups[1]) };
    }

    public static VolumeName Pbs(string text)
    {
        if (BackupSnapshot().Match(text) is not { Success: true } match) throw new PveException($"unable to parse PBS volume name '{text}'");
        var id = match.Groups[2].Value;
        return new("backup", $"{match.Groups[1].Value}/{id}/{match.Groups[3].Value}", "pbs-" + match.Groups[1].Value)
        {
            Vmid = id.All(char.IsAsciiDigit) ? Number(match.Groups[2]) : null,
        };
    }

    public static VolumeName Rbd(string text)
    {
        if (Image().Match(text) is not { Success: true } match) throw new PveException($"unable to parse rbd volume name '{text}'");
        return new("images", match.Groups[3].Value, "raw")
        {
            Vmid = Number(match.Groups[5]),
            IsBase = match.Groups[4].Value == "base",
            Base = match.Groups[1].Success ? (Number(match.Groups[2]), match.Groups[1].Value) : null,
        };
    }

    public static VolumeName Iscsi(string text) => Lun().Match(text) is { Success: true } match ? new("images", match.Groups[1].Value, "raw")
        : throw new PveException($"unable to parse iscsi volume name '{text}'");

    public static VolumeName IscsiDirect(string text) => DirectLun().Match(text) is { Success: true } match ? new("images", match.Groups[1].Value, "raw")
        : throw new PveException($"unable to parse iscsi volume name '{text}'");

    public static VolumeName Esxi(string text)
    {
        if (!Datastore().IsMatch(text)) throw new PveException($"failed to parse volname '{text}'");
        if (text.EndsWith(".vmx", StringComparison.Ordinal)) return new("import", text, "vmx") { Vmid = 0 };
        return new("images", text, text.EndsWith(".vmdk", StringComparison.Ordinal) ? "vmdk" : "raw") { Vmid = 0 };
    }

    private static int Number(Group digits) =>
        int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    [GeneratedRegex(@"\Avm-([0-9]+)-\S+\z")]
    private static partial Regex Owned();

    [GeneratedRegex(@"\Abackup/([^\s_]+)/([^\s_]+)/([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)\z")]
    private static partial Regex BackupSnapshot();

    [GeneratedRegex(@"\A(?:(base-([0-9]+)-\S+)/)?((?:(base)|vm)-([0-9]+)-\S+)\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"\A[0-9]+\.[0-9]+\.[0-9]+\.([^/\s]+)\z")]
    private static partial Regex Lun();

    [GeneratedRegex(@"\Alun([0-9]+)\z")]
    private static partial Regex DirectLun();

    [GeneratedRegex(@"\A([^/]+)/([^/]+)/(.+)\z", RegexOptions.Singleline)]
    private static partial Regex Datastore();
}
