namespace PveLab.Shell.Tools;

/// <summary>sort -n -h -r -f -u -s -b -V -c -k -t -o.</summary>
internal static class Sort
{
    private static readonly OptionTable Table = new(
        "n/numeric-sort", "h/human-numeric-sort", "r/reverse", "f/ignore-case", "u/unique", "s/stable", "b/ignore-leading-blanks", "V/version-sort", "c/check?",
        "k:/key:", "t:/field-separator:", "o:/output:",
        "!C", "!d/dictionary-order", "!g/general-numeric-sort", "!i/ignore-nonprinting", "!M/month-sort", "!m/merge", "!R/random-sort", "!S:/buffer-size:", "!T:/temporary-directory:",
        "!z/zero-terminated", "!/parallel:", "!/sort:", "!/debug")
    { UsageStatus = 2 };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (SortOrder.Make(options, out var error) is not { } order)
        {
            yield return invocation.Fail(2, "sort: " + error);
            yield break;
        }
        var lines = new List<string>();
        var size = 0L;
        foreach (var piece in invocation.LinesOf(options.Operands, "cannot read: {0}: ", 2))
        {
            if (piece.Passed is { } step) yield return step;
            else
            {
                lines.Add(piece.Line);
                size += piece.Line.Length;
            }
            if (size <= TextInput.GatherLimit) continue;
            yield return invocation.Fail(255, "PveLab: sorting more than 16 MiB is not simulated");
            yield break;
        }
        if (options.Has("c"))
        {
            for (var i = 1; i < lines.Count; i++)
            {
                if (order.Compare(lines[i - 1], lines[i]) <= 0) continue;
                yield return invocation.Fail(1, $"sort: {(options.Operands.Count > 0 ? options.Operands[0] : "-")}:{Sizes.Text(i + 1)}: disorder: {lines[i]}");
                yield break;
            }
            yield break;
        }
        var sorted = lines.Order(Comparer<string>.Create(order.Compare)).ToList();
        if (options.Has("u")) sorted = [.. Unique(sorted, order)];
        var text = string.Concat(sorted.Select(l => l + "\n"));
        if (options["o"] is { } target) invocation.Files.WriteText(invocation.Absolute(target), text);
        else if (text.Length > 0) yield return new Step.Out(text);
    }

    private static IEnumerable<string> Unique(List<string> sorted, SortOrder order)
    {
        for (var i = 0; i < sorted.Count; i++)
            if (i == 0 || order.CompareKeys(sorted[i - 1], sorted[i]) != 0) yield return sorted[i];
    }
}
