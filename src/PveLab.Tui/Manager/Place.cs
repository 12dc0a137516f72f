using System.Globalization;
using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager;

/// <summary>What a place of the tree is.</summary>
public enum PlaceKind
{
    /// <summary>The whole datacenter.</summary>
    Datacenter,

    /// <summary>A node.</summary>
    Node,

    /// <summary>A virtual machine.</summary>
    Qemu,

    /// <summary>A container.</summary>
    Lxc,

    /// <summary>A storage on a node.</summary>
    Storage,

    /// <summary>A pool of guests and storages.</summary>
    Pool,
}

/// <summary>A place of the Server View tree, as <c>/cluster/resources</c> tells it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id there: <c>node/pve1</c>, <c>qemu/100</c>, <c>storage/pve1/nas</c>; <c>root</c> for the datacenter.</param>
/// <param name="Node">The node it is on, empty for datacenter and pools.</param>
/// <param name="Name">Name of the guest, storage, node or pool.</param>
public sealed record Place(PlaceKind Kind, string Id, string Node, string Name)
{
    /// <summary>The datacenter.</summary>
    public static Place Root { get; } = new(PlaceKind.Datacenter, "root", "", "");

    /// <summary>The guest's number, 0 for what is no guest.</summary>
    public int Vmid { get; init; }

    /// <summary><c>running</c>, <c>stopped</c>, <c>online</c>, <c>available</c>, <c>unknown</c>, ….</summary>
    public string Status { get; init; } = "";

    /// <summary>The lock on the guest: <c>backup</c>, <c>create</c>, …; null for none.</summary>
    public string? Lock { get; init; }

    /// <summary>Whether the guest is a template.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>What a storage may hold, as storage.cfg lists it.</summary>
    public string Content { get; init; } = "";

    /// <summary>How far to the right it stands.</summary>
    public int Depth => Kind switch { PlaceKind.Datacenter => 0, PlaceKind.Node or PlaceKind.Pool => 1, _ => 2 };

    /// <summary>Whether it is a guest.</summary>
    public bool IsGuest => Kind is PlaceKind.Qemu or PlaceKind.Lxc;

    /// <summary>Whether the guest runs.</summary>
    public bool IsRunning => Status == "running";

    /// <summary><c>qemu</c> or <c>lxc</c> for a guest, else null.</summary>
    public string? GuestType => Kind switch { PlaceKind.Qemu => "qemu", PlaceKind.Lxc => "lxc", _ => null };

    /// <summary>Its path in the API.</summary>
    public string Path => Kind switch
    {
        PlaceKind.Datacenter => "/cluster",
        PlaceKind.Node => $"/nodes/{Node}",
        PlaceKind.Storage => $"/nodes/{Node}/storage/{Name}",
        PlaceKind.Pool => $"/pools/{Name}",
        _ => string.Create(CultureInfo.InvariantCulture, $"/nodes/{Node}/{GuestType}/{Vmid}"),
    };

    /// <summary>The place a row of <c>/cluster/resources</c> tells of; null for what the tree does not show.</summary>
    public static Place? Of(JsonObject row)
    {
        var (type, node) = (Cells.Text(row, "type"), Cells.Text(row, "node"));
        return type switch
        {
            "node" => new Place(PlaceKind.Node, Cells.Text(row, "id"), node, node) { Status = Cells.Text(row, "status") },
            "storage" => new Place(PlaceKind.Storage, Cells.Text(row, "id"), node, Cells.Text(row, "storage"))
            {
                Status = Cells.Text(row, "status"),
                Content = Cells.Text(row, "content"),
            },
            "qemu" or "lxc" => new Place(type == "qemu" ? PlaceKind.Qemu : PlaceKind.Lxc, Cells.Text(row, "id"), node, Cells.Text(row, "name"))
            {
                Vmid = (int)Cells.Number(row, "vmid"),
                Status = Cells.Text(row, "status"),
                Lock = row["lock"] is null ? null : Cells.Text(row, "lock"),
                IsTemplate = Cells.Number(row, "template") == 1,
            },
            _ => null,
        };
    }
}

/// <summary>The places in the order of the tree (pve-manager: www/manager6/tree/ResourceTree.js).</summary>
public static class PlaceTree
{
    /// <summary>Every place: the datacenter, its nodes with containers, virtual machines and storages, its pools.</summary>
    /// <param name="resources">What <c>/cluster/resources</c> answered.</param>
    /// <param name="pools">What <c>/pools</c> answered.</param>
    public static IReadOnlyList<Place> Of(JsonNode? resources, JsonNode? pools)
    {
        var found = (resources as JsonArray ?? []).OfType<JsonObject>().Select(Place.Of).OfType<Place>().ToList();
        var below = found.Where(p => p.Kind != PlaceKind.Node).ToLookup(p => p.Node, StringComparer.Ordinal);
        var places = new List<Place> { Place.Root };
        foreach (var node in found.Where(p => p.Kind == PlaceKind.Node).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            places.Add(node);
            places.AddRange(below[node.Node].OrderBy(Rank).ThenBy(p => p.Vmid).ThenBy(p => p.Name, StringComparer.Ordinal));
        }
        foreach (var pool in (pools as JsonArray ?? []).OfType<JsonObject>())
            places.Add(new Place(PlaceKind.Pool, "pool/" + Cells.Text(pool, "poolid"), "", Cells.Text(pool, "poolid")));
        return places;
    }

    private static int Rank(Place place) => place.Kind switch { PlaceKind.Lxc => 0, PlaceKind.Qemu => 1, _ => 2 };
}
