using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Proxmox;

/// <summary>How qm shows results (qemu-server: PVE/CLI/qm.pm cmddef; pve-guest-common: PVE/GuestHelpers.pm format_pending).</summary>
internal static class QmPrinters
{
    private const double MiB = 1 << 20;
    private const double GiB = 1 << 30;

    internal static string List(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        if (result is not JsonArray { Count: > 0 } rows) return "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"VMID",10} {"NAME",-20} {"STATUS",-10} {"MEM(MB)",-10} {"BOOTDISK(GB)",12} {"PID",-10}\n");
        foreach (var row in rows.OfType<JsonObject>().OrderBy(r => (int)r["vmid"]!))
        {
            var status = Text(row["qmpstatus"] ?? row["status"]);
            text.Append(CultureInfo.InvariantCulture,
                $"{Text(row["vmid"]),10} {Text(row["name"]),-20} {status,-10} {(long)row["maxmem"]! / MiB,-10} {(long)row["maxdisk"]! / GiB,12:F2} {Text(row["pid"] ?? 0),-10}\n");
        }
        return text.ToString();
    }

    internal static string Config(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in ((JsonObject)result!).Where(p => p.Key != "digest").OrderBy(p => p.Key, StringComparer.Ordinal))
            text.Append(key).Append(": ").Append(key == "description" ? GuestConfig.Encode(Text(value)) : Text(value)).Append('\n');
        return text.ToString();
    }

    internal static string Pending(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var text = new StringBuilder();
        foreach (var row in ((JsonArray)result!).OfType<JsonObject>())
        {
            var key = Text(row["key"]);
            if (key == "digest") continue;
            string Shown(JsonNode? value) => key == "description" ? GuestConfig.Encode(Text(value)) : Text(value);
            if (row["value"] is { } value)
            {
                text.Append(row["delete"] is null ? "cur " : "del ").Append(key).Append(": ").Append(Shown(value)).Append('\n');
                if (row["delete"] is not null) continue;
            }
            if (row["pending"] is { } pending) text.Append("new ").Append(key).Append(": ").Append(Shown(pending)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary><c>qm status --verbose</c> and <c>pct status --verbose</c>: every value of the full status but the CPU use, nested ones empty.</summary>
    internal static string Verbose(Datacenter datacenter, string node, Sim.Guests.Guest guest)
    {
        var status = ApiCatalogue.Tree.Invoke(
            Verb.Get,
            string.Create(CultureInfo.InvariantCulture, $"/nodes/{node}/{guest.Kind.Type}/{guest.Vmid}/status/current"),
            new ApiCall { Datacenter = datacenter, LocalNode = node, Parameters = [] });
        var lines = ((JsonObject)status!).Where(p => p.Key is not ("cpu" or "ha" or "agent")).OrderBy(p => p.Key, StringComparer.Ordinal);
        return string.Join('\n', lines.Select(p => $"{p.Key}: {Text(p.Value)}"));
    }

    private static string Text(JsonNode? value) => value is JsonValue scalar ? PerlText.Of(scalar) : "";
}
