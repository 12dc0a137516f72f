using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>
/// The options a tool knows, as getopt_long reads them. An entry is <c>x/long</c>, <c>x</c> or <c>/long</c>; a colon after the letter (or the
/// long name) means a value, a question mark after a long name an optional one; a leading <c>!</c> marks an option that exists but is not simulated.
/// </summary>
internal sealed class OptionTable
{
    private readonly Dictionary<char, Entry> byLetter = [];
    private readonly SortedDictionary<string, Entry> byName = new(StringComparer.Ordinal);
    private readonly List<string> shown = [];

    public OptionTable(params string[] entries)
    {
        foreach (var text in entries)
        {
            var refused = text[0] == '!';
            var parts = text[(refused ? 1 : 0)..].Split('/', 2);
            var value = parts.Any(p => p.EndsWith(':')) ? Value.Required : parts.Any(p => p.EndsWith('?')) ? Value.Optional : Value.None;
            var glued = parts[0].EndsWith('?');
            var letter = parts[0].TrimEnd(':', '?');
            var name = parts.Length > 1 ? parts[1].TrimEnd(':', '?') : "";
            var entry = new Entry(letter.Length > 0 ? letter : name, name.Length > 0 ? name : letter, value, glued, refused);
            if (letter.Length > 0) byLetter[letter[0]] = entry;
            if (name.Length > 0) byName[name] = entry;
            if (!refused) shown.Add(letter.Length > 0 ? "-" + letter : "--" + name);
        }
    }

    private enum Value
    {
        None,
        Optional,
        Required,
    }

    /// <summary>One option; <c>Glued</c>: its letter takes the rest of the word as an optional value (<c>-Iseconds</c>).</summary>
    private sealed record Entry(string Key, string Name, Value Value, bool Glued, bool Refused);

    /// <summary>Exit status for a wrong option (ls, grep, sort and diff: 2).</summary>
    public int UsageStatus { get; init; } = 1;

    /// <summary>The first operand ends the options (env, xargs, watch).</summary>
    public bool StopsAtOperand { get; init; }

    /// <summary><c>-20</c> means this option with value 20 (head, tail).</summary>
    public string? NumberKey { get; init; }

    /// <summary>Options that can do without a value, but take the next word when it is a number (journalctl <c>-n 20</c>, <c>-b -1</c>).</summary>
    public string TakesNumber { get; init; } = "";

    /// <summary>What follows the tool's name in its usage line.</summary>
    public string Usage { get; init; } = "[OPTION]... [FILE]...";

    /// <summary>Reads the arguments; <see cref="Options.Problem"/> is set when they are wrong or ask for help.</summary>
    public Options Parse(Invocation invocation) => new Reader(this, invocation).Read();

    private sealed class Reader(OptionTable table, Invocation invocation)
    {
        private readonly Options options = new();
        private int next;

        public Options Read()
        {
            var arguments = invocation.Arguments;
            while (next < arguments.Count && options.Problem is null)
            {
                var argument = arguments[next++];
                if (argument == "--") break;
                if (argument.Length < 2 || argument[0] != '-')
                {
                    options.Operands.Add(argument);
                    if (table.StopsAtOperand) break;
                }
                else if (argument.StartsWith("--", StringComparison.Ordinal)) Long(argument[2..]);
                else if (table.NumberKey is { } key && argument.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0) options.Add(key, argument[1..]);
                else Letters(argument);
            }
            while (next < arguments.Count && options.Problem is null) options.Operands.Add(arguments[next++]);
            return options;
        }

        private void Letters(string argument)
        {
            for (var i = 1; i < argument.Length && options.Problem is null; i++)
            {
                if (!table.byLetter.TryGetValue(argument[i], out var entry)) Wrong($"invalid option -- '{argument[i]}'");
                else if (entry.Refused) Refuse("-" + argument[i]);
                else if (entry.Value != Value.Required && !entry.Glued) options.Add(entry.Key, "");
                else
                {
                    if (entry.Glued) options.Add(entry.Key, i + 1 == argument.Length ? Number(entry) : argument[(i + 1)..]);
                    else if (i + 1 < argument.Length) options.Add(entry.Key, argument[(i + 1)..]);
                    else if (next < invocation.Arguments.Count) options.Add(entry.Key, invocation.Arguments[next++]);
                    else Wrong($"option requires an argument -- '{argument[i]}'");
                    return;
                }
            }
        }

        /// <summary>The next word when it is a number and the option takes one.</summary>
        private string Number(Entry entry) => table.TakesNumber.Contains(entry.Key, StringComparison.Ordinal) && next < invocation.Arguments.Count
            && int.TryParse(invocation.Arguments[next], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? invocation.Arguments[next++] : "";

        private void Long(string text)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text : text[..equals];
            if (name == "help")
            {
                options.Problem = new Step.Out(table.Help(invocation));
                return;
            }
            var found = table.byName.TryGetValue(name, out var exact) ? [exact] : table.byName.Where(e => e.Key.StartsWith(name, StringComparison.Ordinal)).Select(e => e.Value).ToList();
            if (found.Count == 0) Wrong($"unrecognized option '--{text}'");
            else if (found.Count > 1) Wrong($"option '--{name}' is ambiguous; possibilities: {string.Join(' ', found.Select(e => $"'--{e.Name}'"))}");
            else if (found[0].Refused) Refuse("--" + found[0].Name);
            else if (equals >= 0 && found[0].Value == Value.None) Wrong($"option '--{found[0].Name}' doesn't allow an argument");
            else if (equals >= 0) options.Add(found[0].Key, text[(equals + 1)..]);
            else if (found[0].Value != Value.Required) options.Add(found[0].Key, Number(found[0]));
            else if (next < invocation.Arguments.Count) options.Add(found[0].Key, invocation.Arguments[next++]);
            else Wrong($"option '--{found[0].Name}' requires an argument");
        }

        private void Wrong(string message) =>
            options.Problem = invocation.Fail(table.UsageStatus, $"{invocation.Name}: {message}\nTry '{invocation.Name} --help' for more information.");

        private void Refuse(string option) => options.Problem = invocation.Fail(255, $"PveLab: option '{option}' of '{invocation.Name}' is not simulated");
    }

    private string Help(Invocation invocation)
    {
        var summary = invocation.Session.Commands.Find(invocation.Name)?.Summary;
        return $"Usage: {invocation.Name} {Usage}\n{summary}\n\nSimulated options: {string.Join(' ', shown)}\n";
    }
}

/// <summary>What was given on a command line.</summary>
internal sealed class Options
{
    private readonly List<(string Key, string Value)> given = [];

    /// <summary>What is no option.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>The complaint about wrong options (or the help text): print it and end.</summary>
    public Step? Problem { get; set; }

    /// <summary>The value given last; null when the option was not given.</summary>
    public string? this[string key] => given.FindLast(g => g.Key == key) is { Key: not null } found ? found.Value : null;

    /// <summary>Records an option.</summary>
    public void Add(string key, string value) => given.Add((key, value));

    /// <summary>The option was given.</summary>
    public bool Has(string key) => given.Exists(g => g.Key == key);

    /// <summary>Every value given.</summary>
    public IEnumerable<string> All(string key) => given.Where(g => g.Key == key).Select(g => g.Value);

    /// <summary>Which of these was given last; null: none.</summary>
    public string? Last(params ReadOnlySpan<string> keys)
    {
        for (var i = given.Count - 1; i >= 0; i--)
            if (keys.Contains(given[i].Key)) return given[i].Key;
        return null;
    }
}
