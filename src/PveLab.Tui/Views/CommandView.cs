using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The keys as lists: all of them for the help, those found for the list of commands.</summary>
internal static class CommandView
{
    private const int KeyColumns = 8;

    /// <summary>What is looked for, and the commands found.</summary>
    public static List<Row> Search(LabModel model, int width)
    {
        var texts = Texts.In(model.Language);
        var rows = new List<Row> { new Row(width).Add("› ", Ink.Key).Add(model.Commands.Typed + "▏", Ink.Input), new Row(width) };
        var found = CommandSearch.Found(model);
        for (var i = 0; i < found.Count; i++)
        {
            var ink = i == model.Commands.Chosen ? Ink.Selection : Ink.Text;
            rows.Add(Line(model, found[i], ink, width).Fill(ink));
        }
        if (found.Count == 0) rows.Add(new Row(width).Add(texts.NoSuchCommand, Ink.Dim));
        return rows;
    }

    /// <summary>Every key that means something now.</summary>
    public static IEnumerable<Row> Keys(LabModel model, int width) => LabKeys.In(model).Select(k => Line(model, k, Ink.Text, width));

    private static Row Line(LabModel model, LabKey key, Ink ink, int width) =>
        new Row(width).Add("  " + key.Shown, ink).Fill(ink, 2 + KeyColumns).Add(key.Long.In(model.Language), ink);
}
