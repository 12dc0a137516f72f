using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary><c>/nodes/{node}/services</c> (pve-manager: PVE/API2/Services.pm).</summary>
public static class ServiceMethods
{
    private const string Branch = "/nodes/{node}/services";

    private static readonly string[] Names =
    [
        "chrony", "corosync", "cron", "ksmtuned", "lxcfs", "postfix", "proxmox-firewall", "pve-cluster", "pve-firewall", "pve-ha-crm", "pve-ha-lrm", "pve-lxc-syscalld", "pvedaemon",
        "pvefw-logger", "pveproxy", "pvescheduler", "pvestatd", "qmeventd", "spiceproxy", "sshd", "syslog", "systemd-journald", "systemd-timesyncd",
    ];

    private static readonly string[] Essential = ["pveproxy", "pvedaemon", "pve-cluster"];

    private static readonly ObjectSchema One = Object(("node", StandardOptions.Node), ("service", Choice("Service ID", Names)));

    private static readonly ObjectSchema State = Object(
        ("active-state", String("Current state of the service process (systemd ActiveState).")), ("desc", String("Description of the service.")),
        ("name", String("Short identifier for the service.")), ("service", String("Systemd unit name.")), ("state", String("Execution status of the service (systemd SubState).")),
        ("unit-state", String("Whether the service is enabled (systemd UnitFileState).")));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = Branch, Verb = Verb.Get, Description = "Service list.", Parameters = Object(("node", StandardOptions.Node)), Returns = Array(State),
            Handler = call => new JsonArray([.. Names.Where(n => Find(call.Node, n) is not null).Select(n => Describe(call.Node, n))]),
        },
        new()
        {
            Path = Branch + "/{service}", Verb = Verb.Get, Description = "Directory index", Parameters = One, Returns = Array(Object(("subdir", String()))),
            Handler = _ => new JsonArray([.. ((string[])["state", "start", "stop", "restart", "reload"]).Select(s => (JsonNode)new JsonObject { ["subdir"] = s })]),
        },
        new()
        {
            Path = Branch + "/{service}/state", Verb = Verb.Get, Description = "Read service properties", Parameters = One, Returns = State,
            Handler = call => Describe(call.Node, call.String("service")),
        },
        Command("start", "Start service.", "srvstart", s => s.Start()),
        Command("stop", "Stop service.", "srvstop", s => s.Stop()),
        Command("restart", "Hard restart service. Use reload if you want to reduce interruptions.", "srvrestart", s => s.Restart()),
        Command("reload", "Reload service. Falls back to restart if service cannot be reloaded.", "srvreload", s => (s.IsActive && s.Unit.IsPveDaemon ? (Action)s.Reload : s.Restart)()),
    ];

    private static ApiMethod Command(string word, string description, string type, Action<Service> act) => new()
    {
        Path = $"{Branch}/{{service}}/{word}",
        Verb = Verb.Create,
        Description = description,
        Parameters = One,
        Returns = String(),
        Handler = call => call.Node.Tasks.Fork(type, call.String("service"), call.User, task => Work(call.Node, call.String("service"), word, act, task.Syslog)).Id,
    };

    private static IEnumerable<TimeSpan> Work(Node node, string name, string word, Action<Service> act, Action<string, Priority> syslog)
    {
        syslog($"{word switch { "start" => "starting", "stop" => "stopping", "restart" => "re-starting", _ => "reloading" }} service {name}", Priority.Info);
        if (word == "stop" && System.Array.IndexOf(Essential, name) >= 0) throw new PveException($"invalid service cmd '{name} stop': refusing to stop essential service!");
        if (Find(node, name) is not { } service) throw new PveException($"command 'systemctl {word} {name}' failed: exit code 5");
        act(service);
        yield return TimeSpan.FromSeconds(1);
    }

    private static Service? Find(Node node, string name) => node.Services.Find(name);

    private static JsonObject Describe(Node node, string name) => Find(node, name) is { } service
        ? new JsonObject
        {
            ["active-state"] = service.Status.ToString().ToLowerInvariant(),
            ["desc"] = service.Unit.Description,
            ["name"] = name,
            ["service"] = name,
            ["state"] = service.Sub,
            ["unit-state"] = service.EnabledState,
        }
        : new JsonObject { ["active-state"] = "inactive", ["desc"] = name + ".service", ["name"] = name, ["service"] = name, ["state"] = "dead", ["unit-state"] = "not-found" };
}
