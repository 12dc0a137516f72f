using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The fields that several dialogs have, as the web interface's own selectors.</summary>
internal static class DialogParts
{
    /// <summary>The guests of the cluster.</summary>
    public const string Guests = "/cluster/resources?type=vm";

    /// <summary>The nodes of the cluster.</summary>
    public const string Nodes = "/nodes";

    /// <summary>The storages of a node that take a kind of content.</summary>
    public static string Storages(string node, string content) => $"/nodes/{node}/storage?content={content}";

    /// <summary>A list of storages with their type and room.</summary>
    public static ChoiceField Storage(DialogContext context, string content, string node = "") => new()
    {
        Name = "storage",
        Label = Pve("Storage"),
        Columns = [Pve("Name"), Pve("Type"), Pve("Avail"), Pve("Capacity")],
        Options = StorageOptions(context, content, node.Length > 0 ? node : context.Node),
    };

    /// <summary>The storages of a node as options.</summary>
    public static ImmutableArray<FormOption> StorageOptions(DialogContext context, string content, string node) =>
    [
        .. context.List(Storages(node, content)).Where(r => r["enabled"] is null || r.IsOn("enabled")).OrderBy(r => r.Text("storage"), StringComparer.Ordinal)
            .Select(r => new FormOption(r.Text("storage"), r.Text("storage"), r.Text("type"), r.Size("avail"), r.Size("total"))),
    ];

    /// <summary>A list of the cluster's nodes.</summary>
    public static ChoiceField Node(DialogContext context, string name, Words label, Func<string, bool>? allowed = null) => new()
    {
        Name = name,
        Label = label,
        Columns = [Pve("Node"), Pve("Status")],
        Options =
        [
            .. context.List(Nodes).OrderBy(r => r.Text("node"), StringComparer.Ordinal).Where(r => allowed?.Invoke(r.Text("node")) ?? true)
                .Select(r => new FormOption(r.Text("node"), r.Text("node"), r.Text("status"))),
        ],
    };

    /// <summary>The rows of a table of guests: ID, node, status, name, type.</summary>
    public static ImmutableArray<FormOption> GuestRows(DialogContext context) =>
    [
        .. context.List(Guests).OrderBy(r => r.Text("vmid").Length).ThenBy(r => r.Text("vmid"), StringComparer.Ordinal)
            .Select(r => new FormOption(r.Text("vmid"), r.Text("vmid"), r.Text("node"), r.Text("status"), r.Text("name"), GuestType(r))),
    ];

    /// <summary>Titles of a table of guests.</summary>
    public static ImmutableArray<Words> GuestColumns => ["ID", Pve("Node"), Pve("Status"), Pve("Name"), Pve("Type")];

    /// <summary>When something happens: a calendar event, with the examples the web interface offers.</summary>
    public static ChoiceField Schedule(string value = "") => (ChoiceField)new ChoiceField
    {
        Name = "schedule",
        Label = Pve("Schedule"),
        Editable = true,
        Columns = [Pve("Schedule"), Pve("Description")],
        Options = [.. CalendarEvents.Select(c => new FormOption(c.Event, c.Event, c.Meaning))],
        Placeholder = Pve("Editable"),
    }.With(value);

    /// <summary>A list of fixed choices.</summary>
    public static ChoiceField Choice(string name, Words label, string value, params ReadOnlySpan<(string Value, Words Text)> choices)
    {
        var options = ImmutableArray.CreateBuilder<FormOption>();
        foreach (var (key, text) in choices) options.Add(new FormOption(key, text));
        return new ChoiceField { Name = name, Label = label, Options = options.ToImmutable(), Chosen = [value], Required = true };
    }

    /// <summary>How archives are compressed.</summary>
    public static ChoiceField Compression(string value) => Choice("compress", Pve("Compression"), value,
        ("0", Pve("None")), ("lzo", "LZO (" + Pve("fast") + ")"), ("gzip", "GZIP (" + Pve("good") + ")"), ("zstd", "ZSTD (" + Pve("fast and good") + ")"));

    /// <summary>How a guest is backed up.</summary>
    public static ChoiceField Mode(string value) => Choice("mode", Pve("Mode"), value, ("snapshot", Pve("Snapshot")), ("suspend", Pve("Suspend")), ("stop", Pve("Stop")));

    /// <summary>A text that is only shown, with its label.</summary>
    public static DisplayField Shown(string name, Words label, Words text) => new() { Name = name, Label = label, Text = text };

    /// <summary>A remark of the form.</summary>
    public static DisplayField Remark(string name, Words text) => new() { Name = name, Text = text, Ink = Ink.Dim };

    /// <summary>A speed limit, entered in MiB/s.</summary>
    public static NumberField Bandwidth(Words placeholder) => new()
    {
        Name = "bwlimit",
        Label = Pve("Bandwidth Limit"),
        Unit = "MiB/s",
        Most = 1_000_000,
        Step = 10,
        Placeholder = placeholder,
    };

    /// <summary>A speed in KiB/s, as the API takes it; empty for none.</summary>
    public static string KibPerSecond(string mebibytes) =>
        long.TryParse(mebibytes, out var speed) ? (speed * 1024).ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>A speed of the API in MiB/s; empty for none.</summary>
    public static string MibPerSecond(string kibibytes) =>
        long.TryParse(kibibytes, out var speed) ? (speed / 1024).ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>The storage of the row's volume, wherever it was chosen.</summary>
    public static string StorageOf(DialogContext context) => context.Row.Text("volid").Split(':') is [{ Length: > 0 } storage, _, ..] ? storage : context.Storage ?? "";

    /// <summary>A guest as the titles name it: <c>100 (vm-ubuntu01)</c>.</summary>
    public static string GuestName(DialogContext context)
    {
        var id = FormattableString.Invariant($"{context.Vmid}");
        var name = context.List(Guests).FirstOrDefault(r => r.Text("vmid") == id).Text("name");
        return name.Length > 0 ? $"{id} ({name})" : id;
    }

    /// <summary><c>VM</c> or <c>CT</c>.</summary>
    public static string Short(string? type) => type == "lxc" ? "CT" : "VM";

    private static Words GuestType(JsonObject row) => row.Text("type") == "lxc" ? Pve("LXC Container") : Pve("Virtual Machine");
}
