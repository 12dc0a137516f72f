using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager.Pages;

/// <summary>The pages of a pool (pve-manager: www/manager6/pool/Config.js, grid/PoolMembers.js).</summary>
internal static class PoolPages
{
    public static IReadOnlyList<Page> All { get; } =
    [
        new()
        {
            Id = "members", Title = "Members", Reads = context => [$"/pools?poolid={context.Place.Name}"],
            Rows = context => context.List(0) is [{ } pool, ..] && pool["members"] is JsonArray members ? [.. members.OfType<JsonObject>()] : [],
            Columns = [new("Type", "type"), new("ID", "id"), new("Name", "name"), new("Node", "node"), new("Status", "status")],
        },
    ];
}
