using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Manager;

/// <summary>Draws what lies over the manager on the whole screen.</summary>
public static class ModalView
{
    /// <summary>The screen with it.</summary>
    public static Frame Over(LabModel lab, IReadOnlyList<Row> below)
    {
        if (lab.Manager.Modal is ManagerModal.Form form)
            return FormView.Over(form.Model, new FormScreen(lab.Width, lab.Height, lab.Language, lab.Attempt.Node), below);
        var canvas = new Canvas(below);
        var layout = ModalLayout.Of(lab);
        FormView.Frame(canvas, layout.Box, layout.Title);
        var (bottom, room) = (layout.Box.Top + layout.Box.Height - 1, Math.Max(0, layout.Box.Width - 6));
        if (layout.Footer.Length > 0) canvas.Put(layout.Box.Left + 2, bottom, $" {LabView.Shortened(layout.Footer, room)} ", Ink.Dim);
        for (var i = 0; i < layout.Lines.Count && i < layout.Text.Height; i++)
            canvas.Put(layout.Text.Left, layout.Text.Top + i, layout.Lines[i].Text, layout.Lines[i].Ink, layout.Text.Left + layout.Text.Width);
        foreach (var part in layout.Parts) canvas.Fill(part.Area, part.Text, part.Ink);
        return new Frame(canvas.Rows(), null);
    }
}
