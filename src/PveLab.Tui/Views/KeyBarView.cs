using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Views;

/// <summary>The bar along the bottom: keys in order of importance, as many as fit, or a short message.</summary>
public static class KeyBarView
{
    /// <summary>The bar.</summary>
    public static Row Draw(LabModel model)
    {
        var row = new Row(model.Width);
        if (model.Notice is { } notice) return row.Add(" " + notice, Ink.Notice).Fill(Ink.Notice);
        foreach (var (key, meaning) in Shown(model))
        {
            if (row.Used + LabView.Columns(key) + LabView.Columns(meaning) + 4 > model.Width) break;
            row.Add($" {key} ", Ink.Key).Add($"{meaning} ", Ink.KeyText);
        }
        return row.Fill(Ink.KeyText);
    }

    private static IEnumerable<(string Key, string Meaning)> Shown(LabModel model)
    {
        foreach (var (key, meaning) in KeysOf(model))
        {
            if (key != "F11" || model.Attempt.SeveralNodes) yield return (key, meaning);
            if (key != "F6") continue;
            yield return model.RightTab == RightTab.Shell ? ("Alt+2", Labels.In(model.Language, "Server View")) : ("Alt+1", Texts.In(model.Language).Shell);
        }
    }

    private static (string Key, string Meaning)[] KeysOf(LabModel model) => model.Attempt.Exam switch
    {
        { IsOver: true } => ExamTexts.In(model.Language).KeysOver,
        { } => ExamTexts.In(model.Language).Keys,
        null => Texts.In(model.Language).Keys,
    };

    /// <summary>The key drawn at a column, for the mouse; null for none.</summary>
    public static string? KeyAt(LabModel model, int column)
    {
        var at = 0;
        foreach (var (key, meaning) in Shown(model))
        {
            at += LabView.Columns(key) + LabView.Columns(meaning) + 3;
            if (column < at) return key;
        }
        return null;
    }
}
