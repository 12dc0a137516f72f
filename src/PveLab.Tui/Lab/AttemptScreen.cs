using PveLab.Courseware.Attempts;
using PveLab.Shell;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Lab;

/// <summary>What an attempt has put on the screen of its shell: while it is played, and again when it is gone on with or something was taken back.</summary>
public sealed class AttemptScreen
{
    /// <summary>What scrolled by.</summary>
    public ScreenBuffer Lines { get; } = new();

    /// <summary>What a full-screen program shows, null when none does.</summary>
    public Output.Screen? Painted { get; private set; }

    /// <summary>Shows a moment of an attempt that is lived through again.</summary>
    public void See(Attempt attempt, Moment moment)
    {
        switch (moment)
        {
            case Moment.Given { Input: Input.Key { Name: "Ctrl+C" } } when attempt.Asking is not { Raw: true }:
                Interrupt();
                break;
            case Moment.Given given:
                Take(attempt, given.Input);
                break;
            case Moment.Shown shown:
                Show(shown.Output);
                break;
        }
    }

    /// <summary>Shows an input that is about to be given, behind what asks for it.</summary>
    public void Take(Attempt attempt, Input input)
    {
        switch (input)
        {
            case Input.Line { Text: var text }:
                var (prompt, hidden) = attempt.Asking is { } ask ? (ask.Prompt, ask.Kind == AskKind.HiddenLine) : (attempt.Prompt, false);
                Lines.Append(prompt, Ink.Prompt);
                Lines.Append(hidden ? "\n" : text + "\n", Ink.Input);
                break;
            case Input.NodeOpened { Node: var node }:
                Lines.Append($"ssh root@{node}\n", Ink.Dim);
                break;
        }
    }

    /// <summary>Shows that Ctrl+C was pressed.</summary>
    public void Interrupt() => Lines.Append("^C\n", Ink.Input);

    /// <summary>Shows what the attempt brought.</summary>
    public void Show(Output output)
    {
        switch (output)
        {
            case Output.Out text: Lines.Append(text.Text, Ink.Text); break;
            case Output.Err text: Lines.Append(text.Text, Ink.Error); break;
            case Output.Clear: Lines.Clear(); break;
            case Output.Screen screen: Painted = screen.Lines.Count > 0 ? screen : null; break;
        }
    }
}
