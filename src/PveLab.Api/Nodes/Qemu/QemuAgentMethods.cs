using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Commands of the QEMU guest agent (qemu-server: PVE/API2/Qemu/Agent.pm).</summary>
public static class QemuAgentMethods
{
    private const string Root = "/nodes/{node}/qemu/{vmid}/agent";

    private static readonly SortedDictionary<string, Verb> Commands = new(StringComparer.Ordinal)
    {
        ["fsfreeze-freeze"] = Verb.Create,
        ["fsfreeze-status"] = Verb.Create,
        ["fsfreeze-thaw"] = Verb.Create,
        ["fstrim"] = Verb.Create,
        ["get-fsinfo"] = Verb.Get,
        ["get-host-name"] = Verb.Get,
        ["get-memory-block-info"] = Verb.Get,
        ["get-memory-blocks"] = Verb.Get,
        ["get-osinfo"] = Verb.Get,
        ["get-time"] = Verb.Get,
        ["get-timezone"] = Verb.Get,
        ["get-users"] = Verb.Get,
        ["get-vcpus"] = Verb.Get,
        ["info"] = Verb.Get,
        ["network-get-interfaces"] = Verb.Get,
        ["ping"] = Verb.Create,
        ["shutdown"] = Verb.Create,
        ["suspend-disk"] = Verb.Create,
        ["suspend-hybrid"] = Verb.Create,
        ["suspend-ram"] = Verb.Create,
    };

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        Method("", Verb.Create, "Gives a command to the guest agent.", QemuParameters.Guest.With(
            ("command", SchemaOf.Choice("The command.", [.. Commands.Keys]))), call => Run(call, call.String("command"))),
        .. Commands.Select(c => Method("/" + c.Key, c.Value, $"Gives the command {c.Key} to the guest agent.", QemuParameters.Guest, call => Run(call, c.Key))),
        Method("/set-user-password", Verb.Create, "Gives a user of the guest another password.", QemuParameters.Guest.With(
            ("crypted", SchemaOf.Optional(SchemaOf.Boolean("The password went through crypt() already."), "0")),
            ("password", SchemaOf.String("The new password.") with { MinLength = 5, MaxLength = 1024 }),
            ("username", SchemaOf.String("The user."))), SetPassword) with { NotSimulated = ApiMethod.Names("crypted") },
    ];

    private static ApiMethod Method(string below, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) => new()
    {
        Path = Root + below,
        Verb = verb,
        Description = description,
        Parameters = parameters,
        Returns = SchemaOf.Object(),
        Handler = handler,
    };

    private static JsonObject Run(ApiCall call, string command)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        GuestAgent.Require(guest);
        return new JsonObject { ["result"] = Answer(guest, guest.Os.System!, command) };
    }

    private static JsonNode Answer(VirtualMachine guest, GuestSystem system, string command)
    {
        switch (command)
        {
            case "ping":
                return new JsonObject();
            case "get-host-name":
                return new JsonObject { ["host-name"] = system.HostName };
            case "get-time":
                return guest.Node.Clock.Now.Milliseconds * 1_000_000;
            case "get-timezone":
                return new JsonObject { ["offset"] = 0, ["zone"] = "UTC" };
            case "get-osinfo":
                return OsInfo(system);
            case "network-get-interfaces":
                return Interfaces(guest);
            case "fsfreeze-status":
                return "thawed";
            case "fsfreeze-thaw":
                return 0;
            case "fstrim":
                return new JsonObject { ["paths"] = new JsonArray(new JsonObject { ["minimum"] = 0, ["path"] = "/", ["trimmed"] = 0 }) };
            case "shutdown":
                guest.Shutdown();
                return new JsonObject();
            default:
                throw new PveException($"PveLab: guest agent command '{command}' is not simulated");
        }
    }

    private static JsonObject OsInfo(GuestSystem system)
    {
        var words = system.OsName.Split(' ');
        return new JsonObject
        {
            ["id"] = words[0].ToLowerInvariant(),
            ["kernel-release"] = "6.8.0-85-generic",
            ["machine"] = "x86_64",
            ["name"] = words[0],
            ["pretty-name"] = system.OsName,
            ["version-id"] = words.Length > 1 ? string.Join('.', words[1].Split('.').Take(2)) : "",
        };
    }

    private static JsonArray Interfaces(VirtualMachine guest)
    {
        var rows = new JsonArray { Interface("lo", "00:00:00:00:00:00", "127.0.0.1", 8) };
        foreach (var nic in guest.Os.Nics) rows.Add(Interface(nic.Device, nic.Mac.ToLowerInvariant(), nic.Address?.ToString(), nic.Prefix));
        return rows;
    }

    private static JsonObject Interface(string name, string mac, string? address, int prefix)
    {
        var row = new JsonObject { ["hardware-address"] = mac, ["name"] = name };
        if (address is not null) row["ip-addresses"] = new JsonArray(new JsonObject { ["ip-address"] = address, ["ip-address-type"] = "ipv4", ["prefix"] = prefix });
        return row;
    }

    private static JsonObject SetPassword(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        GuestAgent.Require(guest);
        var user = call.String("username");
        if (guest.Os.System!.Accounts.ContainsKey(user) != true)
            throw new PveException($"Agent error: child process has failed to set user password: chpasswd: (user {user}) pam_chauthtok() failed, error:\n"
                + "Authentication token manipulation error");
        guest.Os.Change(system => system with { Accounts = system.Accounts.SetItem(user, call.String("password")) });
        return new JsonObject { ["result"] = new JsonObject() };
    }
}
