using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Zfs;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary><c>/nodes/{node}/disks</c>: the ZFS pools of a node (pve-storage: PVE/API2/Disks/ZFS.pm).</summary>
public static class DiskMethods
{
    private static readonly ObjectSchema Row = Object(
        ("alloc", Integer("Allocated bytes.")), ("dedup", Number("Deduplication ratio.")), ("frag", Integer("Fragmentation in percent.")),
        ("free", Integer("Free bytes.")), ("health", String("Health of the pool.")), ("name", String("Name of the pool.")), ("size", Integer("Size in bytes.")));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/disks/zfs", Verb = Verb.Get, Description = "List Zpools.", Parameters = Object(("node", StandardOptions.Node)),
            Returns = Array(Row), Handler = call => new JsonArray([.. call.Node.Zpools.Values.Select(pool => (JsonNode)Describe(pool))]),
        },
    ];

    /// <summary>What <c>zpool list -HpPLo name,size,alloc,free,frag,dedup,health</c> tells.</summary>
    private static JsonObject Describe(ZfsPool pool)
    {
        var parity = pool.RawFactor;
        return new JsonObject
        {
            ["alloc"] = pool.Allocated * parity,
            ["dedup"] = 1,
            ["frag"] = 0,
            ["free"] = (pool.Size - pool.Allocated) * parity,
            ["health"] = pool.Status.ToString().ToUpperInvariant(),
            ["name"] = pool.Name,
            ["size"] = pool.Size * parity,
        };
    }
}
