using System.Buffers;
using System.Text;

namespace PveLab.Courseware.Lessons;

/// <summary>Keeps terminal control out of what a lesson shows: C0 (ESC), DEL, C1, bidirectional controls, line separators, lone surrogates, noncharacters that XML refuses.</summary>
public static class SafeText
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(Where(c => c == '\t' || IsControl(c) || char.IsSurrogate(c)));

    /// <summary>Every character <see cref="IsControl"/> names.</summary>
    public static SearchValues<char> Controls { get; } = SearchValues.Create(Where(IsControl));

    /// <summary>The text without control characters. Newlines stay, a tab becomes a space.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious)) return text;
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\n') clean.Append(c);
            else if (c is '\t' or '\u2028' or '\u2029') clean.Append(' ');
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) clean.Append('\uFFFD');
            else if (!IsControl(c)) clean.Append(c);
        }
        return clean.ToString();
    }

    /// <summary>Whether the character could steer a terminal or reorder its line (tab and newline do not count).</summary>
    public static bool IsControl(char c) => c is (< ' ' and not ('\n' or '\t')) or (>= '\x7F' and <= '\x9F')
        or '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF'
        or (>= '\uFFF9' and <= '\uFFFB') or '\uFFFE' or '\uFFFF';

    private static string Where(Func<char, bool> test) => string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(test));
}
