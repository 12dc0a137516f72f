using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>How containers look in results (pve-container: PVE/LXC.pm vmstatus, PVE/LXC/Config.pm).</summary>
internal static class LxcView
{
    private const long DefaultDisk = 4L << 30;

    /// <summary>One container's row in a list.</summary>
    internal static JsonObject Status(Container container)
    {
        var config = container.Config;
        var root = ContainerMount.Of(config).FirstOrDefault(m => m.Key == ContainerMount.Root);
        var row = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["cpu"] = 0,
            ["cpus"] = Cpus(container, config),
            ["disk"] = container.IsRunning ? container.Os.Disk?.Capture().Written ?? 0 : 0,
            ["diskread"] = 0,
            ["diskwrite"] = 0,
            ["maxdisk"] = root?.Size ?? DefaultDisk,
            ["maxmem"] = config.Memory,
            ["maxswap"] = (Number(config["swap"]) ?? 0) << 20,
            ["mem"] = container.IsRunning ? container.Memory / 100 * 17 : 0,
            ["name"] = container.Name.Replace(" ", "", StringComparison.Ordinal),
            ["netin"] = 0,
            ["netout"] = 0,
            ["status"] = container.IsRunning ? "running" : "stopped",
            ["swap"] = 0,
            ["type"] = "lxc",
            ["uptime"] = container.StartedAt is { } started ? (long)(container.Node.Clock.Now - started).TotalSeconds : 0,
            ["vmid"] = container.Vmid,
        };
        if (container.Pid is { } pid) row["pid"] = pid;
        if (config["template"] == "1") row["template"] = 1;
        if (config["lock"] is { } held) row["lock"] = held;
        if (config["tags"] is { } tags) row["tags"] = tags;
        return QemuView.ToJson(row);
    }

    /// <summary>A configuration's values with the types the schema gives them, and the digest of the file they come from.</summary>
    internal static JsonObject Config(GuestConfig config, string text)
    {
        var values = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (key, value) in config.Values.Where(v => !v.Key.StartsWith("lxc.", StringComparison.Ordinal))) values[key] = Typed(key, value);
        var raw = config.Values.Where(v => v.Key.StartsWith("lxc.", StringComparison.Ordinal)).ToList();
        if (raw.Count > 0) values["lxc"] = new JsonArray([.. raw.Select(v => new JsonArray(v.Key, v.Value))]);
        if (config.Description.Length > 0) values["description"] = config.Description;
        values["digest"] = ConfigDigest.Of(text);
        return QemuView.ToJson(values);
    }

    /// <summary>A value as the configuration's schema types it.</summary>
    internal static JsonNode Typed(string key, string value) => LxcConfigParameters.Config.Properties.GetValueOrDefault(key)?.Type switch
    {
        SchemaType.Boolean => PropertyStringText.ParseBoolean(value) == "1" ? 1 : 0,
        SchemaType.Integer when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => value,
    };

    private static JsonNode Cpus(Container container, GuestConfig config) =>
        Number(config["cores"]) is { } cores ? cores : config["cpulimit"] is { } limit and not "0" ? limit : container.Node.Cpus;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
