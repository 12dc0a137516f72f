using System.Collections.Immutable;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>A field in its place. Rows count from the first line of the tab, columns from the left edge of the screen.</summary>
/// <param name="Field">The field.</param>
/// <param name="Label">Where its label stands.</param>
/// <param name="Input">Where its value stands; as many rows as it has.</param>
/// <param name="Error">Where its error stands; no rows when there is none.</param>
public sealed record PlacedField(FormField Field, Area Label, Area Input, Area Error)
{
    /// <summary>First row after it.</summary>
    public int Bottom => Math.Max(Input.Top + Input.Height, Error.Top + Error.Height);
}

/// <summary>Where the parts of a form are on a screen.</summary>
public sealed record FormLayout
{
    private const int Border = 1, Pad = 1, TabRows = 2, FootRows = 2, MostHelpRows = 3, FewestCommandRows = 3, ColumnGap = 2, NarrowestInput = 16;

    /// <summary>The frame.</summary>
    public required Area Box { get; init; }

    /// <summary>The window onto the tab's lines.</summary>
    public required Area Content { get; init; }

    /// <summary>The fields of the tab.</summary>
    public required ImmutableArray<PlacedField> Fields { get; init; }

    /// <summary>Lines of the tab.</summary>
    public required int Lines { get; init; }

    /// <summary>The tabs' titles.</summary>
    public required ImmutableArray<Area> Tabs { get; init; }

    /// <summary>The lines of the command; no rows while it is not shown.</summary>
    public required Area Command { get; init; }

    /// <summary>The button below the command; no rows while there is none.</summary>
    public required Area ToShell { get; init; }

    /// <summary>The lines that tell about the field with the keys.</summary>
    public required Area Hint { get; init; }

    /// <summary>The buttons.</summary>
    public required ImmutableArray<(string Part, Words Text, Area Area)> Buttons { get; init; }

    /// <summary>First line shown.</summary>
    public required int Top { get; init; }

    /// <summary>The places of a form on a screen.</summary>
    public static FormLayout Of(FormModel form, FormScreen screen)
    {
        var inner = Math.Max(NarrowestInput, Math.Min(form.Width, screen.Width - 2 * (Border + Pad) - 2));
        var boxWidth = inner + 2 * (Border + Pad);
        var left = Math.Max(0, (screen.Width - boxWidth) / 2);
        var commandRows = CommandRows(form, screen, inner);
        var helpRows = Math.Clamp(Wrapped(form.Help, screen.Language, inner).Count, 1, MostHelpRows);
        var frame = Border + (form.Tabs.Length > 1 ? TabRows : 0) + commandRows + FootRows + helpRows + Border;
        var room = Math.Max(1, screen.Height - 2 - frame);
        var placed = Fitted(form, screen, left + Border + Pad, inner, room);
        var lines = Bottom(placed);
        // The frame keeps its height when the tab changes: it is as high as the highest tab.
        var height = Math.Min(room, Tallest(form, screen, left + Border + Pad, inner, room));
        var top = Math.Max(0, (screen.Height - height - frame) / 2);
        var contentTop = top + Border + (form.Tabs.Length > 1 ? TabRows : 0);
        var foot = contentTop + height + commandRows;
        return new FormLayout
        {
            Box = new Area(left, top, boxWidth, height + frame),
            Content = new Area(left + Border, contentTop, boxWidth - 2 * Border, height),
            Fields = placed,
            Lines = lines,
            Top = Math.Clamp(form.Top, 0, Math.Max(0, lines - height)),
            Tabs = TabPlaces(form, screen, new Area(left + Border + 1, top + Border, inner, 1)),
            Command = new Area(left + Border + Pad, contentTop + height + 1, inner, Math.Max(0, commandRows - 2)),
            ToShell = ToShellPlace(form, screen, left, boxWidth, contentTop + height + commandRows - 1),
            Hint = new Area(left + Border + Pad, foot + 1, inner, helpRows),
            Buttons = ButtonPlaces(form, screen, left + Border + Pad, inner, foot + 1 + helpRows),
        };
    }

    /// <summary>Where a line of the tab is on the screen; null when it is scrolled away.</summary>
    public int? Row(int line) => line - Top is var row && row >= 0 && row < Content.Height ? Content.Top + row : null;

    /// <summary>The text a display field shows, line by line.</summary>
    public static IReadOnlyList<string> Wrapped(Words text, Language language, int width) =>
        [.. text.In(language).Split('\n').SelectMany(l => PlainText.Wrap(l, Math.Max(2, width)))];

