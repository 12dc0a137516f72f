using System.Buffers;
using System.Text;

namespace PveLab.Shell.Editing;

/// <summary>The words of the command at the cursor, quotes taken away, as far as they are typed.</summary>
/// <param name="Words">The words before the one at the cursor.</param>
/// <param name="Word">What is typed of the word at the cursor.</param>
/// <param name="Start">Where that word begins in the line (after an open quote).</param>
/// <param name="QuoteMark">The quote it stands in, or nothing.</param>
/// <param name="Redirected">It is the file of a redirection.</param>
internal sealed record TypedWords(IReadOnlyList<string> Words, string Word, int Start, string QuoteMark, bool Redirected)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" '\"&();|<>*?[]\\`!");

    /// <summary>Reads the line up to the cursor.</summary>
    public static TypedWords Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (start, begun, quote, redirected) = (0, false, '\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != 0)
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                if (!begun || word.Length == 0) start = i + 1;
                begun = true;
            }
            else if (c == '\\' && i + 1 < line.Length)
            {
                if (!begun) start = i;
                begun = true;
                word.Append(line[++i]);
            }
            else if (c is ' ' or '\t' or '|' or ';' or '&' or '(' or ')' or '<' or '>' or '\n' or '`')
            {
                if (begun && !redirected) words.Add(word.ToString());
                if (begun) redirected = false;
                word.Clear();
                begun = false;
                if (c is '<' or '>') redirected = true;
                else if (c is not (' ' or '\t')) (redirected, words) = (false, []);
            }
            else
            {
                if (!begun) start = i;
                begun = true;
                word.Append(c);
            }
        }
        if (!begun) start = line.Length;
        return Split(new TypedWords(words, word.ToString(), start, quote == 0 ? "" : quote.ToString(), redirected));
    }

    /// <summary><c>--storage=na</c> is completed as the value after <c>--storage</c>.</summary>
    private static TypedWords Split(TypedWords typed)
    {
        var equals = typed.Word.StartsWith("--", StringComparison.Ordinal) ? typed.Word.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? typed
            : typed with { Words = [.. typed.Words, typed.Word[..equals]], Word = typed.Word[(equals + 1)..], Start = typed.Start + equals + 1 };
    }

    /// <summary>The word as it must be typed here.</summary>
    public string Quote(string word)
    {
        if (QuoteMark.Length > 0 || word.StartsWith('$') || word.AsSpan().IndexOfAny(Special) < 0) return word;
        var escaped = new StringBuilder(word.Length + 4);
        foreach (var c in word)
        {
            if (Special.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
