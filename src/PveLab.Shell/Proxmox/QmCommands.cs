using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>The commands of qm (qemu-server: PVE/CLI/qm.pm).</summary>
public static class QmCommands
{
    private const string Api = "PVE::API2::Qemu";
    private const string Own = "PVE::CLI::qm";
    private const string List = "/nodes/{node}/qemu";
    private const string One = "/nodes/{node}/qemu/{vmid}";

    private static readonly ImmutableArray<string> Named = ["vmid", "snapname"];

    private static readonly ImmutableSortedDictionary<string, MappedParameter> CloudInitSecrets = new Dictionary<string, MappedParameter>
    {
        ["cipassword"] = new("<password>", Interactive: true),
        ["sshkeys"] = new("<filepath>"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Other words for commands.</summary>
    public static ImmutableSortedDictionary<string, string> Aliases { get; } = new Dictionary<string, string>
    {
        ["agent"] = "guest cmd",
        ["importdisk"] = "disk import",
        ["move-disk"] = "disk move",
        ["move_disk"] = "disk move",
        ["rescan"] = "disk rescan",
        ["resize"] = "disk resize",
        ["unlink"] = "disk unlink",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every command, bound to its method in the tree.</summary>
    public static IReadOnlyList<CommandBinding> Bindings(ApiTree tree) =>
    [
        Bind(tree, "list", Verb.Get, List) with { Arguments = [], Printer = QmPrinters.List },
        Bind(tree, "create", Verb.Create, List) with { Mapped = CloudInitSecrets },
        Bind(tree, "destroy", Verb.Delete, One),
        Bind(tree, "set", Verb.Set, One + "/config") with { Mapped = CloudInitSecrets },
        Bind(tree, "config", Verb.Get, One + "/config") with { Printer = QmPrinters.Config },
        Bind(tree, "pending", Verb.Get, One + "/pending") with { Printer = QmPrinters.Pending },
        Bind(tree, "start", Verb.Create, One + "/status/start"),
        Bind(tree, "stop", Verb.Create, One + "/status/stop"),
        Bind(tree, "reset", Verb.Create, One + "/status/reset"),
        Bind(tree, "shutdown", Verb.Create, One + "/status/shutdown"),
        Bind(tree, "reboot", Verb.Create, One + "/status/reboot"),
        Bind(tree, "suspend", Verb.Create, One + "/status/suspend"),
        Bind(tree, "resume", Verb.Create, One + "/status/resume"),
        Bind(tree, "snapshot", Verb.Create, One + "/snapshot") with { Arguments = Named },
        Bind(tree, "delsnapshot", Verb.Delete, One + "/snapshot/{snapname}") with { Arguments = Named },
        Bind(tree, "listsnapshot", Verb.Get, One + "/snapshot") with { Printer = SnapshotTree.Print },
        Bind(tree, "rollback", Verb.Create, One + "/snapshot/{snapname}/rollback") with { Arguments = Named },
        Bind(tree, "clone", Verb.Create, One + "/clone") with { Arguments = ["vmid", "newid"] },
        Bind(tree, "template", Verb.Create, One + "/template"),
        Bind(tree, "migrate", Verb.Create, One + "/migrate") with { Arguments = ["vmid", "target"] },
        Bind(tree, "disk move", Verb.Create, One + "/move_disk") with { Arguments = ["vmid", "disk", "storage"] },
        Bind(tree, "disk resize", Verb.Set, One + "/resize") with { Arguments = ["vmid", "disk", "size"] },
        Bind(tree, "disk unlink", Verb.Set, One + "/unlink"),
        Bind(tree, "guest cmd", Verb.Create, One + "/agent") with { Class = Api + "::Agent", Arguments = ["vmid", "command"], Printer = QmAgent.Print },
        .. QmAgent.Bindings,
        .. QmOwn.Bindings,
        .. QmAbsent.Bindings,
        Command("status", Verb.Get, "Shows the status of a virtual machine.", QemuParameters.Status, Status),
        Command("unlock", Verb.Set, "Takes the lock off a virtual machine.", QemuParameters.GuestOnly, Unlock),
        Command("terminal", Verb.Create, "Opens the serial console of a virtual machine.", QemuParameters.Terminal, _ => null) with { Interactive = QmTerminal.Open },
    ];

    private static CommandBinding Bind(ApiTree tree, string name, Verb verb, string path) =>
        CommandBinding.On(tree, "qm " + name, Api, verb, path, "vmid") with { Fixed = CommandBinding.OnThisNode };

    private static CommandBinding Command(string name, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) =>
        CommandBinding.Own("qm " + name, Own, verb, description, parameters, handler, "vmid");

    private static JsonNode? Status(ApiCall call)
    {
        var guest = GuestOf(call);
        if (call.Bool("verbose")) call.Print(QmPrinters.Verbose(call.Datacenter, call.LocalNode, guest));
        else call.Print("status: " + guest.QmpStatus);
        return null;
    }

    private static JsonNode? Unlock(ApiCall call)
    {
        var guest = GuestOf(call);
        if (guest.Lock is not null) guest.RemoveLock();
        return null;
    }

    private static Sim.Guests.VirtualMachine GuestOf(ApiCall call) => call.Datacenter.Node(call.LocalNode).Guests.Get(call.Int("vmid"));
}
