using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>Finds names for new disk images (pve-storage: PVE/Storage/Plugin.pm get_next_vm_diskname).</summary>
public static class VolumeNumbers
{
    private const int PerGuest = 1024;

    /// <summary>The first free <c>vm-VMID-disk-N</c>, without a suffix.</summary>
    /// <param name="taken">Names or volume ids in use.</param>
    /// <param name="prefix"><c>vm</c> or <c>subvol</c>.</param>
    /// <param name="vmid">The owner.</param>
    /// <param name="suffix">What must follow the number for a name to count.</param>
    /// <param name="storage">The storage's id, for the refusal.</param>
    /// <exception cref="PveException">All numbers are taken.</exception>
    public static string Free(IEnumerable<string> taken, string prefix, int vmid, string suffix, string storage)
    {
        var pattern = string.Create(CultureInfo.InvariantCulture, $"(?:vm|base|subvol|basevol)-{vmid}-disk-([0-9]+){Regex.Escape(suffix)}");
        var used = taken.Select(name => Regex.Match(name, pattern)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        for (var number = 0; number < PerGuest; number++)
        {
            if (!used.Contains(number.ToString(CultureInfo.InvariantCulture)))
                return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{vmid}-disk-{number}");
        }
        throw new PveException(string.Create(CultureInfo.InvariantCulture, $"unable to allocate an image name for VM {vmid} in storage '{storage}'"));
    }
}
