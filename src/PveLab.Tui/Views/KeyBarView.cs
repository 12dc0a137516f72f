using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The bar along the bottom: keys in order of importance, as many as fit, or a short message.</summary>
public static class KeyBarView
{
    /// <summary>The bar.</summary>
    public static Row Draw(LabModel model)
    {
        var row = new Row(model.Width);
        if (model.Notice is { } notice) return row.Add(LabView.Shortened(" " + notice, model.Width), Ink.Notice).Fill(Ink.Notice);
        foreach (var (_, shown, meaning) in Keys(model))
        {
            if (row.Used + LabView.Columns(shown) + LabView.Columns(meaning) + 4 > model.Width) break;
            row.Add($" {shown} ", Ink.Key).Add($"{meaning} ", Ink.KeyText);
        }
        return row.Fill(Ink.KeyText);
    }

    private static IEnumerable<(string Key, string Shown, string Meaning)> Keys(LabModel model) =>
        (model is { Focus: Pane.Lesson, Overlay: Overlay.None } ? LessonTexts.In(model.Language).Keys.Select(k => (k.Key, k.Key, k.Meaning)) : [])
            .Concat(LabKeys.In(model).Select(k => (k.Key, k.Shown, k.Short.In(model.Language))));

    /// <summary>The key drawn at a column, for the mouse; null for none.</summary>
    public static string? KeyAt(LabModel model, int column)
    {
        var at = 0;
        foreach (var (key, shown, meaning) in Keys(model))
        {
            at += LabView.Columns(shown) + LabView.Columns(meaning) + 3;
            if (column < at) return key;
        }
        return null;
    }
}
