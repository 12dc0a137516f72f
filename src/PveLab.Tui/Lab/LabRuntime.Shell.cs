using PveLab.Courseware.Attempts;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Lab;

/// <content>Where the shell is, and what it completes.</content>
public sealed partial class LabRuntime
{
    private void Complete(LineEditor input)
    {
        if (Attempt.IsRunning || Attempt.Asking is not null) return;
        var completion = Completion.Complete(input.Text, input.Cursor, Attempt.Shell);
        Send(new LabMessage.Completed(input.With(completion)));
        if (completion.Candidates.Count < 2) return;
        Model.Output.Append(Attempt.Prompt, Ink.Prompt);
        Model.Output.Append(input.Text + "\n", Ink.Input);
        Model.Output.Append(completion.InColumns(Math.Max(20, Model.Places.Shell.Width)), Ink.Dim);
    }

    /// <summary>Goes to the shell of the node after this one, in the order of their names.</summary>
    private void OpenNode()
    {
        var nodes = Attempt.World.Nodes.Keys.ToArray();
        if (nodes.Length == 1 || Attempt.IsRunning || Attempt.Asking is not null)
        {
            Send(new LabMessage.Told(nodes.Length == 1 ? Texts.In(Model.Language).OnlyNode : Texts.In(Model.Language).ShellIsBusy));
            return;
        }
        if (Attempt.Prompt != Attempt.Shell.Prompt) Press("Ctrl+C");
        var node = nodes[(Array.IndexOf(nodes, Attempt.Shell.Node.Name) + 1) % nodes.Length];
        Give(new Input.NodeOpened(node));
        Begin();
    }

    /// <summary>Goes to the shell of a node, and types a line there; a shell that is busy is left alone.</summary>
    private void GoToShell(string node, string? line)
    {
        if (Attempt.IsRunning || Attempt.Asking is not null)
        {
            Send(new LabMessage.Told(Texts.In(Model.Language).ShellIsBusy));
            return;
        }
        if (Attempt.Shell.Node.Name != node)
        {
            if (Attempt.Prompt != Attempt.Shell.Prompt) Press("Ctrl+C");
            Give(new Input.NodeOpened(node));
            Begin();
        }
        if (line is not null) Submit(line);
    }
}
