using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Sim;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>Makes an API call that came as an input.</summary>
internal static class ApiInput
{
    public static JsonNode? Invoke(Input.ApiCall call, Datacenter world, string node)
    {
        var parameters = new JsonObject();
        foreach (var (name, value) in call.Parameters) parameters[name] = value;
        var verb = Enum.GetValues<Verb>().Cast<Verb?>().FirstOrDefault(v => ApiTree.WordFor(v!.Value) == call.Verb)
            ?? throw new PveException($"No '{call.Verb}' handler defined for '{call.Path}'");
        var other = ApiCatalogue.Tree.Find(call.Path)?.Captured.GetValueOrDefault("node");
        node = Proxy.ThroughServer(world, node, other is not null && world.Nodes.ContainsKey(other) ? other : null, verb).Name;
        return ApiCatalogue.Tree.Invoke(verb, call.Path, new ApiCall { Datacenter = world, LocalNode = node, Parameters = parameters });
    }
}
