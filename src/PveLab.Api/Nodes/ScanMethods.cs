using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary><c>/nodes/{node}/scan</c>: what could be defined as a storage (pve-storage: PVE/API2/Storage/Scan.pm).</summary>
public static class ScanMethods
{
    private static readonly ObjectSchema OnlyNode = Object(("node", StandardOptions.Node));

    private static readonly JsonSchema Server = Formatted("pve-storage-server", "The server address (name or IP).");

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        On("nfs", "Scan remote NFS server.", Object(("node", StandardOptions.Node), ("server", Server)), ["path", "options"], Nfs),
        On("lvm", "List local LVM volume groups.", OnlyNode, ["vg"],
            call => call.Node.ThinPools.Keys.Select(p => p.Split('/')[0]).Distinct(StringComparer.Ordinal).Select(vg => new JsonObject { ["vg"] = vg })),
        On("lvmthin", "List local LVM Thin Pools.", Object(("node", StandardOptions.Node), ("vg", String("The LVM logical volume group name.") with { MaxLength = 100 })), ["lv"], Thin),
        On("zfs", "Scan zfs pool list on local node.", OnlyNode, ["pool"], call => call.Node.Zpools.Keys.Select(p => new JsonObject { ["pool"] = p })),
        Absent("cifs", "Scan remote CIFS server.", Object(
            ("domain", Optional(String("SMB domain (Workgroup)."))), ("node", StandardOptions.Node), ("password", Optional(String("User password."))), ("server", Server),
                ("username", Optional(String("User name."))))),
        Absent("iscsi", "Scan remote iSCSI server.",
            Object(("node", StandardOptions.Node), ("portal", Formatted("pve-storage-portal-dns", "The iSCSI portal (IP or DNS name with optional port).")))),
        Absent("pbs", "Scan remote Proxmox Backup Server.", Object(
            ("fingerprint", Optional(String("Certificate SHA 256 fingerprint.") with { Pattern = "([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}" })), ("node", StandardOptions.Node),
                ("password", String("User password or API token secret.")),
            ("port", Optional(Integer("Optional port.", 1, 65535), "8007")), ("server", Server), ("username", String("User-name or API token-ID.")))),
    ];

    private static ApiMethod On(string kind, string description, ObjectSchema parameters, string[] fields, Func<ApiCall, IEnumerable<JsonObject>> scan) => new()
    {
        Path = "/nodes/{node}/scan/" + kind,
        Verb = Verb.Get,
        Description = description,
        Parameters = parameters,
        Returns = Array(Object(fields.Select(f => (f, (JsonSchema)String())))),
        Handler = call => new JsonArray([.. scan(call)]),
    };

    private static ApiMethod Absent(string kind, string description, ObjectSchema parameters) =>
        On(kind, description, parameters, ["name"], _ => throw new PveException($"PveLab: 'pvesm scan {kind}' is not simulated"));

    private static IEnumerable<JsonObject> Nfs(ApiCall call)
    {
        var server = call.String("server");
        if (NfsServers.Answers(call.Node, server)) return NfsServers.Offered(call.Node, server).Order(StringComparer.Ordinal).Select(p =>
            new JsonObject { ["options"] = "*", ["path"] = p });
        call.Warn("clnt_create: RPC: Unable to receive");
        throw new PveException($"command '/sbin/showmount --no-headers --exports {server}' failed: exit code 1");
    }

    private static IEnumerable<JsonObject> Thin(ApiCall call)
    {
        var vg = call.String("vg");
        return call.Node.ThinPools.Keys.Where(p => p.StartsWith(vg + "/", StringComparison.Ordinal)).Select(p => new JsonObject { ["lv"] = p[(vg.Length + 1)..] });
    }
}
