using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>The question a form asks before it makes its call: a small box over the form with its lines and two buttons.</summary>
internal sealed record FormQuestion(Area Box, ImmutableArray<string> Lines, ImmutableArray<(string Part, string Text, Area Area)> Buttons)
{
    private const int Widest = 56;

    /// <summary>The question of a form on a screen.</summary>
    public static FormQuestion Of(FormModel form, FormScreen screen)
    {
        var inner = Math.Min(Widest, screen.Width - 8);
        ImmutableArray<string> lines = [.. FormLayout.Wrapped(form.Question, screen.Language, inner)];
        var height = lines.Length + 4;
        var box = new Area((screen.Width - inner - 4) / 2, Math.Max(0, (screen.Height - height) / 2), inner + 4, height);
        var row = box.Top + height - 2;
        var (yes, no) = (FormTexts.Yes.In(screen.Language), FormTexts.No.In(screen.Language));
        var (yesWidth, noWidth) = (DisplayWidth.Of(yes) + 4, DisplayWidth.Of(no) + 4);
        var left = box.Left + (box.Width - yesWidth - noWidth - 2) / 2;
        return new(box, lines,
        [
            (FormPart.Yes, yes, new Area(left, row, yesWidth, 1)), (FormPart.No, no, new Area(left + yesWidth + 2, row, noWidth, 1)),
        ]);
    }

    /// <summary>The button at a cell, null for none.</summary>
    public string? ButtonAt(int column, int row) => Buttons.Where(b => b.Area.Contains(column, row)).Select(b => b.Part).FirstOrDefault();

    /// <summary>Draws it.</summary>
    public void Draw(Canvas canvas, string focus, Language language)
    {
        FormView.Frame(canvas, Box, FormTexts.Confirm.In(language));
        for (var i = 0; i < Lines.Length; i++) canvas.Put(Box.Left + 2, Box.Top + 1 + i, Lines[i], Ink.Text);
        foreach (var (part, text, area) in Buttons) FieldView.Button(canvas, area, text, part == focus);
    }
}
