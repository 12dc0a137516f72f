using System.Globalization;

namespace PveLab.Shell.Language;

/// <summary>Brace expansion: <c>a{b,c}</c> and <c>{1..3}</c>, before anything else is expanded. Quoted text and expansions are opaque.</summary>
internal static class Braces
{
    /// <summary>Most words one word may become.</summary>
    public const int Limit = 10_000;

    /// <summary>The words <paramref name="word"/> stands for; itself when there is nothing to expand.</summary>
    public static IReadOnlyList<Word> Expand(Word word)
    {
        if (!word.HasBraces) return [word];
        var atoms = new List<Atom>();
        foreach (var part in word.Parts)
        {
            if (part is WordPart.Literal { Quoted: false } literal)
                foreach (var c in literal.Text) atoms.Add(new Atom(c, null));
            else
                atoms.Add(new Atom('\0', part));
        }
        var words = Expand(atoms, 0);
        return words.Count == 1 ? [word] : [.. words.Select(ToWord)];
    }

    private readonly record struct Atom(char Text, WordPart? Part);

    private static List<List<Atom>> Expand(List<Atom> atoms, int from)
    {
        for (var open = from; open < atoms.Count; open++)
        {
            if (atoms[open].Text != '{' || Close(atoms, open, out var commas) is not (>= 0 and var close)) continue;
            var alternatives = commas.Count > 0 ? Alternatives(atoms, open, close, commas) : Sequence(atoms, open, close);
            if (alternatives is null) continue;
            var prefix = atoms.GetRange(0, open);
            var suffixes = Expand(atoms.GetRange(close + 1, atoms.Count - close - 1), 0);
            if ((long)alternatives.Count * suffixes.Count > Limit)
                throw new ShellError($"PveLab: brace expansion to more than {Limit} words is not simulated", 255);
            return [.. from alternative in alternatives from suffix in suffixes select (List<Atom>)[.. prefix, .. alternative, .. suffix]];
        }
        return [atoms];
    }

    private static int Close(List<Atom> atoms, int open, out List<int> commas)
    {
        commas = [];
        var depth = 0;
        for (var i = open; i < atoms.Count; i++)
        {
            if (atoms[i].Text == '{') depth++;
            else if (atoms[i].Text == '}' && --depth == 0) return i;
            else if (atoms[i].Text == ',' && depth == 1) commas.Add(i);
        }
        return -1;
    }

    private static List<List<Atom>> Alternatives(List<Atom> atoms, int open, int close, List<int> commas)
    {
        var result = new List<List<Atom>>();
        var start = open + 1;
        foreach (var end in commas.Append(close))
        {
            result.AddRange(Expand(atoms.GetRange(start, end - start), 0));
            start = end + 1;
        }
        return result;
    }

    private static List<List<Atom>>? Sequence(List<Atom> atoms, int open, int close)
    {
        var inner = atoms.GetRange(open + 1, close - open - 1);
        if (inner.Any(a => a.Part is not null)) return null;
        var parts = string.Concat(inner.Select(a => a.Text)).Split("..");
        if (parts.Length is not (2 or 3)) return null;
        var step = 1L;
        if (parts.Length == 3 && !long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step)) return null;
        var items = Letters(parts, step) ?? Numbers(parts, step);
        return items?.Select(text => text.Select(c => new Atom(c, null)).ToList()).ToList();
    }

    private static List<string>? Letters(string[] parts, long step) =>
        parts[0].Length == 1 && parts[1].Length == 1 && char.IsAsciiLetter(parts[0][0]) && char.IsAsciiLetter(parts[1][0])
            ? [.. Range(parts[0][0], parts[1][0], step).Select(v => ((char)v).ToString())]
            : null;

    private static List<string>? Numbers(string[] parts, long step)
    {
        const NumberStyles signed = NumberStyles.AllowLeadingSign;
        if (!long.TryParse(parts[0], signed, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(parts[1], signed, CultureInfo.InvariantCulture, out var last)) return null;
        var padded = parts.Take(2).Any(p => p.TrimStart('-') is { Length: > 1 } digits && digits[0] == '0');
        var width = padded ? Math.Max(parts[0].Length, parts[1].Length) : 0;
        return [.. Range(first, last, step).Select(v => v < 0 ? "-" + Variables.Text(-v).PadLeft(Math.Max(0, width - 1), '0') : Variables.Text(v).PadLeft(width, '0'))];
    }

    private static IEnumerable<long> Range(long first, long last, long step)
    {
        var size = Math.Max(1, step == long.MinValue ? 1 : Math.Abs(step));
        if (Math.Abs((decimal)last - first) / size > Limit)
            throw new ShellError($"PveLab: brace expansion to more than {Limit} words is not simulated", 255);
        for (decimal value = first; first <= last ? value <= last : value >= last; value += first <= last ? size : -size)
            yield return (long)value;
    }

    private static Word ToWord(List<Atom> atoms)
    {
        var parts = new List<WordPart>();
        var text = new System.Text.StringBuilder();
        foreach (var atom in atoms)
        {
            if (atom.Part is null)
            {
                text.Append(atom.Text);
                continue;
            }
            if (text.Length > 0) parts.Add(new WordPart.Literal(text.ToString(), false));
            text.Clear();
            parts.Add(atom.Part);
        }
        if (text.Length > 0) parts.Add(new WordPart.Literal(text.ToString(), false));
        return new Word(parts);
    }
}
