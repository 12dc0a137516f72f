using System.Text;

namespace PveLab.Shell.Language;

/// <summary>Why the commands that follow are left out.</summary>
internal enum Flow
{
    /// <summary>They are not.</summary>
    On,

    /// <summary><c>break</c></summary>
    Break,

    /// <summary><c>continue</c></summary>
    Continue,

    /// <summary><c>return</c></summary>
    Return,

    /// <summary><c>exit</c>, or <c>set -e</c> after a failure.</summary>
    Exit,

    /// <summary>An error that gives the whole line up.</summary>
    Abort,
}

/// <summary>Everything a subshell has a copy of.</summary>
internal sealed class ShellState(Variables variables)
{
    private int definitions;

    public Variables Variables { get; } = variables;

    public SortedDictionary<string, Syntax> Functions { get; private init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Aliases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Defines a function, or defines it anew.</summary>
    public void Define(string name, Syntax body)
    {
        Functions[name] = body;
        definitions++;
    }

    /// <summary>The working directory.</summary>
    public string Directory { get; set; } = "/root";

    /// <summary><c>$1</c> …</summary>
    public IReadOnlyList<string> Positional { get; set; } = [];

    /// <summary><c>$0</c>: the name errors begin with.</summary>
    public string Name { get; set; } = "bash";

    /// <summary>A script: its errors tell the line.</summary>
    public bool IsScript { get; set; }

    /// <summary><c>$?</c></summary>
    public int Status { get; set; }

    /// <summary>Line of the command that runs, from 1.</summary>
    public int Line { get; set; } = 1;

    public bool ErrorExit { get; set; }

    public bool NoUnset { get; set; }

    public bool Trace { get; set; }

    public bool PipeFail { get; set; }

    public Flow Flow { get; set; }

    /// <summary>How many loops <c>break</c> or <c>continue</c> still has to leave.</summary>
    public int LoopsToLeave { get; set; }

    public int LoopDepth { get; set; }

    public int FunctionDepth { get; set; }

    /// <summary>Inside a condition (if, while, &amp;&amp;, !) <c>set -e</c> does not act.</summary>
    public int ConditionDepth { get; set; }

    /// <summary>A file is being sourced: <c>return</c> may leave it.</summary>
    public bool Sourcing { get; set; }

    /// <summary>What functions on the stack have made local, to be put back: innermost last.</summary>
    public Stack<List<(string Name, Variable? Saved)>> Locals { get; } = new();

    /// <summary>The copy a subshell works on.</summary>
    public ShellState Fork() => new(Variables.Copy())
    {
        Functions = new(Functions, StringComparer.Ordinal),
        Aliases = new(Aliases, StringComparer.Ordinal),
        Directory = Directory,
        Positional = Positional,
        Name = Name,
        IsScript = IsScript,
        Status = Status,
        Line = Line,
        ErrorExit = ErrorExit,
        NoUnset = NoUnset,
        Trace = Trace,
        PipeFail = PipeFail,
        FunctionDepth = FunctionDepth,
        ConditionDepth = ConditionDepth,
    };

    /// <summary>What outlives a line, as one text to compare; <c>$?</c> changes with every line and tells nothing.</summary>
    public string Memory
    {
        get
        {
            var text = new StringBuilder(Directory).Append('\n').Append(ErrorExit).Append(NoUnset).Append(Trace).Append(PipeFail).Append('\n').AppendJoin(' ', Positional);
            foreach (var (name, variable) in Variables.All)
                text.Append('\n').Append(name).Append('=').Append(variable.Value).Append(variable.Exported).Append(variable.ReadOnly);
            foreach (var (name, value) in Aliases) text.Append('\n').Append(name).Append('=').Append(value);
            return text.Append('\n').Append(definitions).ToString();
        }
    }

    /// <summary><c>bash: line</c> as an error text begins.</summary>
    public string ErrorPrefix => IsScript ? $"{Name}: line {Variables.Text(Line)}: " : $"{Name}: ";
}
