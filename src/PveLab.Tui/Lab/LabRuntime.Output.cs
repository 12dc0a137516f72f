using PveLab.Courseware.Attempts;
using PveLab.Shell;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Lab;

/// <content>What programs print and paint.</content>
public sealed partial class LabRuntime
{
    /// <summary>A full-screen program paints to the pane as it is.</summary>
    private void FitScreen()
    {
        var (area, terminal) = (Model.Places.Shell, Attempt.Shell.Terminal);
        if (Attempt.Asking?.Kind != AskKind.Key || area.Width < 20 || area.Height < 5 || (terminal.ScreenColumns, terminal.ScreenRows) == (area.Width, area.Height)) return;
        Attempt.Submit(new Input.ScreenSize(Math.Min(area.Width, 500), Math.Min(area.Height, 200)));
        Repaint();
    }

    /// <summary>A program that answers a key at once is ready for the next one, however fast it comes.</summary>
    private void Repaint()
    {
        var now = Attempt.World.Clock.Now;
        for (var i = 0; i < StepsPerKey && Attempt.IsRunning && Attempt.World.Clock.Now == now; i++) Show(Attempt.Pull());
    }

    private void Show(Output output)
    {
        switch (output)
        {
            case Output.Out text: Model.Output.Append(text.Text, Ink.Text); break;
            case Output.Err text: Model.Output.Append(text.Text, Ink.Error); break;
            case Output.Clear: Model.Output.Clear(); break;
            case Output.Screen screen:
                Model = Model with { Attempt = Model.Attempt with { Screen = screen.Lines.Count > 0 ? screen : null } };
                break;
        }
    }
}
