using System.Globalization;
using PveLab.Shell.Editing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The bar along the top: what is being learnt, virtual time and its speed.</summary>
public static class HeaderView
{
    /// <summary>The bar.</summary>
    public static Row Draw(LabModel model)
    {
        var texts = Texts.In(model.Language);
        var speed = model.Paused ? texts.PausedWord : string.Create(CultureInfo.InvariantCulture, $"{model.Speed}x");
        var right = $"{model.Attempt.Clock}  {speed} ";
        var title = model.Attempt.Title.Length > 0 ? model.Attempt.Title : model.Lesson.Front.Title;
        return new Row(model.Width)
            .Add(" PveLab ", Ink.BarStrong)
            .Add(" " + LabView.Shortened(title, Math.Max(0, model.Width - 11 - LabView.Columns(right))), Ink.Bar)
            .Fill(Ink.Bar, model.Width - LabView.Columns(right))
            .Add(right, Ink.Bar)
            .Fill(Ink.Bar);
    }
}
