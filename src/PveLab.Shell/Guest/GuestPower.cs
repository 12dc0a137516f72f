using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>Programs inside a guest that take time: powering off, rebooting, sleeping.</summary>
internal static class GuestPower
{
    private const double LongestSleep = 365 * 86400.0;

    internal static IEnumerable<Step> PowerOff(GuestCall call) => Go(call, restart: false);

    internal static IEnumerable<Step> Reboot(GuestCall call) => Go(call, restart: true);

    internal static IEnumerable<Step> Shutdown(GuestCall call)
    {
        var restart = call.Arguments.Contains("-r");
        if (call.Arguments.Contains("now") || call.Arguments.Contains("+0")) return Go(call, restart);
        call.ExitCode = 255;
        return [new Step.Err("PveLab: 'shutdown' inside a guest is simulated with 'now' only\n")];
    }

    internal static IEnumerable<Step> Sleep(GuestCall call)
    {
        var seconds = 0.0;
        if (call.Arguments.Count != 1
            || !double.TryParse(call.Arguments[0].TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
            || seconds > LongestSleep)
        {
            call.ExitCode = 1;
            yield return new Step.Err($"sleep: invalid time interval '{string.Join(' ', call.Arguments)}'\n");
            yield break;
        }
        var until = call.Guest.Node.Clock.Now + TimeSpan.FromSeconds(seconds);
        while (call.Guest.Node.Clock.Now < until && call.Session.Alive) yield return new Step.Wait(until);
    }

    private static IEnumerable<Step> Go(GuestCall call, bool restart)
    {
        if (!call.IsRoot)
        {
            call.ExitCode = 1;
            yield return new Step.Err("Call to " + (restart ? "Reboot" : "PowerOff") + " failed: Interactive authentication required.\n");
            yield break;
        }
        if (call.Guest.Os.Status != OsStatus.Up) yield break;
        if (restart) call.Guest.Os.Reboot();
        else call.Guest.Os.PowerOff();
    }
}
