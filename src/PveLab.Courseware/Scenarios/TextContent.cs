using System.Text;

namespace PveLab.Courseware.Scenarios;

/// <summary>Reads text that somebody else wrote: bounded, and refusing what is no text.</summary>
public static class TextContent
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads <paramref name="stream"/> to its end as UTF-8, line ends as <c>\n</c>, without a byte order mark.</summary>
    /// <exception cref="ContentException">It is longer than <paramref name="maxBytes"/> (an endless stream is left there), or no text.</exception>
    public static string Read(Stream stream, string shownAs, int maxBytes)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > maxBytes) throw new ContentException(shownAs, 0, 0, $"larger than {maxBytes / 1024} KiB");
        }
        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), shownAs);
    }

    /// <summary>Whether nothing stands in a text that may not: control characters steer terminals.</summary>
    public static bool IsText(string text) => !text.AsSpan().ContainsAnyExcept(Printable);

    /// <summary>The text itself, when it holds nothing that may not stand in one.</summary>
    /// <exception cref="ContentException">A control character stands in it.</exception>
    public static string Check(string text, string shownAs)
    {
        if (IsText(text)) return text;
        var odd = text.AsSpan().IndexOfAnyExcept(Printable);
        var before = text.AsSpan(0, odd);
        throw new ContentException(shownAs, before.Count('\n') + 1, odd - before.LastIndexOf('\n'),
            $"a control character (U+{(int)text[odd]:X4}) may not stand in a text");
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string shownAs)
    {
        string text;
        try
        {
            text = Utf8.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            throw new ContentException(shownAs, 0, 0, "this is no UTF-8 text");
        }
        return Check(text, shownAs);
    }

    private static readonly System.Buffers.SearchValues<char> Printable = System.Buffers.SearchValues.Create(
        new string([.. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => c is '\n' or '\t' || !Lessons.SafeText.IsControl(c))]));
}
