namespace PveLab.Shell.Tools.Editors;

/// <summary>vi, as Debian's vim-tiny is: a useful part of it.</summary>
internal static class Vi
{
    private static readonly OptionTable Table = new("R", "!r:", "!b", "!d", "!o", "!O", "!p", "!n", "!e", "!s", "!u:", "!c:", "!T:");

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
            yield return invocation.Fail(255, $"PveLab: several files in one '{invocation.Name}' are not simulated");
            yield break;
        }
        if (!invocation.InputIsTerminal || !invocation.OutputIsTerminal)
        {
            yield return new Step.Err("Vim: Error reading input, exiting...\nVim: Finished.\n");
            invocation.ExitCode = 1;
            yield break;
        }
        var editor = new ViEditor(invocation, options.Has("R") || invocation.Name == "view");
        editor.Open(names.Count > 0 ? names[0] : "", options.Operands.Find(o => o.StartsWith('+')));
        foreach (var step in EditorKeys.Drive(invocation.Terminal, editor.Paint, editor.Press, () => editor.IsDone)) yield return step;
    }
}
