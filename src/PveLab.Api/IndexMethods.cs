using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api;

/// <summary>The index of each branch that has no method of its own: in the real API every branch can be listed.</summary>
public static class IndexMethods
{
    /// <summary>The branches whose entries the real API calls <c>name</c>; elsewhere it is <c>subdir</c>.</summary>
    private static readonly string[] Named = ["/cluster", "/nodes/{node}", "/nodes/{node}/tasks/{upid}"];

    /// <summary>The given methods and an index for every branch without one.</summary>
    public static IEnumerable<ApiMethod> Complete(IReadOnlyList<ApiMethod> methods)
    {
        var children = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            for (var path = method.Path; path.LastIndexOf('/') is >= 0 and var slash; path = path[..slash])
            {
                if (!children.TryGetValue(path[..slash], out var names)) children[path[..slash]] = names = new SortedSet<string>(StringComparer.Ordinal);
                if (path[slash + 1] != '{') names.Add(path[(slash + 1)..]);
            }
        }
        var listed = methods.Where(m => m.Verb == Verb.Get).Select(m => m.Path).ToHashSet(StringComparer.Ordinal);
        return methods.Concat(children.Where(c => c.Value.Count > 0 && !listed.Contains(c.Key)).Select(c => Index(c.Key, c.Value)));
    }

    private static ApiMethod Index(string path, SortedSet<string> names)
    {
        var property = Named.Contains(path) ? "name" : "subdir";
        return new ApiMethod
        {
            Path = path,
            Verb = Verb.Get,
            Description = "Lists what there is below.",
            Parameters = Object(path.Split('/').Where(s => s.StartsWith('{')).Select(s => (s[1..^1], ParameterOf(s[1..^1])))),
            Returns = Array(Object((property, String()))),
            Handler = _ => new JsonArray([.. names.Select(n => (JsonNode)new JsonObject { [property] = n })]),
        };
    }

    private static JsonSchema ParameterOf(string name) => name switch
    {
        "node" => StandardOptions.Node,
        "vmid" => StandardOptions.Vmid,
        "storage" => StandardOptions.StorageId,
        _ => String(),
    };
}
