using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>How virtual machines look in results (qemu-server: PVE/QemuServer.pm vmstatus, PVE/QemuConfig.pm load_current_config).</summary>
internal static class QemuView
{
    private const string QemuVersion = "10.1.2";

    /// <summary>One guest's row in a list; <paramref name="full"/> asks QEMU too.</summary>
    internal static JsonObject Status(VirtualMachine guest, bool full)
    {
        var config = guest.Config;
        var row = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["cpu"] = 0,
            ["cpus"] = Cpus(guest, config),
            ["disk"] = 0,
            ["diskread"] = 0,
            ["diskwrite"] = 0,
            ["maxdisk"] = BootDiskSize(config),
            ["maxmem"] = (guest.Running ?? config).Memory,
            ["mem"] = guest.IsRunning ? guest.Memory / 100 * 41 : 0,
            ["memhost"] = guest.IsRunning ? guest.Memory / 100 * 53 : 0,
            ["name"] = config["name"] ?? string.Create(CultureInfo.InvariantCulture, $"VM {guest.Vmid}"),
            ["netin"] = 0,
            ["netout"] = 0,
            ["status"] = guest.IsRunning ? "running" : "stopped",
            ["uptime"] = guest.StartedAt is { } started ? (long)(guest.Node.Clock.Now - started).TotalSeconds : 0,
            ["vmid"] = guest.Vmid,
        };
        if (guest.Pid is { } pid) row["pid"] = pid;
        if (config["template"] == "1") row["template"] = 1;
        if (SerialPort(config) is not null) row["serial"] = 1;
        if (config["lock"] is { } held) row["lock"] = held;
        if (config["tags"] is { } tags) row["tags"] = tags;
        if (full) AddFull(row, guest);
        return ToJson(row);
    }

    /// <summary>The first serial port that is a socket, or null.</summary>
    internal static string? SerialPort(GuestConfig config) =>
        ((string[])["serial0", "serial1", "serial2", "serial3"]).FirstOrDefault(p => config[p] == "socket");

    /// <summary>A configuration's values with the types the schema gives them, and the digest of the file they come from.</summary>
    internal static JsonObject Config(GuestConfig config, string text)
    {
        var values = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (key, value) in config.Values) values[key] = Typed(key, value);
        if (config.Description.Length > 0) values["description"] = config.Description;
        if (values.ContainsKey("cipassword")) values["cipassword"] = "**********";
        values["digest"] = ConfigDigest.Of(text);
        return ToJson(values);
    }

    /// <summary>A value as the configuration's schema types it.</summary>
    internal static JsonNode Typed(string key, string value) => QemuConfigParameters.Config.Properties.GetValueOrDefault(key)?.Type switch
    {
        SchemaType.Boolean => PropertyStringText.ParseBoolean(value) == "1" ? 1 : 0,
        SchemaType.Integer when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => value,
    };

    private static void AddFull(SortedDictionary<string, JsonNode?> row, VirtualMachine guest)
    {
        row["qmpstatus"] = guest.QmpStatus;
        if (!guest.IsRunning) return;
        row["balloon"] = guest.Memory;
        row["running-machine"] = "pc-i440fx-10.1+pve0";
        row["running-qemu"] = QemuVersion;
    }

    private static int Cpus(VirtualMachine guest, GuestConfig config)
    {
        if (Number(config["vcpus"]) is { } vcpus) return vcpus;
        return Math.Min(guest.Node.Cpus, (Number(config["sockets"]) ?? 1) * (Number(config["cores"]) ?? 1));

        static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Size of the disk the configuration says to boot from; what firmware would try by itself does not count (bootdisk_size).</summary>
    private static long BootDiskSize(GuestConfig config)
    {
        foreach (var key in BootOrder.Named(config))
            if (Drive.BusRank(key) >= 0 && config[key] is { } value && Drive.Parse(value) is { IsCdrom: false } drive) return drive.Size ?? 0;
        return 0;
    }

    internal static JsonObject ToJson(SortedDictionary<string, JsonNode?> values)
    {
        var json = new JsonObject();
        foreach (var (key, value) in values) json[key] = value;
        return json;
    }
}
