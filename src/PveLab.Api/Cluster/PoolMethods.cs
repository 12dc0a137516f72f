using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary>Resource pools (pve-manager: PVE/API2/Pool.pm).</summary>
public static class PoolMethods
{
    private static readonly JsonSchema Id = Formatted("pve-poolid");
    private static readonly JsonSchema Comment = Optional(String());
    private static readonly JsonSchema Kind = Optional(Choice(null, "qemu", "lxc", "storage"));

    private static readonly ObjectSchema Changes = Object(
        ("allow-move", Optional(Boolean("Add a guest although it is in another pool; it leaves that one."), "0")),
        ("comment", Comment),
        ("delete", Optional(Boolean("Take out instead of adding."), "0")),
        ("poolid", Id),
        ("storage", Optional(Formatted("pve-storage-id-list", "Storages to add or take out."))),
        ("vms", Optional(Formatted("pve-vmid-list", "Guests to add or take out."))));

    private static readonly JsonSchema Members = Array(Object(("id", String()), ("node", String()), ("type", String())));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        Method("/pools", Verb.Get, "Lists the pools, or shows one.", Object(("poolid", Optional(Id)), ("type", Kind with { Requires = "poolid" })), Index) with
        {
            Returns = Array(Object(("comment", Comment), ("members", Optional(Members)), ("poolid", String()))),
        },
        Method("/pools", Verb.Create, "Makes a pool.", Object(("comment", Comment), ("poolid", Id)), Create),
        Method("/pools", Verb.Set, "Changes a pool.", Changes, Update),
        Method("/pools", Verb.Delete, "Removes an empty pool.", Object(("poolid", Id)), Delete),
        Method("/pools/{poolid}", Verb.Get, "Shows a pool.", Object(("poolid", Id), ("type", Kind)), Read) with { Returns = Object(("comment", Comment), ("members", Members)) },
        Method("/pools/{poolid}", Verb.Set, "Changes a pool.", Changes, Update),
        Method("/pools/{poolid}", Verb.Delete, "Removes an empty pool.", Object(("poolid", Id)), Delete),
    ];

    private static ApiMethod Method(string path, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler) =>
        new() { Path = path, Verb = verb, Description = description, Parameters = parameters, Handler = handler };

    private static JsonNode? Index(ApiCall call)
    {
        if (call.Has("poolid"))
        {
            var one = (JsonObject)Read(call)!;
            one["poolid"] = call.String("poolid");
            return new JsonArray(one);
        }
        return new JsonArray([.. Pools.All(call.Datacenter).Select(p => (JsonNode)(p.Comment.Length > 0
            ? new JsonObject { ["comment"] = p.Comment, ["poolid"] = p.Name } : new JsonObject { ["poolid"] = p.Name }))]);
    }

    private static JsonNode? Read(ApiCall call)
    {
        var pool = Pools.Get(call.Datacenter, call.String("poolid"));
        var kind = call.OptionalString("type");
        var members = new JsonArray();
        foreach (var row in ClusterResourceMethods.Rows(call.Here, null).OfType<JsonObject>())
        {
            var type = (string)row["type"]!;
            var isMember = type is "qemu" or "lxc" ? pool.Guests.Contains(PerlText.Of((JsonValue)row["vmid"]!))
                : type == "storage" && pool.Storages.Contains((string)row["storage"]!) && (string)row["node"]! == call.LocalNode;
            if (isMember && (kind is null || kind == type)) members.Add(row.DeepClone());
        }
        var result = new JsonObject { ["members"] = members };
        if (pool.Comment.Length > 0) result["comment"] = pool.Comment;
        return result;
    }

    private static JsonNode? Create(ApiCall call)
    {
        return Try("create pool failed", () =>
        {
            var name = call.String("poolid");
            if (Pools.Exists(call.Datacenter, name)) throw new PveException($"pool '{name}' already exists");
            var slash = name.LastIndexOf('/');
            if (slash >= 0 && !Pools.Exists(call.Datacenter, name[..slash])) throw new PveException($"parent '{name[..slash]}' of pool '{name}' does not exist");
            if (!char.IsAsciiLetter(name[slash + 1])) throw new PveException("pool name must start with a letter");
            Pools.Save(call.Datacenter, new Pool(name, call.OptionalString("comment") ?? "", [], []));
        });
    }

    private static JsonNode? Update(ApiCall call) => Try("update pools failed", () =>
    {
        var pool = Pools.Get(call.Datacenter, call.String("poolid"));
        if (call.OptionalString("comment") is { } comment) pool = pool with { Comment = comment };
        var delete = call.Bool("delete");
        var moved = new List<int>();
        foreach (var vmid in call.List("vms"))
        {
            if (delete != pool.Guests.Contains(vmid)) throw new PveException($"VM {vmid} is {(delete ? "not" : "already")} a pool member");
            var number = int.Parse(vmid, CultureInfo.InvariantCulture);
            if (!delete && Pools.Of(call.Datacenter, number) is { } other)
            {
                if (!call.Bool("allow-move")) throw new PveException($"VM {vmid} belongs already to pool '{other}' and 'allow-move' is not set");
                moved.Add(number);
            }
            pool = pool with { Guests = delete ? pool.Guests.Remove(vmid) : pool.Guests.Add(vmid) };
        }
        foreach (var storage in call.List("storage"))
        {
            if (delete != pool.Storages.Contains(storage)) throw new PveException($"Storage '{storage}' is {(delete ? "not" : "already")} a pool member");
            pool = pool with { Storages = delete ? pool.Storages.Remove(storage) : pool.Storages.Add(storage) };
        }
        foreach (var number in moved) Pools.Leave(call.Datacenter, number);
        Pools.Save(call.Datacenter, pool);
    });

    private static JsonNode? Delete(ApiCall call) => Try("delete pool failed", () =>
    {
        var pool = Pools.Get(call.Datacenter, call.String("poolid"));
        if (Pools.Names(call.Datacenter).FirstOrDefault(n => n.StartsWith(pool.Name + "/", StringComparison.Ordinal)) is { } below)
            throw new PveException($"pool '{pool.Name}' is not empty (contains pool '{below}')");
        if (Pools.Members(call.Datacenter, pool.Name) is [var vmid, ..])
            throw new PveException(string.Create(CultureInfo.InvariantCulture, $"pool '{pool.Name}' is not empty (contains VM {vmid})"));
        if (pool.Storages.FirstOrDefault(s => call.View.Storages.Find(s) is not null) is { } storage)
            throw new PveException($"pool '{pool.Name}' is not empty (contains storage '{storage}')");
        Pools.Remove(call.Datacenter, pool.Name);
    });

    /// <summary>Works on user.cfg under its lock, which puts its own words before an error (pve-access-control: lock_user_config).</summary>
    private static JsonNode? Try(string what, Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (PveException error)
        {
            throw new PveException($"{what}: {error.Message}");
        }
    }
}
