namespace PveLab.Shell.Tools;

/// <summary>bash and sh: <c>-c text</c>, a script file, or commands on standard input.</summary>
internal static class Bash
{
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = invocation.Arguments.TakeWhile(a => a.Length > 1 && a[0] == '-').ToList();
        var words = invocation.Arguments.Skip(options.Count).ToList();
        if (options.Find(o => o is not ("-c" or "-e" or "-l" or "-x" or "-lc" or "-ec" or "-")) is { } odd)
        {
            yield return invocation.Fail(255, $"PveLab: option '{odd}' of '{invocation.Name}' is not simulated");
            yield break;
        }
        var setting = string.Concat(options.Contains("-e") || options.Contains("-ec") ? "set -e\n" : "", options.Contains("-x") ? "set -x\n" : "");
        Invocation child;
        if (options.Exists(o => o.EndsWith('c')))
        {
            if (words.Count == 0)
            {
                yield return invocation.Fail(2, $"{invocation.Name}: -c: option requires an argument");
                yield break;
            }
            child = invocation.Script(setting + words[0], [.. words.Skip(1)]);
        }
        else if (words.Count > 0)
        {
            if (invocation.Open(words[0], out _) is null)
            {
                yield return invocation.Fail(127,
                    $"{invocation.Name}: {words[0]}: {(invocation.Files.IsDirectory(invocation.Absolute(words[0])) ? "Is a directory" : "No such file or directory")}");
                yield break;
            }
            child = invocation.ScriptFile(words[0], [.. words.Skip(1)]);
        }
        else if (invocation.InputIsTerminal)
        {
            yield return invocation.Fail(255, $"PveLab: an interactive '{invocation.Name}' inside the shell is not simulated");
            yield break;
        }
        else
        {
            var text = new System.Text.StringBuilder(setting);
            foreach (var step in invocation.Input)
            {
                if (step is Step.Out { Text: var chunk }) text.Append(chunk);
                else yield return step;
            }
            child = invocation.Script(text.ToString(), input: Pipe.Empty());
        }
        foreach (var step in child.Steps()) yield return step;
        invocation.ExitCode = child.ExitCode;
    }
}
