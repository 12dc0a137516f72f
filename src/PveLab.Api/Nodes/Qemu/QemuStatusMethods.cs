using System.Text.Json.Nodes;
using PveLab.Api.Schema;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>What virtual machines do now (qemu-server: PVE/API2/Qemu.pm vmlist, vm_status, vmcmdidx, vmdiridx).</summary>
public static class QemuStatusMethods
{
    private static readonly string[] Directories = ["agent", "clone", "config", "migrate", "move_disk", "pending", "resize", "snapshot", "status"];
    private static readonly string[] Commands = ["current", "start", "stop", "reset", "shutdown", "suspend", "reboot"];

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/qemu",
            Verb = Verb.Get,
            Description = "Lists the virtual machines of a node.",
            Parameters = QemuParameters.List,
            Returns = SchemaOf.Array(SchemaOf.Object(
                ("name", SchemaOf.Optional(SchemaOf.String())),
                ("status", SchemaOf.Choice(null, "stopped", "running")),
                ("vmid", SchemaOf.Integer()))),
            Handler = List,
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}",
            Verb = Verb.Get,
            Description = "Lists what is below.",
            Parameters = QemuParameters.Guest,
            Returns = SchemaOf.Array(SchemaOf.Object(("subdir", SchemaOf.String()))),
            Handler = call => Index("subdir", Directories, call),
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/status",
            Verb = Verb.Get,
            Description = "Lists what is below.",
            Parameters = QemuParameters.Guest,
            Returns = SchemaOf.Array(SchemaOf.Object(("subdir", SchemaOf.String()))),
            Handler = call => Index("subdir", Commands, call),
        },
        new()
        {
            Path = "/nodes/{node}/qemu/{vmid}/status/current",
            Verb = Verb.Get,
            Description = "Shows what a virtual machine does now.",
            Parameters = QemuParameters.Guest,
            Returns = SchemaOf.Object(("status", SchemaOf.Choice(null, "stopped", "running")), ("vmid", SchemaOf.Integer())),
            Handler = Current,
        },
    ];

    private static JsonArray List(ApiCall call) =>
        [.. call.Node.Guests.VirtualMachines.All.ToList().Select(guest => QemuView.Status(guest, call.Bool("full")))];

    private static JsonObject Current(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        var status = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (key, value) in QemuView.Status(guest, full: true)) status[key] = value?.DeepClone();
        status["ha"] = new JsonObject { ["managed"] = 0 };
        if (guest.Config.AgentEnabled) status["agent"] = 1;
        return QemuView.ToJson(status);
    }

    private static JsonArray Index(string key, string[] names, ApiCall call)
    {
        call.Node.Guests.Get(call.Int("vmid"));
        return [.. names.Select(name => new JsonObject { [key] = name })];
    }
}
