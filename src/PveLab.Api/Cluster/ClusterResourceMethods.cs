using System.Text.Json.Nodes;
using PveLab.Api.Nodes;
using PveLab.Api.Nodes.Lxc;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/resources</c> (pve-manager: PVE/API2/Cluster.pm, PVE/API2Tools.pm extract_*_stats).</summary>
public static class ClusterResourceMethods
{
    private static readonly ObjectSchema Row = Object(
        ("cgroup-mode", Optional(Integer())),
        ("content", Optional(String())),
        ("cpu", Optional(Number() with { Renderer = "fraction_as_percentage" })),
        ("disk", Optional(Bytes())),
        ("diskread", Optional(Bytes())),
        ("diskwrite", Optional(Bytes())),
        ("hastate", Optional(String())),
        ("id", String()),
        ("level", Optional(String())),
        ("lock", Optional(String())),
        ("maxcpu", Optional(Number())),
        ("maxdisk", Optional(Bytes())),
        ("maxmem", Optional(Bytes())),
        ("mem", Optional(Bytes())),
        ("memhost", Optional(Bytes())),
        ("name", Optional(String())),
        ("netin", Optional(Bytes())),
        ("netout", Optional(Bytes())),
        ("network", Optional(String())),
        ("network-type", Optional(String())),
        ("node", Optional(String())),
        ("plugintype", Optional(String())),
        ("pool", Optional(String())),
        ("sdn", Optional(String())),
        ("shared", Optional(Boolean())),
        ("status", Optional(String())),
        ("storage", Optional(String())),
        ("tags", Optional(String())),
        ("template", Optional(Boolean())),
        ("type", String()),
        ("uptime", Optional(Integer() with { Renderer = "duration" })),
        ("vmid", Optional(Integer())));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/resources", Verb = Verb.Get, Description = "Resources index (cluster wide).",
            Parameters = Object(("type", Optional(Choice("Resource type.", "vm", "storage", "node", "sdn")))), Returns = Array(Row), Handler = Resources,
        },
    ];

    private static JsonArray Resources(ApiCall call) => Rows(call.Here, call.OptionalString("type"));

    /// <summary>The rows of one type, or of all, as a node knows them.</summary>
    internal static JsonArray Rows(Node here, string? type)
    {
        var nodes = here.Datacenter.Nodes.Values;
        var rows = new JsonArray();
        if (type is null or "vm")
            foreach (var guest in nodes.SelectMany(n => n.Guests.All).Where(g => IsKnown(here, g)).OrderBy(g => g.Vmid)) rows.Add(Describe(here, guest));
        if (type is null or "node")
            foreach (var node in nodes) rows.Add(Describe(here, node));
        if (type is null or "storage")
            foreach (var storage in here.View.Storages.Storages.OrderBy(s => s.Id, StringComparer.Ordinal))
                foreach (var node in nodes)
                    if (Describe(here, node, storage) is { } row) rows.Add(row);
        if (type is null)
        {
            foreach (var node in nodes)
            {
                rows.Add(new JsonObject
                {
                    ["id"] = $"network/{node.Name}/zone/localnetwork",
                    ["network"] = "localnetwork",
                    ["network-type"] = "zone",
                    ["node"] = node.Name,
                    ["status"] = here.Sees(node) ? "ok" : "unknown",
                    ["type"] = "network",
                });
            }
        }
        return rows;
    }

    /// <summary>Whether the guest's configuration lies where the node sees it: another part of the cluster may know otherwise.</summary>
    private static bool IsKnown(Node here, Guest guest) => guest.Node.View == here.View
        || here.Cluster.Exists(FormattableString.Invariant($"/nodes/{guest.Node.Name}/{guest.Kind.Folder}/{guest.Vmid}.conf"));

    private static JsonObject Describe(Node here, Guest guest)
    {
        var row = guest is Container container ? LxcView.Status(container) : QemuView.Status((VirtualMachine)guest, full: false);
        row["id"] = FormattableString.Invariant($"{guest.Kind.Type}/{guest.Vmid}");
        row["node"] = guest.Node.Name;
        row["type"] = guest.Kind.Type;
        row["maxcpu"] = row["cpus"]?.DeepClone();
        row["template"] = guest.Config["template"] == "1" ? 1 : 0;
        foreach (var name in (string[])["cpus", "maxswap", "pid", "serial", "swap"]) row.Remove(name);
        if (Pools.Of(guest.Node.Datacenter, guest.Vmid) is { } pool) row["pool"] = pool;
        return here.Sees(guest.Node) && guest.Node.Services.StatusDaemon.IsBelieved ? row : Unknown(row);
    }

    /// <summary>What is left of a row when nobody sent figures for a while: what the configuration says.</summary>
    private static JsonObject Unknown(JsonObject row)
    {
        foreach (var name in row.Select(p => p.Key).Except(["id", "name", "node", "pool", "template", "type", "vmid"], StringComparer.Ordinal).ToList()) row.Remove(name);
        row["status"] = "unknown";
        return row;
    }

    private static JsonObject Describe(Node here, Node node)
    {
        if (!here.Sees(node))
            return new JsonObject { ["id"] = "node/" + node.Name, ["level"] = "", ["node"] = node.Name, ["status"] = "offline", ["type"] = "node" };
        var root = node.Files.MountAt("/")!.FileSystem;
        return new JsonObject
        {
            ["cgroup-mode"] = 2,
            ["cpu"] = NodeMethods.Busy(node),
            ["disk"] = root.Used,
            ["id"] = "node/" + node.Name,
            ["level"] = "",
            ["maxcpu"] = node.Cpus,
            ["maxdisk"] = root.Capacity,
            ["maxmem"] = node.Memory,
            ["mem"] = NodeMethods.UsedMemory(node),
            ["node"] = node.Name,
            ["status"] = "online",
            ["type"] = "node",
            ["uptime"] = NodeMethods.Uptime(node),
        };
    }

    private static JsonObject? Describe(Node here, Node node, StorageDefinition storage)
    {
        if (storage.Disabled || !(storage.Nodes.IsEmpty || storage.Nodes.Contains(node.Name))) return null;
        var row = new JsonObject
        {
            ["content"] = storage["content"],
            ["id"] = $"storage/{node.Name}/{storage.Id}",
            ["node"] = node.Name,
            ["plugintype"] = storage.Type,
            ["shared"] = storage.Shared ? 1 : 0,
            ["status"] = "unknown",
            ["storage"] = storage.Id,
            ["type"] = "storage",
        };
        if (!here.Sees(node)) return row;
        var status = node.Storages.Status(_ => { }).FirstOrDefault(s => s.Storage.Id == storage.Id);
        if (status is not { Active: true } || !node.Services.StatusDaemon.IsBelieved) return row;
        row["disk"] = status.Used;
        row["maxdisk"] = status.Total;
        row["status"] = "available";
        return row;
    }

    private static JsonSchema Bytes() => Integer() with { Renderer = "bytes" };
}
