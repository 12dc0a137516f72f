using System.Text.Json;
using System.Text.RegularExpressions;
using PveLab.Sim.HighAvailability;

namespace PveLab.Vectors;

/// <summary>
/// h_ha_runs: <c>cmdlist</c>, <c>hardware_status</c>, <c>service_config</c> → <c>log[]</c> of the managers on simulated hardware. First the changes of
/// state with their times are compared, then, when they agree, the whole log.
/// </summary>
public static partial class HaVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var hardware = new HaTestHardware(
            vector["hardware_status"].EnumerateObject().Select(node => node.Name),
            vector["service_config"].EnumerateObject().Select(service => ServiceOf(service.Name, service.Value)));
        hardware.Run(vector["cmdlist"].EnumerateArray().Select(round => round.EnumerateArray().Select(command => command.GetString()!).ToArray()));

        string[] expected = [.. vector["log"].EnumerateArray().Select(line => line.GetString()!)];
        var agreed = Same("states", [.. expected.Where(IsChange)], [.. hardware.Log.Where(IsChange)], compare);
        if (agreed) Same("log", expected, [.. hardware.Log], compare);
    }

    /// <summary>A requested state by its present name.</summary>
    internal static string StateOf(string state) => state == "enabled" ? "started" : state;

    private static HaServiceConfig ServiceOf(string sid, JsonElement config) => new(
        sid,
        config.GetProperty("node").GetString(),
        StateOf(config.TryGetProperty("state", out var state) ? state.GetString()! : "disabled"));

    private static bool Same(string what, string[] expected, string[] got, Comparison compare)
    {
        for (var line = 0; line < Math.Max(expected.Length, got.Length); line++)
        {
            var (want, have) = (expected.ElementAtOrDefault(line), got.ElementAtOrDefault(line));
            if (want == have) continue;
            compare.Same(FormattableString.Invariant($"{what} line {line + 1}"), want, have);
            return false;
        }
        return true;
    }

    private static bool IsChange(string line) => Change().IsMatch(line);

    [GeneratedRegex(": status change |: state changed ")]
    private static partial Regex Change();
}
