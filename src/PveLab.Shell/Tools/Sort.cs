using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>sort -n -h -r -f -u -s -b -V -c -k -t -o.</summary>
internal static class Sort
{
    private static readonly OptionTable Table = new(
        "n/numeric-sort", "h/human-numeric-sort", "r/reverse", "f/ignore-case", "u/unique", "s/stable", "b/ignore-leading-blanks", "V/version-sort", "c/check?",
        "k:/key:", "t:/field-separator:", "o:/output:",
        "!C", "!d/dictionary-order", "!g/general-numeric-sort", "!i/ignore-nonprinting", "!M/month-sort", "!m/merge", "!R/random-sort", "!S:/buffer-size:", "!T:/temporary-directory:",
        "!z/zero-terminated", "!/parallel:", "!/sort:", "!/debug") { UsageStatus = 2 };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (Order.Make(options, out var error) is not { } order)
        {
            yield return invocation.Fail(2, "sort: " + error);
            yield break;
        }
        var lines = new List<string>();
        var size = 0L;
        foreach (var piece in invocation.LinesOf(options.Operands, "cannot read: {0}: ", 2))
        {
            if (piece.Passed is { } step) yield return step;
            else
            {
                lines.Add(piece.Line);
                size += piece.Line.Length;
            }
            if (size <= TextInput.GatherLimit) continue;
            yield return invocation.Fail(255, "PveLab: sorting more than 16 MiB is not simulated");
            yield break;
        }
        if (options.Has("c"))
        {
            for (var i = 1; i < lines.Count; i++)
            {
                if (order.Compare(lines[i - 1], lines[i]) <= 0) continue;
                yield return invocation.Fail(1, $"sort: {(options.Operands.Count > 0 ? options.Operands[0] : "-")}:{Sizes.Text(i + 1)}: disorder: {lines[i]}");
                yield break;
            }
            yield break;
        }
        var sorted = lines.Order(Comparer<string>.Create(order.Compare)).ToList();
        if (options.Has("u")) sorted = [.. Unique(sorted, order)];
        var text = string.Concat(sorted.Select(l => l + "\n"));
        if (options["o"] is { } target) invocation.Files.WriteText(invocation.Absolute(target), text);
        else if (text.Length > 0) yield return new Step.Out(text);
    }

    private static IEnumerable<string> Unique(List<string> sorted, Order order)
    {
        for (var i = 0; i < sorted.Count; i++)
            if (i == 0 || order.CompareKeys(sorted[i - 1], sorted[i]) != 0) yield return sorted[i];
    }

    /// <summary>One sort key: from field and character to field and character (0: the end), with letters that say how.</summary>
    private sealed record Key(int Field, int Char, int EndField, int EndChar, string How);

    private sealed class Order(List<Key> keys, string? separator, string how, bool stable)
    {
        private static readonly string[] Ways = ["n", "h", "r", "f", "b", "V"];

        public static Order? Make(Options options, out string? error)
        {
            error = null;
            var how = string.Concat(Ways.Where(options.Has));
            var separator = options["t"];
            if (separator is "\\t" or "\\0") separator = separator == "\\t" ? "\t" : "\0";
            if (separator is { Length: not 1 }) error = separator.Length == 0 ? "empty tab" : $"multi-character tab {TextInput.Curly(separator)}";
            var keys = new List<Key>();
            foreach (var text in options.All("k"))
            {
                if (ParseKey(text) is { } key) keys.Add(key);
                else error ??= $"invalid number at field start: invalid count at start of {TextInput.Curly(text)}";
            }
            return error is null ? new Order(keys, separator, how, options.Has("s") || options.Has("u")) : null;
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

        private string Part(string line, Key key)
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

        private static Key? ParseKey(string text)
        {
            var parts = text.Split(',', 2);
            var how = "";
            if (Position(parts[0], ref how) is not { Field: > 0 } start) return null;
            if (parts.Length == 1) return new Key(start.Field, Math.Max(1, start.Char), 0, 0, how);
            return Position(parts[1], ref how) is { Field: > 0 } end ? new Key(start.Field, Math.Max(1, start.Char), end.Field, end.Char, how) : null;
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
}
