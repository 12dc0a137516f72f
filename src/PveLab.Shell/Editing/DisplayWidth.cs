using System.Globalization;
using System.Text;

namespace PveLab.Shell.Editing;

/// <summary>
/// How many terminal columns a text takes: East Asian wide characters and emoji two, combining marks none, ambiguous ones (box drawing, arrows) one.
/// The unit is the grapheme cluster, so a family emoji or a letter with its accents is never cut in two.
/// </summary>
public static class DisplayWidth
{
    private const char EmojiPresentation = '\uFE0F';

    /// <summary>Columns taken by the whole text.</summary>
    public static int Of(string text) => Of(text.AsSpan());

    /// <inheritdoc cref="Of(string)"/>
    public static int Of(ReadOnlySpan<char> text)
    {
        int total = 0;
        while (!text.IsEmpty)
        {
            int length = NextGrapheme(text);
            total += OfGrapheme(text[..length]);
            text = text[length..];
        }
        return total;
    }

    /// <summary>UTF-16 length of the grapheme cluster the text begins with (at least 1, the text must not be empty).</summary>
    public static int NextGrapheme(ReadOnlySpan<char> text)
    {
        // Two neighbours that never combine: all of ASCII, and the kana and ideographs nearly all Japanese text consists of.
        if (text.Length == 1 || (StandsAlone(text[0]) && StandsAlone(text[1]))) return 1;
        return Math.Max(1, StringInfo.GetNextTextElementLength(text));
    }

    /// <summary>The grapheme clusters of a text.</summary>
    public static IEnumerable<string> Graphemes(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = NextGrapheme(text.AsSpan(at));
            yield return text.Substring(at, length);
            at += length;
        }
    }

    /// <summary>Columns (0, 1 or 2) taken by one grapheme cluster.</summary>
    public static int OfGrapheme(ReadOnlySpan<char> grapheme)
    {
        if (grapheme.Length == 1) return OfRune(grapheme[0]);
        if (grapheme.Contains(EmojiPresentation)) return 2;
        int total = 0;
        foreach (Rune rune in grapheme.EnumerateRunes()) total += OfRune(rune.Value);
        return Math.Min(total, 2);
    }

    /// <summary>The longest beginning of the text, in whole graphemes, that takes at most <paramref name="columns"/> columns.</summary>
    public static string Clip(string text, int columns)
    {
        int end = 0, width = 0;
        while (end < text.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(end);
            int length = NextGrapheme(rest);
            width += OfGrapheme(rest[..length]);
            if (width > columns) break;
            end += length;
        }
        return text[..end];
    }

    /// <summary>Pads with blanks on the right to that many columns.</summary>
    public static string PadRight(string text, int columns) => text + new string(' ', Math.Max(0, columns - Of(text)));

    private static bool StandsAlone(char c) => c is (>= ' ' and < '\x7F') or (>= '\u3001' and <= '\u3029') or (>= '\u3041' and <= '\u3096')
        or (>= '\u30A0' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uFF01' and <= '\uFF60');

    private static int OfRune(int rune)
    {
        if (rune < 0x300) return rune is < 0x20 or (>= 0x7F and < 0xA0) or 0xAD ? 0 : 1;
        if (WideRanges.Contains(rune)) return IsZero(rune) ? 0 : 2;
        return IsZero(rune) ? 0 : 1;
    }

    private static bool IsZero(int rune)
    {
        if (rune is >= 0x1160 and <= 0x11FF) return true; // Hangul vowels and finals join the wide initial before them
        if (!Rune.IsValid(rune)) return false;
        return Rune.GetUnicodeCategory(new Rune(rune)) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.Control;
    }
}
