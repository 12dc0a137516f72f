using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// Tables of text with or without borders (pve-common: PVE/CLIFormatter.pm print_text_table). Numbers stand right, all else left; a column is
/// cut at its <c>print_width</c> or <c>maxLength</c>; cells may have several lines; each line is cut at the terminal's width.
/// </summary>
internal static class TextTable
{
    /// <summary>One column: what it shows and how wide.</summary>
    private sealed record Column(string Title, int Width, bool Right);

    /// <summary>The lines of borders: left end, filling, joint, right end.</summary>
    private readonly record struct Border(string Left, char Fill, string Joint, string Right);

    public static string Print(JsonArray data, ObjectSchema? schema, IReadOnlyList<string> names, OutputOptions options)
    {
        List<string[][]> rows = [.. Sorted(data, schema, names, options).Select(row => names.Select(name =>
            PerlText.Split(ResultPrinter.Cell((row as JsonObject)?[name], SchemaOfColumn(schema, name), options), '\n')).ToArray())];
        Column[] columns = [.. names.Select((name, index) => MeasureColumn(name, SchemaOfColumn(schema, name), rows.Select(row => row[index])))];
        StringBuilder text = new();
        void WriteLine(string line) => text.Append(options.Columns > 0 ? Cut(line, options.Columns) : line).Append('\n');

        bool border = !options.NoBorder;
        if (border)
            WriteLine(BorderLine(columns, Top(options.Utf8)));
        if (!options.NoHeader)
            WriteLine(Line(columns, [.. columns.Select(column => column.Title)], options));
        Border separator = options.NoHeader ? Middle(options.Utf8) : UnderHeader(options.Utf8, columns.Length);
        for (int i = 0; i < rows.Count; i++)
        {
            if (border && (i > 0 || !options.NoHeader))
            {
                WriteLine(BorderLine(columns, separator));
                separator = Middle(options.Utf8);
            }
            int height = Math.Max(1, rows[i].Max(cell => cell.Length));
            for (int line = 0; line < height; line++)
                WriteLine(Line(columns, [.. rows[i].Select((cell, c) => Cut(cell.ElementAtOrDefault(line) ?? "", columns[c].Width))], options));
        }
        if (border)
            WriteLine(BorderLine(columns, Bottom(options.Utf8)));
        return text.ToString();
    }

    private static IEnumerable<JsonNode?> Sorted(JsonArray data, ObjectSchema? schema, IReadOnlyList<string> names, OutputOptions options)
    {
        string key = options.SortKey ?? names[0];
        if (key == "0")
            return data;
        bool numeric = IsNumber(SchemaOfColumn(schema, key));
        // Missing values come first; equal ones keep their order.
        return data.OrderBy(row => (row as JsonObject)?[key] as JsonValue, Comparer<JsonValue?>.Create((left, right) => (left, right) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ when numeric => Number(left).CompareTo(Number(right)),
            _ => string.CompareOrdinal(PerlText.Of(left), PerlText.Of(right)),
        }));
    }

    private static Column MeasureColumn(string name, JsonSchema? schema, IEnumerable<string[]> cells)
    {
        string title = schema?.Title ?? name;
        int longest = cells.SelectMany(lines => lines).Select(Length).Append(Length(title)).Max();
        return new Column(title, Math.Min(schema?.PrintWidth ?? schema?.MaxLength ?? longest, longest), IsNumber(schema));
    }

    private static string Line(Column[] columns, string[] cells, OutputOptions options)
    {
        if (options.NoBorder)
            return string.Join(' ', cells.Select((cell, i) => i == cells.Length - 1 ? cell : Pad(cell, columns[i])));
        string bar = options.Utf8 ? "│" : "|";
        return bar + string.Concat(cells.Select((cell, i) => $" {Pad(cell, columns[i])} {bar}"));
    }

    private static string BorderLine(Column[] columns, Border border) =>
        border.Left + string.Join(border.Joint, columns.Select(column => new string(border.Fill, column.Width + 2))) + border.Right;

    private static Border Top(bool utf8) => utf8 ? new("┌", '─', "┬", "┐") : Middle(utf8);

    private static Border Bottom(bool utf8) => utf8 ? new("└", '─', "┴", "┘") : Middle(utf8);

    private static Border Middle(bool utf8) => utf8 ? new("├", '─', "┼", "┤") : new("+", '-', "+", "+");

    /// <summary>The real code forgets the plus at the right end when there is only one column.</summary>
    private static Border UnderHeader(bool utf8, int columns) => utf8 ? new("╞", '═', "╪", "╡") : new("+", '=', "+", columns == 1 ? "" : "+");

    private static JsonSchema? SchemaOfColumn(ObjectSchema? schema, string name) => schema?.Properties.GetValueOrDefault(name);

    private static bool IsNumber(JsonSchema? schema) => schema?.Type is SchemaType.Integer or SchemaType.Number;

    private static double Number(JsonValue value) =>
        double.TryParse(PerlText.Of(value), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;

    private static string Pad(string text, Column column)
    {
        string blanks = new(' ', Math.Max(0, column.Width - Length(text)));
        return column.Right ? blanks + text : text + blanks;
    }

    /// <summary>Characters as Perl counts them: code points.</summary>
    private static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private static string Cut(string text, int length) =>
        Length(text) <= length ? text : string.Concat(text.EnumerateRunes().Take(length).Select(rune => rune.ToString()));
}
