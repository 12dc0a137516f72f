using System.Globalization;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>Wall-clock texts as programs inside a guest print them.</summary>
internal static class LocalTime
{
    /// <summary>The local time of <paramref name="at"/> in <paramref name="zone"/>.</summary>
    internal static DateTime Of(Instant at, Zone zone) =>
        DateTime.UnixEpoch.AddMilliseconds(at.Milliseconds).AddHours(zone.Name == "Asia/Tokyo" ? 9 : 0);

    /// <summary><c>2026-04-01 09:03:00</c>.</summary>
    internal static string Text(Instant at, Zone zone) => Of(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
