using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// <c>pvesh</c>: the API tree from the command line. The options of a command are the parameters of the method its path leads to, so its table
/// is made anew for every line (pve-manager: PVE/CLI/pvesh.pm).
/// </summary>
public static class PveshCommands
{
    private const string Class = "PVE::CLI::pvesh";

    private static readonly (string Word, Verb Verb, string Description)[] Calls =
    [
        ("get", Verb.Get, "Call API GET on <api_path>."),
        ("set", Verb.Set, "Call API PUT on <api_path>."),
        ("create", Verb.Create, "Call API POST on <api_path>."),
        ("delete", Verb.Delete, "Call API DELETE on <api_path>."),
    ];

    private static readonly ObjectSchema Own = SchemaOf.Object(
        ("api_path", SchemaOf.String("API path.")),
        ("noproxy", SchemaOf.Optional(SchemaOf.Boolean("Disable automatic proxying."))));

    private static readonly ImmutableSortedSet<string> NotSimulated = ApiMethod.Names("noproxy");

    /// <summary>The program.</summary>
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var words = invocation.Arguments;
        ApiMethod? target = null;
        IReadOnlyDictionary<string, string> captured = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (words.Count > 1 && Calls.FirstOrDefault(c => c.Word == words[0]) is { Word: not null } call)
        {
            if (Find(call.Verb, words[1]) is not { } found)
            {
                invocation.ExitCode = 1;
                return [new Step.Err($"No '{words[0]}' handler defined for '{words[1]}'\n")];
            }
            (target, captured) = found;
        }
        var table = new CommandTable("pvesh", Bindings(invocation.Node.Datacenter, target, captured));
        return PveProgram.Of(table)(invocation);
    }

    /// <summary>The verb a sub-command calls; null for those that call none.</summary>
    internal static Verb? VerbOf(string word) => Calls.FirstOrDefault(c => c.Word == word) is { Word: not null } call ? call.Verb : null;

    /// <summary>The table for the words of a line, the program's name first: the options of the method that a typed path leads to are in it.</summary>
    internal static CommandTable TableFor(Datacenter datacenter, IReadOnlyList<string> words) =>
        words.Count > 2 && VerbOf(words[1]) is { } verb && Find(verb, words[2]) is var (method, captured)
            ? new CommandTable("pvesh", Bindings(datacenter, method, captured))
            : new CommandTable("pvesh", Bindings(datacenter, null, new SortedDictionary<string, string>(StringComparer.Ordinal)));

    private static IEnumerable<CommandBinding> Bindings(Datacenter datacenter, ApiMethod? target, IReadOnlyDictionary<string, string> captured)
    {
        var parameters = Own.With(target?.ParametersIn(datacenter.Dialect).Without(captured.Keys).Properties.Select(p => (p.Key, p.Value)) ?? []);
        var output = StandardOptions.Output.Without(parameters.Properties.Keys);
        return
        [
            .. Calls.Select(call => new CommandBinding
            {
                Name = "pvesh " + call.Word, Class = Class, Arguments = ["api_path"], FormatOptions = output, PrintsTask = true, IgnoresTaskError = true,
                Method = new ApiMethod
                {
                    Path = "", Verb = call.Verb, Description = call.Description, Parameters = parameters, Returns = target?.Returns ?? SchemaOf.Null,
                    NotSimulated = NotSimulated.Union(target?.NotSimulated ?? []),
                    Handler = made => Call(call.Verb, made),
                },
                Printer = (result, method, options) => ResultPrinter.Print(result, method.Returns, options),
            }),
            Ls,
            UsageOf,
        ];
    }

    private static CommandBinding Ls => new()
    {
        Name = "pvesh ls",
        Class = Class,
        Arguments = ["api_path"],
        FormatOptions = StandardOptions.Output,
        Method = MethodOf("List child objects on <api_path>.", Own, List) with { NotSimulated = NotSimulated },
        Printer = (result, _, options) => ResultPrinter.Print(
            result, SchemaOf.Array(SchemaOf.Object()), options with { NoBorder = true, NoHeader = true, SortKey = "name" }, ["capabilities", "name"]),
    };

    private static CommandBinding UsageOf => new()
    {
        Name = "pvesh usage",
        Class = Class,
        Arguments = ["api_path"],
        Method = MethodOf("print API usage information for <api_path>.", SchemaOf.Object(
                ("api_path", SchemaOf.String("API path.")),
                ("command", SchemaOf.Optional(SchemaOf.Choice("API command.", "create", "delete", "get", "set"))),
                ("returns", SchemaOf.Optional(SchemaOf.Boolean("Including schema for returned data."))),
                ("verbose", SchemaOf.Optional(SchemaOf.Boolean("Verbose output format.")))), PrintUsage),
        Printer = (result, _, _) => result is JsonValue text ? PerlText.Of(text) : "",
    };

    private static ApiMethod MethodOf(string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) =>
        new() { Path = "", Verb = Verb.Get, Description = description, Parameters = parameters, Returns = SchemaOf.String(), Handler = handler };

    /// <summary>Calls the method; one of another node is called there, as the real pvesh does through ssh.</summary>
    private static JsonNode? Call(Verb verb, ApiCall call)
    {
        var path = call.String("api_path");
        var (method, captured) = Find(verb, path) ?? throw new PveException($"no '{ApiTree.WordFor(verb)}' handler for '{path}'");
        var parameters = (JsonObject)call.Parameters.DeepClone();
        parameters.Remove("api_path");
        foreach (var (name, value) in captured) parameters[name] = value;
        var local = captured.GetValueOrDefault("node") is { } node && node != "localhost" && node != call.LocalNode
            ? Proxy.ThroughSsh(call, node, ApiTree.WordFor(verb), path).Name
            : call.LocalNode;
        if (parameters["node"] is not null && captured.ContainsKey("node")) parameters["node"] = local;
        return call.Datacenter.Node(local).Tasks.RunAs("pvesh", () => method.Invoke(call with { Parameters = parameters, LocalNode = local }));
    }

    private static JsonNode List(ApiCall call)
    {
        var path = call.String("api_path");
        if (Find(Verb.Get, path) is null) throw new PveException($"no such resource '{path}'");
        if (ApiCatalogue.Tree.Find(path) is not { Place.IsBranch: true }) throw new PveException($"resource '{path}' does not define child links");
        return new JsonArray([.. Children(call.Datacenter.Node(call.LocalNode), path).Select(c => (JsonNode)new JsonObject
        {
            ["capabilities"] = Capabilities(path.TrimEnd('/') + "/" + c),
            ["name"] = c,
        })]);
    }

    /// <summary>The names below a path: fixed ones, or what the path's own list answers.</summary>
    private static IEnumerable<string> Children(Node node, string path)
    {
        if (ApiCatalogue.Tree.Find(path) is not { } found) return [];
        if (found.Place.Parameter is not { } parameter) return found.Place.Children.Keys;
        var property = parameter.Name == "{volume}" ? "volid" : parameter.Name[1..^1];
        try
        {
            var call = new ApiCall { Datacenter = node.Datacenter, LocalNode = node.Name, Parameters = [] };
            return ApiCatalogue.Tree.Invoke(Verb.Get, path, call) is JsonArray rows
                ? rows.OfType<JsonObject>().Select(r => r[property]).OfType<JsonValue>().Select(PerlText.Of).Order(StringComparer.Ordinal).ToList()
                : [];
        }
        catch (PveException)
        {
            return [];
        }
    }

    private static string Capabilities(string path)
    {
        var read = Find(Verb.Get, path) is null ? "--" : ApiCatalogue.Tree.Find(path) is { Place.IsBranch: true } ? "Dr" : "-r";
        return read + Letter(Verb.Set, 'w') + Letter(Verb.Create, 'c') + Letter(Verb.Delete, 'd');

        char Letter(Verb verb, char letter) => Find(verb, path) is null ? '-' : letter;
    }

    private static JsonNode PrintUsage(ApiCall call)
    {
        var path = call.String("api_path");
        var text = new StringBuilder();
        foreach (var (word, verb, _) in Calls)
        {
            if (call.OptionalString("command") is { } only && only != word) continue;
            if (Find(verb, path) is not var (method, captured)) continue;
            var binding = new CommandBinding
            {
                Name = $"pvesh {word} {path}",
                Method = method with { Parameters = method.ParametersIn(call.Datacenter.Dialect).Without(captured.Keys) },
            };
            text.Append(call.Bool("verbose") ? Usage.Long(binding, full: true) : $"USAGE: {Usage.Short(binding)}\n");
            if (call.Bool("returns")) text.Append("RETURNS: ").Append(JsonText.Pretty(SchemaJson.Of(method.Returns)));
        }
        if (text.Length > 0) return text.ToString();
        throw new PveException(call.OptionalString("command") is { } asked ? $"no '{asked}' handler for '{path}'" : $"no such resource '{path}'");
    }

    private static (ApiMethod Method, SortedDictionary<string, string> Captured)? Find(Verb verb, string path) =>
        ApiCatalogue.Tree.Find(path) is { } found && found.Place.Methods.TryGetValue(verb, out var method) ? (method, found.Captured) : null;
}
