using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>
/// A volume's full name, <c>STORAGE:VOLNAME</c>: <c>local:backup/vzdump-qemu-100-….vma.zst</c>, <c>local-lvm:vm-100-disk-0</c>
/// (pve-storage: PVE/Storage/Plugin.pm parse_volume_id).
/// </summary>
/// <param name="Storage">The storage's id.</param>
/// <param name="Name">The volume's name within the storage; what it may look like is the storage type's affair.</param>
public sealed partial record VolumeId(string Storage, string Name)
{
    /// <summary>Parses a volume id; null when the text is none. A storage's id has two characters at least.</summary>
    public static VolumeId? TryParse(string text) =>
        Shape().Match(text) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value) : null;

    /// <summary>Parses a volume id.</summary>
    /// <exception cref="PveException"><c>unable to parse volume ID 'X'</c>.</exception>
    public static VolumeId Parse(string text) => TryParse(text) ?? throw new PveException(Unparsable(text));

    /// <summary>The refusal of a text that is no volume id.</summary>
    public static string Unparsable(string text) => $"unable to parse volume ID '{text}'";

    /// <summary>The id as it is written.</summary>
    public override string ToString() => $"{Storage}:{Name}";

    [GeneratedRegex(@"^([a-z][a-z0-9\-_.]*[a-z0-9]):(.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
