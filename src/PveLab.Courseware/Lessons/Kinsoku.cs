using System.Buffers;

namespace PveLab.Courseware.Lessons;

/// <summary>How a character behaves at a line's edge.</summary>
internal enum BreakClass : byte
{
    /// <summary>Part of a word that is not broken: Latin letters, digits, most signs.</summary>
    Word,

    /// <summary>A line may begin and end with it: kana, ideographs, emoji.</summary>
    Free,

    /// <summary>No line begins with it (行頭禁則).</summary>
    NoStart,

    /// <summary>No line ends with it (行末禁則).</summary>
    NoEnd,

    /// <summary>Latin closing sign: sticks to what directly precedes it, like a letter to its word.</summary>
    Closing,

    /// <summary>Latin opening sign: sticks to what directly follows it.</summary>
    Opening,

    Space,

    Newline,
}

/// <summary>Japanese line breaking (JIS X 4051, the rules newspapers follow), with Latin words kept whole.</summary>
internal static class Kinsoku
{
    private static readonly SearchValues<char> Starts = SearchValues.Create(
        "、。，．・：；？！ー）」』】〕〉》］｝〙〗〟々〻ゝゞヽヾ゛゜〜～゠‼⁇⁈⁉" +
        "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" +
        "｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ");

    private static readonly SearchValues<char> Ends = SearchValues.Create("（「『【〔〈《［｛〘〖〝｢");
    private static readonly SearchValues<char> Closings = SearchValues.Create(".,:;!?)]}%»’”–％℃…‥");
    private static readonly SearchValues<char> Openings = SearchValues.Create("([{«‘“");

    /// <summary>Class of a grapheme by its first character and its width.</summary>
    public static BreakClass Of(char first, int width)
    {
        if (first == '\n') return BreakClass.Newline;
        if (first is ' ' or '\u3000') return BreakClass.Space;
        if (first is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')) return BreakClass.Word;
        if (Starts.Contains(first)) return BreakClass.NoStart;
        if (Ends.Contains(first)) return BreakClass.NoEnd;
        if (Closings.Contains(first)) return BreakClass.Closing;
        if (Openings.Contains(first)) return BreakClass.Opening;
        return width == 2 || first is >= '\uFF61' and <= '\uFF9F' ? BreakClass.Free : BreakClass.Word;
    }

    /// <summary>Whether a line may end after <paramref name="before"/> and the next begin with <paramref name="after"/>, the two being neighbours.</summary>
    public static bool Allows(BreakClass before, BreakClass after)
    {
        if (after is BreakClass.NoStart or BreakClass.Closing or BreakClass.Space) return false;
        if (before is BreakClass.NoEnd or BreakClass.Opening) return false;
        return !(IsLatin(before) && IsLatin(after));
    }

    private static bool IsLatin(BreakClass kind) => kind is BreakClass.Word or BreakClass.Closing or BreakClass.Opening;
}
