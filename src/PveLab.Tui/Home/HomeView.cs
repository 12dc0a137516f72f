using System.Globalization;
using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Home;

/// <summary>The home screen: what there is on the left, what the chosen item is on the right.</summary>
public static class HomeView
{
    private const int Header = 1, Title = 1, KeyBar = 1, Indent = 2;

    /// <summary>The screen; every row is exactly as wide as the terminal.</summary>
    public static Frame Draw(HomeModel model)
    {
        if (model.Width < LabModel.MinWidth || model.Height < LabModel.MinHeight) return LabView.TooSmall(model.Settings.Language, model.Width, model.Height);
        var texts = HomeTexts.In(model.Settings.Language);
        var (left, height) = (ListWidth(model), ListHeight(model));
        var lines = Lines(model);
        var detail = model.Help ? Help(texts.Help, DetailWidth(model)) : HomeDetail.Of(model, DetailWidth(model));
        var rows = new List<Row> { Bar(model, texts), Titles(model, texts) };
        for (var i = 0; i < height; i++)
        {
            var row = new Row(model.Width);
            if (model.Top + i < lines.Count) row.Add(Line(model, texts, lines[model.Top + i], left));
            row.Fill(column: left).Add("│ ", Ink.Rule);
            if (i < detail.Count) row.Add(detail[i]);
            rows.Add(row.Fill());
        }
        rows.Add(KeyRow.Draw(KeysOf(model, texts), model.Width));
        return new Frame(rows, null);
    }

    /// <summary>Rows of the list that are seen.</summary>
    public static int ListHeight(HomeModel model) => Math.Max(1, model.Height - Header - Title - KeyBar);

    /// <summary>The row of the list on which an item stands.</summary>
    public static int RowOf(HomeModel model, int item) => Math.Max(0, Lines(model).FindIndex(l => l.Item == item));

    /// <summary>The item drawn at a cell, null for none.</summary>
    public static int? ItemAt(HomeModel model, int column, int row)
    {
        var (line, lines) = (row - Header - Title + model.Top, Lines(model));
        return column < ListWidth(model) && row >= Header + Title && row < model.Height - KeyBar && line < lines.Count ? lines[line].Item : null;
    }

    /// <summary>The key drawn at a column of the bottom bar, null for none.</summary>
    public static string? KeyAt(HomeModel model, int column) => KeyRow.At(KeysOf(model, HomeTexts.In(model.Settings.Language)), model.Width, column);

    /// <summary>A row of the list: an item, or the heading of a group of them.</summary>
    private readonly record struct ListLine(int? Item, string? Heading);

    private static int ListWidth(HomeModel model) => Math.Clamp(model.Width * 45 / 100, 30, 64);

    private static int DetailWidth(HomeModel model) => model.Width - ListWidth(model) - 3;

    private static List<ListLine> Lines(HomeModel model)
    {
        var texts = HomeTexts.In(model.Settings.Language);
        var lines = new List<ListLine>();
        string? group = null;
        var items = model.Items;
        for (var i = 0; i < items.Count; i++)
        {
            var heading = model.Search is null ? Group(texts, items[i]) : texts.Found;
            if (heading != group && lines.Count > 0) lines.Add(new ListLine(null, null));
            if (heading != group) lines.Add(new ListLine(null, heading));
            group = heading;
            lines.Add(new ListLine(i, null));
        }
        return lines;
    }

    private static string Group(HomeTexts texts, HomeItem item) => item switch
    {
        HomeItem.Continue => texts.Continue,
        HomeItem.Exam => texts.Exam,
        HomeItem.World => texts.FreePlay,
        HomeItem.Setting => texts.Settings,
        _ => texts.Chapters,
    };

    private static Row Bar(HomeModel model, HomeTexts texts)
    {
        var right = model.Shelf is { } shelf ? texts.Done(shelf.Chapters.Sum(c => c.Passed), shelf.Chapters.Sum(c => c.Scenarios.Count)) + " " : "";
        return new Row(model.Width)
            .Add(" PveLab ", Ink.BarStrong)
            .Add(" " + LabView.Shortened(model.Shelf?.Title.In(model.Settings.Language.Code()) ?? "", Math.Max(0, model.Width - 11 - LabView.Columns(right))), Ink.Bar)
            .Fill(Ink.Bar, model.Width - LabView.Columns(right)).Add(right, Ink.Bar).Fill(Ink.Bar);
    }

    private static Row Titles(HomeModel model, HomeTexts texts)
    {
        var left = ListWidth(model);
        var title = model.Search is { } search ? $"{texts.Search}: {search}▏" : model.Shelf is null ? texts.Looking : texts.Home;
        return new Row(model.Width).Add("━ ", Ink.Rule).Add(LabView.Shortened(title, left - 4), Ink.TitleFocused).Add(" ", Ink.Rule).Fill(Ink.Rule, left, '─')
            .Add("┬", Ink.Rule).Fill(Ink.Rule, with: '─');
    }

