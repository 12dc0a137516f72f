using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>cut -d -f -c -b -s --complement --output-delimiter.</summary>
internal static class Cut
{
    private static readonly OptionTable Table = new(
        "f:/fields:", "c:/characters:", "b:/bytes:", "d:/delimiter:", "s/only-delimited", "/complement", "/output-delimiter:", "n", "!z/zero-terminated")
    { Usage = "OPTION... [FILE]..." };

    private static readonly string[] Lists = ["f", "c", "b"];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var list = options["f"] ?? options["c"] ?? options["b"];
        var delimiter = options["d"] ?? "\t";
        if (Complaint(options, list, delimiter) is { } complaint)
        {
            yield return invocation.Fail(1, $"cut: {complaint}\nTry 'cut --help' for more information.");
            yield break;
        }
        var ranges = Ranges(list!, options.Has("f"), out var wrong);
        if (ranges is null)
        {
            yield return invocation.Fail(1, $"cut: {wrong}\nTry 'cut --help' for more information.");
            yield break;
        }
        bool Wanted(int n) => ranges.Exists(r => r.From <= n && n <= r.To) != options.Has("complement");
        foreach (var piece in invocation.LinesOf(options.Operands))
        {
            if (piece.Passed is { } step) yield return step;
            else if (!options.Has("f")) yield return new Step.Out(string.Concat(piece.Line.Where((_, i) => Wanted(i + 1))) + "\n");
            else if (!piece.Line.Contains(delimiter, StringComparison.Ordinal)) yield return new Step.Out(options.Has("s") ? "" : piece.Line + "\n");
            else yield return new Step.Out(string.Join(options["output-delimiter"] ?? delimiter, piece.Line.Split(delimiter).Where((_, i) => Wanted(i + 1))) + "\n");
        }
    }

    private static string? Complaint(Options options, string? list, string delimiter)
    {
        if (list is null) return "you must specify a list of bytes, characters, or fields";
        if (Lists.Count(options.Has) > 1) return "only one list may be specified";
        if (delimiter.Length != 1) return "the delimiter must be a single character";
        if (options.Has("d") && !options.Has("f")) return "an input delimiter may be specified only when operating on fields";
        return null;
    }

    private static List<(int From, int To)>? Ranges(string list, bool fields, out string wrong)
    {
        wrong = "";
        var ranges = new List<(int, int)>();
        foreach (var part in list.Split(',', ' '))
        {
            var ends = part.Split('-', 2);
            var (from, to) = (1, int.MaxValue);
            if (ends[0].Length > 0 && !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out from)) wrong = Invalid(ends[0], fields);
            if (ends.Length == 1) to = from;
            else if (ends[1].Length > 0 && !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out to)) wrong = Invalid(ends[1], fields);
            if (wrong.Length == 0 && (from == 0 || part.Length == 0)) wrong = fields ? "fields are numbered from 1" : "byte/character positions are numbered from 1";
            if (wrong.Length == 0 && part == "-") wrong = "invalid range with no endpoint: -";
            if (wrong.Length == 0 && to < from) wrong = "invalid decreasing range";
            if (wrong.Length > 0) return null;
            ranges.Add((from, to));
        }
        return ranges;
    }

    private static string Invalid(string text, bool fields) => $"invalid {(fields ? "field value" : "byte/character position")} {TextInput.Curly(text)}";
}
