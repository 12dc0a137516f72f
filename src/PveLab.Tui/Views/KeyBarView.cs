using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Views;

/// <summary>The bar along the bottom: keys in order of importance, as many as fit, or a short message.</summary>
public static class KeyBarView
{
    private const int ForemostOwn = 3, Foremost = 4;

    /// <summary>The bar.</summary>
    public static Row Draw(LabModel model) => model.Notice is { } notice
        ? new Row(model.Width).Add(LabView.Shortened(" " + notice, model.Width), Ink.Notice).Fill(Ink.Notice)
        : KeyRow.Draw(Keys(model), model.Width);

    /// <summary>The foremost keys of the pane that has them, the foremost of the lab, and then all others.</summary>
    private static IEnumerable<(string Key, string Shown, string Meaning)> Keys(LabModel model)
    {
        (string Key, string Shown, string Meaning)[] own = [.. Own(model).Select(k => (k.Key, k.Key, k.Meaning))];
        (string Key, string Shown, string Meaning)[] all = [.. LabKeys.In(model).Select(k => (k.Key, k.Shown, k.Short.In(model.Language)))];
        return own.Take(ForemostOwn).Concat(all.Take(Foremost)).Concat(own).Concat(all).DistinctBy(k => k.Key);
    }

    private static (string Key, string Meaning)[] Own(LabModel model) => model switch
    {
        { Overlay: not Overlay.None } or { Attempt.Exam.IsOver: true } => [],
        { Focus: Pane.Lesson } => LessonTexts.In(model.Language).Keys,
        { RightTab: RightTab.Manager } => ManagerTexts.In(model.Language).Keys,
        _ => [],
    };

    /// <summary>The key drawn at a column, for the mouse; null for none.</summary>
    public static string? KeyAt(LabModel model, int column) => model.Notice is null ? KeyRow.At(Keys(model), model.Width, column) : null;
}
