using System.Collections.Immutable;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>
/// Places the fields of the shown tab: whole ones below each other, left and right ones side by side in bands between them; in a narrow form one
/// below the other.
/// </summary>
/// <param name="form">The form.</param>
/// <param name="language">Whose words are shown.</param>
/// <param name="left">First column.</param>
/// <param name="width">Columns there are.</param>
/// <param name="lacking">Rows that tables have to give up together.</param>
internal sealed class FieldPlacing(FormModel form, Language language, int left, int width, int lacking)
{
    private const int FewestTableRows = 3;
    private readonly List<PlacedField> placed = [];
    private readonly FormField[] fields = [.. form.Fields.Where(form.Shows)];
    private int lacking = lacking;
    private int row;

    /// <summary>The left column: both have inputs of one width, so the one with the longer labels is wider.</summary>
    private int LeftWidth => (width - FormLayout.Gap - LabelWidth(IsRight) + LabelWidth(f => !IsRight(f)) + 1) / 2;

    private int RightWidth => width - FormLayout.Gap - LeftWidth;

    private bool SideBySide => RightWidth - LabelWidth(IsRight) >= FormLayout.LeastInput;

    /// <summary>The fields with their places.</summary>
    public ImmutableArray<PlacedField> All()
    {
        for (var i = 0; i < fields.Length;)
        {
            var band = fields.Skip(i).TakeWhile(f => f.Column != FieldColumn.Whole).ToArray();
            if (band.Length > 0) Band(band);
            else Stack([fields[i]], left, width, LabelWidth(f => !IsRight(f)));
            i += Math.Max(1, band.Length);
        }
        return [.. placed];
    }

    private void Band(FormField[] band)
    {
        if (!SideBySide)
        {
            Stack(band, left, width, LabelWidth(_ => true));
            return;
        }
        var top = row;
        Stack(band.Where(IsLeft), left, LeftWidth, LabelWidth(f => !IsRight(f)));
        var bottom = row;
        row = top;
        Stack(band.Where(IsRight), left + width - RightWidth, RightWidth, LabelWidth(IsRight));
        row = Math.Max(row, bottom);
    }

    private void Stack(IEnumerable<FormField> stacked, int from, int wide, int labels)
    {
        foreach (var field in stacked)
        {
            var label = Labelled(field) ? Math.Min(labels, wide - 8) : 0;
            var input = new Area(from + label, row, wide - label, HeightOf(field, wide - label));
            var error = new Area(input.Left, row + input.Height, input.Width, field.Error.IsEmpty ? 0 : 1);
            placed.Add(new PlacedField(field, new Area(from, row, label, label > 0 ? 1 : 0), input, error));
            row += input.Height + error.Height;
        }
    }

    /// <summary>A table has a line of its own for its label, what is ticked and what is searched.</summary>
    private int HeightOf(FormField field, int wide) => field switch
    {
        NotesField notes => notes.Rows,
        DisplayField display => FormLayout.Wrapped(display.Text, language, wide).Count,
        TableField table => 2 + TableRows(table),
        _ => 1,
    };

    private int TableRows(TableField table)
    {
        var fewest = Math.Min(table.Wanted, FewestTableRows);
        var given = Math.Clamp(lacking, 0, table.Wanted - fewest);
        lacking -= given;
        return table.Wanted - given;
    }

    private int LabelWidth(Func<FormField, bool> which) => Math.Min(
        width * 2 / 3, fields.Where(f => which(f) && Labelled(f)).Select(f => DisplayWidth.Of(f.Label.In(language)) + 2).DefaultIfEmpty(0).Max());

    private static bool Labelled(FormField field) => field is not TableField && !field.Label.IsEmpty;

    private static bool IsLeft(FormField field) => field.Column == FieldColumn.Left;

    private static bool IsRight(FormField field) => field.Column == FieldColumn.Right;
}
