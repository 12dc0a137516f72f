using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>tee [-a] FILE…</summary>
internal static class Tee
{
    private static readonly OptionTable Table = new("a/append", "i/ignore-interrupts", "p", "!/output-error?");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var targets = options.Operands.ToList();
        foreach (var name in options.Operands)
            if (Write(invocation, name, "", options.Has("a")) is { } error)
            {
                targets.Remove(name);
                yield return invocation.Fail(1, $"tee: {name}: {error}");
            }
        foreach (var step in invocation.Input)
        {
            yield return step;
            if (step is not Step.Out { Text: var text }) continue;
            foreach (var name in targets.ToList())
                if (Write(invocation, name, text, append: true) is { } error)
                {
                    targets.Remove(name);
                    yield return invocation.Fail(1, $"tee: {name}: {error}");
                }
        }
    }

    private static string? Write(Invocation invocation, string name, string text, bool append)
    {
        if (name is "/dev/null" or "/dev/stdout" or "/dev/stderr" or "/dev/tty") return null;
        try
        {
            invocation.Files.WriteText(invocation.Absolute(name), text, append);
            return null;
        }
        catch (FileException error)
        {
            return error.Errno.Describe();
        }
    }
}
