using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// How far the screen has shown what follows the last entry of a journal: the steps that were pulled since. An input brings along how many
/// steps came before it, so this place matters only until the next input; it lies in a file of its own, overwritten again and again.
/// </summary>
/// <param name="Entry">Number of the journal's last entry; 0 when there is none.</param>
/// <param name="Steps">Steps pulled since, and shown.</param>
/// <param name="Hash">The hash of that entry's line: a place of another journal, or of another past, is none.</param>
public sealed partial record JournalPlace(int Entry, int Steps, string Hash)
{
    /// <summary>Bytes of its text: always as many, so that it is overwritten by one write that a kill cannot tear.</summary>
    public const int Length = 128;

    /// <summary>Its text in <see cref="Length"/> bytes.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"entry\":{Entry},\"steps\":{Steps},\"hash\":\"{Hash}\"}}").PadRight(Length - 1) + "\n");

    /// <summary>Reads it; null when it is none.</summary>
    public static JournalPlace? Parse(ReadOnlySpan<byte> bytes)
    {
        var match = Shape().Match(Encoding.ASCII.GetString(bytes.Length > Length ? bytes[..Length] : bytes));
        return match.Success ? new JournalPlace(Number(match, 1), Number(match, 2), match.Groups[3].Value) : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""^\{"entry":(\d{1,9}),"steps":(\d{1,9}),"hash":"([0-9a-f]{64})"\} *\n$""", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
