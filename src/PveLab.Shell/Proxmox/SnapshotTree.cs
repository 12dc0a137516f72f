using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// How <c>qm listsnapshot</c> and <c>pct listsnapshot</c> draw snapshots: each below its parent, the current state last
/// (pve-guest-common: PVE/GuestHelpers.pm print_snapshot_tree).
/// </summary>
internal static class SnapshotTree
{
    private const int NameWidth = 30;

    internal static string Print(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var rows = ((JsonArray)result!).OfType<JsonObject>().ToDictionary(r => Text(r["name"]), StringComparer.Ordinal);
        var children = rows.Values.ToLookup(r => Text(r["parent"]) is { Length: > 0 } parent && rows.ContainsKey(parent) ? parent : "", StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var root in Ordered(children[""])) Draw(text, "`->", root, children, options);
        return text.ToString();
    }

    private static void Draw(StringBuilder text, string prefix, JsonObject row, ILookup<string, JsonObject> children, OutputOptions options)
    {
        var notes = Text(row["description"]) is { Length: > 0 } given ? given.Split('\n')[0] : "no-description";
        var time = row["snaptime"] is { } at ? Rendering.Timestamp((long)at, options.Zone) : "";
        var name = Text(row["name"]).PadRight(Math.Max(0, NameWidth - prefix.Length));
        text.Append(CultureInfo.InvariantCulture, $"{prefix} {name} {time,-23} {notes}\n");
        foreach (var child in Ordered(children[Text(row["name"])])) Draw(text, " " + prefix, child, children, options);
    }

    /// <summary>Oldest first; the current state, which has no time, last.</summary>
    private static IEnumerable<JsonObject> Ordered(IEnumerable<JsonObject> rows) =>
        rows.OrderBy(r => r["snaptime"] is { } at ? (long)at : long.MaxValue).ThenBy(r => Text(r["name"]), StringComparer.Ordinal);

    private static string Text(JsonNode? value) => value is JsonValue scalar ? PerlText.Of(scalar) : "";
}
