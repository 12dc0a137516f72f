using System.Globalization;
using System.Text;
using PveLab.Shell.Language;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>One file met on the way; <c>Matched</c> is what the expression says of it.</summary>
internal sealed record FindVisit(Invocation Invocation, string Name, string Path, FileEntry Entry, int Depth)
{
    public bool Matched { get; set; }
}

/// <summary>Part of an expression: its steps are those of its actions.</summary>
internal delegate IEnumerable<Step> FindTest(FindVisit visit);

/// <summary>The files that <c>-exec … +</c> gathers for one call.</summary>
internal sealed class FindBatch(Invocation invocation, IReadOnlyList<string> command)
{
    private readonly List<string> names = [];

    public void Add(string name) => names.Add(name);

    public IEnumerable<Step> Finish()
    {
        if (names.Count == 0) yield break;
        foreach (var step in Find.Execute(invocation, [.. command, .. names], null)) yield return step;
    }
}

/// <summary>Reads the expression of find into one test, and what it says of depth and order.</summary>
internal sealed class FindExpression(Invocation invocation, List<string> words)
{
    private static readonly string[] Refused =
    [
        "-anewer", "-amin", "-atime", "-cmin", "-cnewer", "-context", "-ctime", "-daystart", "-depth", "-execdir", "-fls", "-follow", "-fprint", "-fprintf", "-fstype", "-gid",
        "-group", "-ilname", "-inum", "-ipath", "-iregex", "-links", "-lname", "-ls", "-mount", "-noleaf", "-nouser", "-ok", "-okdir", "-perm", "-printf", "-prune", "-quit",
        "-readable", "-regex", "-regextype", "-samefile", "-uid", "-used", "-user", "-wholename", "-writable", "-xdev", "-xtype",
    ];

    private int next;
    private int depth;
    private bool acts;

    public Step.Err? Problem { get; private set; }

    public int MaxDepth { get; private set; } = int.MaxValue;

    public int MinDepth { get; private set; }

    public bool Deletes { get; private set; }

    public List<FindBatch> Batches { get; } = [];

    public FindTest Parse()
    {
        var expression = words.Count == 0 ? Find.When(_ => true) : Or();
        if (Problem is null && next < words.Count) Fail("find: paths must precede expression: `" + words[next] + "'");
        return acts ? expression : And(expression, Print("\n"));
    }

    private void Fail(string message, int status = 1) => Problem ??= invocation.Fail(status, message);

    private FindTest Or()
    {
        var left = AndChain();
        while (Problem is null && next < words.Count && words[next] is "-o" or "-or")
        {
            next++;
            var (first, second) = (left, AndChain());
            left = visit => Either(visit, first, second);
        }
        return left;
    }

    private static IEnumerable<Step> Either(FindVisit visit, FindTest first, FindTest second)
    {
        foreach (var step in first(visit)) yield return step;
        if (visit.Matched) yield break;
        foreach (var step in second(visit)) yield return step;
    }

    private FindTest AndChain()
    {
        var left = Term();
        while (Problem is null && next < words.Count && words[next] is not ("-o" or "-or" or ")"))
        {
            if (words[next] is "-a" or "-and") next++;
            left = And(left, Term());
        }
        return left;
    }

    private static FindTest And(FindTest first, FindTest second) => visit => Both(visit, first, second);

    private static IEnumerable<Step> Both(FindVisit visit, FindTest first, FindTest second)
    {
        foreach (var step in first(visit)) yield return step;
        if (!visit.Matched) yield break;
        foreach (var step in second(visit)) yield return step;
    }

    private FindTest Term()
    {
        if (next >= words.Count || ++depth > 200)
        {
            Fail("find: invalid expression; you have used a binary operator with nothing after it.");
            return Find.When(_ => false);
        }
        var word = words[next++];
        if (word is "!" or "-not")
        {
            var inner = Term();
            return visit => Negated(visit, inner);
        }
        if (word == "(")
        {
            var inner = Or();
            if (next < words.Count && words[next] == ")") next++;
            else Fail("find: invalid expression; I was expecting to find a ')' somewhere but did not see one.");
            return inner;
        }
        return Primary(word);
    }

    private static IEnumerable<Step> Negated(FindVisit visit, FindTest inner)
    {
        foreach (var step in inner(visit)) yield return step;
        visit.Matched = !visit.Matched;
    }

