using PveLab.Shell.Tools;

namespace PveLab.Shell.Language;

/// <summary>The shell's own commands, by name. They are programs that may change the shell they run in.</summary>
internal static class Builtins
{
    private static readonly SortedDictionary<string, Program> ByName = new(StringComparer.Ordinal)
    {
        [":"] = Trivial.True,
        ["."] = ScriptBuiltins.Source,
        ["["] = Test.Run,
        ["alias"] = VariableBuiltins.Alias,
        ["break"] = FlowBuiltins.Break,
        ["cd"] = DirectoryBuiltins.Cd,
        ["command"] = ScriptBuiltins.Command,
        ["continue"] = FlowBuiltins.Continue,
        ["declare"] = VariableBuiltins.Declare,
        ["echo"] = Echo.Run,
        ["eval"] = ScriptBuiltins.Eval,
        ["exec"] = ScriptBuiltins.Exec,
        ["exit"] = FlowBuiltins.Exit,
        ["export"] = VariableBuiltins.Export,
        ["false"] = Trivial.False,
        ["hash"] = Trivial.True,
        ["help"] = Help.Run,
        ["history"] = HistoryTool.Run,
        ["kill"] = KillTool.Run,
        ["let"] = VariableBuiltins.Let,
        ["local"] = VariableBuiltins.Local,
        ["logout"] = FlowBuiltins.Exit,
        ["printf"] = Printf.Run,
        ["pwd"] = DirectoryBuiltins.Pwd,
        ["read"] = ReadBuiltin.Run,
        ["readonly"] = VariableBuiltins.ReadOnly,
        ["return"] = FlowBuiltins.Return,
        ["set"] = OptionBuiltins.Set,
        ["shift"] = FlowBuiltins.Shift,
        ["source"] = ScriptBuiltins.Source,
        ["test"] = Test.Run,
        ["true"] = Trivial.True,
        ["type"] = ScriptBuiltins.Type,
        ["typeset"] = VariableBuiltins.Declare,
        ["unalias"] = VariableBuiltins.Unalias,
        ["unset"] = VariableBuiltins.Unset,
    };

    /// <summary>What bash has and the simulated shell refuses by name.</summary>
    private static readonly string[] Refused =
    [
        "bg", "bind", "builtin", "caller", "compgen", "complete", "compopt", "dirs", "disown", "enable", "fc", "fg", "getopts", "jobs",
        "mapfile", "popd", "pushd", "readarray", "shopt", "suspend", "times", "trap", "ulimit", "umask", "wait",
    ];

    /// <summary>The names, for completion.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The builtin of that name; null when there is none.</summary>
    public static Program? Find(string name)
    {
        if (ByName.TryGetValue(name, out var program)) return program;
        return Array.BinarySearch(Refused, name, StringComparer.Ordinal) >= 0 ? Refuse : null;
    }

    /// <summary>The name belongs to a builtin that is simulated.</summary>
    public static bool Has(string name) => ByName.ContainsKey(name);

    private static IEnumerable<Step> Refuse(Invocation invocation)
    {
        yield return invocation.Fail(255, $"PveLab: the builtin '{invocation.Name}' is not simulated");
    }

    /// <summary>A builtin's complaint, as bash begins it.</summary>
    public static Step.Err Complain(this Invocation invocation, int exitCode, string message) =>
        invocation.Fail(exitCode, $"{invocation.Shell.State.ErrorPrefix}{invocation.Name}: {message}");
}
