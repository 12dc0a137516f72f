using System.Text.Json.Nodes;
using PveLab.Sim.Cluster;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api;

/// <summary><c>/version</c> (pve-manager: PVE/API2.pm).</summary>
public static class VersionMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/version", Verb = Verb.Get, Description = "Shows the version of Proxmox VE.", Returns = Version, Handler = _ => Read(),
        },
        new()
        {
            Path = "/nodes/{node}/version", Verb = Verb.Get, Description = "Shows the version of Proxmox VE on a node.",
            Parameters = Object(("node", Schema.StandardOptions.Node)), Returns = Version, Handler = _ => Read(),
        },
    ];

    private static Schema.ObjectSchema Version => Object(
        ("release", String("The release of Proxmox VE.")), ("repoid", String("The commit it was built from.")), ("version", String("The package's version.")));

    private static JsonObject Read() => new() { ["release"] = Release.Number, ["repoid"] = Release.RepositoryId, ["version"] = Release.Manager };
}
