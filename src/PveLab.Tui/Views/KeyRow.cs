using PveLab.Tui.Drawing;

namespace PveLab.Tui.Views;

/// <summary>Keys and what they do along a row, in order of importance, as many as fit; what is not drawn cannot be clicked.</summary>
internal static class KeyRow
{
    /// <summary>The row.</summary>
    public static Row Draw(IEnumerable<(string Key, string Shown, string Meaning)> keys, int width)
    {
        var row = new Row(width);
        foreach (var (_, shown, meaning, _) in Fitting(keys, width)) row.Add($" {shown} ", Ink.Key).Add($"{meaning} ", Ink.KeyText);
        return row.Fill(Ink.KeyText);
    }

    /// <summary>The key drawn at a column; null for none.</summary>
    public static string? At(IEnumerable<(string Key, string Shown, string Meaning)> keys, int width, int column) =>
        Fitting(keys, width).Where(k => column < k.End).Select(k => k.Key).FirstOrDefault();

    private static IEnumerable<(string Key, string Shown, string Meaning, int End)> Fitting(IEnumerable<(string Key, string Shown, string Meaning)> keys, int width)
    {
        var end = 0;
        foreach (var (key, shown, meaning) in keys)
        {
            end += LabView.Columns(shown) + LabView.Columns(meaning) + 3;
            if (end > width) yield break;
            yield return (key, shown, meaning, end);
        }
    }
}