    /// <summary>The command's lines: it is broken between words, never inside one that fits.</summary>
    public static IReadOnlyList<string> CommandLines(FormModel form, Language language, int width) => form.Command.Length == 0
        ? Wrapped(form.Writes ? FormTexts.Unfinished : FormTexts.NoCommand, language, width)
        : [.. form.Command.Split('\n').SelectMany(l => Broken(l, width))];

    private static IEnumerable<string> Broken(string text, int width)
    {
        while (DisplayWidth.Of(text) > width)
        {
            var head = DisplayWidth.Clip(text, width);
            var space = head.LastIndexOf(' ');
            if (space > width / 2) head = head[..(space + 1)];
            yield return head;
            text = text[head.Length..];
        }
        yield return text;
    }

    /// <summary>A few rows from the beginning: the form does not move with every parameter that is entered.</summary>
    private static int CommandRows(FormModel form, FormScreen screen, int inner) =>
        form.ShowsCommand ? 2 + Math.Clamp(CommandLines(form, screen.Language, inner).Count, FewestCommandRows, Math.Max(FewestCommandRows, screen.Height / 6)) : 0;

    private static int Tallest(FormModel form, FormScreen screen, int left, int inner, int room) =>
        Enumerable.Range(0, Math.Max(1, form.Tabs.Length)).Max(tab => Bottom(Fitted(form with { Tab = tab }, screen, left, inner, room)));

    private static int Bottom(ImmutableArray<PlacedField> placed) => placed.IsEmpty ? 1 : placed.Max(p => p.Bottom);

    /// <summary>The fields in their places; a table gives up rows before the tab has to be scrolled.</summary>
    private static ImmutableArray<PlacedField> Fitted(FormModel form, FormScreen screen, int left, int inner, int room)
    {
        var placed = new FieldPlacing(form, screen.Language, left, inner, 0).All();
        var over = Bottom(placed) - room;
        return over <= 0 || placed.All(p => p.Field is not TableField) ? placed : new FieldPlacing(form, screen.Language, left, inner, over).All();
    }

    /// <summary>The titles side by side; when they have no room, those around the shown one, and no columns for the others.</summary>
    private static ImmutableArray<Area> TabPlaces(FormModel form, FormScreen screen, Area strip)
    {
        if (form.Tabs.Length < 2) return [];
        var widths = form.Tabs.Select(t => DisplayWidth.Of(t.In(screen.Language)) + 2).ToArray();
        var hidden = Math.Max(0, widths.Take(form.Tab + 1).Sum() - strip.Width);
        var (places, at) = (ImmutableArray.CreateBuilder<Area>(), 0);
        foreach (var width in widths)
        {
            var seen = at >= hidden && at + width <= hidden + strip.Width;
            places.Add(seen ? new Area(strip.Left + at - hidden, strip.Top, width, 1) : default);
            at += width;
        }
        return places.ToImmutable();
    }

    private static Area ToShellPlace(FormModel form, FormScreen screen, int left, int boxWidth, int row)
    {
        if (!form.ShowsCommand || form.Command.Length == 0) return default;
        var width = DisplayWidth.Of(FormTexts.ToShell.In(screen.Language)) + 4;
        return new Area(left + boxWidth - Border - Pad - width, row, width, 1);
    }

    private static ImmutableArray<(string, Words, Area)> ButtonPlaces(FormModel form, FormScreen screen, int left, int inner, int row)
    {
        var places = new List<(string, Words, Area)>();
        var (from, to) = (left, left + inner);
        foreach (var part in form.Buttons().Where(p => p is FormPart.AsCli or FormPart.Advanced))
        {
            var area = new Area(from, row, Width(part), 1);
            places.Add((part, TextOf(form, part), area));
            from += area.Width + 2;
        }
        foreach (var part in form.Buttons().Where(p => p is FormPart.Cancel or FormPart.Submit).Reverse())
        {
            to -= Width(part);
            places.Add((part, TextOf(form, part), new Area(to, row, Width(part), 1)));
            to -= 2;
        }
        return [.. places];

        int Width(string part) => DisplayWidth.Of(TextOf(form, part).In(screen.Language)) + 4;
    }

    private static Words TextOf(FormModel form, string part) => part switch
    {
        FormPart.AsCli => FormTexts.AsCli,
        FormPart.Advanced => FormTexts.Advanced,
        FormPart.Cancel => FormTexts.Cancel,
        _ => form.Submit,
    };

    /// <summary>Columns between two columns of fields.</summary>
    internal static int Gap => ColumnGap;

    /// <summary>The least an input needs for two columns to stand side by side.</summary>
    internal static int LeastInput => NarrowestInput;
}
