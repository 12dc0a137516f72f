using System.Text.Json.Nodes;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>Makes an API call that came as an input.</summary>
internal static class ApiInput
{
    public static JsonNode? Invoke(Input.ApiCall call, Datacenter world, string node) =>
        throw new InvalidOperationException($"{call.Verb} {call.Path} on {node} in {world}");
}
