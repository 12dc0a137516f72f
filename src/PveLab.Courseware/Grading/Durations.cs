using System.Globalization;
using System.Text;

namespace PveLab.Courseware.Grading;

/// <summary>How long something took, as people say it: <c>1 h 20 min</c>, <c>1 時間 20 分</c>; whole seconds, without units that are 0.</summary>
public static class Durations
{
    private static readonly (int Seconds, string En, string Ja)[] Units = [(3600, "h", "時間"), (60, "min", "分"), (1, "s", "秒")];

    /// <summary>In a language (<c>ja</c> or anything else for English).</summary>
    public static string In(string language, TimeSpan time)
    {
        var left = (long)Math.Round(time.TotalSeconds, MidpointRounding.AwayFromZero);
        if (left < 0) return "-" + In(language, time.Negate());
        var text = new StringBuilder();
        foreach (var (seconds, en, ja) in Units)
        {
            if (left >= seconds) text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{left / seconds} {(language == "ja" ? ja : en)}");
            left %= seconds;
        }
        return text.Length > 0 ? text.ToString() : language == "ja" ? "0 秒" : "0 s";
    }

    /// <summary>In Japanese.</summary>
    public static string Ja(TimeSpan time) => In("ja", time);

    /// <summary>In English.</summary>
    public static string En(TimeSpan time) => In("en", time);
}