    private static Row Line(HomeModel model, HomeTexts texts, ListLine line, int width)
    {
        var row = new Row(width);
        if (line.Item is not { } index) return row.Add(" " + line.Heading, Ink.Title);
        var item = model.Items[index];
        var chosen = index == model.Chosen;
        var (mark, text, right, ink) = Parts(model, texts, item);
        var indent = item is HomeItem.Scenario or HomeItem.Read && model.Search is null ? 2 * Indent : Indent;
        var room = width - indent - LabView.Columns(mark) - LabView.Columns(right) - 2;
        row.Fill(chosen ? Ink.Selection : Ink.Text, indent).Add(mark, chosen ? Ink.Selection : ink).Add(LabView.Shortened(text, room), chosen ? Ink.Selection : Ink.Text);
        return row.Fill(chosen ? Ink.Selection : Ink.Text, width - LabView.Columns(right) - 1).Add(right, chosen ? Ink.Selection : Ink.Dim).Fill(chosen ? Ink.Selection : Ink.Text);
    }

    private static (string Mark, string Text, string Right, Ink Ink) Parts(HomeModel model, HomeTexts texts, HomeItem item)
    {
        var language = model.Settings.Language.Code();
        return item switch
        {
            HomeItem.Continue { Shown: var s } => ("▶ ", s.Title.In(language), Score(s), Ink.TitleFocused),
            HomeItem.Chapter { Shown: var c, Open: var open, Number: var number } =>
                (open ? "▾ " : "▸ ", Invariant($"{number}. {c.Title.In(language)}"), c.Scenarios.Count > 0 ? Invariant($"{c.Passed}/{c.Scenarios.Count}") : "", Ink.TitleFocused),
            HomeItem.Read { Shown.Reading: var r } =>
                (r.IsRead ? "✔ " : r.Reached > 0 ? "◐ " : "○ ", texts.ReadChapter, Invariant($"{r.Reached}/{r.Sections}"), r.IsRead ? Ink.Met : Ink.Open),
            HomeItem.Scenario { Shown: var s } => (Mark(s.Mastery), s.Title.In(language), Score(s), s.Mastery == Mastery.Passed ? Ink.Met : Ink.Open),
            HomeItem.Exam { Shown: var e } => (e.Task is null ? "✎ " : "◐ ", texts.ExamOf(e.Subject), e.Task is null ? "" : texts.MinutesLeft(e.MinutesLeft), Ink.TitleFocused),
            HomeItem.World { Shown: var world } => ("○ ", world.Title.In(language), "", Ink.Open),
            HomeItem.Setting { Name: var name } => ("  ", texts.SettingNames[(int)name], texts.Value(model.Settings, name), Ink.Text),
            _ => ("", "", "", Ink.Text),
        };
    }

    private static string Mark(Mastery mastery) => mastery switch
    {
        Mastery.Passed => "✔ ",
        Mastery.Begun => "◐ ",
        _ => "○ ",
    };

    private static string Score(ShelfScenario scenario) => scenario.Best is { } best ? Invariant($"{best}/{scenario.Points}") : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The keys that mean something for what is chosen.</summary>
    private static IEnumerable<(string Key, string Shown, string Meaning)> KeysOf(HomeModel model, HomeTexts texts) => texts.Keys.Where(k => k.Key switch
    {
        "Esc" => model.HasLab,
        "r" => model.Chapter is not null,
        "n" => model.Item is HomeItem.Continue or HomeItem.Scenario or HomeItem.Exam,
        _ => true,
    });

    /// <summary>Keys and what they do: what goes on below stands under the meaning, not under the key.</summary>
    private static List<Row> Help(IEnumerable<string> lines, int width) => [.. lines.SelectMany(line => Hanging(line, width)).Select(l => new Row(width).Add(l))];

    private static IEnumerable<string> Hanging(string line, int width)
    {
        var gap = line.IndexOf("  ", StringComparison.Ordinal);
        if (gap < 0 || LabView.Columns(line) <= width) return PlainText.Wrap(line, width);
        var meaning = line[gap..].TrimStart(' ');
        var key = line[..^meaning.Length];
        var column = LabView.Columns(key);
        return PlainText.Wrap(meaning, width - column).Select((l, i) => (i == 0 ? key : new string(' ', column)) + l);
    }

    /// <summary>Lines of text, wrapped.</summary>
    internal static List<Row> Wrapped(IEnumerable<string> lines, int width, Ink ink = Ink.Text) =>
        [.. lines.SelectMany(l => PlainText.Wrap(l, width)).Select(l => new Row(width).Add(l, ink))];
}
