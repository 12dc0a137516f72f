using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Nodes.Lxc;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of pct (pve-container: PVE/CLI/pct.pm).</summary>
public static class PctCommands
{
    private const string Api = "PVE::API2::LXC";
    private const string Own = "PVE::CLI::pct";
    private const string List = "/nodes/{node}/lxc";
    private const string One = "/nodes/{node}/lxc/{vmid}";

    private static readonly ImmutableSortedDictionary<string, MappedParameter> Secrets = new Dictionary<string, MappedParameter>
    {
        ["password"] = new("<password>", Interactive: true),
        ["ssh-public-keys"] = new("<filepath>"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every command, bound to its method in the tree.</summary>
    public static IReadOnlyList<CommandBinding> Bindings(ApiTree tree) =>
    [
        Bind(tree, "list", Verb.Get, List) with { Arguments = [], Printer = PctPrinters.List },
        Bind(tree, "config", Verb.Get, One + "/config", "::Config") with { Printer = PctPrinters.Config },
        Bind(tree, "pending", Verb.Get, One + "/pending") with { Printer = QmPrinters.Pending },
        Bind(tree, "set", Verb.Set, One + "/config", "::Config"),
        Bind(tree, "resize", Verb.Set, One + "/resize") with { Arguments = ["vmid", "disk", "size"] },
        Bind(tree, "create", Verb.Create, List) with { Arguments = ["vmid", "ostemplate"], Mapped = Secrets },
        Bind(tree, "restore", Verb.Create, List) with { Arguments = ["vmid", "ostemplate"], Mapped = Secrets, Fixed = CommandBinding.OnThisNode.Add("restore", "1") },
        Bind(tree, "destroy", Verb.Delete, One),
        Bind(tree, "start", Verb.Create, One + "/status/start", "::Status"),
        Bind(tree, "suspend", Verb.Create, One + "/status/suspend", "::Status"),
        Bind(tree, "resume", Verb.Create, One + "/status/resume", "::Status"),
        Bind(tree, "shutdown", Verb.Create, One + "/status/shutdown", "::Status"),
        Bind(tree, "stop", Verb.Create, One + "/status/stop", "::Status"),
        Bind(tree, "reboot", Verb.Create, One + "/status/reboot", "::Status"),
        Bind(tree, "snapshot", Verb.Create, One + "/snapshot", "::Snapshot") with { Arguments = ["vmid", "snapname"] },
        Bind(tree, "delsnapshot", Verb.Delete, One + "/snapshot/{snapname}", "::Snapshot") with { Arguments = ["vmid", "snapname"] },
        Bind(tree, "listsnapshot", Verb.Get, One + "/snapshot", "::Snapshot") with { Printer = SnapshotTree.Print },
        Bind(tree, "rollback", Verb.Create, One + "/snapshot/{snapname}/rollback", "::Snapshot") with { Arguments = ["vmid", "snapname"] },
        Bind(tree, "migrate", Verb.Create, One + "/migrate") with { Arguments = ["vmid", "target"] },
        Command("status", Verb.Get, "Shows the status of a container.", LxcParameters.Status, Status),
        Command("unlock", Verb.Set, "Takes the lock off a container.", LxcParameters.ContainerOnly, Unlock),
        Command("df", Verb.Get, "Shows how full a container's volumes are.", LxcParameters.ContainerOnly, DiskUsage),
        Command("console", Verb.Get, "Opens the console of a container.", LxcParameters.Console, _ => null) with { Interactive = PctTerminal.Console },
        Command("enter", Verb.Get, "Opens a shell in a container.", LxcParameters.Enter, _ => null) with { Interactive = PctTerminal.Enter },
        Command("exec", Verb.Get, "Runs a command in a container.", LxcParameters.Exec, _ => null) with
        {
            Arguments = ["vmid", "extra-args"], Interactive = PctTerminal.Execute,
        },
    ];

    private static CommandBinding Bind(ApiTree tree, string name, Verb verb, string path, string @class = "") =>
        CommandBinding.On(tree, "pct " + name, Api + @class, verb, path, "vmid") with { Fixed = CommandBinding.OnThisNode };

    private static CommandBinding Command(string name, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) =>
        CommandBinding.Own("pct " + name, Own, verb, description, parameters, handler, "vmid");

    private static JsonNode? Status(ApiCall call)
    {
        var container = ContainerOf(call);
        if (call.Bool("verbose")) call.Print(QmPrinters.Verbose(call.Datacenter, call.LocalNode, container));
        else call.Print("status: " + (container.IsRunning ? "running" : "stopped"));
        return null;
    }

    private static JsonNode? Unlock(ApiCall call)
    {
        var container = ContainerOf(call);
        if (container.Lock is null) throw new PveException("no lock found trying to remove any lock");
        container.RemoveLock();
        return null;
    }

    private static JsonNode? DiskUsage(ApiCall call)
    {
        var container = ContainerOf(call);
        // A container that is stopped is mounted for it, under the lock 'mounted'.
        if (!container.IsRunning) container.CheckLock();
        call.Print(PctPrinters.DiskUsage(container));
        return null;
    }

    private static Container ContainerOf(ApiCall call) => call.Datacenter.Node(call.LocalNode).Guests.Containers.Get(call.Int("vmid"));
}
