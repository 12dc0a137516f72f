namespace PveLab.Shell.Tools;

/// <summary>awk -F -v with the everyday part of the language (see <see cref="AwkParser"/>): patterns, print, printf, if, for, while, arrays, the common functions.</summary>
internal static class Awk
{
    private static readonly OptionTable Table = new("F:/field-separator:", "v:/assign:", "!f:/file:", "!W:", "!i:", "!e:")
    {
        UsageStatus = 2,
        StopsAtOperand = true,
        Usage = "[Options] [Program] [file ...]"
    };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0)
        {
            yield return invocation.Fail(2, "Usage: mawk [Options] [Program] [file ...]");
            yield break;
        }
        var parser = new AwkParser(options.Operands[0]);
        var rules = parser.Parse();
        if (parser.Error is { } error)
        {
            var honest = error.StartsWith("PveLab", StringComparison.Ordinal);
            yield return invocation.Fail(honest ? 255 : 2, honest ? error : $"mawk: line 1: {error}");
            yield break;
        }
        var machine = new AwkMachine(invocation, options["F"] is { } f ? Language.Escapes.Ansi(f) : " ");
        foreach (var assignment in options.All("v"))
        {
            var parts = assignment.Split('=', 2);
            if (parts.Length == 2) machine.Set(parts[0], AwkValue.Input(Language.Escapes.Ansi(parts[1])));
        }
        foreach (var step in machine.Begin(rules)) yield return step;
        var reads = rules.Any(r => r.Kind != AwkRuleKind.Begin) && !machine.Exited;
        foreach (var piece in reads ? invocation.LinesOf([.. options.Operands.Skip(1)], "cannot open {0}: ", 2) : [])
        {
            if (piece.Passed is { } step) yield return step;
            else
                foreach (var output in machine.Record(rules, piece.Line)) yield return output;
            if (machine.Exited) break;
        }
        foreach (var step in machine.End(rules)) yield return step;
        if (machine.Error is { } failure) yield return invocation.Fail(failure.StartsWith("PveLab", StringComparison.Ordinal) ? 255 : 2, failure);
        else if (machine.ExitStatus is { } status) invocation.ExitCode = status;
    }
}