    private FindTest Primary(string word)
    {
        switch (word)
        {
            case "-print": return Print("\n");
            case "-print0": return Print("\0");
            case "-delete": return Delete();
            case "-exec": return Exec();
            case "-true": return Find.When(_ => true);
            case "-false": return Find.When(_ => false);
            case "-empty": return Find.When(v => v.Entry is DirectoryEntry d ? d.Entries.Count == 0 : v.Entry is not LinkEntry && v.Entry.Size == 0);
        }
        if (Array.BinarySearch(Refused, word, StringComparer.Ordinal) >= 0) Fail($"PveLab: option '{word}' of 'find' is not simulated", 255);
        else if (word is not ("-name" or "-iname" or "-path" or "-type" or "-mtime" or "-mmin" or "-size" or "-newer" or "-maxdepth" or "-mindepth"))
            Fail(word.StartsWith('-') ? $"find: unknown predicate `{word}'" : $"find: paths must precede expression: `{word}'");
        else if (next >= words.Count) Fail($"find: missing argument to `{word}'");
        return Problem is null ? WithArgument(word, words[next++]) : Find.When(_ => false);
    }

    private FindTest WithArgument(string word, string argument)
    {
        var now = invocation.Node.Clock.Now;
        switch (word)
        {
            case "-name" or "-iname":
                return Find.When(v => Pattern.Matches(argument, v.Name == "/" ? "/" : UnixPath.Name(v.Name), word == "-iname"));
            case "-path":
                return Find.When(v => Pattern.Matches(argument, v.Name));
            case "-type" when argument is "f" or "d" or "l" or "b" or "c":
                return Find.When(v => Modes.Type(v.Entry) == (argument == "f" ? '-' : argument[0]));
            case "-type":
                Fail($"find: Unknown argument to -type: {argument}");
                break;
            case "-newer" when invocation.Files.Find(invocation.Absolute(argument)) is { } reference:
                return Find.When(v => v.Entry.Modified > reference.Modified);
            case "-newer":
                Fail($"find: ‘{argument}’: No such file or directory");
                break;
            case "-mtime" when Number(argument) is { } days:
                return Find.When(v => Compare(argument, (long)Math.Floor((now - v.Entry.Modified).TotalDays), days));
            case "-mmin" when Number(argument) is { } minutes:
                return Find.When(v => Compare(argument, (long)Math.Ceiling((now - v.Entry.Modified).TotalMinutes), minutes));
            case "-size" when Size(argument) is var (count, unit):
                return Find.When(v => Compare(argument, (v.Entry.Size + unit - 1) / unit, count));
            case "-maxdepth" when Number(argument) is { } most and >= 0:
                MaxDepth = (int)Math.Min(most, int.MaxValue);
                return Find.When(_ => true);
            case "-mindepth" when Number(argument) is { } least and >= 0:
                MinDepth = (int)Math.Min(least, int.MaxValue);
                return Find.When(_ => true);
            default:
                Fail($"find: invalid argument `{argument}' to `{word}'");
                break;
        }
        return Find.When(_ => false);
    }

    private static long? Number(string text) => long.TryParse(text.TrimStart('+', '-'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static (long Count, long Unit)? Size(string text)
    {
        var digits = text.TrimStart('+', '-');
        var unit = digits.Length == 0 ? 0 : digits[^1] switch { 'c' => 1L, 'w' => 2, 'b' => 512, 'k' => 1024, 'M' => 1L << 20, 'G' => 1L << 30, >= '0' and <= '9' => -1, _ => 0 };
        if (unit == 0) return null;
        return Number(unit == -1 ? digits : digits[..^1]) is { } count ? (count, unit == -1 ? 512 : unit) : null;
    }

    private static bool Compare(string argument, long value, long limit) => argument[0] switch { '+' => value > limit, '-' => value < limit, _ => value == limit };

    private FindTest Print(string end)
    {
        acts = true;
        return visit =>
        {
            visit.Matched = true;
            return [new Step.Out(visit.Name + end)];
        };
    }

    private FindTest Delete()
    {
        acts = true;
        Deletes = true;
        return visit =>
        {
            if (visit.Name == ".") return [];
            var errno = FileMaking.Attempt(() => visit.Invocation.Files.Remove(visit.Path));
            visit.Matched = errno is null;
            return errno is null ? [] : [visit.Invocation.Fail(1, $"find: cannot delete ‘{visit.Name}’: {errno.Value.Describe()}")];
        };
    }

    private FindTest Exec()
    {
        acts = true;
        var end = words.FindIndex(next, w => w is ";" or "+");
        if (end < 0 || end == next)
        {
            Fail("find: missing argument to `-exec'");
            return Find.When(_ => false);
        }
        var command = words.GetRange(next, end - next);
        next = end + 1;
        if (words[end] == "+" && command[^1] == "{}")
        {
            var batch = new FindBatch(invocation, command[..^1]);
            Batches.Add(batch);
            return Find.When(visit =>
            {
                batch.Add(visit.Name);
                return true;
            });
        }
        return visit => Find.Execute(invocation, [.. command.Select(w => new StringBuilder(w).Replace("{}", visit.Name).ToString())], visit);
    }
}
