using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Time;

/// <summary>Times as authors and learners write them for PveLab.</summary>
public static partial class TimeText
{
    /// <summary>A time as <c>60s</c>, <c>10m</c>, <c>2h</c> or <c>1d</c>, also <c>250ms</c> (a bare number means seconds); null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        var match = Time().Match(text);
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            "d" => TimeSpan.FromDays(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex("^([0-9]{1,10})(ms|[smhd])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
