using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Cluster;

/// <summary>Resource pools: the <c>pool:</c> lines of user.cfg (pve-access-control: PVE/AccessControl.pm parse_user_config).</summary>
public static class Pools
{
    private const string File = "/user.cfg";

    /// <summary>The pools in the order of the file.</summary>
    public static IEnumerable<string> Names(Datacenter datacenter)
    {
        foreach (var line in Lines(datacenter))
            if (line.Split(':') is ["pool", { Length: > 0 } name, ..]) yield return name;
    }

    /// <summary>Whether there is a pool of that name.</summary>
    public static bool Exists(Datacenter datacenter, string pool) => Lines(datacenter).Any(l => IsPool(l, pool));

    /// <summary>The guests in a pool that exist, by VMID (pve-manager: PVE/API2Tools.pm get_resource_pool_guest_members).</summary>
    /// <exception cref="PveException"><c>pool 'x' does not exist</c>.</exception>
    public static ImmutableArray<int> Members(Datacenter datacenter, string pool)
    {
        var line = Lines(datacenter).FirstOrDefault(l => IsPool(l, pool)) ?? throw new PveException($"pool '{pool}' does not exist");
        var fields = line.Split(':');
        return
        [
            .. (fields.Length > 3 ? fields[3] : "").Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : 0)
                .Where(v => v > 0 && datacenter.OwnerOf(v) is not null)
                .Order(),
        ];
    }

    /// <summary>The pool a guest is in, or null.</summary>
    public static string? Of(Datacenter datacenter, int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        foreach (var line in Lines(datacenter))
            if (line.Split(':') is ["pool", var name, _, var guests, ..] && guests.Split(',').Contains(id)) return name;
        return null;
    }

    /// <summary>Puts a guest into a pool (PVE/AccessControl.pm add_vm_to_pool).</summary>
    public static void Add(Datacenter datacenter, string pool, int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        var lines = Lines(datacenter);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsPool(lines[i], pool)) continue;
            var fields = lines[i].Split(':');
            if (fields.Length < 5) Array.Resize(ref fields, 6);
            var guests = (fields[3] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
            if (guests.Contains(id)) return;
            fields[3] = string.Join(',', guests.Append(id));
            lines[i] = string.Join(':', fields.Select(f => f ?? ""));
        }
        datacenter.Cluster.WriteText(File, string.Join('\n', lines));
    }

    private static bool IsPool(string line, string pool) => line.StartsWith("pool:" + pool + ":", StringComparison.Ordinal);

    private static string[] Lines(Datacenter datacenter) =>
        datacenter.Cluster.Exists(File) ? datacenter.Cluster.ReadText(File).Split('\n') : [];
}
