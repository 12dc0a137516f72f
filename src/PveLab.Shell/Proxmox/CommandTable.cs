using System.Collections.Immutable;
using System.Text;
using PveLab.Api;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>What typed words came to: a command with the arguments left for it, or a refusal with its text for standard error.</summary>
/// <param name="Binding">The command, named as it was found; null when refused.</param>
/// <param name="Arguments">What is left for the option parser.</param>
/// <param name="Refusal">The error and usage text; exit code 255.</param>
public sealed record ResolvedCommand(CommandBinding? Binding, ImmutableArray<string> Arguments, string? Refusal);

/// <summary>
/// The sub-commands of one program such as <c>pvesm</c>: words may be abbreviated, aliases stand for other words
/// (pve-common: PVE/CLIHandler.pm resolve_cmd, print_usage_short).
/// </summary>
public sealed class CommandTable
{
    private readonly CommandWord _root = new();

    /// <summary>Builds the table of a program; <c>help</c> is added. Aliases are names without the program's.</summary>
    public CommandTable(string program, IEnumerable<CommandBinding> bindings, IReadOnlyDictionary<string, string>? aliases = null)
    {
        Program = program;
        foreach (CommandBinding binding in bindings.Append(Help(program)))
        {
            CommandWord place = binding.Name.Split(' ').Skip(1).Aggregate(_root, (parent, word) => parent.Add(word));
            place.Binding = binding;
        }
        foreach ((string alias, string words) in aliases ?? ImmutableSortedDictionary<string, string>.Empty)
            _root.Add(alias).Alias = words;
    }

    /// <summary>The program's name.</summary>
    public string Program { get; }

    /// <summary>Words the real program knows and PveLab does not: they are refused by name, not called unknown.</summary>
    public ImmutableSortedSet<string> Absent { get; init; } = [];

    /// <summary>The commands a beginning of words may go on with, for completion.</summary>
    public IEnumerable<string> Words(IEnumerable<string> typed)
    {
        CommandWord? place = _root;
        foreach (string word in typed)
            place = place?.Words.GetValueOrDefault(word);
        return place?.Words.Where(word => word.Value.Alias is null).Select(word => word.Key) ?? [];
    }

    /// <summary>Finds the command for the words after the program's name.</summary>
    public ResolvedCommand Resolve(IEnumerable<string> typed)
    {
        ImmutableArray<string> words = [.. typed];
        (CommandWord? place, string name, ImmutableArray<string> rest) = Walk(words);
        if (words.IsEmpty)
            return Refuse("no command specified", []);
        if (place?.Binding is { } binding)
            return new(binding with { Name = name }, rest, null);
        if (Absent.Contains(words[0]))
            return new(null, [], $"PveLab: '{Program} {words[0]}' is not simulated\n");
        return place is null ? Refuse($"unknown command '{name}'", []) : Refuse($"incomplete command '{name}'", words);
    }

    /// <summary>The usage of all commands, or of those below some words, as <c>help</c> prints it; null when there are none.</summary>
    public string? HelpText(IEnumerable<string> typed, bool verbose)
    {
        ImmutableArray<string> words = [.. typed];
        if (words.IsEmpty)
            return verbose ? $"USAGE: {Program} <COMMAND> [ARGS] [OPTIONS]\n\n{Texts(_root, Program, true, "", "", false)}\n" : ShortUsage(null, []);
        (CommandWord? place, string name, _) = Walk(words);
        if (place is null)
            return null;
        string text = Texts(place, name, verbose, verbose ? "" : "       ", "", false).TrimStart();
        return verbose ? text + "\n" : "USAGE: " + text + "\n";
    }

    /// <summary>What is printed when no command could be found: the error and the usage of what there is.</summary>
    private string ShortUsage(string? error, ImmutableArray<string> words)
    {
        (CommandWord? place, string name, _) = Walk(words);
        string separator = words.IsEmpty ? "\n" : "";
        return (error is null ? "" : $"ERROR: {error}\n") + $"USAGE: {Program} <COMMAND> [ARGS] [OPTIONS]\n\n"
            + Texts(place ?? _root, name, false, "       ", separator, true);
    }

