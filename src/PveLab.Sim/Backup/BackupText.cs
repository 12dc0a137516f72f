using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Backup;

/// <summary>How vzdump writes numbers and command lines (pve-manager: PVE/VZDump.pm; pve-common: PVE/Tools.pm shellquote).</summary>
public static partial class BackupText
{
    /// <summary>An archive's size as its log names it (VZDump.pm format_size).</summary>
    public static string ArchiveSize(long bytes)
    {
        var kib = bytes / 1024.0;
        if (kib < 1024) return string.Create(CultureInfo.InvariantCulture, $"{(long)kib}KB");
        var mib = kib / 1024;
        if (mib < 1024) return string.Create(CultureInfo.InvariantCulture, $"{(long)mib}MB");
        var gib = mib / 1024;
        return gib < 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{gib:F2}GB")
            : string.Create(CultureInfo.InvariantCulture, $"{gib / 1024:F2}TB");
    }

    /// <summary>Seconds as HH:MM:SS; hours go on beyond 24 (VZDump.pm format_time).</summary>
    public static string Clock(long seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}");

    /// <summary>A word as it must be typed in a shell (Perl's String::ShellQuote).</summary>
    public static string ShellQuote(string word)
    {
        if (word.Length == 0) return "''";
        if (Plain().IsMatch(word)) return word;
        var quoted = "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        if (quoted.StartsWith("''", StringComparison.Ordinal)) quoted = quoted[2..];
        return quoted.EndsWith("''", StringComparison.Ordinal) ? quoted[..^2] : quoted;
    }

    [GeneratedRegex(@"^[\w!%+,\-./:@^]+\z", RegexOptions.ECMAScript)]
    private static partial Regex Plain();
}
