using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;

namespace PveLab.Api;

/// <summary>What a call does to a path, in pvesh's words: GET, POST, PUT and DELETE on the wire.</summary>
public enum Verb
{
    /// <summary>Reads (GET).</summary>
    Get,

    /// <summary>Makes something new or starts something (POST).</summary>
    Create,

    /// <summary>Changes something (PUT).</summary>
    Set,

    /// <summary>Takes something away (DELETE).</summary>
    Delete,
}

/// <summary>
/// One method of the API: written once, with its schemas; commands, usage texts, completion and pvesh come from it
/// (pve-common: PVE/RESTHandler.pm register_method).
/// </summary>
public sealed record ApiMethod
{
    /// <summary>Where it is called, with parameters in braces: <c>/nodes/{node}/storage/{storage}/content</c>. Empty for methods only a command has.</summary>
    public required string Path { get; init; }

    /// <summary>What it does.</summary>
    public required Verb Verb { get; init; }

    /// <summary>One sentence for usage texts.</summary>
    public required string Description { get; init; }

    /// <summary>Its parameters, those in the path included.</summary>
    public ObjectSchema Parameters { get; init; } = ObjectSchema.Empty;

    /// <summary>Parameters that only the book's dialect knows (<see cref="Sim.Cluster.DialectDifference"/>).</summary>
    public ObjectSchema BookParameters { get; init; } = ObjectSchema.Empty;

    /// <summary>Its parameters in a dialect.</summary>
    public ObjectSchema ParametersIn(Dialect dialect) =>
        dialect == Dialect.Book && !BookParameters.Properties.IsEmpty ? Parameters.With(BookParameters.Properties.Select(p => (p.Key, p.Value))) : Parameters;

    /// <summary>Its result.</summary>
    public JsonSchema Returns { get; init; } = SchemaOf.Null;

    /// <summary>
    /// Does the work and gives the result; null for none. Errors are <see cref="Sim.PveException"/>, of parameters <see cref="ParameterException"/>.
    /// </summary>
    public required Func<ApiCall, JsonNode?> Handler { get; init; }

    /// <summary>The parameters that are accepted by the real method but not simulated here: giving one is refused by name.</summary>
    public ImmutableSortedSet<string> NotSimulated { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Writes <see cref="NotSimulated"/> down.</summary>
    public static ImmutableSortedSet<string> Names(params ReadOnlySpan<string> names) => ImmutableSortedSet.Create(StringComparer.Ordinal, names);

    /// <summary>
    /// Checks the parameters and calls the handler. Text of a list parameter may be an array, a single value may stand for an array
    /// (pve-common: PVE/RESTHandler.pm handle). Throws
    /// <see cref="ParameterException"/> and <see cref="NotSimulatedException"/>.
    /// </summary>
    public JsonNode? Invoke(ApiCall call)
    {
        Normalise(call.Parameters);
        SchemaValidator.Validate(call.Parameters, ParametersIn(call.Datacenter.Dialect));
        if (call.Parameters.Select(parameter => parameter.Key).Order(StringComparer.Ordinal).FirstOrDefault(NotSimulated.Contains) is { } missing)
            throw new NotSimulatedException(missing, $"{ApiTree.WordFor(Verb)} {Path}");
        if (Verb != Verb.Get) call.Datacenter.Facts.Touch();
        return Handler(call with { Method = this });
    }

    private void Normalise(JsonObject parameters)
    {
        foreach ((string name, JsonNode? value) in parameters.ToList())
        {
            JsonSchema? schema = Parameters.Properties.GetValueOrDefault(name);
            if (value is JsonArray array && schema?.Type == SchemaType.String && FormatCatalogue.IsList(schema))
                parameters[name] = string.Join(',', array.OfType<JsonValue>().Select(PerlText.Of));
            else if (value is JsonValue single && schema?.Type == SchemaType.Array)
                parameters[name] = new JsonArray(single.DeepClone());
        }
    }
}
