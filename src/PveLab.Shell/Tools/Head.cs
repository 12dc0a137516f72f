using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>head -n N (negative: all but the last N), -c, -q, -v.</summary>
internal static class Head
{
    private static readonly OptionTable Table = new("n:/lines:", "c:/bytes:", "q/quiet", "v/verbose", "!z/zero-terminated") { NumberKey = "n" };

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
            yield return invocation.Fail(1, $"head: invalid number of {(bytes ? "bytes" : "lines")}: {TextInput.Curly(text)}");
            yield break;
        }
        var headers = options.Has("v") || (options.Operands.Count > 1 && !options.Has("q"));
        var first = true;
        foreach (var name in options.Operands.Count == 0 ? ["-"] : options.Operands)
        {
            if (invocation.Open(name, out var errno) is not { } pipe)
            {
                yield return invocation.Fail(1, errno == Errno.IsDirectory
                    ? $"head: error reading {TextInput.Quoted(name)}: {errno.Describe()}"
                    : $"head: cannot open {TextInput.Quoted(name)} for reading: {errno.Describe()}");
                continue;
            }
            if (headers) yield return new Step.Out($"{(first ? "" : "\n")}==> {(name == "-" ? "standard input" : name)} <==\n");
            first = false;
            var steps = bytes ? Bytes(pipe, count) : text[0] == '-' ? AllBut(pipe, count) : Lines(pipe, count);
            foreach (var step in steps) yield return step;
        }
    }

    private static IEnumerable<Step> Lines(Pipe pipe, long count)
    {
        if (count == 0) yield break;
        foreach (var step in pipe)
        {
            if (step is not Step.Out { Text: var text })
            {
                yield return step;
                continue;
            }
            var end = 0;
            while (count > 0 && end < text.Length)
            {
                var newline = text.IndexOf('\n', end);
                end = newline < 0 ? text.Length : newline + 1;
                if (newline >= 0) count--;
            }
            yield return new Step.Out(text[..end]);
            if (count > 0) continue;
            pipe.PushBack(text[end..]);
            yield break;
        }
    }

    private static IEnumerable<Step> AllBut(Pipe pipe, long count)
    {
        var held = new Queue<string>();
        foreach (var piece in pipe.Lines())
        {
            if (piece.Passed is { } step) yield return step;
            else held.Enqueue(piece.Complete ? piece.Line + "\n" : piece.Line);
            if (held.Count > count) yield return new Step.Out(held.Dequeue());
        }
    }

    private static IEnumerable<Step> Bytes(Pipe pipe, long count)
    {
        foreach (var step in pipe)
        {
            if (step is not Step.Out { Text: var text })
            {
                yield return step;
                continue;
            }
            if (count <= 0) yield break;
            var taken = 0;
            for (; taken < text.Length && count > 0; taken++) count -= text[taken] < 0x80 ? 1 : text[taken] < 0x800 ? 2 : char.IsSurrogate(text[taken]) ? 2 : 3;
            yield return new Step.Out(text[..taken]);
            if (count > 0) continue;
            yield break;
        }
    }
}
