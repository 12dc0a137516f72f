using System.Text;
using PveLab.Shell.Language;

namespace PveLab.Shell.Tools;

/// <summary>tr [-c] [-d] [-s] SET1 [SET2].</summary>
internal static class Tr
{
    private static readonly OptionTable Table = new("c/complement", "C", "d/delete", "s/squeeze-repeats", "t/truncate-set1") { Usage = "[OPTION]... STRING1 [STRING2]" };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var sets = options.Operands;
        var two = !options.Has("d") && !options.Has("s");
        if (sets.Count == 0 || (two && sets.Count < 2))
        {
            var what = sets.Count == 0 ? "missing operand" : $"missing operand after {TextInput.Curly(sets[0])}\nTwo strings must be given when translating.";
            yield return invocation.Fail(1, $"tr: {what}\nTry 'tr --help' for more information.");
            yield break;
        }
        if (sets.Count > 2 || (options.Has("d") && !options.Has("s") && sets.Count > 1))
        {
            yield return invocation.Fail(1, $"tr: extra operand {TextInput.Curly(sets[^1])}\nTry 'tr --help' for more information.");
            yield break;
        }
        var translation = new Translation(Expand(sets[0]), sets.Count > 1 ? Expand(sets[1]) : "", options);
        foreach (var step in invocation.Input)
        {
            if (step is Step.Out { Text: var text }) yield return new Step.Out(translation.Apply(text));
            else yield return step;
        }
    }

    private static string Expand(string set)
    {
        var text = set.Contains("[:", StringComparison.Ordinal) || set.Contains("[=", StringComparison.Ordinal) ? set : Escapes.Ansi(set);
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "[:", 0, 2) == 0 && text.IndexOf(":]", i, StringComparison.Ordinal) is var end and > 0)
            {
                for (var c = '\0'; c < 128; c++)
                    if (Pattern.InClass(text.AsSpan(i + 2, end - i - 2), c)) result.Append(c);
                i = end + 1;
            }
            else if (i + 2 < text.Length && text[i + 1] == '-' && text[i + 2] >= text[i] && text[i + 2] - text[i] < 0x300)
            {
                for (var c = text[i]; c <= text[i + 2]; c++) result.Append(c);
                i += 2;
            }
            else result.Append(text[i]);
        }
        return result.ToString();
    }

    private sealed class Translation(string from, string to, Options options)
    {
        private readonly bool complement = options.Has("c") || options.Has("C");
        private char last;

        public string Apply(string text)
        {
            var result = new StringBuilder(text.Length);
            foreach (var c in text)
            {
                var inside = from.Contains(c, StringComparison.Ordinal) != complement;
                if (options.Has("d"))
                {
                    if (!inside) Append(result, c, to);
                    continue;
                }
                if (to.Length == 0) Append(result, c, complement ? null : from, inside);
                else Append(result, inside ? Mapped(c) : c, to);
            }
            return result.ToString();
        }

        private char Mapped(char c) => complement ? to[^1] : to[Math.Min(from.IndexOf(c, StringComparison.Ordinal), to.Length - 1)];

        private void Append(StringBuilder result, char c, string? squeezed, bool inside = false)
        {
            if (options.Has("s") && result.Length + 1 > 0 && c == last && (squeezed is null ? inside : squeezed.Contains(c, StringComparison.Ordinal))) return;
            result.Append(c);
            last = c;
        }
    }
}
