using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>diff and diff -u of two files, -q, -s; comparison by longest common subsequence.</summary>
internal static class Diff
{
    private const int LineLimit = 4000;

    private static readonly OptionTable Table = new(
        "u", "U:/unified:", "q/brief", "s/report-identical-files", "N/new-file",
        "!a/text", "!b/ignore-space-change", "!B/ignore-blank-lines", "!c", "!e/ed", "!i/ignore-case", "!r/recursive", "!w/ignore-all-space", "!y/side-by-side", "!/color?", "!l/paginate")
    { UsageStatus = 2, Usage = "[OPTION]... FILES" };

    private readonly record struct Edit(char Kind, string Line, int Old, int New);

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count != 2)
        {
            var what = options.Operands.Count switch
            {
                0 => "missing operand after 'diff'",
                1 => $"missing operand after '{options.Operands[0]}'",
                _ =>
                $"extra operand '{options.Operands[2]}'"
            };
            yield return invocation.Fail(2, $"diff: {what}\ndiff: Try 'diff --help' for more information.");
            yield break;
        }
        var texts = new List<List<string>>();
        foreach (var name in options.Operands)
        {
            var lines = new List<string>();
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(2, errno == Errno.IsDirectory ? $"PveLab: comparing directories with 'diff' is not simulated" : $"diff: {name}: {errno.Describe()}");
                continue;
            }
            foreach (var piece in pipe.Lines())
            {
                if (piece.Passed is { } step) yield return step;
                else lines.Add(piece.Line);
            }
            texts.Add(lines);
        }
        if (texts.Count < 2) yield break;
        var (left, right) = (options.Operands[0], options.Operands[1]);
        if (texts[0].SequenceEqual(texts[1]))
        {
            if (options.Has("s")) yield return new Step.Out($"Files {left} and {right} are identical\n");
            yield break;
        }
        invocation.ExitCode = 1;
        if (options.Has("q")) yield return new Step.Out($"Files {left} and {right} differ\n");
        else if (texts[0].Count > LineLimit || texts[1].Count > LineLimit) yield return invocation.Fail(255, $"PveLab: comparing files of more than {LineLimit} lines is not simulated");
        else
        {
            var edits = Compare(texts[0], texts[1]);
            yield return new Step.Out(options.Has("u") || options.Has("U")
                ? Head(invocation, "---", left) + Head(invocation, "+++", right) + Unified(edits, (int)Math.Min(1000, Sizes.Parse(options["U"] ?? "3") ?? 3))
                : Normal(edits));
        }
    }

    private static string Head(Invocation invocation, string mark, string name) =>
        $"{mark} {name}\t{Dates.Format("%F %T.%N %z", invocation.Files.Find(invocation.Absolute(name))?.Modified ?? invocation.Node.Clock.Now, invocation.Node.Datacenter.Zone)}\n";

    private static List<Edit> Compare(List<string> a, List<string> b)
    {
        var (start, endA, endB) = (0, a.Count, b.Count);
        while (start < endA && start < endB && a[start] == b[start]) start++;
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) (endA, endB) = (endA - 1, endB - 1);
        var common = new int[endA - start + 1, endB - start + 1];
        for (var i = endA - 1; i >= start; i--)
            for (var j = endB - 1; j >= start; j--)
                common[i - start, j - start] = a[i] == b[j] ? common[i - start + 1, j - start + 1] + 1 : Math.Max(common[i - start + 1, j - start], common[i - start, j - start + 1]);
        var edits = new List<Edit>();
        var (x, y) = (0, 0);
        while (x < a.Count || y < b.Count)
        {
            var inside = x >= start && y >= start && x <= endA && y <= endB;
            if (x < a.Count && y < b.Count && a[x] == b[y]) edits.Add(new Edit(' ', a[x], ++x, ++y));
            else if (x < endA && inside && (y >= endB || common[x - start + 1, y - start] >= common[x - start, y - start + 1])) edits.Add(new Edit('-', a[x], ++x, y));
            else edits.Add(new Edit('+', b[y], x, ++y));
        }
        return edits;
    }

    private static string Normal(List<Edit> edits)
    {
        var text = new StringBuilder();
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Kind == ' ') continue;
            var block = edits.Skip(i).TakeWhile(e => e.Kind != ' ').ToList();
            var (gone, come) = (block.FindAll(e => e.Kind == '-'), block.FindAll(e => e.Kind == '+'));
            var (old, made) = (gone.Count > 0 ? Range(gone[0].Old, gone[^1].Old) : Sizes.Text(come[0].Old), come.Count > 0 ? Range(come[0].New, come[^1].New) : Sizes.Text(gone[^1].New));
            text.Append(old).Append(gone.Count == 0 ? 'a' : come.Count == 0 ? 'd' : 'c').Append(made).Append('\n');
            foreach (var e in gone) text.Append("< ").Append(e.Line).Append('\n');
            if (gone.Count > 0 && come.Count > 0) text.Append("---\n");
            foreach (var e in come) text.Append("> ").Append(e.Line).Append('\n');
            i += block.Count - 1;
        }
        return text.ToString();
    }

    private static string Range(int first, int last) => first == last ? Sizes.Text(first) : $"{Sizes.Text(first)},{Sizes.Text(last)}";

    private static string Unified(List<Edit> edits, int context)
    {
        var text = new StringBuilder();
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Kind == ' ') continue;
            var from = Math.Max(0, i - context);
            var to = i;
            for (var j = i; j < edits.Count && j <= to + 2 * context + 1; j++)
                if (edits[j].Kind != ' ') to = j;
            var end = Math.Min(edits.Count, to + context + 1);
            var hunk = edits.GetRange(from, end - from);
            var (oldCount, newCount) = (hunk.Count(e => e.Kind != '+'), hunk.Count(e => e.Kind != '-'));
            var oldStart = hunk.Find(e => e.Kind != '+') is { Kind: not '\0' } o ? o.Old : hunk[0].Old;
            var newStart = hunk.Find(e => e.Kind != '-') is { Kind: not '\0' } n ? n.New : hunk[0].New;
            text.Append("@@ -").Append(Span(oldStart, oldCount)).Append(" +").Append(Span(newStart, newCount)).Append(" @@\n");
            foreach (var e in hunk) text.Append(e.Kind).Append(e.Line).Append('\n');
            i = end - 1;
        }
        return text.ToString();
    }

    private static string Span(int start, int count) => count == 1 ? Sizes.Text(start) : $"{Sizes.Text(start)},{Sizes.Text(count)}";
}
