using System.Text.RegularExpressions;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A network card hangs on a bridge that is not there (or on one that leads nowhere).</summary>
public sealed partial record BridgeAbsent : GuestSettingFault
{
    /// <summary>The card.</summary>
    public string Nic { get; init; } = "net0";

    /// <summary>The bridge it is on.</summary>
    public string Bridge { get; init; } = "vmbr1";

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config)
    {
        if (config[Nic] is not { } value) throw new PveException($"no network card '{Nic}'");
        yield return (Nic, Name().Replace(value, "bridge=" + Bridge));
    }

    [GeneratedRegex(@"\bbridge=[^,]*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
