using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;

namespace PveLab.Api;

/// <summary>One call of an API method: the world, the node it is made on, who makes it, and the parameters, checked and ready to read.</summary>
public sealed record ApiCall
{
    /// <summary>The simulated datacenter.</summary>
    public required Datacenter Datacenter { get; init; }

    /// <summary>The node the caller is on; not always the node the call is about.</summary>
    public required string LocalNode { get; init; }

    /// <summary>The parameters, those of the path and the fixed ones of a command included. Scalars may be text, as in the real API.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>Who calls.</summary>
    public string User { get; init; } = "root@pam";

    /// <summary>The method called; gives property strings their keys.</summary>
    public ApiMethod? Method { get; init; }

    /// <summary>Receives lines the method itself prints on standard output; a command shows them, pvesh too.</summary>
    public Action<string> Print { get; init; } = _ => { };

    /// <summary>Receives lines the method itself prints on standard error.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>The node the call is about: the parameter <c>node</c>, else where the caller is.</summary>
    public Node Node => Datacenter.Node(OptionalString("node") ?? LocalNode);

    /// <summary>The node whose view of the cluster counts: where the method runs.</summary>
    public Node Here => Datacenter.Node(LocalNode);

    /// <summary>The cluster's files as the node sees them where the method runs.</summary>
    public ClusterView View => Datacenter.Nodes.GetValueOrDefault(LocalNode)?.View ?? Datacenter.View;

    /// <summary>Whether the parameter was given.</summary>
    public bool Has(string name) => Parameters[name] is not null;

    /// <summary>The text of a parameter that must be there.</summary>
    public string String(string name) => OptionalString(name) ?? throw Missing(name);

    /// <summary>The text of a parameter, or null.</summary>
    public string? OptionalString(string name) => Parameters[name] is JsonValue value ? PerlText.Of(value) : null;

    /// <summary>A whole number that must be there.</summary>
    public int Int(string name) => OptionalInt(name) ?? throw Missing(name);

    /// <summary>A whole number, or null.</summary>
    public int? OptionalInt(string name) => OptionalLong(name) is { } value ? checked((int)value) : null;

    /// <summary>A whole number, or null.</summary>
    public long? OptionalLong(string name) =>
        OptionalString(name) is { } text ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    /// <summary>A number, or null.</summary>
    public double? OptionalNumber(string name) =>
        OptionalString(name) is { } text ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether a switch is on; off when not given.</summary>
    public bool Bool(string name) => OptionalBool(name) ?? false;

    /// <summary>Whether a switch is on, or null when not given.</summary>
    public bool? OptionalBool(string name) => OptionalString(name) is { } text ? PerlText.IsTrue(text) : null;

    /// <summary>The elements of a list: of an array, or of a text with commas. Empty when not given.</summary>
    public IReadOnlyList<string> List(string name) => Parameters[name] switch
    {
        JsonArray array => [.. array.OfType<JsonValue>().Select(PerlText.Of)],
        JsonValue value => PerlText.SplitList(PerlText.Of(value)),
        _ => [],
    };

    /// <summary>The values of a property string by key, or null. Throws when the method's schema has no keys for it.</summary>
    public JsonObject? OptionalProperties(string name)
    {
        if (OptionalString(name) is not { } text)
            return null;
        JsonSchema schema = Method?.Parameters.Properties.GetValueOrDefault(name) ?? throw Missing(name);
        return schema switch
        {
            { PropertyString: { } keys } => PropertyStringText.Parse(keys, text),
            { Format: { } format } => PropertyStringText.Parse(format, text),
            _ => throw new InvalidOperationException($"parameter '{name}' is no property string"),
        };
    }

    private static InvalidOperationException Missing(string name) => new($"parameter '{name}' is not declared as required by the method's schema");
}
