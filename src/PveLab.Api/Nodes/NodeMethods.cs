using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary><c>/nodes</c> and a node's status (pve-manager: PVE/API2/Nodes.pm).</summary>
public static class NodeMethods
{
    private static readonly double[] LoadFactors = [1.0, 0.9, 0.8];

    private const long SystemMemory = 1_460L << 20;

    private static readonly ObjectSchema OnlyNode = Object(("node", StandardOptions.Node));

    private static readonly ObjectSchema Row = Object(
        ("cpu", Optional(Number("CPU utilization.") with { Renderer = "fraction_as_percentage" })),
        ("level", Optional(String("Support level."))),
        ("maxcpu", Optional(Integer("Number of available CPUs."))),
        ("maxmem", Optional(Integer("Number of available memory in bytes.") with { Renderer = "bytes" })),
        ("mem", Optional(Integer("Used memory in bytes.") with { Renderer = "bytes" })),
        ("node", StandardOptions.Node),
        ("ssl_fingerprint", Optional(String("The SSL fingerprint for the node certificate."))),
        ("status", Choice("Node status.", "unknown", "online", "offline")),
        ("uptime", Optional(Integer("Node uptime in seconds.") with { Renderer = "duration" })));

    private static readonly ObjectSchema StatusFields = Object(
        ("boot-info", Object(("mode", String()), ("secureboot", Optional(Boolean())))),
        ("cpu", Number("The current cpu usage.")),
        ("cpuinfo", Object(("cores", Integer()), ("cpus", Integer()), ("model", String()), ("sockets", Integer()))),
        ("current-kernel", Object(("machine", String()), ("release", String()), ("sysname", String()), ("version", String()))),
        ("loadavg", Array(String(), "Load averages of 1, 5 and 15 minutes.")),
        ("memory", Object(("available", Integer()), ("free", Integer()), ("total", Integer()), ("used", Integer()))),
        ("pveversion", String("The PVE version string.")),
        ("rootfs", Object(("avail", Integer()), ("free", Integer()), ("total", Integer()), ("used", Integer())))) with
    {
        AdditionalProperties = true,
    };

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes", Verb = Verb.Get, Description = "Lists the nodes of the cluster.", Returns = Array(Row),
            Handler = call => new JsonArray([.. call.Datacenter.Nodes.Values.Select(node => Describe(call.Here, node))]),
        },
        new()
        {
            Path = "/nodes/{node}/status", Verb = Verb.Get, Description = "Shows the status of a node.", Parameters = OnlyNode, Returns = StatusFields,
            Handler = call => Status(call.Node),
        },
        new()
        {
            Path = "/nodes/{node}/startall", Verb = Verb.Create, Description = "Starts the guests of a node, by default those with onboot.", Returns = String(),
            Parameters = OnlyNode.With(
                ("force", Optional(Boolean("Also start guests without onboot."), "off")),
                ("max-workers", Optional(Integer("Tasks that may run at the same time.", 1, 64))),
                ("vms", Optional(Formatted("pve-vmid-list", "Only these guests.")))),
            NotSimulated = ApiMethod.Names("max-workers"),
            Handler = call => call.Node.Tasks.Fork("startall", "", call.User, task => StartAll.Work(
                call.Node, task, call.Bool("force"), [.. call.List("vms").Select(v => int.Parse(v, CultureInfo.InvariantCulture))])).Upid.Encode(),
        },
    ];

    /// <summary>Memory in use: the system's own and what the guests' processes hold.</summary>
    public static long UsedMemory(Node node) => SystemMemory + node.Guests.MemoryUsed / 100 * 53;

    /// <summary>How busy the CPUs are, between 0 and 1.</summary>
    internal static double Busy(Node node) => Math.Round(0.0041 + 0.0173 * node.Guests.Running.Count() / Math.Max(1, node.Cpus), 6);

    /// <summary>Load averages of 1, 5 and 15 minutes, as /proc/loadavg shows them.</summary>
    public static IReadOnlyList<string> Loads(Node node) =>
        [.. LoadFactors.Select(factor => (Busy(node) * node.Cpus * factor).ToString("F2", CultureInfo.InvariantCulture))];

    internal static long Uptime(Node node) => (long)(node.Clock.Now - node.BootedAt).TotalSeconds;

    private static JsonObject Describe(Node here, Node node) => here.Sees(node)
        ? new JsonObject
        {
            ["cpu"] = Busy(node),
            ["disk"] = Root(node).Used,
            ["id"] = "node/" + node.Name,
            ["level"] = "",
            ["maxcpu"] = node.Cpus,
            ["maxdisk"] = Root(node).Capacity,
            ["maxmem"] = node.Memory,
            ["mem"] = UsedMemory(node),
            ["node"] = node.Name,
            ["status"] = "online",
            ["type"] = "node",
            ["uptime"] = Uptime(node),
        }
        : new JsonObject { ["id"] = "node/" + node.Name, ["node"] = node.Name, ["status"] = "offline", ["type"] = "node" };

    private static Sim.Files.FileSystem Root(Node node) => node.Files.MountAt("/")!.FileSystem;

    private static JsonObject Status(Node node)
    {
        var (used, root, busy) = (UsedMemory(node), Root(node), Busy(node));
        return new JsonObject
        {
            ["boot-info"] = new JsonObject { ["mode"] = "efi", ["secureboot"] = 0 },
            ["cpu"] = busy,
            ["cpuinfo"] = new JsonObject
            {
                ["cores"] = node.Cpus / 2,
                ["cpus"] = node.Cpus,
                ["flags"] = "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov lm vmx",
                ["hvm"] = "1",
                ["mhz"] = "3600.000",
                ["model"] = "Intel(R) Core(TM) i7-7700 CPU @ 3.60GHz",
                ["sockets"] = 1,
                ["user_hz"] = 100,
            },
            ["current-kernel"] = new JsonObject { ["machine"] = "x86_64", ["release"] = Release.Kernel, ["sysname"] = "Linux", ["version"] = Release.KernelBuild },
            ["idle"] = 0,
            ["ksm"] = new JsonObject { ["shared"] = 0 },
            ["kversion"] = $"Linux {Release.Kernel} {Release.KernelBuild}",
            ["loadavg"] = new JsonArray([.. Loads(node).Select(load => JsonValue.Create(load))]),
            ["memory"] = new JsonObject { ["available"] = node.Memory - used, ["free"] = node.Memory - used, ["total"] = node.Memory, ["used"] = used },
            ["pveversion"] = $"pve-manager/{Release.Manager}/{Release.RepositoryId}",
            ["rootfs"] = new JsonObject { ["avail"] = root.Available, ["free"] = root.Available, ["total"] = root.Capacity, ["used"] = root.Used },
            ["swap"] = new JsonObject { ["free"] = 8L << 30, ["total"] = 8L << 30, ["used"] = 0 },
            ["uptime"] = Uptime(node),
            ["wait"] = 0,
        };
    }
}
