using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Lists and states of containers (pve-container: PVE/API2/LXC.pm vmlist, PVE/API2/LXC/Status.pm vm_status).</summary>
public static class LxcStatusMethods
{
    private static readonly string[] Directories = ["config", "pending", "status", "snapshot", "resize"];
    private static readonly string[] Commands = ["current", "start", "stop", "shutdown", "reboot"];

    private static readonly ObjectSchema Row = SchemaOf.Object(
        ("name", SchemaOf.Optional(SchemaOf.String())),
        ("status", SchemaOf.Choice(null, "stopped", "running")),
        ("vmid", SchemaOf.Integer()));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/lxc",
            Verb = Verb.Get,
            Description = "Lists the containers of a node.",
            Parameters = SchemaOf.Object(("node", StandardOptions.Node)),
            Returns = SchemaOf.Array(Row),
            Handler = call => new JsonArray([.. call.Node.Guests.Containers.All.ToList().Select(LxcView.Status)]),
        },
        Index("/nodes/{node}/lxc/{vmid}", Directories),
        Index("/nodes/{node}/lxc/{vmid}/status", Commands),
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}/status/current",
            Verb = Verb.Get,
            Description = "Shows what a container does now.",
            Parameters = LxcParameters.Container,
            Returns = Row,
            Handler = Current,
        },
    ];

    private static ApiMethod Index(string path, string[] names) => new()
    {
        Path = path,
        Verb = Verb.Get,
        Description = "Lists what is below.",
        Parameters = LxcParameters.Container,
        Returns = SchemaOf.Array(SchemaOf.Object(("subdir", SchemaOf.String()))),
        Handler = call =>
        {
            call.Node.Guests.Containers.Get(call.Int("vmid"));
            return new JsonArray([.. names.Select(name => new JsonObject { ["subdir"] = name })]);
        },
    };

    private static JsonObject Current(ApiCall call)
    {
        var status = LxcView.Status(call.Node.Guests.Containers.Get(call.Int("vmid")));
        status["ha"] = new JsonObject { ["managed"] = 0 };
        return status;
    }
}
