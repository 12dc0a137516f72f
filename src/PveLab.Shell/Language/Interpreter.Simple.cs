using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>Simple commands: expansion, assignments, and finding what runs.</summary>
internal sealed partial class Interpreter
{
    private IEnumerable<Step> Simple(Syntax.Simple command, Streams streams)
    {
        State.Line = command.Line;
        if (!Turn()) yield break;
        var fields = new Box<List<string>>();
        foreach (var step in Fields(command.Words, streams, fields)) yield return step;
        if (Stopped) yield break;
        var words = fields.Content!;
        if (words.Count == 0)
        {
            foreach (var step in AssignmentsOnly(command, streams)) yield return step;
        }
        else
        {
            var steps = command.Redirections.Count == 0
                ? Invoke(command, words, streams)
                : Redirect(command.Redirections, streams, inner => Invoke(command, words, inner), words[0]);
            foreach (var step in steps) yield return step;
        }
        CheckErrorExit();
    }

    /// <summary>Expands words to fields, running their command substitutions.</summary>
    private IEnumerable<Step> Fields(IReadOnlyList<Word> words, Streams streams, Box<List<string>> fields)
    {
        var resolved = words;
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].RunsCommands) continue;
            if (ReferenceEquals(resolved, words)) resolved = words.ToArray();
            var box = new Box<Word>();
            foreach (var step in Resolve(words[i], streams, box)) yield return step;
            if (Stopped) yield break;
            ((IList<Word>)resolved)[i] = box.Content!;
        }
        if (TryFields(resolved, fields) is { } failure) yield return failure;
    }

    private Step.Err? TryFields(IReadOnlyList<Word> words, Box<List<string>> fields)
    {
        try
        {
            fields.Content = expander.Fields(words);
            return null;
        }
        catch (ShellError error)
        {
            return GiveUp(error.Message, error.Status);
        }
    }

    private IEnumerable<Step> AssignmentsOnly(Syntax.Simple command, Streams streams)
    {
        var ran = command.Words.Any(w => w.RunsCommands) || command.Assignments.Any(a => a.Value.RunsCommands);
        foreach (var assignment in command.Assignments)
        {
            var value = new Box<string>();
            foreach (var step in Text(assignment.Value, streams, value)) yield return step;
            if (Stopped) yield break;
            if (Assign(assignment, value.Content!) is { } failure)
            {
                yield return failure;
                yield break;
            }
            if (State.Trace) yield return new Step.Err($"+ {assignment.Name}={Quote(value.Content!)}\n");
        }
        if (!ran) State.Status = 0;
        if (command.Redirections.Count == 0) yield break;
        foreach (var step in Redirect(command.Redirections, streams, _ => [], "")) yield return step;
    }

    private Step.Err? Assign(Assignment assignment, string value) => Attempt(() => State.Variables.Set(
        assignment.Name, assignment.Append ? State.Variables.Get(assignment.Name) + value : value));

    private IEnumerable<Step> Invoke(Syntax.Simple command, List<string> words, Streams streams)
    {
        if (command.Assignments.Count == 0) return Call(words, streams);
        return WithAssignments(command, words, streams);
    }

    /// <summary><c>NAME=value command</c>: the variable is the command's alone.</summary>
    private IEnumerable<Step> WithAssignments(Syntax.Simple command, List<string> words, Streams streams)
    {
        var saved = new List<(string Name, Variable? Old)>();
        try
        {
            foreach (var assignment in command.Assignments)
            {
                var value = new Box<string>();
                foreach (var step in Text(assignment.Value, streams, value)) yield return step;
                if (Stopped) yield break;
                saved.Add((assignment.Name, State.Variables.Find(assignment.Name)));
                if (Assign(assignment, value.Content!) is { } failure) yield return failure;
                State.Variables.Export(assignment.Name);
            }
            foreach (var step in Call(words, streams)) yield return step;
        }
        finally
        {
            for (var i = saved.Count - 1; i >= 0; i--) State.Variables.Restore(saved[i].Name, saved[i].Old);
        }
    }

    /// <summary>Runs a command given as words: function, builtin, program or script.</summary>
    public IEnumerable<Step> Call(IReadOnlyList<string> words, Streams streams, bool functions = true)
    {
        if (State.Trace) yield return new Step.Err($"+ {string.Join(' ', words.Select(Quote))}\n");
        IReadOnlyList<string> arguments = words.Count == 1 ? [] : [.. words.Skip(1)];
        if (functions && State.Functions.TryGetValue(words[0], out var body))
        {
            foreach (var step in Nested(CallFunction(body, arguments, streams))) yield return step;
            yield break;
        }
        if ((Builtins.Find(words[0]) ?? Lookup(words[0])?.Run) is not { } program)
        {
            var (message, status) = NotFound(words[0]);
            State.Status = status;
            yield return new Step.Err($"{State.ErrorPrefix}{message}\n");
            yield break;
        }
        var invocation = new Invocation(this, words[0], arguments, streams) { Program = program };
        foreach (var step in Guarded.Run(invocation)) yield return step;
        State.Status = invocation.ExitCode;
    }

    private IEnumerable<Step> CallFunction(Syntax body, IReadOnlyList<string> arguments, Streams streams)
    {
        var (positional, loops) = (State.Positional, State.LoopDepth);
        (State.Positional, State.LoopDepth) = (arguments, 0);
        State.FunctionDepth++;
        State.Locals.Push([]);
        try
        {
            foreach (var step in Run(body, streams)) yield return step;
            if (State.Flow == Flow.Return) State.Flow = Flow.On;
        }
        finally
        {
            var locals = State.Locals.Pop();
            for (var i = locals.Count - 1; i >= 0; i--) State.Variables.Restore(locals[i].Name, locals[i].Saved);
            State.FunctionDepth--;
            (State.Positional, State.LoopDepth) = (positional, loops);
        }
    }

    /// <summary>The program of that name or path; null when there is none.</summary>
    public Command? Lookup(string name)
    {
        if (!name.Contains('/', StringComparison.Ordinal)) return Session.Commands.Find(name);
        var path = UnixPath.Absolute(name, State.Directory);
        if (UnixPath.Directory(path) is "/bin" or "/usr/bin" or "/sbin" or "/usr/sbin" && Session.Commands.Find(UnixPath.Name(path)) is { } known) return known;
        return Session.Node.Files.Find(path) is TextFile { Mode: var mode } && (mode & 0b001_001_001) != 0
            ? new Command(name, invocation => RunScript(path, invocation), "a script")
            : null;
    }

    private (string Message, int Status) NotFound(string name)
    {
        if (!name.Contains('/', StringComparison.Ordinal)) return ($"{name}: command not found", 127);
        return Session.Node.Files.Find(UnixPath.Absolute(name, State.Directory)) switch
        {
            null => ($"{name}: No such file or directory", 127),
            DirectoryEntry => ($"{name}: Is a directory", 126),
            TextFile { Mode: var mode } when (mode & 0b001_001_001) == 0 => ($"{name}: Permission denied", 126),
            _ => ($"{name}: cannot execute binary file: Exec format error", 126),
        };
    }

    /// <summary>Runs a script file in a shell of its own.</summary>
    public IEnumerable<Step> RunScript(string path, Invocation invocation)
    {
        var fork = NewShell(invocation);
        fork.State.Positional = invocation.Arguments;
        fork.State.Name = invocation.Name;
        var text = Session.Node.Files.ReadText(path);
        foreach (var step in fork.RunText(text, invocation.Streams, invocation.Name + ": ")) yield return step;
        invocation.ExitCode = fork.State.Status;
    }

    /// <summary>A word as <c>set -x</c>, <c>alias</c> and <c>export -p</c> print it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "_-+./:=,@%^".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
