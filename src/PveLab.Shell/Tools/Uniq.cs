namespace PveLab.Shell.Tools;

/// <summary>uniq -c -d -u -i -f N -s N.</summary>
internal static class Uniq
{
    private static readonly OptionTable Table = new(
        "c/count", "d/repeated", "u/unique", "i/ignore-case", "f:/skip-fields:", "s:/skip-chars:", "w:/check-chars:", "!D", "!/all-repeated?", "!/group?", "!z/zero-terminated")
    { Usage = "[OPTION]... [INPUT]" };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count > 1)
        {
            yield return invocation.Fail(255, "PveLab: an output file of 'uniq' is not simulated");
            yield break;
        }
        var comparison = options.Has("i") ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        string? current = null;
        var count = 0L;
        foreach (var piece in invocation.LinesOf(options.Operands))
        {
            if (piece.Passed is { } step)
            {
                yield return step;
                continue;
            }
            if (current is not null && string.Equals(Key(options, current), Key(options, piece.Line), comparison))
            {
                count++;
                continue;
            }
            if (current is not null && Shown(options, current, count) is { } shown) yield return shown;
            (current, count) = (piece.Line, 1);
        }
        if (current is not null && Shown(options, current, count) is { } last) yield return last;
    }

    private static string Key(Options options, string line)
    {
        var at = 0;
        for (var fields = Sizes.Parse(options["f"] ?? "0") ?? 0; fields > 0 && at < line.Length; fields--)
        {
            while (at < line.Length && line[at] is ' ' or '\t') at++;
            while (at < line.Length && line[at] is not (' ' or '\t')) at++;
        }
        at = (int)Math.Min(line.Length, at + (Sizes.Parse(options["s"] ?? "0") ?? 0));
        var length = (int)Math.Min(line.Length - at, Sizes.Parse(options["w"] ?? "") ?? int.MaxValue);
        return line.Substring(at, length);
    }

    private static Step.Out? Shown(Options options, string line, long count)
    {
        if ((options.Has("d") && count < 2) || (options.Has("u") && count > 1)) return null;
        return new Step.Out((options.Has("c") ? Sizes.Text(count).PadLeft(7) + " " : "") + line + "\n");
    }
}
