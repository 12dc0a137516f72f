using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;

namespace PveLab.Tui.Manager.Pages;

/// <summary>Hardware and options of guests, from what <c>pending</c> answers (pve-manager: www/manager6/qemu/HardwareView.js, Options.js, lxc/*).</summary>
internal static class GuestConfig
{
    private static readonly string[] DiskBuses = ["ide", "sata", "scsi", "virtio"];

    private static readonly (string Key, string Label, string Default)[] MachineOptions =
    [
        ("name", "Name", ""), ("onboot", "Start at boot", "0"), ("startup", "Start/Shutdown order", "order=any"), ("ostype", "OS Type", "other"),
        ("boot", "Boot Order", ""), ("tablet", "Use tablet for pointer", "1"), ("hotplug", "Hotplug", "disk,network,usb"), ("acpi", "ACPI support", "1"),
        ("kvm", "KVM hardware virtualization", "1"), ("freeze", "Freeze CPU at startup", "0"), ("localtime", "Use local time for RTC", "0"),
        ("smbios1", "SMBIOS settings (type1)", ""), ("agent", "QEMU Guest Agent", "0"), ("protection", "Protection", "0"),
    ];

    private static readonly (string Key, string Label, string Default)[] ContainerOptions =
    [
        ("onboot", "Start at boot", "0"), ("startup", "Start/Shutdown order", "order=any"), ("ostype", "OS Type", ""), ("arch", "Architecture", ""),
        ("console", "/dev/console", "1"), ("tty", "TTY count", "2"), ("cmode", "Console mode", "tty"), ("protection", "Protection", "0"),
        ("unprivileged", "Unprivileged container", "0"), ("features", "Features", "none"),
    ];

    private static readonly string[] Switches =
        ["acpi", "console", "freeze", "kvm", "localtime", "onboot", "protection", "tablet", "unprivileged"];

