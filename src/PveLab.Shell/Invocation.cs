using PveLab.Shell.Language;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Shell;

/// <summary>One running program: what it was started with and, in the end, its exit code.</summary>
public sealed class Invocation
{
    private IReadOnlyDictionary<string, string>? environment;

    internal Invocation(Interpreter shell, string name, IReadOnlyList<string> arguments, Streams streams)
    {
        Shell = shell;
        Name = name;
        Arguments = arguments;
        Streams = streams;
    }

    /// <summary>The word that started it.</summary>
    public string Name { get; }

    /// <summary>The words after its name.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Standard input: the upstream's steps. A filter maps the Out data and yields every other step on unchanged.</summary>
    public Pipe Input => Streams.Input;

    /// <summary>Exported variables.</summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => environment ??= Shell.State.Variables.Exported();
        init => environment = value;
    }

    /// <summary>The working directory, absolute.</summary>
    public string Directory => Shell.State.Directory;

    /// <summary>The node it runs on.</summary>
    public Node Node => Shell.Session.Node;

    /// <summary>The node's files.</summary>
    public FileTree Files => Node.Files;

    /// <summary>The terminal the session is attached to: answers to <see cref="Step.Ask"/> are read here.</summary>
    public Terminal Terminal => Shell.Session.Terminal;

    /// <summary>The session it was started from.</summary>
    public ShellSession Session => Shell.Session;

    /// <summary>Standard input is the terminal.</summary>
    public bool InputIsTerminal => Streams.Input.IsTerminal;

    /// <summary>Standard output is the terminal: columns, colours and paging make sense.</summary>
    public bool OutputIsTerminal => Streams.OutputIsTerminal;

    /// <summary>Width of the terminal in cells (80 when there is none).</summary>
    public int Columns => Terminal.Columns;

    /// <summary>Exit status, 0 until set.</summary>
    public int ExitCode { get; set; }

    internal Interpreter Shell { get; }

    internal Streams Streams { get; }

    /// <summary>The absolute, normalised form of a path argument.</summary>
    public string Absolute(string path) => UnixPath.Absolute(path, Directory);

    /// <summary>Sets the exit status and gives the line for stderr: <c>yield return inv.Fail(1, "ls: …")</c>.</summary>
    public Step.Err Fail(int exitCode, string line)
    {
        ExitCode = exitCode;
        return new Step.Err(line + "\n");
    }

    /// <summary>
    /// Prepares another program (xargs, env, find -exec); null when there is no such command. Enumerate <see cref="Steps"/> of the result, then read its exit code.
    /// With <paramref name="piped"/> what it prints goes to whoever started it, not to the terminal.
    /// </summary>
    public Invocation? Child(IReadOnlyList<string> words, Pipe? input = null, IReadOnlyDictionary<string, string>? environment = null, bool piped = false)
    {
        if (words.Count == 0 || Shell.Lookup(words[0]) is not { } command) return null;
        var streams = Streams with { Input = input ?? Streams.Input, OutputIsTerminal = Streams.OutputIsTerminal && !piped };
        return new Invocation(Shell, words[0], [.. words.Skip(1)], streams) { Program = command.Run, Environment = environment ?? Environment };
    }

    /// <summary>The same program with other arguments: for tools that read old spellings. Its exit code is its own.</summary>
    internal Invocation With(IReadOnlyList<string> arguments) => new(Shell, Name, arguments, Streams) { Program = Program, Environment = Environment };

    /// <summary>Prepares a run of shell text in a shell of its own (<c>bash -c</c>, <c>watch</c>).</summary>
    public Invocation Script(string text, IReadOnlyList<string>? arguments = null, Pipe? input = null) =>
        new(Shell, "bash", arguments ?? [], Streams with { Input = input ?? Streams.Input })
        {
            Program = child => Shell.RunText(text, child),
            Environment = Environment,
        };

    /// <summary>Prepares a run of a script file in a shell of its own (<c>bash file</c>).</summary>
    public Invocation ScriptFile(string path, IReadOnlyList<string> arguments) =>
        new(Shell, path, arguments, Streams) { Program = child => Shell.RunScript(Absolute(path), child), Environment = Environment };

    /// <summary>The program itself, with expected failures turned into text on stderr.</summary>
    public IEnumerable<Step> Steps() => Guarded.Run(this);

    internal Program Program { get; init; } = _ => [];
}
