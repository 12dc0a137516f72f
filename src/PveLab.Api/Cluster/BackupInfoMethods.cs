using System.Text.Json.Nodes;
using PveLab.Sim.Backup;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary><c>/cluster/backup-info</c> (pve-manager: PVE/API2/Cluster/BackupInfo.pm).</summary>
public static class BackupInfoMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/cluster/backup-info/not-backed-up", Verb = Verb.Get, Description = "Shows all guests which are not covered by any backup job.",
            Returns = Array(Object(
                ("name", Optional(String("Name of the guest"))), ("type", Choice("Type of the guest.", "qemu", "lxc")), ("vmid", Integer("VMID of the guest.")))),
            Handler = NotBackedUp,
        },
    ];

    private static JsonArray NotBackedUp(ApiCall call)
    {
        var covered = call.View.Jobs.Jobs
            .SelectMany(j => VzdumpRequest.Of(j.Properties).Guests(call.Datacenter).Values)
            .SelectMany(v => v)
            .ToHashSet();
        var rows = new JsonArray();
        foreach (var guest in call.Datacenter.Nodes.Values.SelectMany(n => n.Guests.All).OrderBy(g => g.Vmid))
        {
            if (covered.Contains(guest.Vmid)) continue;
            var row = new JsonObject { ["type"] = guest.Kind.Type, ["vmid"] = guest.Vmid };
            if ((guest.Config["name"] ?? guest.Config["hostname"]) is { } name) row["name"] = name;
            rows.Add(row);
        }
        return rows;
    }
}
