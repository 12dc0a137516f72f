using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Proxmox;

/// <summary>How pct shows results (pve-container: PVE/CLI/pct.pm cmddef).</summary>
internal static class PctPrinters
{
    private static readonly string[] Columns = ["MP", "Volume", "Size", "Used", "Avail", "Use%", "Path"];

    internal static string List(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        if (result is not JsonArray { Count: > 0 } rows) return "";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"VMID",-10} {"Status",-10} {"Lock",-12} {"Name",-20}\n");
        foreach (var row in rows.OfType<JsonObject>().OrderBy(r => (int)r["vmid"]!))
            text.Append(CultureInfo.InvariantCulture, $"{Text(row["vmid"]),-10} {Text(row["status"]),-10} {Text(row["lock"]),-12} {Text(row["name"]),-20}\n");
        return text.ToString();
    }

    internal static string Config(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var config = ((JsonObject)result!).DeepClone().AsObject();
        var raw = config["lxc"] as JsonArray;
        config.Remove("lxc");
        var text = new StringBuilder(QmPrinters.Config(config, method, options));
        foreach (var line in raw?.OfType<JsonArray>() ?? []) text.Append(Text(line[0])).Append(": ").Append(Text(line[1])).Append('\n');
        return text.ToString();
    }

    /// <summary><c>pct df</c>.</summary>
    internal static string DiskUsage(Container container)
    {
        var rows = new List<string[]> { Columns };
        foreach (var mount in container.MountPoints)
        {
            var (total, used) = Space(container, mount);
            var share = total > 0 ? 100.0 * used / total : 0;
            rows.Add([mount.Key, mount.Volume, Size(total), Size(used), Size(total - used), share.ToString("F1", CultureInfo.InvariantCulture), mount.Path]);
        }
        var widths = Enumerable.Range(0, 6).Select(i => rows.Max(r => r[i].Length)).ToArray();
        return string.Join('\n', rows.Select(r =>
            string.Join(' ', r.Select((cell, i) => i > 5 ? cell : i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))));
    }

    private static (long Total, long Used) Space(Container container, ContainerMount mount)
    {
        if (!mount.IsVolume)
        {
            var fileSystem = container.Node.Files.MountOf(mount.Volume).FileSystem;
            return (fileSystem.Capacity, fileSystem.Used);
        }
        if (container.Node.Storages.Image(mount.Volume) is not { } image) return (0, 0);
        var capture = image.Capture();
        // What ext4 keeps for itself.
        var total = (long)(capture.Size * 0.976);
        return (total, Math.Min(total, capture.Written));
    }

    private static string Size(double size)
    {
        foreach (var unit in (string[])["", "K", "M", "G"])
        {
            if (size < 1024) return unit.Length == 0 ? size.ToString("F0", CultureInfo.InvariantCulture) : size.ToString("F1", CultureInfo.InvariantCulture) + unit;
            size /= 1024;
        }
        return size.ToString("F1", CultureInfo.InvariantCulture) + "T";
    }

    private static string Text(JsonNode? value) => value is JsonValue scalar ? PerlText.Of(scalar) : "";
}
