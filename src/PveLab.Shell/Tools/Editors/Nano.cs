
namespace PveLab.Shell.Tools.Editors;

/// <summary>nano: the editor with its keys along the bottom (GNU nano 8.4).</summary>
internal static class Nano
{
    private static readonly OptionTable Table = new(
        "c/constantshow", "v/view", "w/nowrap", "x/nohelp", "!B/backup", "!E/tabstospaces", "!L/nonewlines", "!R/restricted", "!S/softwrap", "!i/autoindent",
        "!l/linenumbers", "!m/mouse");

    /// <summary>Edits a file.</summary>
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var names = options.Operands.Where(o => !o.StartsWith('+')).ToList();
        if (names.Count > 1)
        {
            yield return invocation.Fail(255, "PveLab: several files in one 'nano' are not simulated");
            yield break;
        }
        if (!invocation.InputIsTerminal || !invocation.OutputIsTerminal)
        {
            yield return new Step.Err("Standard input is not a terminal\n");
            invocation.ExitCode = 1;
            yield break;
        }
        var editor = new NanoEditor(invocation, options.Has("v"), options.Has("x"));
        editor.Open(names.Count > 0 ? names[0] : "", options.Operands.Find(o => o.StartsWith('+')));
        foreach (var step in EditorKeys.Drive(invocation.Terminal, editor.Paint, editor.Press, () => editor.IsDone)) yield return step;
    }
}
