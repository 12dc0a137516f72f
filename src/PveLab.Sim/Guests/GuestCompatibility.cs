using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>Whether this node's QEMU can be what a configuration asks for (qemu-server: PVE/QemuServer.pm config_to_command).</summary>
internal static partial class GuestCompatibility
{
    private const string ModelFile = "/virtual-guest/cpu-models.conf";
    private const string CustomPrefix = "custom-";

    /// <summary>Refuses a machine type newer than QEMU, and a custom CPU model that the cluster does not define.</summary>
    public static void Check(VirtualMachine guest, GuestConfig config)
    {
        CheckMachine(guest, config["machine"]);
        var cpu = config["cpu"]?.Split(',')[0] ?? "";
        if (cpu.StartsWith("cputype=", StringComparison.Ordinal)) cpu = cpu["cputype=".Length..];
        if (!cpu.StartsWith(CustomPrefix, StringComparison.Ordinal)) return;
        var name = cpu[CustomPrefix.Length..];
        var cluster = guest.Node.Cluster;
        var defined = cluster.Exists(ModelFile) && cluster.ReadText(ModelFile).Split('\n').Any(l => l.Trim() == $"cpu-model: {name}");
        if (!defined) throw new PveException($"Custom cputype '{name}' not found");
    }

    private static void CheckMachine(VirtualMachine guest, string? machine)
    {
        var type = machine?.Split(',')[0] ?? "";
        if (type.StartsWith("type=", StringComparison.Ordinal)) type = type["type=".Length..];
        if (Version().Match(type) is not { Success: true } version) return;
        var wanted = (Number(version, 1), Number(version, 2));
        var installed = Release.Qemu.Split('.');
        if (wanted.CompareTo((int.Parse(installed[0], CultureInfo.InvariantCulture), int.Parse(installed[1], CultureInfo.InvariantCulture))) <= 0) return;
        if (!type.Contains("+pve", StringComparison.Ordinal)) type += "+pve0";
        throw new PveException($"Installed QEMU version '{Release.Qemu}' is too old to run machine type '{type}', please upgrade node '{guest.Node.Name}'");
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:pc|pc-i440fx|pc-q35|q35|virt)-(\d{1,4})\.(\d{1,4})", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
