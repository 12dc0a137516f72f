using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Sections;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/ha/resources</c> (pve-ha-manager: PVE/API2/HA/Resources.pm).</summary>
public static class HaResourceMethods
{
    private static readonly ImmutableArray<string> Keys = ["comment", "failback", "group", "max_relocate", "max_restart", "state"];

    private static readonly ObjectSchema OneResource = Object(("sid", HaParameters.Sid));

    private static readonly ObjectSchema Settings = OneResource.With(
        ("comment", Optional(String("Description.") with { MaxLength = 4096 })),
        ("failback", Optional(Boolean("Return to the node with the highest priority of its node affinity rule when that comes online."), "1")),
        ("group", Optional(HaParameters.Group)),
        ("max_relocate", Optional(Integer("How often to try another node when the start fails.", 0), "1")),
        ("max_restart", Optional(Integer("How often to try the start again on the same node.", 0), "1")),
        ("state", Optional(Choice("The state asked for.", "started", "stopped", "enabled", "disabled", "ignored"), "started")),
        ("type", Optional(Choice("Resource type.", "ct", "vm"))));

    private static readonly ObjectSchema Motion = OneResource.With(("node", StandardOptions.Node with { Description = "Target node." }));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/ha/resources",
            Verb = Verb.Get,
            Description = "List HA resources.",
            Parameters = Object(("type", Optional(Choice("Only list resources of specific type", "ct", "vm")))),
            Returns = Array(Object(("sid", String()))),
            Handler = Index,
        },
        new() { Path = "/cluster/ha/resources", Verb = Verb.Create, Description = "Create a new HA resource.", Parameters = Settings, Handler = Create },
        new()
        {
            Path = "/cluster/ha/resources/{sid}",
            Verb = Verb.Get,
            Description = "Read resource configuration.",
            Parameters = OneResource,
            Returns = Object(),
            Handler = Read,
        },
        new()
        {
            Path = "/cluster/ha/resources/{sid}",
            Verb = Verb.Set,
            Description = "Update resource configuration.",
            Parameters = Settings.Without("type").With(
                ("delete", Optional(Formatted("pve-configid-list", "Settings to delete.") with { MaxLength = 4096 })),
                ("digest", StandardOptions.ConfigDigest)),
            Handler = Update,
        },
        new()
        {
            Path = "/cluster/ha/resources/{sid}",
            Verb = Verb.Delete,
            Description = "Delete resource configuration.",
            Parameters = OneResource.With(("purge", Optional(Boolean("Take it out of the rules that name it; a rule about no other goes too."), "1"))),
            Handler = Delete,
        },
        new()
        {
            Path = "/cluster/ha/resources/{sid}/migrate",
            Verb = Verb.Create,
            Description = "Request resource migration (online) to another node.",
            Parameters = Motion,
            Returns = Object(),
            Handler = call => Move(call, "migrate"),
        },
        new()
        {
            Path = "/cluster/ha/resources/{sid}/relocate",
            Verb = Verb.Create,
            Description = "Request resource relocation to another node: it is stopped, moved and started.",
            Parameters = Motion,
            Returns = Object(),
            Handler = call => Move(call, "relocate"),
        },
    ];

    private static JsonArray Index(ApiCall call) => new(
    [
        .. HaParameters.Files(call).Resources.Resources
            .Where(r => call.OptionalString("type") is not { } type || r.Id.StartsWith(type + ":", StringComparison.Ordinal))
            .OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => (JsonNode)ToJson(call, r)),
    ]);

    private static JsonObject Read(ApiCall call)
    {
        var sid = HaParameters.ParseSid(call);
        return ToJson(call, HaParameters.Files(call).Resources.Find(sid) ?? throw new PveException($"no such resource '{sid}'"));
    }

    private static JsonNode? Create(ApiCall call)
    {
        HaParameters.CheckQuorum(call);
        var sid = HaParameters.ParseSid(call);
        var (type, name) = Split(call, sid);
        if (call.Has("group")) throw new PveException("invalid parameter 'group': ha groups have been migrated to rules");
        if (type is not ("vm" or "ct")) throw new PveException($"Can't locate object method \"verify_name\" via package \"{type}\"");
        if (!IsVmid(name)) throw new PveException("invalid VMID");
        var owner = HaParameters.Files(call).OwnerOf(name) ?? throw new PveException($"resource '{sid}' does not exist in cluster");
        if (owner.Type != type) throw new PveException($"resource '{sid}' - guest with ID {name} is not a {(type == "vm" ? "VM" : "CT")}");
        HaParameters.Locked(call, "create resource failed", () =>
        {
            var files = HaParameters.Files(call);
            if (files.Resources.Find(sid) is not null) throw new PveException($"resource ID '{sid}' already defined");
            files.Write(files.Resources.With(new HaResource(sid, Values(call))));
        });
        return null;
    }

    private static JsonNode? Update(ApiCall call)
    {
        var sid = HaParameters.ParseSid(call);
        Split(call, sid);
        if (call.Has("group")) throw new PveException("invalid parameter 'group': ha groups have been migrated to rules");
        HaParameters.CheckState(call, sid, call.OptionalString("state"));
        HaParameters.Locked(call, "update resources config failed", () =>
        {
            var files = HaParameters.Files(call);
            if (call.OptionalString("digest") is { Length: > 0 } digest && digest != Digest(files))
                throw new PveException("detected modified configuration - file changed by other user? Try again.");
            var resource = files.Resources.Find(sid) ?? throw new PveException($"no such resource '{sid}'");
            var properties = resource.Properties.SetItems(Values(call));
            foreach (var key in SectionFormats.SplitList(call.OptionalString("delete") ?? ""))
                properties = Keys.Contains(key) ? properties.Remove(key) : throw new PveException($"no such option '{key}'");
            files.Write(files.Resources.With(resource with { Properties = properties }));
        });
        return null;
    }

    private static JsonNode? Delete(ApiCall call)
    {
        var sid = HaParameters.ParseSid(call);
        var files = HaParameters.Files(call);
        if (files.Resources.Find(sid) is null) throw new PveException($"cannot delete service '{sid}', not HA managed!");
        HaParameters.Locked(call, "delete resource failed", () =>
        {
            files.Write(files.Resources.Without(sid));
            if ((call.OptionalBool("purge") ?? true) && files.Rules.Rules.Length > 0) files.Write(files.Rules.WithoutResource(sid));
        });
        return null;
    }

    private static JsonObject Move(ApiCall call, string verb)
    {
        var sid = HaParameters.ParseSid(call);
        var node = call.String("node");
        HaParameters.RequireManaged(call, sid);
        HaParameters.CheckState(call, sid, null);
        HaParameters.Queue(call, $"{verb} {sid} {node}");
        var result = new JsonObject { ["requested-node"] = node, ["sid"] = sid };
        var files = HaParameters.Files(call);
        var status = files.ManagerStatus;
        var affinity = new HaRuleSet(files.Rules, [.. status.Nodes.Keys]).Compile(_ => { });
        var together = affinity.With(sid).Where(status.Services.ContainsKey).ToList();
        if (together.Count > 0) result["comigrated-resources"] = new JsonArray([.. together.Select(s => (JsonNode)s)]);
        var blocking = affinity.Apart(sid).Where(s => status.Services.GetValueOrDefault(s) is { } other
            && other.Node == node && (other.Target ?? node) == node).ToList();
        if (blocking.Count > 0 && status.Nodes.GetValueOrDefault(node) == HaNodeStatus.Online)
            result["blocking-resources"] = new JsonArray([.. blocking.Select(s => (JsonNode)new JsonObject { ["cause"] = "resource-affinity", ["sid"] = s })]);
        return result;
    }

    private static JsonObject ToJson(ApiCall call, HaResource resource)
    {
        var row = new JsonObject { ["digest"] = Digest(HaParameters.Files(call)), ["sid"] = resource.Id, ["type"] = resource.Id[..2] };
        foreach (var (key, value) in resource.Properties)
            if (key != "group") row[key] = key is "failback" or "max_relocate" or "max_restart" ? int.Parse(value, CultureInfo.InvariantCulture) : value;
        return row;
    }

    private static (string Type, string Name) Split(ApiCall call, string sid)
    {
        var colon = sid.IndexOf(':', StringComparison.Ordinal);
        var type = sid[..colon];
        if (call.OptionalString("type") is { } given && given != type) throw new PveException("types does not match");
        return (type, sid[(colon + 1)..]);
    }

    private static bool IsVmid(string name) => name.Length > 1 && name[0] is >= '1' and <= '9' && name.All(char.IsAsciiDigit);

    private static ImmutableSortedDictionary<string, string> Values(ApiCall call) => Keys.Where(call.Has)
        .ToImmutableSortedDictionary(key => key, key => key == "failback" ? call.Bool(key) ? "1" : "0" : call.String(key), StringComparer.Ordinal);

    private static string Digest(HaFiles files) => ConfigDigest.Of(files.Resources.ToText());
}
