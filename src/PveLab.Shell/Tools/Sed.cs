using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PveLab.Shell.Tools;

/// <summary>
/// sed -n -e -E -i: s/// with g, i, p and a number; p, d, q, =, a, i, c, y///; addresses N, $, /re/, ranges and !; several commands by ; or { }.
/// </summary>
internal static class Sed
{
    private static readonly OptionTable Table = new(
        "n/quiet", "/silent", "e:/expression:", "E/regexp-extended", "r", "i/in-place", "s/separate", "u/unbuffered",
        "!f:/file:", "!b/binary", "!l:/line-length:", "!z/null-data", "!/posix", "!/debug", "!/sandbox", "!/follow-symlinks")
    { Usage = "[OPTION]... {script-only-if-no-other-script} [input-file]..." };

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var scripts = options.All("e").ToList();
        if (scripts.Count == 0 && options.Operands.Count > 0)
        {
            scripts.Add(options.Operands[0]);
            options.Operands.RemoveAt(0);
        }
        if (scripts.Count == 0)
        {
            yield return invocation.Fail(1, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...");
            yield break;
        }
        var parser = new SedParser(string.Join('\n', scripts), options.Has("E") || options.Has("r"));
        var commands = parser.Parse();
        if (parser.Error is { } error)
        {
            var honest = error.StartsWith("PveLab", StringComparison.Ordinal);
            yield return invocation.Fail(honest ? 255 : 1, honest ? error : $"sed: -e expression #1, char {Sizes.Text(parser.Position)}: {error}");
            yield break;
        }
        var quiet = options.Has("n") || options.Has("silent");
        if (!options.Has("i"))
        {
            var editing = new Editing(commands, quiet);
            foreach (var step in editing.Run(invocation.LinesOf(options.Operands, "can't read {0}: ", 2))) yield return step;
            if (editing.Status is { } status) invocation.ExitCode = status;
            yield break;
        }
        foreach (var name in options.Operands)
        {
            var output = new StringBuilder();
            foreach (var step in new Editing(commands, quiet).Run(invocation.LinesOf([name], "can't read {0}: ", 2)))
            {
                if (step is Step.Out { Text: var text }) output.Append(text);
                else yield return step;
            }
            if (invocation.ExitCode == 0) invocation.Files.WriteText(invocation.Absolute(name), output.ToString());
        }
    }

    /// <summary>Runs the commands over lines, looking one line ahead to know the last.</summary>
    private sealed class Editing(IReadOnlyList<SedCommand> commands, bool quiet)
    {
        private readonly HashSet<SedCommand> active = [];
        private readonly StringBuilder output = new();
        private string line = "";
        private long number;
        private bool deleted, stopped;

        public int? Status { get; private set; }

        public IEnumerable<Step> Run(IEnumerable<InputPiece> pieces)
        {
            InputPiece? held = null;
            foreach (var piece in pieces)
            {
                if (piece.Passed is { } step)
                {
                    yield return step;
                    continue;
                }
                if (held is { } previous) yield return Cycle(previous, last: false);
                held = piece;
                if (stopped) yield break;
            }
            if (held is { } final && !stopped) yield return Cycle(final, last: true);
        }

        private Step.Out Cycle(InputPiece piece, bool last)
        {
            output.Clear();
            var after = new StringBuilder();
            (line, deleted) = (piece.Line, false);
            number++;
            Execute(commands, last, after);
            if (!deleted && !quiet) output.Append(line).Append(piece.Complete || after.Length > 0 ? "\n" : "");
            return new Step.Out(output.Append(after).ToString());
        }

        private void Execute(IReadOnlyList<SedCommand> block, bool last, StringBuilder after)
        {
            foreach (var command in block)
            {
                if (deleted || stopped) return;
                if (Selected(command, last) == command.Negated) continue;
                if (command.Block is not null) Execute(command.Block, last, after);
                else Do(command, after);
            }
        }

        private void Do(SedCommand command, StringBuilder after)
        {
            switch (command.Name)
            {
                case 'p': output.Append(line).Append('\n'); break;
                case '=': output.Append(Sizes.Text(number)).Append('\n'); break;
                case 'd': deleted = true; break;
                case 'q':
                    stopped = true;
                    if (command.Text.Length > 0) Status = int.Parse(command.Text, CultureInfo.InvariantCulture) & 0xff;
                    break;
                case 'a': after.Append(command.Text).Append('\n'); break;
                case 'i': output.Append(command.Text).Append('\n'); break;
                case 'c':
                    deleted = true;
                    if (!active.Contains(command)) output.Append(command.Text).Append('\n');
                    break;
                case 'y': line = string.Concat(line.Select(c => command.Text.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? command.Replacement[at] : c)); break;
                case 's': Substitute(command); break;
            }
        }

        private void Substitute(SedCommand command)
        {
            var (count, from, changed) = (0, 0, false);
            var result = new StringBuilder();
            for (var match = command.Regex!.Match(line); match.Success; match = match.NextMatch())
            {
                if (++count < command.Occurrence) continue;
                result.Append(line, from, match.Index - from);
                Replace(result, command.Replacement, match);
                from = match.Index + match.Length;
                changed = true;
                if (!command.Global) break;
            }
            if (!changed) return;
            line = result.Append(line, from, line.Length - from).ToString();
            if (command.Print) output.Append(line).Append('\n');
        }

        private static void Replace(StringBuilder result, string replacement, Match match)
        {
            for (var i = 0; i < replacement.Length; i++)
            {
                if (replacement[i] == '&') result.Append(match.Value);
                else if (replacement[i] != '\\' || i + 1 == replacement.Length) result.Append(replacement[i]);
                else if (char.IsAsciiDigit(replacement[++i])) result.Append(match.Groups[replacement[i] - '0'].Value);
                else result.Append(replacement[i] switch { 'n' => '\n', 't' => '\t', var c => c });
            }
        }

        private bool Selected(SedCommand command, bool last)
        {
            if (command.From is null) return true;
            if (command.To is null) return command.From.Matches(line, number, last);
            if (active.Contains(command))
            {
                var over = command.To.Number is { } end ? number >= end : command.To.Matches(line, number, last);
                if (over) active.Remove(command);
                return command.To.Number is not { } limit || number <= limit;
            }
            if (!command.From.Matches(line, number, last)) return false;
            if (command.To.Number is not { } to || to > number)
            {
                if (!(command.To.Last && last)) active.Add(command);
            }
            return true;
        }
    }
}
