using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>tail -n N (+N: from line N), -c, -f, -F, -q, -v.</summary>
internal static class Tail
{
    private static readonly OptionTable Table = new(
        "n:/lines:", "c:/bytes:", "f/follow?", "F", "q/quiet", "v/verbose", "s:/sleep-interval:", "!/pid:", "!/retry", "!z/zero-terminated")
    { NumberKey = "n" };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var bytes = options.Last("n", "c") == "c";
        var text = options[bytes ? "c" : "n"] ?? "10";
        if (Sizes.Parse(text.TrimStart('-', '+')) is not { } count)
        {
            yield return invocation.Fail(1, $"tail: invalid number of {(bytes ? "bytes" : "lines")}: {TextInput.Curly(text)}");
            yield break;
        }
        var names = options.Operands.Count == 0 ? ["-"] : options.Operands;
        var headers = options.Has("v") || (names.Count > 1 && !options.Has("q"));
        var first = true;
        foreach (var name in names)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(1, errno == Errno.IsDirectory
                    ? $"tail: error reading {TextInput.Quoted(name)}: {errno.Describe()}"
                    : $"tail: cannot open {TextInput.Quoted(name)} for reading: {errno.Describe()}");
                continue;
            }
            if (headers) yield return new Step.Out(Header(name, first));
            first = false;
            foreach (var step in Last(pipe, text, count, bytes)) yield return step;
        }
        if (!options.Has("f") && !options.Has("F")) yield break;
        var followed = names.Where(n => n != "-" && (options.Has("F") || invocation.Open(n, out _) is not null)).ToList();
        if (followed.Count == 0 && names is not ["-"])
        {
            yield return invocation.Fail(1, "tail: no files remaining");
            yield break;
        }
        foreach (var step in Follow(invocation, followed, headers)) yield return step;
    }

    private static string Header(string name, bool first) => $"{(first ? "" : "\n")}==> {(name == "-" ? "standard input" : name)} <==\n";

    private static IEnumerable<Step> Last(Pipe pipe, string text, long count, bool bytes)
    {
        if (bytes) return LastBytes(pipe, count, text[0] == '+');
        return text[0] == '+' ? From(pipe, count) : LastLines(pipe, count);
    }

    private static IEnumerable<Step> LastLines(Pipe pipe, long count)
    {
        var held = new Queue<string>();
        foreach (var piece in pipe.Lines())
        {
            if (piece.Passed is { } step)
            {
                yield return step;
                continue;
            }
            held.Enqueue(piece.Complete ? piece.Line + "\n" : piece.Line);
            if (held.Count > count) held.Dequeue();
        }
        if (held.Count > 0) yield return new Step.Out(string.Concat(held));
    }

    private static IEnumerable<Step> From(Pipe pipe, long first)
    {
        var number = 0L;
        foreach (var piece in pipe.Lines())
        {
            if (piece.Passed is { } step) yield return step;
            else if (++number >= first) yield return new Step.Out(piece.Complete ? piece.Line + "\n" : piece.Line);
        }
    }

    private static IEnumerable<Step> LastBytes(Pipe pipe, long count, bool from)
    {
        var all = new StringBuilder();
        foreach (var step in pipe)
        {
            if (step is Step.Out { Text: var text }) all.Append(text);
            else yield return step;
        }
        var data = Encoding.UTF8.GetBytes(all.ToString());
        var start = from ? Math.Clamp(count - 1, 0, data.Length) : Math.Max(0, data.Length - count);
        yield return new Step.Out(Encoding.UTF8.GetString(data.AsSpan((int)start)));
    }

    /// <summary>Waits for the files to grow; a file that became shorter was truncated and is read anew.</summary>
    private static IEnumerable<Step> Follow(Invocation invocation, List<string> names, bool headers)
    {
        var seen = names.Select(n => Text(invocation, n)?.Length ?? 0).ToArray();
        var last = names.Count - 1;
        while (true)
        {
            yield return new Step.Wait(null);
            for (var i = 0; i < names.Count; i++)
            {
                if (Text(invocation, names[i]) is not { } text || text.Length == seen[i]) continue;
                if (text.Length < seen[i])
                {
                    yield return new Step.Err($"tail: {names[i]}: file truncated\n");
                    seen[i] = 0;
                }
                if (headers && last != i) yield return new Step.Out(Header(names[i], false));
                last = i;
                yield return new Step.Out(text[seen[i]..]);
                seen[i] = text.Length;
            }
        }
    }

    private static string? Text(Invocation invocation, string name) => invocation.Files.Find(invocation.Absolute(name)) switch
    {
        TextFile file => file.Text,
        _ => null,
    };
}
