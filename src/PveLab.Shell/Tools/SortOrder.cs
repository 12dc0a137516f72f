using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>One sort key: from field and character to field and character (0: the end), with letters that say how.</summary>
internal sealed record SortKey(int Field, int Char, int EndField, int EndChar, string How);

/// <summary>How sort compares two lines: key by key, then as a whole.</summary>
internal sealed class SortOrder(List<SortKey> keys, string? separator, string how, bool stable)
{
    private static readonly string[] Ways = ["n", "h", "r", "f", "b", "V"];

    public static SortOrder? Make(Options options, out string? error)
    {
        error = null;
        var how = string.Concat(Ways.Where(options.Has));
        var separator = options["t"];
        if (separator is "\\t" or "\\0") separator = separator == "\\t" ? "\t" : "\0";
        if (separator is { Length: not 1 }) error = separator.Length == 0 ? "empty tab" : $"multi-character tab {TextInput.Curly(separator)}";
        var keys = new List<SortKey>();
        foreach (var text in options.All("k"))
        {
            if (ParseKey(text) is { } key) keys.Add(key);
            else error ??= $"invalid number at field start: invalid count at start of {TextInput.Curly(text)}";
        }
        return error is null ? new SortOrder(keys, separator, how, options.Has("s") || options.Has("u")) : null;
    }

    public int Compare(string a, string b)
    {
        var order = CompareKeys(a, b);
        if (order != 0 || stable || (keys.Count == 0 && how.Length == 0)) return order;
        order = Collation.Compare(a, b);
        return how.Contains('r', StringComparison.Ordinal) ? -order : order;
    }

    public int CompareKeys(string a, string b)
    {
        if (keys.Count == 0) return Compare(a, b, how);
        foreach (var key in keys)
        {
            var ways = key.How.Length > 0 ? key.How : how;
            var order = Compare(Part(a, key), Part(b, key), ways);
            if (order != 0) return order;
        }
        return 0;
    }

    private static int Compare(string a, string b, string how)
    {
        if (how.Contains('b', StringComparison.Ordinal)) (a, b) = (a.TrimStart(), b.TrimStart());
        var order = how.Contains('n', StringComparison.Ordinal) ? Number(a).CompareTo(Number(b))
            : how.Contains('h', StringComparison.Ordinal) ? HumanNumber(a).CompareTo(HumanNumber(b))
            : how.Contains('V', StringComparison.Ordinal) ? Version(a, b)
            : how.Contains('f', StringComparison.Ordinal) ? Collation.Compare(a.ToUpperInvariant(), b.ToUpperInvariant())
            : Collation.Compare(a, b);
        return how.Contains('r', StringComparison.Ordinal) ? -order : order;
    }

    private string Part(string line, SortKey key)
    {
        var starts = new List<int>();
        var ends = new List<int>();
        Fields(line, starts, ends);
        if (key.Field > starts.Count) return "";
        var from = Math.Min(line.Length, starts[key.Field - 1] + key.Char - 1);
        var to = key.EndField == 0 ? line.Length
            : key.EndField > ends.Count ? line.Length
            : key.EndChar == 0 ? ends[key.EndField - 1] : Math.Min(line.Length, starts[key.EndField - 1] + key.EndChar);
        return to > from ? line[from..to] : "";
    }

    /// <summary>Without a separator a field begins with the blanks before it.</summary>
    private void Fields(string line, List<int> starts, List<int> ends)
    {
        if (separator is not null)
        {
            for (var i = 0; i <= line.Length;)
            {
                var end = line.IndexOf(separator[0], i) is var at and >= 0 ? at : line.Length;
                starts.Add(i);
                ends.Add(end);
                i = end + 1;
            }
            return;
        }
        for (var i = 0; i < line.Length;)
        {
            starts.Add(i);
            while (i < line.Length && line[i] is ' ' or '\t') i++;
            while (i < line.Length && line[i] is not (' ' or '\t')) i++;
            ends.Add(i);
        }
    }

    private static decimal Number(string text)
    {
        text = text.TrimStart();
        var length = text.Length > 0 && text[0] == '-' ? 1 : 0;
        while (length < text.Length && length < 28 && (char.IsAsciiDigit(text[length]) || text[length] == '.')) length++;
        return decimal.TryParse(text.AsSpan(0, length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static double HumanNumber(string text)
    {
        var number = (double)Number(text);
        var suffix = text.TrimStart().TrimStart('-').TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        var power = suffix.Length > 0 ? "KMGTPE".IndexOf(char.ToUpperInvariant(suffix[0]), StringComparison.Ordinal) + 1 : 0;
        return number * Math.Pow(1024, power);
    }

    private static int Version(string a, string b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
            {
                var (x, y) = (Digits(a, ref i), Digits(b, ref j));
                var order = x.Length != y.Length ? x.Length - y.Length : string.CompareOrdinal(x, y);
                if (order != 0) return order;
            }
            else if (a[i] != b[j]) return a[i] - b[j];
            else
            {
                i++;
                j++;
            }
        }
        return (a.Length - i) - (b.Length - j);
    }

    private static string Digits(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return text[start..i].TrimStart('0');
    }

    private static SortKey? ParseKey(string text)
    {
        var parts = text.Split(',', 2);
        var how = "";
        if (Position(parts[0], ref how) is not { Field: > 0 } start) return null;
        if (parts.Length == 1) return new SortKey(start.Field, Math.Max(1, start.Char), 0, 0, how);
        return Position(parts[1], ref how) is { Field: > 0 } end ? new SortKey(start.Field, Math.Max(1, start.Char), end.Field, end.Char, how) : null;
    }

    private static (int Field, int Char)? Position(string text, ref string how)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        if (text[digits..].Any(c => !"nhrfbV".Contains(c, StringComparison.Ordinal))) return null;
        how += text[digits..];
        var numbers = text[..digits].Split('.');
        if (!int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var field)) return null;
        var character = 0;
        if (numbers.Length > 1 && !int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out character)) return null;
        return (field, character);
    }
}
