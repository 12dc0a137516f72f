using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary>How pvesm shows its results (pve-storage: PVE/CLI/pvesm.pm print_status, print_content, cmddef).</summary>
public static class PvesmPrinters
{
    /// <summary><c>pvesm status</c>: a row per storage, sizes in KiB.</summary>
    public static string Status(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var rows = Rows(result).OrderBy(row => Text(row, "storage"), StringComparer.Ordinal).ToList();
        var width = rows.Select(row => Text(row, "storage").Length).DefaultIfEmpty(0).Max() + 1;
        var text = new StringBuilder();
        Line(text, $"{"Name".PadRight(width)} {"Type",10} {"Status",10} {"Total (KiB)",15} {"Used (KiB)",15} {"Available (KiB)",15} {"%",8}");
        foreach (var row in rows)
        {
            var (total, used) = (Number(row, "total"), Number(row, "used"));
            var isEnabled = Number(row, "enabled") != 0;
            var state = !isEnabled ? "disabled" : Number(row, "active") != 0 ? "active" : "inactive";
            var percent = isEnabled ? string.Create(CultureInfo.InvariantCulture, $"{Percent(used, total),7:0.00}%") : $"{"N/A",8}";
            Line(text, $"{Text(row, "storage").PadRight(width)} {Text(row, "type"),10} {state,10} {total / 1024,15} {used / 1024,15} {Number(row, "avail") / 1024,15} {percent}");
        }
        return text.ToString();
    }

    /// <summary><c>pvesm list</c>: volumes with an owner first, then the others by format.</summary>
    public static string Content(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var rows = Rows(result).ToList();
        var names = rows.Select(row => Text(row, "volid").Length).DefaultIfEmpty(0).Max();
        var sizes = rows.Select(row => Text(row, "size").Length).DefaultIfEmpty(1).Max();
        var text = new StringBuilder();
        Line(text, $"{"Volid".PadRight(names)} {"Format",-7} {"Type",-9} {"Size".PadLeft(sizes)} VMID");
        foreach (var row in rows.Where(HasOwner)) Line(text, $"{Volume(row)} {Text(row, "vmid")}");
        foreach (var row in rows.Where(row => !HasOwner(row)).OrderBy(row => Text(row, "format"), StringComparer.Ordinal)) Line(text, $"{Volume(row)}");
        return text.ToString();

        string Volume(JsonObject row) =>
            $"{Text(row, "volid").PadRight(names)} {Text(row, "format"),-7} {Text(row, "content"),-9} {Text(row, "size").PadLeft(sizes)}";
    }

    /// <summary><c>pvesm alloc</c>.</summary>
    public static string Allocated(JsonNode? result, ApiMethod method, OutputOptions options) => $"successfully created '{result}'\n";

    /// <summary><c>pvesm prune-backups --dry-run</c>; a real run prints nothing more.</summary>
    public static string Prune(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        if (result is not JsonObject outcome || Number(outcome, "dryrun") == 0) return "";
        var rows = Rows(outcome["list"])
            .OrderBy(row => row["vmid"] is null ? long.MinValue : Number(row, "vmid")).ThenBy(row => Number(row, "ctime")).ToList();
        if (rows.Count == 0) return "No backups found\n";
        var width = rows.Max(row => Text(row, "volid").Length) + 1;
        var text = new StringBuilder("NOTE: this is only a preview and might not be what a subsequent\n"
            + "prune call does if backups are removed/added in the meantime.\n\n");
        Line(text, $"{"Backup".PadRight(width)} {"Backup-ID",15} {"Prune-Mark",10}");
        foreach (var row in rows)
        {
            var id = row["vmid"] is null ? Text(row, "type") : $"{Text(row, "type")}/{Text(row, "vmid")}";
            Line(text, $"{Text(row, "volid").PadRight(width)} {id,15} {Text(row, "mark"),10}");
        }
        return text.ToString();
    }

    private static double Percent(long used, long total) => total > 0 ? used * 100.0 / total : 0;

    private static bool HasOwner(JsonObject row) => row["vmid"] is not null;

    private static IEnumerable<JsonObject> Rows(JsonNode? result) => (result as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonObject row, string key) => row[key] is JsonValue value ? PerlText.Of(value) : "-";

    private static long Number(JsonObject row, string key) =>
        row[key] is JsonValue value && long.TryParse(PerlText.Of(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    /// <summary><c>pvesm scan</c>: the values of a row, the first in a column.</summary>
    public static string Scan(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var rows = ((JsonArray)result!).OfType<JsonObject>().Select(r => r.OrderByDescending(p => p.Key, StringComparer.Ordinal).Select(p => (string)p.Value!).ToArray()).ToList();
        var width = rows.Select(r => r[0].Length).Append(0).Max();
        return string.Concat(rows.Select(r => r.Length == 1 ? r[0] + "\n" : $"{r[0].PadRight(width)} {r[1]}\n"));
    }

    /// <summary><c>pvesm apiinfo</c>.</summary>
    public static string ApiInfo(JsonNode? result, ApiMethod method, OutputOptions options) => $"APIVER {result!["apiver"]}\nAPIAGE {result["apiage"]}\n";
}
