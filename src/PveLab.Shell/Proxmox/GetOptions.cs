using System.Text.Json.Nodes;

namespace PveLab.Shell.Proxmox;

/// <summary>One option: its name, whether its value may be missing, and whether it may be repeated.</summary>
internal sealed record OptionSpec(string Name, bool ValueOptional, bool Repeatable);

/// <summary>
/// The part of Perl's Getopt::Long that the real programs use: <c>--name value</c>, <c>--name=value</c> and the same with one dash; options and
/// arguments in any order; <c>--</c> ends the options; case does not count; a unique beginning is enough.
/// </summary>
internal sealed class GetOptions(IEnumerable<OptionSpec> options)
{
    private readonly SortedDictionary<string, OptionSpec> _options =
        new(options.ToDictionary(option => option.Name.ToLowerInvariant()), StringComparer.Ordinal);

    /// <summary>What was wrong, in the order it was met.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Takes the options out of a command line; gives the arguments that are left.</summary>
    public List<string> Read(IEnumerable<string> arguments, JsonObject given)
    {
        Queue<string> line = new(arguments);
        List<string> rest = [];
        while (line.TryDequeue(out string? argument))
        {
            if (argument == "--")
            {
                rest.AddRange(line);
                break;
            }
            if (argument.StartsWith('-') && argument != "-")
                ReadOption(argument, line, given);
            else
                rest.Add(argument);
        }
        return rest;
    }

    private void ReadOption(string argument, Queue<string> line, JsonObject given)
    {
        string name = argument[(argument.StartsWith("--", StringComparison.Ordinal) ? 2 : 1)..];
        string? value = null;
        if (name.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals)
            (name, value) = (name[..equals], name[(equals + 1)..]);
        if (Find(name) is not { } option)
            return;
        if (value is null ? line.Count == 0 : value.Length == 0)
        {
            if (option.ValueOptional)
                Store(option, "", given);
            else
                Warnings.Add($"Option {option.Name.ToLowerInvariant()} requires an argument");
            return;
        }
        // A missing value is recognised by what looks like the next option; a value that must be there is taken whatever it looks like.
        if (value is null && option.ValueOptional && line.Peek() is ['-', _, ..])
            value = "";
        Store(option, value ?? line.Dequeue(), given);
    }

    private OptionSpec? Find(string typed)
    {
        string name = typed.ToLowerInvariant();
        if (_options.TryGetValue(name, out OptionSpec? exact))
            return exact;
        List<string> hits = [.. _options.Keys.Where(key => key.StartsWith(name, StringComparison.Ordinal))];
        if (hits.Count == 1)
            return _options[hits[0]];
        Warnings.Add(hits.Count == 0 ? $"Unknown option: {name}" : $"Option {name} is ambiguous ({string.Join(", ", hits)})");
        return null;
    }

    private static void Store(OptionSpec option, string value, JsonObject given)
    {
        if (!option.Repeatable)
            given[option.Name] = value;
        else if (given[option.Name] is JsonArray earlier)
            earlier.Add(value);
        else
            given[option.Name] = new JsonArray(value);
    }
}
