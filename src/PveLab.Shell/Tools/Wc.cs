using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>wc -l -w -c -m -L.</summary>
internal static class Wc
{
    private static readonly OptionTable Table = new("l/lines", "w/words", "c/bytes", "m/chars", "L/max-line-length", "!/files0-from:", "!/total:");

    private static readonly string[] Columns = ["l", "w", "m", "c", "L"];

    private sealed record Counts(long Lines, long Words, long Chars, long Bytes, long Longest);

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        string[] keys = options.Last("l", "w", "c", "m", "L") is null ? ["l", "w", "c"] : [.. Columns.Where(options.Has)];
        var names = options.Operands.Count == 0 ? ["-"] : options.Operands;
        var rows = new List<(Counts Counts, string Name)>();
        var width = Width(invocation, names, keys.Length);
        var total = new Counts(0, 0, 0, 0, 0);
        foreach (var name in names)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(1, $"wc: {name}: {errno.Describe()}");
                if (errno == Errno.IsDirectory) yield return new Step.Out(Row(new Counts(0, 0, 0, 0, 0), keys, Math.Max(width, 7), name));
                continue;
            }
            var counter = new Counter();
            foreach (var step in pipe)
            {
                if (step is Step.Out { Text: var text }) counter.Add(text);
                else yield return step;
            }
            var counts = invocation.Files.Find(invocation.Absolute(name)) is BlobFile blob ? counter.Counts with { Bytes = blob.Size } : counter.Counts;
            total = new Counts(total.Lines + counts.Lines, total.Words + counts.Words, total.Chars + counts.Chars, total.Bytes + counts.Bytes, Math.Max(total.Longest, counts.Longest));
            yield return new Step.Out(Row(counts, keys, width, options.Operands.Count == 0 ? "" : name));
        }
        if (names.Count > 1) yield return new Step.Out(Row(total, keys, width, "total"));
    }

    /// <summary>All numbers get the width of the largest possible one; a pipe's size is unknown, so seven then.</summary>
    private static int Width(Invocation invocation, List<string> names, int columns)
    {
        if (names.Count == 1 && columns == 1) return 1;
        var sizes = names.Select(n => n == "-" ? null : invocation.Files.Find(invocation.Absolute(n))).ToList();
        var digits = Sizes.Text(sizes.Sum(s => s is DirectoryEntry ? 0 : s?.Size ?? 0)).Length;
        return names.Contains("-") || sizes.Exists(s => s is DirectoryEntry) ? Math.Max(7, digits) : digits;
    }

    private static string Row(Counts counts, string[] keys, int width, string name)
    {
        var numbers = keys.Select(k => Sizes.Text(k switch { "l" => counts.Lines, "w" => counts.Words, "m" => counts.Chars, "c" => counts.Bytes, _ => counts.Longest }).PadLeft(width));
        return string.Join(' ', numbers) + (name.Length > 0 ? " " + name : "") + "\n";
    }

    private sealed class Counter
    {
        private long lines, words, chars, bytes, longest, column;
        private bool inWord;

        public Counts Counts => new(lines, words, chars, bytes, Math.Max(longest, column));

        public void Add(string text)
        {
            bytes += Encoding.UTF8.GetByteCount(text);
            foreach (var c in text)
            {
                if (!char.IsLowSurrogate(c)) chars++;
                column = c == '\n' ? 0 : column + 1;
                longest = Math.Max(longest, column);
                if (c == '\n') lines++;
                var blank = char.IsWhiteSpace(c);
                if (!blank && !inWord) words++;
                inWord = !blank;
            }
        }
    }
}
