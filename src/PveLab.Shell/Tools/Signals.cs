using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>Signals by name and number.</summary>
internal static class Signals
{
    private static readonly (string Name, int Number)[] Known =
    [
        ("HUP", 1), ("INT", 2), ("QUIT", 3), ("ABRT", 6), ("KILL", 9), ("USR1", 10), ("SEGV", 11), ("USR2", 12), ("PIPE", 13), ("TERM", 15), ("CONT", 18), ("STOP", 19),
    ];

    /// <summary>The number of <c>9</c>, <c>KILL</c> or <c>SIGKILL</c>; null when there is no such signal.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number is >= 0 and <= 64 ? number : null;
        var name = text.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal)) name = name[3..];
        return Array.Find(Known, k => k.Name == name) is { Name: not null } found ? found.Number : null;
    }
}