    private ResolvedCommand Refuse(string error, ImmutableArray<string> words) => new(null, [], ShortUsage(error, words));

    /// <summary>Follows words as far as they lead. The place is null for a word no command begins with.</summary>
    private (CommandWord? Place, string Name, ImmutableArray<string> Left) Walk(ImmutableArray<string> words)
    {
        CommandWord place = _root;
        StringBuilder name = new(Program);
        for (int i = 0; i < words.Length; i++)
        {
            string word = place.Expand(words[i]) ?? words[i];
            name.Append(' ').Append(word);
            if (!place.Words.TryGetValue(word, out CommandWord? next))
                return (place.Completions(word).Any() ? place : null, name.ToString(), [.. words.Skip(i)]);
            if (next.Alias is { } alias)
                return Walk([.. words.Take(i), .. alias.Split(' '), .. words.Skip(i + 1)]);
            place = next;
            if (place.Binding is not null)
                return (place, name.ToString(), [.. words.Skip(i + 1)]);
        }
        return (place, name.ToString(), []);
    }

    private static string Texts(CommandWord place, string name, bool full, string indent, string separator, bool groupsFirst)
    {
        if (place.Binding is { } command)
            return indent + Text(command, name, full);
        StringBuilder text = new();
        string? earlierClass = null;
        foreach ((string word, CommandWord next) in place.Ordered(groupsFirst))
        {
            if (next.Binding is { } binding)
            {
                if (earlierClass is not null && earlierClass != binding.Class)
                    text.Append(separator);
                text.Append(indent).Append(Text(binding, $"{name} {word}", full));
                earlierClass = binding.Class;
            }
            else if (next.Alias is null && Texts(next, $"{name} {word}", full, indent, "", groupsFirst) is { Length: > 0 } below)
            {
                text.Append(below).Append(separator);
            }
        }
        return text.ToString();
    }

    private static string Text(CommandBinding binding, string name, bool full) =>
        full ? Usage.Long(binding, name, true) : Usage.Short(binding, name) + "\n";

    private static CommandBinding Help(string program) => new()
    {
        Name = program + " help",
        Class = "PVE::CLIHandler",
        Arguments = ["extra-args"],
        Method = new ApiMethod
        {
            Path = "",
            Verb = Verb.Get,
            Description = "Shows how a command is used.",
            Parameters = SchemaOf.Object(
                ("extra-args", StandardOptions.ExtraArgs with { Description = "Shows help for a specific command" }),
                ("verbose", SchemaOf.Optional(SchemaOf.Boolean("Verbose output format.")))),
            Handler = _ => null,
        },
    };

    /// <summary>One word of commands: a command, an alias, or a group of further words.</summary>
    private sealed class CommandWord
    {
        public SortedDictionary<string, CommandWord> Words { get; } = new(StringComparer.Ordinal);

        public CommandBinding? Binding { get; set; }

        public string? Alias { get; set; }

        public CommandWord Add(string word)
        {
            if (!Words.TryGetValue(word, out CommandWord? next))
                Words.Add(word, next = new CommandWord());
            return next;
        }

        /// <summary>The one word that is meant: the word itself, or the only one it begins; null when there is none or more.</summary>
        public string? Expand(string word) => Words.ContainsKey(word) ? word : Completions(word).Take(2).ToList() is [{ } only] ? only : null;

        public IEnumerable<string> Completions(string word) =>
            Words.Where(next => next.Value.Alias is null && next.Key.StartsWith(word, StringComparison.Ordinal)).Select(next => next.Key);

        public IEnumerable<KeyValuePair<string, CommandWord>> Ordered(bool groupsFirst) => groupsFirst
            ? Words.OrderBy(word => word.Value.Binding is not null).ThenBy(word => word.Value.Binding?.Class ?? "", StringComparer.Ordinal)
            : Words;
    }
}
