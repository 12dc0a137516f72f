using System.Text;
using System.Text.RegularExpressions;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>grep, egrep and fgrep.</summary>
internal static class Grep
{
    private static readonly OptionTable Table = new(
        "i/ignore-case", "v/invert-match", "n/line-number", "c/count", "E/extended-regexp", "F/fixed-strings", "G/basic-regexp", "r/recursive", "R/dereference-recursive",
        "l/files-with-matches", "L/files-without-match", "o/only-matching", "w/word-regexp", "x/line-regexp", "q/quiet", "s/no-messages", "H/with-filename", "h/no-filename",
        "A:/after-context:", "B:/before-context:", "C:/context:", "e:/regexp:", "m:/max-count:", "y", "/color?", "/colour?", "a/text", "I", "/include:", "/exclude:", "/line-buffered",
        "!b/byte-offset", "!d:/directories:", "!D:/devices:", "!f:/file:", "!P/perl-regexp", "!T/initial-tab", "!U/binary", "!z/null-data", "!Z/null", "!/label:",
        "!/exclude-dir:", "!/exclude-from:")
    { UsageStatus = 2, NumberKey = "C", Usage = "[OPTION]... PATTERNS [FILE]..." };

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("\\^$.[]*+?(){}|");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var patterns = options.All("e").SelectMany(p => p.Split('\n')).ToList();
        if (patterns.Count == 0)
        {
            if (options.Operands.Count == 0)
            {
                yield return invocation.Fail(2, "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.");
                yield break;
            }
            patterns = [.. options.Operands[0].Split('\n')];
            options.Operands.RemoveAt(0);
        }
        if (Matcher.Make(invocation, options, patterns, out var error) is not { } matcher)
        {
            yield return invocation.Fail(error!.StartsWith("PveLab", StringComparison.Ordinal) ? 255 : 2, error.StartsWith("PveLab", StringComparison.Ordinal) ? error : $"grep: {error}");
            yield break;
        }
        if (Search.Make(invocation, options, matcher) is not { } search)
        {
            yield return invocation.Fail(2, $"grep: {options["m"] ?? options["A"] ?? options["B"] ?? options["C"]}: invalid context length argument");
            yield break;
        }
        foreach (var step in search.Files()) yield return step;
        if (invocation.ExitCode == 0 || search is { Found: true, Quiet: true }) invocation.ExitCode = search.Found ? 0 : 1;
    }

    /// <summary>What a line is compared with.</summary>
    private sealed class Matcher(IReadOnlyList<string>? plain, Regex? regex, bool ignoreCase)
    {
        public static Matcher? Make(Invocation invocation, Options options, List<string> patterns, out string? error)
        {
            error = null;
            var ignore = options.Has("i") || options.Has("y");
            var kind = options.Last("E", "F", "G") ?? (invocation.Name switch { "egrep" => "E", "fgrep" => "F", _ => "G" });
            var bounded = options.Has("w") || options.Has("x");
            // Words without special characters need no expression: this is the common case, and it is fast.
            if (!bounded && (kind == "F" || patterns.TrueForAll(p => p.AsSpan().IndexOfAny(Special) < 0)))
                return new Matcher(patterns, null, ignore);
            var joined = kind == "F" ? string.Join('|', patterns.Select(Regex.Escape)) : string.Join(kind == "E" ? "|" : "\\|", patterns);
            if (bounded)
            {
                var open = kind == "G" ? "\\(" : "(";
                var close = kind == "G" ? "\\)" : ")";
                joined = options.Has("x") ? $"^{open}{joined}{close}$" : $"\\b{open}{joined}{close}\\b";
            }
            var compiled = PosixRegex.Compile(joined, extended: kind != "G", ignore, out error);
            return compiled is null ? null : new Matcher(null, compiled, ignore);
        }

        public bool IsMatch(string line) => regex?.IsMatch(line) ?? plain!.Any(p => line.Contains(p, Comparison));

        private StringComparison Comparison => ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

        public IEnumerable<string> Matches(string line)
        {
            if (regex is not null)
            {
                for (var match = regex.Match(line); match.Success; match = match.NextMatch())
                    if (match.Length > 0) yield return match.Value;
                yield break;
            }
            for (var i = 0; i < line.Length;)
            {
                var found = plain!.Where(p => p.Length > 0).Select(p => (At: line.IndexOf(p, i, Comparison), p.Length)).Where(f => f.At >= 0)
                    .OrderBy(f => f.At).ThenByDescending(f => f.Length).FirstOrDefault((-1, 0));
                if (found.Item1 < 0) yield break;
                yield return line.Substring(found.Item1, found.Item2);
                i = found.Item1 + found.Item2;
            }
        }
    }

    private sealed class Search(Invocation invocation, Options options, Matcher matcher, int before, int after, long most)
    {
        private bool separated;

        public bool Found { get; private set; }

        public bool Quiet => options.Has("q");

        public static Search? Make(Invocation invocation, Options options, Matcher matcher)
        {
            var context = Number(options["C"] ?? "0");
            var before = options["B"] is { } b ? Number(b) : context;
            var after = options["A"] is { } a ? Number(a) : context;
            var most = Number(options["m"] ?? "9000000");
            return before is null || after is null || most is null ? null : new Search(invocation, options, matcher, before.Value, after.Value, most.Value);
        }

        private static int? Number(string text) => Sizes.Parse(text) is >= 0 and < int.MaxValue and var n ? (int)n : null;

        public IEnumerable<Step> Files()
        {
            var recursive = options.Has("r") || options.Has("R");
            var names = options.Operands.Count > 0 ? options.Operands : recursive ? ["."] : ["-"];
            var headed = options.Last("H", "h") is { } last ? last == "H" : names.Count > 1 || recursive;
            foreach (var name in names)
            {
                if (recursive && name != "-" && invocation.Files.IsDirectory(invocation.Absolute(name)))
                {
                    foreach (var file in Below(options.Operands.Count == 0 ? "" : name, invocation.Absolute(name)))
                        foreach (var step in File(file, headed)) yield return step;
                    continue;
                }
                foreach (var step in File(name, headed)) yield return step;
                if (Quiet && Found) yield break;
            }
        }

        private IEnumerable<string> Below(string shown, string path)
        {
            if (invocation.Files.Find(path) is not DirectoryEntry directory) yield break;
            foreach (var (name, entry) in directory.Entries)
            {
                var below = shown.Length == 0 ? name : UnixPath.Join(shown, name);
                if (entry is DirectoryEntry)
                    foreach (var file in Below(below, UnixPath.Join(path, name))) yield return file;
                else if (entry is TextFile && Wanted(name)) yield return below;
            }
        }

        private bool Wanted(string name) =>
            (!options.Has("include") || options.All("include").Any(p => Language.Pattern.Matches(p, name))) && !options.All("exclude").Any(p => Language.Pattern.Matches(p, name));

        private IEnumerable<Step> File(string name, bool headed)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                invocation.ExitCode = 2;
                if (!options.Has("s")) yield return new Step.Err($"grep: {name}: {errno.Describe()}\n");
                yield break;
            }
            var shown = name == "-" ? "(standard input)" : name;
            var (count, number, owed, gap) = (0L, 0L, 0, false);
            var held = new Queue<string>();
            foreach (var piece in pipe.Lines())
            {
                if (piece.Passed is { } step)
                {
                    yield return step;
                    continue;
                }
                number++;
                if (matcher.IsMatch(piece.Line) == options.Has("v"))
                {
                    if (owed-- > 0) yield return Line(piece.Line, shown, number, '-', headed);
                    else gap |= Hold(held, piece.Line);
                    continue;
                }
                if (count >= most) break;
                count++;
                Found = true;
                if (Quiet) yield break;
                if (options.Has("l") || options.Has("L")) break;
                if (options.Has("c")) continue;
                foreach (var output in Match(piece.Line, shown, number, headed, held, gap)) yield return output;
                (gap, owed) = (false, after);
                if (count == most && after == 0) break;
            }
            if (options.Has("c")) yield return new Step.Out((headed ? shown + ":" : "") + Sizes.Text(count) + "\n");
            else if (options.Has(count > 0 ? "l" : "L")) yield return new Step.Out(shown + "\n");
        }

        /// <summary>Keeps a line that may be context of a later match; true: one fell out, so lines are left out between.</summary>
        private bool Hold(Queue<string> held, string line)
        {
            held.Enqueue(line);
            if (held.Count <= before) return false;
            held.Dequeue();
            return true;
        }

        private IEnumerable<Step> Match(string line, string name, long number, bool headed, Queue<string> held, bool gap)
        {
            if (before + after > 0 && gap && separated) yield return new Step.Out("--\n");
            separated = true;
            while (held.TryDequeue(out var earlier)) yield return Line(earlier, name, number - held.Count - 1, '-', headed);
            if (!options.Has("o")) yield return Line(line, name, number, ':', headed);
            else
                foreach (var part in options.Has("v") ? [] : matcher.Matches(line)) yield return Line(part, name, number, ':', headed);
        }

        private Step.Out Line(string line, string name, long number, char mark, bool headed)
        {
            var text = new StringBuilder();
            if (headed) text.Append(name).Append(mark);
            if (options.Has("n")) text.Append(Sizes.Text(number)).Append(mark);
            return new Step.Out(text.Append(line).Append('\n').ToString());
        }
    }
}
