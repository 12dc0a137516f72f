using System.Text.Json.Nodes;
using PveLab.Sim;

namespace PveLab.Api;

/// <summary>
/// All methods by path and verb. Paths are templates: at each level a fixed name wins over a parameter
/// (pve-common: PVE/RESTHandler.pm find_handler, map_path_to_methods).
/// </summary>
public sealed class ApiTree
{
    private readonly ApiPath root = new("");

    /// <summary>Builds the tree. A path and verb given twice is a mistake in the catalogue.</summary>
    public ApiTree(IEnumerable<ApiMethod> methods)
    {
        foreach (ApiMethod method in methods)
        {
            ApiPath place = Segments(method.Path).Aggregate(root, (parent, segment) => parent.Add(segment));
            if (!place.Methods.TryAdd(method.Verb, method))
                throw new ArgumentException($"{method.Verb} {method.Path} is registered twice", nameof(methods));
        }
    }

    /// <summary>Every method, ordered by path template, then by verb.</summary>
    public IEnumerable<ApiMethod> Methods => root.All();

    /// <summary>The method registered under exactly this template, such as <c>/nodes/{node}/vzdump</c>.</summary>
    public ApiMethod Method(Verb verb, string template) =>
        Segments(template).Aggregate((ApiPath?)root, (place, segment) => place?.Child(segment))?.Methods.GetValueOrDefault(verb)
        ?? throw new ArgumentException($"no method {verb} {template}", nameof(template));

    /// <summary>Where a path leads, with the parameters found in it; null when it leads nowhere.</summary>
    public (ApiPath Place, SortedDictionary<string, string> Captured)? Find(string path)
    {
        ApiPath place = root;
        SortedDictionary<string, string> captured = new(StringComparer.Ordinal);
        string[] segments = Segments(path);
        for (int i = 0; i < segments.Length; i++)
        {
            if (place.Children.TryGetValue(segments[i], out ApiPath? child))
                place = child;
            else if (place.Parameter is { } parameter)
            {
                place = parameter;
                captured[place.Name[1..^1]] = place.TakesRest ? string.Join('/', segments[i..]) : segments[i];
                if (place.TakesRest) break;
            }
            else
                return null;
        }
        return (place, captured);
    }

    /// <summary>
    /// Calls the method a path leads to. Throws <see cref="PveException"/> when there is none
    /// (pve-manager: PVE/CLI/pvesh.pm), otherwise whatever the method throws.
    /// </summary>
    public JsonNode? Invoke(Verb verb, string path, ApiCall call)
    {
        (ApiMethod method, SortedDictionary<string, string> captured) = Resolve(verb, path);
        foreach ((string name, string value) in captured)
            call.Parameters[name] = value;
        return method.Invoke(call);
    }

    /// <summary>The method a path leads to, with the parameters found in it. Throws <see cref="PveException"/> when there is none.</summary>
    public (ApiMethod Method, SortedDictionary<string, string> Captured) Resolve(Verb verb, string path) =>
        Find(path) is { } found && found.Place.Methods.TryGetValue(verb, out ApiMethod? method)
            ? (method, found.Captured)
            : throw new PveException($"No '{WordFor(verb)}' handler defined for '{path}'");

    /// <summary>pvesh's word for a verb.</summary>
    public static string WordFor(Verb verb) => verb switch
    {
        Verb.Create => "create",
        Verb.Set => "set",
        Verb.Delete => "delete",
        _ => "get",
    };

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One place in the tree: its methods, its fixed children, and at most one parameter below it.</summary>
public sealed class ApiPath(string name)
{
    /// <summary>The last segment of the template: <c>nodes</c> or <c>{node}</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The methods here.</summary>
    public SortedDictionary<Verb, ApiMethod> Methods { get; } = [];

    /// <summary>The fixed names below.</summary>
    public SortedDictionary<string, ApiPath> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>The parameter below, such as <c>{vmid}</c>; null for none.</summary>
    public ApiPath? Parameter { get; private set; }

    /// <summary>Whether it takes all that is left of a path: volume names hold slashes (real: fragmentDelimiter).</summary>
    public bool TakesRest => Name == "{volume}";

    /// <summary>Whether anything is below.</summary>
    public bool IsBranch => Children.Count > 0 || Parameter is not null;

    internal ApiPath? Child(string segment) =>
        Parameter?.Name == segment ? Parameter : Children.GetValueOrDefault(segment);

    internal ApiPath Add(string segment)
    {
        if (Child(segment) is { } known)
            return known;
        ApiPath place = new(segment);
        if (!segment.StartsWith('{'))
            Children.Add(segment, place);
        else if (Parameter is null)
            Parameter = place;
        else
            throw new ArgumentException($"'{segment}' and '{Parameter.Name}' stand at the same place", nameof(segment));
        return place;
    }

    internal IEnumerable<ApiMethod> All() =>
        Methods.Values.Concat(Children.Values.SelectMany(child => child.All())).Concat(Parameter?.All() ?? []);
}
