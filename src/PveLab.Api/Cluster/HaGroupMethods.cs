using PveLab.Api.Schema;
using PveLab.Sim;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary>
/// <c>/cluster/ha/groups</c>: in Proxmox VE 9 the first thing a manager does with groups is to turn them into rules, and then these methods only say so
/// (pve-ha-manager: PVE/API2/HA/Groups.pm).
/// </summary>
public static class HaGroupMethods
{
    private static readonly ObjectSchema OneGroup = Object(("group", HaParameters.Group));

    private static readonly ObjectSchema Settings = OneGroup.With(
        ("comment", Optional(String("Description.") with { MaxLength = 4096 })),
        ("nofailback", Optional(Boolean("Stay where one is when a node of higher priority comes online."), "0")),
        ("nodes", HaParameters.Nodes),
        ("restricted", Optional(Boolean("Run nowhere but on these nodes."), "0")),
        ("type", Optional(Choice("Group type.", "group"))));

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        Method("", Verb.Get, "Get HA groups. (deprecated in favor of HA rules)", ObjectSchema.Empty, "index groups"),
        Method("", Verb.Create, "Create a new HA group. (deprecated in favor of HA rules)", Settings, "create group"),
        Method("/{group}", Verb.Get, "Read ha group configuration. (deprecated in favor of HA rules)", OneGroup, "read group"),
        Method("/{group}", Verb.Set, "Update ha group configuration. (deprecated in favor of HA rules)",
            Settings.Without("type").With(
                ("delete", Optional(Formatted("pve-configid-list", "Settings to delete.") with { MaxLength = 4096 })),
                ("digest", StandardOptions.ConfigDigest),
                ("nodes", Optional(HaParameters.Nodes))), "update group"),
        Method("/{group}", Verb.Delete, "Delete ha group configuration. (deprecated in favor of HA rules)", OneGroup, "delete group"),
    ];

    private static ApiMethod Method(string path, Verb verb, string description, ObjectSchema parameters, string what) => new()
    {
        Path = "/cluster/ha/groups" + path,
        Verb = verb,
        Description = description,
        Parameters = parameters,
        Handler = _ => throw new PveException($"cannot {what}: ha groups have been migrated to rules"),
    };
}
