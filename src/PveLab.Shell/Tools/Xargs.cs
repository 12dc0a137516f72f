using System.Globalization;
using System.Text;

namespace PveLab.Shell.Tools;

/// <summary>xargs -n N -I R -L 1 -r -t -0 -d C.</summary>
internal static class Xargs
{
    private static readonly OptionTable Table = new(
        "n:/max-args:", "I:", "i?/replace?", "r/no-run-if-empty", "t/verbose", "0/null", "d:/delimiter:", "L:/max-lines:", "P:/max-procs:", "x/exit",
        "!a:/arg-file:", "!E:", "!e?", "!l?", "!o/open-tty", "!p/interactive", "!s:/max-chars:", "!/show-limits", "!/process-slot-var:")
    { StopsAtOperand = true, Usage = "[OPTION]... COMMAND [INITIAL-ARGS]..." };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var text = new StringBuilder();
        foreach (var step in invocation.Input)
        {
            if (step is Step.Out { Text: var chunk }) text.Append(chunk);
            else yield return step;
            if (text.Length <= TextInput.GatherLimit) continue;
            yield return invocation.Fail(255, "PveLab: more than 16 MiB of arguments are not simulated");
            yield break;
        }
        var replace = options["I"] ?? (options.Has("i") ? "{}" : null);
        var delimiter = options.Has("0") ? "\0" : options["d"] is { } d ? Language.Escapes.Ansi(d) : replace is not null || options.Has("L") ? "\n" : null;
        if (Items(text.ToString(), delimiter) is not { } items)
        {
            yield return invocation.Fail(1, "xargs: unmatched single quote; by default quotes are special to xargs unless you use the -0 option");
            yield break;
        }
        if (replace is not null) items = [.. items.Select(i => i.Trim()).Where(i => i.Length > 0)];
        var size = replace is not null ? 1 : 5000;
        if ((options["n"] ?? options["L"]) is { } count && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size == 0))
        {
            yield return invocation.Fail(1, $"xargs: invalid number \"{count}\" for -n option\nTry 'xargs --help' for more information.");
            yield break;
        }
        IReadOnlyList<string> command = options.Operands.Count == 0 ? ["echo"] : options.Operands;
        if (items.Count == 0 && (options.Has("r") || replace is not null)) yield break;
        for (var i = 0; i == 0 || i < items.Count; i += size)
        {
            var batch = items.Skip(i).Take(size);
            IReadOnlyList<string> words = replace is null ? [.. command, .. batch] : [.. command.Select(w => w.Replace(replace, items[i], StringComparison.Ordinal))];
            if (options.Has("t")) yield return new Step.Err(string.Join(' ', words) + "\n");
            foreach (var step in One(invocation, words)) yield return step;
            if (invocation.ExitCode is 124 or 127) yield break;
        }
    }

    private static IEnumerable<Step> One(Invocation invocation, IReadOnlyList<string> words)
    {
        if (invocation.Child(words, Pipe.Empty()) is not { } child)
        {
            yield return invocation.Fail(127, $"xargs: {words[0]}: No such file or directory");
            yield break;
        }
        foreach (var step in child.Steps()) yield return step;
        if (child.ExitCode == 255) yield return invocation.Fail(124, $"xargs: {words[0]}: exited with status 255; aborting");
        else if (child.ExitCode != 0) invocation.ExitCode = 123;
    }

    /// <summary>The items of the input; null: a quote is not closed.</summary>
    private static List<string>? Items(string text, string? delimiter)
    {
        if (delimiter is not null)
        {
            var parts = text.Split(delimiter).ToList();
            if (parts[^1].Length == 0) parts.RemoveAt(parts.Count - 1);
            return parts;
        }
        var items = new List<string>();
        var item = new StringBuilder();
        var (started, quote) = (false, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != 0)
            {
                if (c == quote) quote = '\0';
                else item.Append(c);
            }
            else if (c is ' ' or '\t' or '\n')
            {
                if (started) items.Add(item.ToString());
                item.Clear();
                started = false;
                continue;
            }
            else if (c is '\'' or '"') quote = c;
            else if (c == '\\' && i + 1 < text.Length) item.Append(text[++i]);
            else item.Append(c);
            started = true;
        }
        if (started) items.Add(item.ToString());
        return quote == 0 ? items : null;
    }
}
