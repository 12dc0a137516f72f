using System.Globalization;
using System.Text;

namespace PveLab.Shell.Guest;

/// <summary>Longer texts that a guest's system prints.</summary>
internal static class GuestTexts
{
    internal const string Kernel = "6.8.0-85-generic";

    private const double GiB = 1 << 30;

    /// <summary>The local time as <c>date</c> prints it in English.</summary>
    internal static string Date(Sim.Guests.Guest guest)
    {
        var zone = guest.Node.Datacenter.Zone;
        var now = guest.Node.Clock.Now.UnixSeconds;
        var local = zone.ToLocal(now);
        var time = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, DateTimeKind.Unspecified);
        return time.ToString("ddd MMM ", CultureInfo.InvariantCulture) + string.Create(CultureInfo.InvariantCulture, $"{local.Day,2} ")
            + time.ToString("hh:mm:ss tt ", CultureInfo.InvariantCulture) + zone.AbbreviationAt(now) + time.ToString(" yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>What a login is greeted with.</summary>
    internal static string Motd(Sim.Guests.Guest guest)
    {
        var system = guest.Os.System!;
        if (!system.OsName.StartsWith("Ubuntu", StringComparison.Ordinal)) return $"Linux {system.HostName} {Kernel} x86_64\n\n";
        var disk = guest.Os.Disk!;
        var usage = string.Create(CultureInfo.InvariantCulture, $"{100.0 * disk.Written / disk.Size:F1}% of {disk.Size / GiB * 0.976:F2}GB");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Welcome to {system.OsName} (GNU/Linux {Kernel} x86_64)\n\n");
        text.Append(" * Documentation:  https://help.ubuntu.com\n * Management:     https://landscape.canonical.com\n * Support:        https://ubuntu.com/pro\n\n");
        text.Append(CultureInfo.InvariantCulture, $" System information as of {Date(guest)}\n\n");
        text.Append("  System load:  0.08\n");
        text.Append(CultureInfo.InvariantCulture, $"  Usage of /:   {usage}\n");
        text.Append("  Memory usage: 12%\n  Swap usage:   0%\n  Processes:    118\n  Users logged in: 0\n");
        foreach (var nic in guest.Os.Nics)
            if (nic.Address is { } address) text.Append(CultureInfo.InvariantCulture, $"  IPv4 address for {nic.Device}: {address}\n");
        return text.Append('\n').ToString();
    }
}