    /// <summary>The columns of such pages; a change that waits for the next start stands beside the value.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("", "label", 34) { Render = static (row, field, _) => new Cell(Cells.Text(row, field), Ink.Dim) },
        new("", "shown", 400) { Render = Shown },
    ];

    /// <summary>The hardware of a virtual machine.</summary>
    public static IReadOnlyList<JsonObject> Hardware(PageContext context)
    {
        var config = Values(context);
        var rows = new List<JsonObject> { Row(config, "memory", context.Label("Memory"), Megabytes(config, "memory", 512)) };
        rows.Add(Row(config, "cores", context.Label("Processors"), Processors(config)));
        foreach (var (key, label) in new[] { ("bios", "BIOS"), ("vga", "Display"), ("machine", "Machine"), ("scsihw", "SCSI Controller") })
            rows.Add(Row(config, key, context.Label(label), Given(config, key) ?? context.Label("Default")));
        foreach (var key in config.Keys.Where(k => DiskBuses.Any(bus => IsNumbered(k, bus))).OrderBy(Numbered))
            rows.Add(Row(config, key, $"{context.Label(Drive(Given(config, key)))} ({key})", Given(config, key) ?? ""));
        Add(context, rows, config, "net", "Network Device");
        Add(context, rows, config, "efidisk", "EFI Disk");
        Add(context, rows, config, "tpmstate", "TPM State");
        Add(context, rows, config, "usb", "USB Device");
        Add(context, rows, config, "hostpci", "PCI Device");
        Add(context, rows, config, "serial", "Serial Port");
        Add(context, rows, config, "unused", "Unused Disk");
        return rows;
    }

    /// <summary>The resources of a container.</summary>
    public static IReadOnlyList<JsonObject> Resources(PageContext context)
    {
        var config = Values(context);
        var rows = new List<JsonObject>
        {
            Row(config, "memory", context.Label("Memory"), Megabytes(config, "memory", 512)),
            Row(config, "swap", context.Label("Swap"), Megabytes(config, "swap", 512)),
            Row(config, "cores", context.Label("Cores"), Given(config, "cores") ?? context.Label("unlimited")),
            Row(config, "rootfs", context.Label("Root Disk"), Given(config, "rootfs") ?? context.Label("none")),
        };
        Add(context, rows, config, "mp", "Mount Point");
        Add(context, rows, config, "unused", "Unused Disk");
        return rows;
    }

    /// <summary>The network devices of a container.</summary>
    public static IReadOnlyList<JsonObject> Network(PageContext context)
    {
        var (config, rows) = (Values(context), new List<JsonObject>());
        Add(context, rows, config, "net", "Network Device");
        return rows;
    }

    /// <summary>The options of a guest.</summary>
    public static IReadOnlyList<JsonObject> Options(PageContext context)
    {
        var config = Values(context);
        return [.. from option in context.Place.Kind == PlaceKind.Qemu ? MachineOptions : ContainerOptions
                   let value = Given(config, option.Key) ?? option.Default
                   select Row(config, option.Key, context.Label(option.Label), Switches.Contains(option.Key) ? context.Label(value == "1" ? "Yes" : "No") : value)];
    }

    /// <summary>The network devices as lines of text.</summary>
    public static IEnumerable<string> NetworkLines(PageContext context, string path) =>
        (context.Get(path) as JsonArray ?? []).OfType<JsonObject>().Where(r => IsNumbered(Cells.Text(r, "key"), "net")).Select(r => Cells.Text(r, "value"));

    /// <summary>Whether a key is a disk that can be made larger.</summary>
    public static bool IsDisk(JsonObject row) => Cells.Text(row, "key") is var key && (key == "rootfs" || IsNumbered(key, "mp")
        || (DiskBuses.Any(bus => IsNumbered(key, bus)) && !Cells.Text(row, "value").Contains("media=cdrom", StringComparison.Ordinal)));

    /// <summary>Whether a key can be taken off the guest.</summary>
    public static bool IsRemovable(JsonObject row) => Cells.Text(row, "key") is { Length: > 0 } key && char.IsAsciiDigit(key[^1]) && key != "smbios1";

    private static SortedDictionary<string, JsonObject> Values(PageContext context)
    {
        var values = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var row in context.List(0)) values[Cells.Text(row, "key")] = row;
        return values;
    }

    private static void Add(PageContext context, List<JsonObject> rows, SortedDictionary<string, JsonObject> config, string prefix, string label)
    {
        foreach (var key in config.Keys.Where(k => IsNumbered(k, prefix)).OrderBy(Numbered))
            rows.Add(Row(config, key, $"{context.Label(label)} ({key})", Given(config, key) ?? ""));
    }

    private static JsonObject Row(SortedDictionary<string, JsonObject> config, string key, string label, string shown)
    {
        var row = new JsonObject { ["key"] = key, ["label"] = label, ["value"] = Given(config, key), ["shown"] = shown };
        if (config.GetValueOrDefault(key) is not { } given) return row;
        if (given["pending"] is not null) row["pending"] = Cells.Text(given, "pending");
        if (given["delete"] is not null) row["pending"] = "✖";
        return row;
    }

    private static Cell Shown(JsonObject row, string field, CellContext context) => row["pending"] is null
        ? new(Cells.Text(row, field)) : new($"{Cells.Text(row, field)}  → {Cells.Text(row, "pending")}", Ink.Notice);

    private static string? Given(SortedDictionary<string, JsonObject> config, string key) =>
        config.GetValueOrDefault(key) is { } row && row["value"] is not null ? Cells.Text(row, "value") : null;

    private static string Megabytes(SortedDictionary<string, JsonObject> config, string key, double usual) =>
        Cells.Size((double.TryParse(Given(config, key), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : usual) * 1024 * 1024);

    private static string Processors(SortedDictionary<string, JsonObject> config)
    {
        int Count(string key) => int.TryParse(Given(config, key), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;
        var (sockets, cores) = (Count("sockets"), Count("cores"));
        return string.Create(CultureInfo.InvariantCulture, $"{sockets * cores} ({sockets} sockets, {cores} cores) [{Given(config, "cpu") ?? "kvm64"}]");
    }

    private static string Drive(string? value) => value is null ? "Hard Disk"
        : value.Contains("cloudinit", StringComparison.Ordinal) ? "CloudInit Drive"
        : value.Contains("media=cdrom", StringComparison.Ordinal) ? "CD/DVD Drive" : "Hard Disk";

    private static bool IsNumbered(string key, string prefix) =>
        key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal) && key.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static (string, int) Numbered(string key)
    {
        var letters = key.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return (letters, int.Parse(key.AsSpan(letters.Length), CultureInfo.InvariantCulture));
    }
}
