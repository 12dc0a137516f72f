using PveLab.Api;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>Paths of the API tree for pvesh: branches end with a slash, and only what the verb can be used on is offered (pve-manager: PVE/CLI/pvesh.pm).</summary>
internal static class PathCompletion
{
    /// <summary>Paths that begin as <paramref name="typed"/> does, one step further.</summary>
    internal static IEnumerable<string> Of(string typed, CompletionScope scope)
    {
        if (typed.Length == 0) return ["/"];
        // A volume's name holds slashes of its own: the step begins where the tree's last branch ends.
        for (var slash = typed.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : typed.LastIndexOf('/', slash - 1))
        {
            var directory = typed[..(slash + 1)];
            if (ApiCatalogue.Tree.Find(directory) is not { } found) return [];
            if (!found.Place.TakesRest) return Below(found.Place, directory, scope.With(found.Captured));
        }
        return [];
    }

    private static IEnumerable<string> Below(ApiPath place, string directory, CompletionScope scope)
    {
        foreach (var (name, child) in place.Children)
            if (Leads(child, scope.Verb)) yield return directory + name + Slash(child, scope.Verb);
        if (place.Parameter is not { } parameter || !Leads(parameter, scope.Verb)) yield break;
        var meaning = parameter.Name[1..^1];
        var schema = Anywhere(parameter).Select(method => method.Parameters.Properties.GetValueOrDefault(meaning)).FirstOrDefault(found => found is not null);
        foreach (var value in ValueCompletion.Of(meaning, schema ?? SchemaOf.String(), scope, ""))
            yield return directory + value + Slash(parameter, scope.Verb);
    }

    private static string Slash(ApiPath place, Verb? verb) =>
        place.Children.Values.Append(place.Parameter).OfType<ApiPath>().Any(child => Leads(child, verb)) ? "/" : "";

    /// <summary>Whether the verb can be used here or further down; without a verb every place will do.</summary>
    private static bool Leads(ApiPath place, Verb? verb) => verb is not { } wanted || Anywhere(place).Any(method => method.Verb == wanted);

    private static IEnumerable<ApiMethod> Anywhere(ApiPath place) =>
        place.Methods.Values.Concat(place.Children.Values.SelectMany(Anywhere)).Concat(place.Parameter is { } parameter ? Anywhere(parameter) : []);
}
