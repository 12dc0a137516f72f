using System.Buffers;
using System.Text;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>Comma-separated values (RFC 4180) without control characters, that no spreadsheet takes for formulas.</summary>
internal static class Csv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\n\r");

    /// <summary>Appends a row.</summary>
    public static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    /// <summary>A cell; one that begins like a formula is led by an apostrophe, which spreadsheets take for "text".</summary>
    private static string Cell(string value)
    {
        value = SafeText.Clean(value);
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '＝' or '＋' or '－' or '＠' ? "'" + value : value;
        return safe.AsSpan().ContainsAny(Quoted) || safe != safe.Trim() ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
