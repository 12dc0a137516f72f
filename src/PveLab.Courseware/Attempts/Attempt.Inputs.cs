using PveLab.Shell;

namespace PveLab.Courseware.Attempts;

/// <content>What each input does.</content>
public sealed partial class Attempt
{
    private void Check(Input input)
    {
        var fits = input switch
        {
            Input.Line => !IsRunning && !Shell.Ended,
            Input.Key => program is not null || pending.Length > 0,
            Input.Advance { Time: var time } => !IsRunning && time > TimeSpan.Zero && time <= AttemptLimits.Advance,
            Input.Rewind or Input.Finished => false,
            Input.HintBought { Hint: var hint } => Mode == AttemptMode.Practice && hint >= 0 && hint < Scenario.Hints.Count,
            Input.NodeOpened { Node: var node } => program is null && pending.Length == 0 && World.Nodes.ContainsKey(node),
            Input.FileSaved { Text.Length: > AttemptLimits.FileLength } => false,
            Input.ScreenSize { Columns: < 20 or > 500 } or Input.ScreenSize { Rows: < 5 or > 200 } => false,
            _ => true,
        };
        if (!fits) throw new InputRefusedException($"The attempt cannot take a {input.GetType().Name} now.");
    }

    private void Take(Input input)
    {
        switch (input)
        {
            case Input.Line { Text: var text } when program is not null:
                Think();
                program.Answer(new Answer.Line(text));
                break;
            case Input.Line { Text: var text }:
                Start(pending + text);
                break;
            case Input.Key { Name: "Ctrl+C" } when program is { Asking: null, CatchesInterrupt: true }:
                program.Interrupt();
                break;
            case Input.Key { Name: HangUp }:
            case Input.Key { Name: "Ctrl+C" } when program is not { Raw: true }:
                pending = "";
                End();
                break;
            case Input.Key { Name: "Ctrl+D" } when program is null:
                program = Run(Shell.Execute(pending));
                pending = "";
                break;
            case Input.Key { Name: var name }:
                program?.Answer(new Answer.Key(name));
                break;
            case Input.Advance { Time: var time } when program is not null:
                World.Clock.AdvanceTo(World.Clock.Now + time);
                break;
            case Input.Advance { Time: var time }:
                (program, onNode) = (new ForegroundProgram(Shell, Pass(World.Clock.Now + time), time, deeds), false);
                if (program.Pull() is null) End();
                break;
            case Input.NodeOpened { Node: var node }:
                Think();
                Tell(logins.Open(World.Nodes[node]));
                break;
            case Input.FileSaved { Path: var path, Text: var text }:
                Directly(() => Shell.Node.Files.WriteText(path, text));
                break;
            case Input.ScreenSize { Columns: var columns, Rows: var rows }:
                (Shell.Terminal.ScreenColumns, Shell.Terminal.ScreenRows) = (columns, rows);
                if (program?.Asking is { Kind: AskKind.Key }) program.Answer(new Answer.Key(PveLab.Shell.Answer.Key.Resized));
                break;
            case Input.ApiCall call:
                Directly(() => Answer = ApiInput.Invoke(call, World, WebNode));
                break;
        }
    }

    /// <summary>Does what needs no program; what it changes is the learner's doing.</summary>
    private void Directly(Action act)
    {
        var before = deeds.Now;
        try
        {
            act();
        }
        finally
        {
            deeds.AddSince(before);
        }
    }

    private void Start(string text)
    {
        Think();
        if (logins.Hear() is { Length: > 0 } news)
        {
            pending = "";
            Tell(news);
            return;
        }
        if (GoBack()) return;
        pending = Shell.NeedsMore(text) ? text + "\n" : "";
        if (pending.Length == 0) program = Run(Shell.Execute(text));
    }

    private ForegroundProgram Run(IEnumerable<Step> steps)
    {
        onNode = true;
        return new ForegroundProgram(Shell, steps, AttemptLimits.Time, deeds);
    }

    /// <summary>Something that is said on the learner's own machine, whatever became of the node.</summary>
    private void Tell(string text) => (program, onNode) = (new ForegroundProgram(Shell, [new Step.Err(text)], AttemptLimits.Time, deeds), false);
}
