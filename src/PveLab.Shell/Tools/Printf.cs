using PveLab.Shell.Language;

namespace PveLab.Shell.Tools;

/// <summary>printf: %s %d %i %u %x %X %o %c %b %q %f %e %g %% with flags, width and precision; the format is used again while arguments are left.</summary>
internal static class Printf
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var arguments = invocation.Arguments.Count > 0 && invocation.Arguments[0] == "--" ? [.. invocation.Arguments.Skip(1)] : invocation.Arguments;
        if (arguments.Count > 0 && arguments[0] == "-v")
        {
            if (arguments.Count < 3 || !Names.IsName(arguments[1]))
            {
                yield return invocation.Complain(2, arguments.Count < 3 ? "usage: printf [-v var] format [arguments]" : $"`{arguments[1]}': not a valid identifier");
                yield break;
            }
            var (text, problem) = Format(invocation, arguments[2], [.. arguments.Skip(3)]);
            invocation.Shell.State.Variables.Set(arguments[1], text);
            if (problem is not null) yield return problem;
            yield break;
        }
        if (arguments.Count == 0)
        {
            yield return invocation.Fail(2, "printf: usage: printf [-v var] format [arguments]");
            yield break;
        }
        var (output, error) = Format(invocation, arguments[0], [.. arguments.Skip(1)]);
        if (error is not null) yield return error;
        if (output.Length > 0) yield return new Step.Out(output);
    }

    /// <summary>The format applied once, as awk does; numbers may be written with decimals.</summary>
    public static string Once(string format, IReadOnlyList<string> arguments)
    {
        var run = new PrintfRun(format, arguments) { Truncates = true };
        run.Once();
        return run.Text.ToString();
    }

    private static (string Text, Step.Err? Error) Format(Invocation invocation, string format, IReadOnlyList<string> arguments)
    {
        var run = new PrintfRun(format, arguments);
        do
        {
            var before = run.Used;
            run.Once();
            if (run.Used == before || run.Stopped) break;
        }
        while (run.Used < arguments.Count && run.Error is null);
        return (run.Text.ToString(), run.Error is { } error ? error.StartsWith("PveLab", StringComparison.Ordinal) ? invocation.Fail(255, error) : invocation.Complain(1, error) : null);
    }
}
