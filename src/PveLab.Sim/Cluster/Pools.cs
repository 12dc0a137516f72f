using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Cluster;

/// <summary>One resource pool.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Comment">Notes; empty for none.</param>
/// <param name="Guests">VMIDs, of guests that may be gone.</param>
/// <param name="Storages">Storage ids.</param>
public sealed record Pool(string Name, string Comment, ImmutableArray<string> Guests, ImmutableArray<string> Storages)
{
    internal string Line => $"pool:{Name}:{GuestConfig.Encode(Comment)}:{string.Join(',', Guests)}:{string.Join(',', Storages)}:";

    internal static Pool? Parse(string line)
    {
        if (line.Split(':') is not ["pool", { Length: > 0 } name, .. var rest]) return null;
        string Field(int index) => index < rest.Length ? rest[index] : "";
        return new Pool(name, Uri.UnescapeDataString(Field(0)), List(Field(1)), List(Field(2)));
    }

    private static ImmutableArray<string> List(string text) => [.. text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];
}

/// <summary>Resource pools: the <c>pool:</c> lines of user.cfg (pve-access-control: PVE/AccessControl.pm parse_user_config, write_user_config).</summary>
public static class Pools
{
    private const string File = "/user.cfg";

    /// <summary>The pools, by name.</summary>
    public static IEnumerable<Pool> All(Datacenter datacenter) => Lines(datacenter).Select(Pool.Parse).OfType<Pool>().OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The names of the pools.</summary>
    public static IEnumerable<string> Names(Datacenter datacenter) => All(datacenter).Select(p => p.Name);

    /// <summary>The pool of that name, or null.</summary>
    public static Pool? Find(Datacenter datacenter, string name) => All(datacenter).FirstOrDefault(p => p.Name == name);

    /// <summary>The pool.</summary>
    /// <exception cref="PveException"><c>pool 'x' does not exist</c>.</exception>
    public static Pool Get(Datacenter datacenter, string name) => Find(datacenter, name) ?? throw new PveException($"pool '{name}' does not exist");

    /// <summary>Whether there is a pool of that name.</summary>
    public static bool Exists(Datacenter datacenter, string pool) => Find(datacenter, pool) is not null;

    /// <summary>The guests in a pool that exist, by VMID (pve-manager: PVE/API2Tools.pm get_resource_pool_guest_members).</summary>
    /// <exception cref="PveException"><c>pool 'x' does not exist</c>.</exception>
    public static ImmutableArray<int> Members(Datacenter datacenter, string pool) =>
    [
        .. Get(datacenter, pool).Guests
            .Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : 0)
            .Where(v => v > 0 && datacenter.OwnerOf(v) is not null)
            .Order(),
    ];

    /// <summary>The pool a guest is in, or null.</summary>
    public static string? Of(Datacenter datacenter, int vmid) =>
        All(datacenter).FirstOrDefault(p => p.Guests.Contains(vmid.ToString(CultureInfo.InvariantCulture)))?.Name;

    /// <summary>Puts a guest into a pool (PVE/AccessControl.pm add_vm_to_pool).</summary>
    public static void Add(Datacenter datacenter, string pool, int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        if (Find(datacenter, pool) is { } found && !found.Guests.Contains(id)) Save(datacenter, found with { Guests = found.Guests.Add(id) });
    }

    /// <summary>Takes a guest out of its pool (PVE/AccessControl.pm remove_vm_from_pool).</summary>
    public static void Leave(Datacenter datacenter, int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        foreach (var pool in All(datacenter).Where(p => p.Guests.Contains(id)).ToList()) Save(datacenter, pool with { Guests = pool.Guests.Remove(id) });
    }

    /// <summary>Writes a pool, in its place or as a new last line.</summary>
    public static void Save(Datacenter datacenter, Pool pool)
    {
        var lines = Lines(datacenter).ToList();
        var at = lines.FindIndex(l => Pool.Parse(l)?.Name == pool.Name);
        if (at >= 0) lines[at] = pool.Line;
        else lines.Insert(lines.Count > 0 && lines[^1].Length == 0 ? lines.Count - 1 : lines.Count, pool.Line);
        datacenter.Cluster.WriteText(File, string.Join('\n', lines).TrimEnd('\n') + "\n");
    }

    /// <summary>Removes a pool.</summary>
    public static void Remove(Datacenter datacenter, string name) =>
        datacenter.Cluster.WriteText(File, string.Join('\n', Lines(datacenter).Where(l => Pool.Parse(l)?.Name != name)));

    private static string[] Lines(Datacenter datacenter) =>
        datacenter.Cluster.Exists(File) ? datacenter.Cluster.ReadText(File).Split('\n') : [];
}
