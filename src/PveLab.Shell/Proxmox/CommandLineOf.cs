using System.Collections.Immutable;
using System.Text;
using PveLab.Api;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// The command line that makes an API call: <see cref="CommandBinding"/> the other way round. The shortest real command that does the same is
/// chosen (<c>vzdump 100 --storage nas</c>); what no command of its own does, and what another node has to do, is left to <c>pvesh</c>.
/// </summary>
public static class CommandLineOf
{
    private const string Safe = "_@%+=:,./-";

    /// <summary>Options that are told first, as people write them; the others follow by name.</summary>
    private static readonly ImmutableArray<string> First = ["type", "storage", "mode", "compress", "schedule"];

    /// <summary>The line, quoted for the shell.</summary>
    /// <param name="verb">pvesh's word: create, set, delete or get.</param>
    /// <param name="path">The path of the call.</param>
    /// <param name="parameters">Its parameters, those of the path left out.</param>
    /// <param name="node">The node on whose shell the line is typed.</param>
    public static string Call(string verb, string path, IReadOnlyDictionary<string, string> parameters, string node)
    {
        var pvesh = Line(["pvesh", verb, path], parameters);
        if (Enum.GetValues<Verb>().Cast<Verb?>().FirstOrDefault(v => ApiTree.WordFor(v!.Value) == verb) is not { } called) return pvesh;
        if (ApiCatalogue.Tree.Find(path) is not { } found || !found.Place.Methods.TryGetValue(called, out var method)) return pvesh;
        var given = new SortedDictionary<string, string>(parameters.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in found.Captured) given[name] = value;
        return Candidates(method, given, node).OrderBy(l => l.Length).ThenBy(l => l, StringComparer.Ordinal).FirstOrDefault(pvesh);
    }

    /// <summary>A word as the shell reads it back: bare when it can be, else in quotes.</summary>
    public static string Quoted(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Safe.Contains(c, StringComparison.Ordinal))) return word;
        return word.Any(char.IsControl) ? Escaped(word) : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>The lines of the commands that do it on this node.</summary>
    private static IEnumerable<string> Candidates(ApiMethod method, SortedDictionary<string, string> given, string node)
    {
        var bindings = PveCommands.Catalogue.Bindings.Values.Where(b => b.Interactive is null && b.Method.Path == method.Path && b.Method.Verb == method.Verb);
        foreach (var binding in bindings)
            if (Of(binding, given, node) is { } line) yield return line;
        if (Own(method, given, node) is { } own) yield return own;
    }

    /// <summary>The calls that a command of its own makes, whose parameters are not quite those of the method.</summary>
    private static string? Own(ApiMethod method, SortedDictionary<string, string> given, string node)
    {
        if (given.GetValueOrDefault("node") != node) return null;
        var rest = new SortedDictionary<string, string>(given, StringComparer.Ordinal);
        switch (method.Verb, method.Path)
        {
            case (Verb.Create, "/nodes/{node}/qemu") when given.ContainsKey("archive"):
                rest.Remove("node");
                return Of(PveCommands.Catalogue.Bindings["qmrestore"], rest, node);
            case (Verb.Delete, "/nodes/{node}/storage/{storage}/prunebackups"):
                if (rest.Remove("prune-backups", out var keep))
                    foreach (var part in keep.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2)) rest[part[0]] = part[1];
                return Of(PveCommands.Catalogue.Bindings["pvesm prune-backups"], rest, node);
            case (Verb.Delete, "/nodes/{node}/storage/{storage}/content/{volume}") when given["volume"].Contains(':', StringComparison.Ordinal):
                rest.Remove("storage");
                return Of(PveCommands.Catalogue.Bindings["pvesm free"], rest, node);
            default:
                return null;
        }
    }

    /// <summary>The line of one command; null when it cannot make this call.</summary>
    private static string? Of(CommandBinding binding, SortedDictionary<string, string> given, string node)
    {
        var rest = new SortedDictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, value) in binding.Fixed)
            if (!rest.Remove(name, out var held) || held != (value == CommandBinding.LocalNode ? node : value)) return null;
        var words = new List<string>(binding.Name.Split(' '));
        // A method of vzdump's kind takes the node from its path; the command runs where it is typed.
        if (binding.ListArgument is { } list)
        {
            if (rest.Remove("node", out var on) && on != node) return null;
            if (rest.Remove(list, out var items)) words.AddRange(PerlText.SplitList(items));
        }
        foreach (var name in binding.Arguments)
            if (rest.Remove(name, out var value)) words.Add(value);
            else return null;
        var known = binding.Method.Parameters.Properties;
        if (rest.Keys.Any(name => !known.ContainsKey(name) || binding.Mapped.GetValueOrDefault(name) is { Interactive: false })) return null;
        return words.Skip(1).Any(w => w.StartsWith('-')) ? null : Line(words, rest);
    }

    private static string Line(IEnumerable<string> words, IReadOnlyDictionary<string, string> options)
    {
        var line = new StringBuilder(string.Join(' ', words.Select(Quoted)));
        foreach (var (name, value) in options.OrderBy(o => Rank(o.Key)).ThenBy(o => o.Key, StringComparer.Ordinal))
            line.Append(" --").Append(name).Append(' ').Append(Quoted(value));
        return line.ToString();
    }

    private static int Rank(string name) => First.IndexOf(name) is >= 0 and var rank ? rank : First.Length;

    private static string Escaped(string word)
    {
        var text = new StringBuilder("$'");
        foreach (var c in word)
            text.Append(c switch
            {
                '\n' => @"\n",
                '\t' => @"\t",
                '\\' => @"\\",
                '\'' => @"\'",
                _ => c,
            });
        return text.Append('\'').ToString();
    }
}
