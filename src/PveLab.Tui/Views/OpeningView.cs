using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The screen until the lab stands.</summary>
public static class OpeningView
{
    /// <summary>The bar of the lab, and that it is coming.</summary>
    public static Frame Draw(int width, int height, Language language)
    {
        var rows = new List<Row>();
        for (var i = 0; i < height; i++)
        {
            var row = new Row(width);
            if (i == 0) row.Add(" PveLab ", Ink.BarStrong).Fill(Ink.Bar);
            else if (i == height / 2) row.Fill(column: (width - LabView.Columns(Texts.In(language).Opening)) / 2).Add(Texts.In(language).Opening, Ink.Dim);
            rows.Add(row.Fill());
        }
        return new Frame(rows, null);
    }
}
