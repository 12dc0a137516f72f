using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>source, eval, exec, command and type.</summary>
internal static class ScriptBuiltins
{
    public static IEnumerable<Step> Source(Invocation invocation)
    {
        var (shell, state) = (invocation.Shell, invocation.Shell.State);
        if (invocation.Arguments.Count == 0)
        {
            yield return invocation.Complain(2, "filename argument required");
            yield return new Step.Err($"{invocation.Name}: usage: {invocation.Name} filename [arguments]\n");
            yield break;
        }
        var path = invocation.Absolute(invocation.Arguments[0]);
        if (invocation.Files.Find(path) is not TextFile)
        {
            var problem = invocation.Files.IsDirectory(path) ? "Is a directory" : "No such file or directory";
            yield return invocation.Fail(1, $"{state.ErrorPrefix}{(problem[0] == 'I' ? invocation.Name + ": " : "")}{invocation.Arguments[0]}: {problem}");
            yield break;
        }
        var (positional, sourcing) = (state.Positional, state.Sourcing);
        if (invocation.Arguments.Count > 1) state.Positional = [.. invocation.Arguments.Skip(1)];
        state.Sourcing = true;
        state.Status = 0;
        try
        {
            foreach (var step in shell.RunText(invocation.Files.ReadText(path), invocation.Streams, invocation.Arguments[0] + ": ")) yield return step;
            if (state.Flow == Flow.Return) state.Flow = Flow.On;
        }
        finally
        {
            state.Sourcing = sourcing;
            if (invocation.Arguments.Count > 1) state.Positional = positional;
        }
        invocation.ExitCode = state.Status;
    }

    public static IEnumerable<Step> Eval(Invocation invocation)
    {
        var state = invocation.Shell.State;
        state.Status = 0;
        foreach (var step in invocation.Shell.RunText(string.Join(' ', invocation.Arguments), invocation.Streams, "bash: eval: ")) yield return step;
        invocation.ExitCode = state.Status;
    }

    public static IEnumerable<Step> Exec(Invocation invocation)
    {
        var state = invocation.Shell.State;
        if (invocation.Arguments.Count == 0)
        {
            yield return invocation.Fail(255, "PveLab: redirecting the shell itself with 'exec' is not simulated");
            yield break;
        }
        foreach (var step in invocation.Shell.Call(invocation.Arguments, invocation.Streams, functions: false)) yield return step;
        invocation.ExitCode = state.Status;
        state.Flow = Flow.Exit;
    }

    public static IEnumerable<Step> Command(Invocation invocation)
    {
        var words = invocation.Arguments.SkipWhile(a => a is "-v" or "-V" or "-p" or "--").ToList();
        if (invocation.Arguments.Count > 0 && invocation.Arguments[0] is "-v" or "-V")
        {
            invocation.ExitCode = 1;
            foreach (var word in words)
            {
                var (kind, text) = Describe(invocation.Shell, word);
                if (kind.Length == 0) continue;
                invocation.ExitCode = 0;
                yield return new Step.Out((invocation.Arguments[0] == "-V" ? $"{word} is {text}" : kind is "file" or "alias" ? kind == "file" ? text : $"alias {word}={text}" : word) + "\n");
            }
            yield break;
        }
        if (words.Count == 0) yield break;
        foreach (var step in invocation.Shell.Call(words, invocation.Streams, functions: false)) yield return step;
        invocation.ExitCode = invocation.Shell.State.Status;
    }

    public static IEnumerable<Step> Type(Invocation invocation)
    {
        var option = invocation.Arguments.FirstOrDefault(a => a is "-t" or "-p" or "-a");
        foreach (var word in invocation.Arguments.Where(a => a is not ("-t" or "-p" or "-a" or "--")))
        {
            var (kind, text) = Describe(invocation.Shell, word);
            if (kind.Length == 0 && option is null) yield return invocation.Complain(1, $"{word}: not found");
            else if (kind.Length == 0) invocation.ExitCode = 1;
            else if (option == "-t") yield return new Step.Out(kind + "\n");
            else if (option == "-p") yield return new Step.Out(kind == "file" ? text + "\n" : "");
            else yield return new Step.Out($"{word} is {text}\n");
        }
    }

    private static (string Kind, string Text) Describe(Interpreter shell, string word)
    {
        if (shell.State.Aliases.TryGetValue(word, out var alias)) return ("alias", $"aliased to `{alias}'");
        if (Names.Reserved.Contains(word)) return ("keyword", "a shell keyword");
        if (shell.State.Functions.ContainsKey(word)) return ("function", "a function");
        if (Builtins.Has(word)) return ("builtin", "a shell builtin");
        return shell.Lookup(word) is { } command ? ("file", word.Contains('/', StringComparison.Ordinal) ? word : command.Path) : ("", "");
    }
}
