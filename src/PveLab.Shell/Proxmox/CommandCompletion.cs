using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Shell.Editing;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// What could stand at the cursor in a line of a Proxmox program: sub-commands, options not yet given, and values by what the schema says
/// they mean (pve-common: PVE/CLIHandler.pm print_bash_completion). It only looks: no storage is mounted, nothing is recorded, because a
/// pressed Tab is no input of the attempt.
/// </summary>
internal static class CommandCompletion
{
    /// <summary>Words for a program with sub-commands.</summary>
    internal static IEnumerable<string> Words(CommandTable table, CompletionRequest request)
    {
        string[] typed = [.. request.Words.Skip(1)];
        var resolved = table.Resolve(typed);
        if (resolved.Binding is not { } binding) return table.Words(typed);
        return binding.Name.EndsWith(" help", StringComparison.Ordinal)
            ? [.. table.Words(resolved.Arguments), .. Options(TypedArguments.Of(binding, resolved.Arguments), request.Typed)]
            : Words(binding, resolved.Arguments, request);
    }

    /// <summary>Words for a command whose own words are typed; <paramref name="arguments"/> are those after them.</summary>
    internal static IEnumerable<string> Words(CommandBinding binding, IReadOnlyList<string> arguments, CompletionRequest request)
    {
        var typed = TypedArguments.Of(binding, arguments);
        var scope = Scope(typed, request.Session.Node);
        if (typed.Pending is { } option)
        {
            var values = ValueCompletion.Of(option, binding.Options.Properties[option], scope, request.Typed);
            return typed.PendingMayBeMissing ? [.. values, .. Options(typed, request.Typed)] : values;
        }
        if (request.Typed.StartsWith('-')) return Options(typed, request.Typed);
        return typed.NextArgument is { } next && binding.Options.Properties.TryGetValue(next, out var schema)
            ? ValueCompletion.Of(next, schema, scope, request.Typed)
            : Options(typed, request.Typed);
    }

    /// <summary>The options that may follow. Of a family (<c>net0</c>, <c>net1</c>, …) the next one, and all once its name is typed.</summary>
    private static IEnumerable<string> Options(TypedArguments typed, string word)
    {
        var binding = typed.Binding;
        var properties = binding.Options.Properties;
        var dashes = word is ['-', not '-', ..] ? "-" : "--";
        var family = word.TrimStart('-').TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var named = Usage.OptionsOf(binding).Select(option => option.Key)
            .Concat(StandardOptions.Output.Properties.Keys.Where(properties.ContainsKey))
            .SelectMany(name => Usage.BaseName(name, binding.Options) == name ? [name] : Family(name[..^1]));
        return named.Where(name => !binding.Fixed.ContainsKey(name) && !binding.Method.NotSimulated.Contains(name) && typed.MayGive(name))
            .Select(name => dashes + name);

        IEnumerable<string> Family(string name)
        {
            var members = properties.Keys.Where(key => key.Length > name.Length
                    && key.StartsWith(name, StringComparison.Ordinal) && key.AsSpan(name.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                .Where(typed.MayGive).OrderBy(key => key.Length);
            return family == name ? members : members.Take(1);
        }
    }

    private static CompletionScope Scope(TypedArguments typed, Node here)
    {
        var binding = typed.Binding;
        SortedDictionary<string, string> known = new(typed.Values, StringComparer.Ordinal);
        foreach (var (name, value) in binding.Fixed) known[name] = value == CommandBinding.LocalNode ? here.Name : value;
        var scope = new CompletionScope(
            here, known, binding.Method.Path.Length > 0 ? binding.Method.Path : binding.Name, null,
            binding.Options.Properties.ContainsKey("archive") || binding.Options.Properties.ContainsKey("ostemplate"));
        if (!binding.Arguments.Contains("api_path")) return scope;
        scope = scope with { Verb = PveshCommands.VerbOf(binding.Name.Split(' ')[^1]) };
        if (!known.TryGetValue("api_path", out var path) || ApiCatalogue.Tree.Find(path) is not { } found) return scope;
        return scope.With(found.Captured) with { Method = found.Place.Methods.GetValueOrDefault(binding.Method.Verb)?.Path ?? "" };
    }
}

/// <summary>The arguments of a command as far as they are typed.</summary>
/// <param name="Binding">The command.</param>
/// <param name="Values">Values by parameter, of options and of arguments.</param>
/// <param name="Pending">The option whose value comes next, or null.</param>
/// <param name="NextArgument">The parameter that the next plain word belongs to, or null.</param>
internal sealed record TypedArguments(CommandBinding Binding, SortedDictionary<string, string> Values, string? Pending, string? NextArgument)
{
    /// <summary>The option before the cursor may stand without value.</summary>
    internal bool PendingMayBeMissing => Pending is not null && MayBeMissing(Binding, Pending);

    /// <summary>Reads words as <see cref="GetOptions"/> does.</summary>
    internal static TypedArguments Of(CommandBinding binding, IEnumerable<string> arguments)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        var (plain, ended) = (0, false);
        string? pending = null;
        foreach (var word in arguments)
        {
            if (!ended && word == "--" && (pending is null || MayBeMissing(binding, pending))) (ended, pending) = (true, null);
            else if (pending is not null && (word is not ['-', _, ..] || !MayBeMissing(binding, pending))) (values[pending], pending) = (word, null);
            else if (!ended && word is ['-', _, ..])
            {
                var parts = word.TrimStart('-').Split('=', 2);
                pending = Find(binding, parts[0]);
                if (pending is not null) values[pending] = parts.ElementAtOrDefault(1) ?? "";
                if (parts.Length > 1) pending = null;
            }
            else if (Argument(binding, plain++) is { } name) values[name] = word;
        }
        return new TypedArguments(binding, values, pending, Argument(binding, plain));
    }

    /// <summary>Whether an option is not given yet, or may be given again.</summary>
    internal bool MayGive(string name) => !Values.ContainsKey(name)
        || (Binding.Options.Properties.GetValueOrDefault(name) is { } schema && (schema.Type == SchemaType.Array || FormatCatalogue.IsList(schema)));

    private static bool MayBeMissing(CommandBinding binding, string option) =>
        binding.Options.Properties[option].Type == SchemaType.Boolean || binding.Mapped.GetValueOrDefault(option) is { Interactive: true };

    private static string? Argument(CommandBinding binding, int index) =>
        binding.ListArgument ?? (index < binding.Arguments.Length ? binding.Arguments[index] : binding.Arguments is [.., "extra-args"] ? "extra-args" : null);

    private static string? Find(CommandBinding binding, string typed)
    {
        var names = binding.Options.Properties.Keys;
        return names.FirstOrDefault(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? (names.Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [{ } only] ? only : null);
    }
}
