using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary>A node's bridges over the API (pve-manager: PVE/API2/Network.pm), and reloading them.</summary>
public static class NodeNetworkMethods
{
    private static readonly ObjectSchema OnlyNode = Object(("node", StandardOptions.Node));

    private static readonly ObjectSchema Row = Object(("iface", String("Network interface name.")), ("type", String("Network interface type"))) with { AdditionalProperties = true };

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/network", Verb = Verb.Get, Description = "List available networks",
            Parameters = Object(("node", StandardOptions.Node),
                ("type", Optional(Choice("Only list specific interface types.", "bridge", "bond", "eth", "alias", "vlan", "fabric", "any_bridge", "any_local_bridge", "include_sdn")))),
            Returns = Array(Row),
            Handler = call => new JsonArray([.. Interfaces(call.Node).Where(i => call.OptionalString("type") is not { } type || type is "include_sdn" || Of(i, "type") == type
                || type.StartsWith("any_", StringComparison.Ordinal) && Of(i, "type") == "bridge")]),
        },
        new()
        {
            Path = "/nodes/{node}/network", Verb = Verb.Set, Description = "Reload network configuration",
            Parameters = Object(("node", StandardOptions.Node), ("regenerate-frr", Optional(Boolean("Whether FRR config generation should get skipped or not.")))), Returns = String(),
            NotSimulated = ApiMethod.Names("regenerate-frr"),
            Handler = call => call.Node.Tasks.Fork("srvreload", "networking", call.User, _ => Reload(call.Node)).Id,
        },
        new()
        {
            Path = "/nodes/{node}/network/{iface}", Verb = Verb.Get, Description = "Read network device configuration",
            Parameters = Object(("iface", String("Network interface name.") with { MinLength = 2, MaxLength = 20 }), ("node", StandardOptions.Node)), Returns = Row,
            Handler = call => Interfaces(call.Node).FirstOrDefault(i => Of(i, "iface") == call.String("iface"))
                ?? throw ParameterException.Of("iface", "interface does not exist"),
        },
    ];

    private static string? Of(JsonNode row, string name) => (string?)row[name];

    private static IEnumerable<TimeSpan> Reload(Node node)
    {
        node.Datacenter.Network.Apply(node);
        yield return TimeSpan.FromSeconds(2);
    }

    private static IEnumerable<JsonObject> Interfaces(Node node)
    {
        var lab = node.Datacenter.Network.Lab;
        yield return new JsonObject
        {
            ["active"] = 1,
            ["exists"] = 1,
            ["families"] = new JsonArray("inet"),
            ["iface"] = "nic0",
            ["method"] = "manual",
            ["method6"] = "manual",
            ["priority"] = 3,
            ["type"] = "eth"
        };
        var priority = 4;
        foreach (var bridge in node.Datacenter.Network.Bridges(node))
        {
            var row = new JsonObject
            {
                ["active"] = 1,
                ["autostart"] = 1,
                ["bridge_fd"] = "0",
                ["bridge_ports"] = bridge.Segment == lab ? "nic0" : "",
                ["bridge_stp"] = "off",
                ["families"] = new JsonArray("inet"),
                ["iface"] = bridge.Name,
                ["method"] = bridge.Address is null ? "manual" : "static",
                ["method6"] = "manual",
                ["priority"] = priority++,
                ["type"] = "bridge",
            };
            if (bridge.Address is { } cidr)
            {
                row["address"] = cidr.Split('/')[0];
                row["cidr"] = cidr;
                row["netmask"] = cidr.Split('/')[1];
                if (bridge.Segment == lab && lab.Gateway is { } gateway) row["gateway"] = gateway.ToString();
            }
            yield return row;
        }
    }
}
