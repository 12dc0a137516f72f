using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Views;

/// <summary>The screen until the lab stands.</summary>
public static class OpeningView
{
    /// <summary>The bar of the lab, and that it is coming; nobody turns back from an exam.</summary>
    public static Frame Draw(int width, int height, Language language, bool isExam = false)
    {
        var (rows, texts) = (new List<Row>(), Texts.In(language));
        for (var i = 0; i < height; i++)
        {
            var row = new Row(width);
            if (i == 0) row.Add(" PveLab ", Ink.BarStrong).Fill(Ink.Bar);
            else if (i == height / 2) Centred(row, texts.Opening);
            else if (i == height / 2 + 2 && !isExam) Centred(row, texts.OpeningKeys);
            rows.Add(row.Fill());
        }
        return new Frame(rows, null);
    }

    private static void Centred(Row row, string text) => row.Fill(column: Math.Max(0, (row.Width - LabView.Columns(text)) / 2)).Add(text, Ink.Dim);
}
