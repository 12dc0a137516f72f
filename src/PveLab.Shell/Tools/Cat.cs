using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>cat and tac.</summary>
internal static class Cat
{
    private static readonly OptionTable Table = new(
        "n/number", "b/number-nonblank", "E/show-ends", "T/show-tabs", "A/show-all", "e", "t", "s/squeeze-blank", "u", "!v/show-nonprinting");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var plain = options.Last("n", "b", "E", "T", "A", "e", "t", "s") is null;
        foreach (var step in plain ? Plain(invocation, options.Operands) : Decorated(invocation, options)) yield return step;
    }

    /// <summary>The files as they are.</summary>
    public static IEnumerable<Step> Plain(Invocation invocation, IReadOnlyList<string> names)
    {
        foreach (var name in names.Count == 0 ? ["-"] : names)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(1, $"{invocation.Name}: {name}: {errno.Describe()}");
                continue;
            }
            foreach (var step in pipe) yield return step;
        }
    }

    private static IEnumerable<Step> Decorated(Invocation invocation, Options options)
    {
        var (number, blanks) = (0, 0);
        var all = options.Has("A");
        var ends = all || options.Has("E") || options.Has("e");
        var tabs = all || options.Has("T") || options.Has("t");
        foreach (var piece in invocation.LinesOf(options.Operands))
        {
            if (piece.Passed is { } step)
            {
                yield return step;
                continue;
            }
            blanks = piece.Line.Length == 0 ? blanks + 1 : 0;
            if (blanks > 1 && options.Has("s")) continue;
            var counted = options.Has("b") ? piece.Line.Length > 0 : options.Has("n");
            var prefix = counted ? (++number).ToString(CultureInfo.InvariantCulture).PadLeft(6) + "\t" : "";
            var line = tabs ? piece.Line.Replace("\t", "^I", StringComparison.Ordinal) : piece.Line;
            yield return new Step.Out(prefix + line + (piece.Complete ? ends ? "$\n" : "\n" : ""));
        }
    }

    /// <summary>tac: last line first.</summary>
    public static IEnumerable<Step> Reversed(Invocation invocation)
    {
        var lines = new List<string>();
        foreach (var piece in invocation.LinesOf(invocation.Arguments, "failed to open '{0}' for reading: "))
        {
            if (piece.Passed is { } step) yield return step;
            else lines.Add(piece.Line);
        }
        lines.Reverse();
        foreach (var line in lines) yield return new Step.Out(line + "\n");
    }
}
