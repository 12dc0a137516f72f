using PveLab.Shell.Editing;
using PveLab.Shell.Language;
using PveLab.Sim.Cluster;
using Flow = PveLab.Shell.Language.Flow;

namespace PveLab.Shell;

/// <summary>
/// A root login on a node: the variables, directory, history and last status that live from line to line. A face shows <see cref="Prompt"/>,
/// gathers lines while <see cref="NeedsMore"/>, then pulls <see cref="Execute"/>.
/// </summary>
public sealed class ShellSession
{
    /// <summary>Longest line (or lines, joined) that is accepted, in characters.</summary>
    public const int LineLimit = 64 * 1024;

    private readonly Interpreter shell;

    /// <summary>Logs in to <paramref name="node"/> as root.</summary>
    public ShellSession(Node node, Terminal? terminal = null, Commands? commands = null)
    {
        Node = node;
        Terminal = terminal ?? new Terminal();
        Commands = commands ?? Commands.Standard;
        Budget = new Budget(node.Clock);
        var variables = new Variables(Computed);
        foreach (var (name, value) in Login(node))
        {
            variables.Set(name, value);
            if (name is not ("IFS" or "HOSTNAME" or "PS1")) variables.Export(name);
        }
        shell = new Interpreter(this, new ShellState(variables));
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The terminal it talks to.</summary>
    public Terminal Terminal { get; }

    /// <summary>The programs it knows.</summary>
    public Commands Commands { get; }

    /// <summary>The lines typed.</summary>
    public History History { get; } = new();

    /// <summary><c>$?</c> of the last line.</summary>
    public int Status => shell.State.Status;

    /// <summary>The working directory.</summary>
    public string Directory => shell.State.Directory;

    /// <summary>The shell was left with exit or logout.</summary>
    public bool Ended { get; private set; }

    /// <summary><c>root@pve1:~# </c></summary>
    public string Prompt
    {
        get
        {
            var (home, here) = (shell.State.Variables.Get("HOME") ?? "/root", shell.State.Directory);
            var shown = here == home ? "~" : here.StartsWith(home + "/", StringComparison.Ordinal) ? "~" + here[home.Length..] : here;
            return $"root@{Node.Name}:{shown}# ";
        }
    }

    /// <summary>What sshd greets with at a login to a node.</summary>
    public static string Greeting(Node node) =>
        $"Linux {node.Name} {Release.Kernel} {Release.KernelBuild} x86_64\n\n"
        + "The programs included with the Debian GNU/Linux system are free software;\nthe exact distribution terms for each program are described in the\n"
        + "individual files in /usr/share/doc/*/copyright.\n\nDebian GNU/Linux comes with ABSOLUTELY NO WARRANTY, to the extent\npermitted by applicable law.\n";

    /// <summary>The prompt while <see cref="NeedsMore"/>.</summary>
    public string ContinuationPrompt => shell.State.Variables.Get("PS2") ?? "> ";

    /// <summary>Names that can start a command here, beside programs: functions, aliases and builtins.</summary>
    public IEnumerable<string> ShellWords => [.. shell.State.Functions.Keys, .. shell.State.Aliases.Keys, .. Builtins.Names, .. Names.Reserved];

    /// <summary>Names of all variables (for completion).</summary>
    public IEnumerable<string> VariableNames => shell.State.Variables.All.Keys;

    /// <summary>The value of a variable; null when it is not set.</summary>
    public string? VariableValue(string name) => shell.State.Variables.Get(name);

    /// <summary>What it remembers from line to line beside its history and <c>$?</c>: directory, variables, functions, aliases and options, as one text.</summary>
    public string Memory => shell.State.Memory;

    internal Budget Budget { get; }

    internal int Nesting { get; set; }

    /// <summary>
    /// Whether the text stops in the middle (an open quote, a here-document, an unfinished <c>for</c>): ask for a further line and join with <c>\n</c>.
    /// </summary>
    public bool NeedsMore(string text) =>
        text.Length <= LineLimit && Parser.Parse(text, shell.State.Aliases).Failure is { Kind: FailureKind.Incomplete };

    /// <summary>
    /// Runs a line (or several, joined). Disposing the enumerator in the middle is Ctrl+C: programs clean up and the status becomes 130.
    /// </summary>
    public IEnumerable<Step> Execute(string line)
    {
        if (History.Expand(line, out var error) is not { } expanded)
        {
            yield return new Step.Err($"bash: {error}: event not found\n");
            yield break;
        }
        if (expanded != line) yield return new Step.Out(expanded + "\n");
        History.Add(expanded);
        if (Parse(expanded, out var failure) is not { } program)
        {
            if (failure is not null) yield return failure;
            yield break;
        }
        var finished = false;
        Budget.Renew();
        try
        {
            foreach (var step in shell.Run(program, new Streams(Pipe.Of(Terminal), true))) yield return Interpreter.Owned(step);
            finished = true;
        }
        finally
        {
            Settle(finished);
        }
        if (Budget.Exhausted) yield return Exhausted();
    }

    /// <summary>Runs text that another machine sent, with its standard input and no terminal (<c>ssh node command</c>).</summary>
    internal IEnumerable<Step> Remote(string text, Pipe input)
    {
        if (Parse(text, out var failure) is not { } program)
        {
            if (failure is not null) yield return failure;
            yield break;
        }
        foreach (var step in shell.Run(program, new Streams(input, false))) yield return step;
    }

    private Syntax? Parse(string text, out Step.Err? failure)
    {
        failure = null;
        if (text.Length > LineLimit)
        {
            shell.State.Status = 255;
            failure = new Step.Err($"PveLab: a command line longer than {LineLimit} characters is not simulated\n");
            return null;
        }
        var parsed = Parser.Parse(text, shell.State.Aliases);
        if (parsed.Failure is { } problem)
        {
            var honest = problem.Kind == FailureKind.NotSimulated;
            shell.State.Status = honest ? 255 : problem.Message.Contains("bad substitution", StringComparison.Ordinal) ? 1 : 2;
            failure = new Step.Err((honest ? "" : "bash: ") + problem.Message + "\n");
        }
        return parsed.Program;
    }

    private Step.Err Exhausted()
    {
        shell.State.Status = 255;
        return new Step.Err("PveLab: stopped: the line went on and on without virtual time passing (an endless loop?)\n");
    }

    private void Settle(bool finished)
    {
        if (!finished)
        {
            shell.State.Status = 130;
            Terminal.Discard();
        }
        if (shell.State.Flow == Flow.Exit && finished) Ended = true;
        shell.State.Flow = Flow.On;
        shell.State.LoopsToLeave = 0;
    }

    private string? Computed(string name) => name switch
    {
        "RANDOM" => Variables.Text(Node.Datacenter.Chance["shell"].Below(32768)),
        "SECONDS" => Variables.Text((long)(Node.Clock.Now - Node.Clock.Start).TotalSeconds),
        "EPOCHSECONDS" => Variables.Text(Node.Clock.Now.UnixSeconds),
        "LINENO" => Variables.Text(shell.State.Line),
        "COLUMNS" => Variables.Text(Terminal.Columns),
        "LINES" => Variables.Text(Terminal.Rows),
        "PWD" => shell.State.Directory,
        "BASHPID" => "1100",
        _ => null,
    };

    private static (string Name, string Value)[] Login(Node node) =>
    [
        ("HOME", "/root"), ("HOSTNAME", node.Name), ("IFS", " \t\n"), ("LANG", "en_US.UTF-8"), ("LOGNAME", "root"), ("MAIL", "/var/mail/root"),
        ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("PWD", "/root"), ("SHELL", "/bin/bash"), ("SHLVL", "1"),
        ("TERM", "xterm-256color"), ("USER", "root"), ("PS1", "${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ "),
    ];
}
