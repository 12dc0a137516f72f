using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>A network device of a guest (pve-manager: qemu/NetworkEdit.js, lxc/Network.js).</summary>
internal static class NetworkDialog
{
    private static readonly ImmutableArray<string> Models = ["virtio", "e1000", "e1000e", "rtl8139", "vmxnet3"];

    /// <summary>The bridges of the node.</summary>
    public static string Bridges(DialogContext context) => $"/nodes/{context.Node}/network?type=any_bridge";

    /// <summary>Whether a key is that of a network device.</summary>
    public static bool IsNetwork(string key) => key.StartsWith("net", StringComparison.Ordinal) && key.Length > 3 && key[3..].All(char.IsAsciiDigit);

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context, JsonObject config)
    {
        var key = context.Row.Text("key");
        var parts = Reading.Keys(config.Text(key));
        return context.GuestType == "lxc" ? OfContainer(context, config, key, parts) : OfMachine(context, config, key, parts);
    }

    private static FormModel OfMachine(DialogContext context, JsonObject config, string key, SortedDictionary<string, string> parts)
    {
        var model = Models.FirstOrDefault(parts.ContainsKey) ?? parts.GetValueOrDefault("model", "virtio");
        var mac = parts.GetValueOrDefault(model, parts.GetValueOrDefault("macaddr", ""));
        return ConfigDialogs.Editor(context, config, Pve("Network Device"),
            [
                Bridge(context, parts), Tag(parts), Firewall(parts),
                DialogParts.Choice("model", Pve("Model"), model,
                    ("e1000", "Intel E1000"), ("e1000e", "Intel E1000E"), ("virtio", "VirtIO (paravirtualized)"), ("rtl8139", "Realtek RTL8139"), ("vmxnet3", "VMware vmxnet3")) with
                    { Column = FieldColumn.Right },
                Mac("macaddr", mac), Disconnect(parts), Mtu(parts), Rate(parts),
                Number("queues", "Multiqueue", 1, 64, parts) with { Column = FieldColumn.Right, Advanced = true },
            ],
            (form, changes) =>
            {
                var chosen = form.Text("model");
                var address = form.Text("macaddr");
                var head = address.Length > 0 ? $"{chosen}={address}" : $"model={chosen}";
                changes.Set(key, With(head, parts, [.. Models, "macaddr", "model"], form, ["bridge", "firewall", "link_down", "mtu", "queues", "rate", "tag"]));
            }) with
        { Width = 74 };
    }

    private static FormModel OfContainer(DialogContext context, JsonObject config, string key, SortedDictionary<string, string> parts) =>
        ConfigDialogs.Editor(context, config, Pve("Network Device"),
            [
                new TextField { Name = "name", Label = Pve("Name"), Required = true, Column = FieldColumn.Left }.With(parts.GetValueOrDefault("name", "eth0")),
                Mac("hwaddr", parts.GetValueOrDefault("hwaddr", "")) with { Column = FieldColumn.Left }, Bridge(context, parts), Tag(parts), Firewall(parts),
                new ChoiceField
                {
                    Name = "ip", Label = "IPv4/CIDR", Editable = true, Column = FieldColumn.Right, Placeholder = Pve("None"),
                    Options = [new FormOption("dhcp", "dhcp", "DHCP"), new FormOption("manual", "manual", "-")],
                }.With(parts.GetValueOrDefault("ip", "")),
                new TextField { Name = "gw", Label = Pve("Gateway") + " (IPv4)", Column = FieldColumn.Right }.With(parts.GetValueOrDefault("gw", "")),
                Disconnect(parts), Mtu(parts), Rate(parts),
            ],
            (form, changes) => changes.Set(key, With($"name={form.Text("name")}", parts, ["name"], form, ["bridge", "firewall", "gw", "hwaddr", "ip", "link_down",
                "mtu", "rate", "tag"]))) with
        { Width = 74 };

    /// <summary>The device as a property string; what has no field stays as it was.</summary>
    private static string With(string head, SortedDictionary<string, string> parts, ImmutableArray<string> dropped, FormModel form, ImmutableArray<string> edited)
    {
        var rest = parts.Where(p => !dropped.Contains(p.Key) && !edited.Contains(p.Key)).Select(p => (p.Key, p.Value));
        var given = edited.Select(k => (Key: k, Value: form.Text(k) is var value && value == "0" && form[k] is CheckField ? "" : value));
        return string.Join(',', [head, .. Joined(rest.Concat(given).OrderBy(p => p.Key, StringComparer.Ordinal))]);
    }

    private static string[] Joined(IEnumerable<(string, string)> parts) => Reading.Joined(parts) is { Length: > 0 } text ? [text] : [];

    private static FormField Bridge(DialogContext context, SortedDictionary<string, string> parts) => new ChoiceField
    {
        Name = "bridge",
        Label = Pve("Bridge"),
        Required = true,
        Column = FieldColumn.Left,
        Columns = [Pve("Bridge"), Pve("Active"), Pve("Comment")],
        Options = [.. context.List(Bridges(context)).Where(b => b.Text("type") is "bridge" or "OVSBridge").Select(b => new FormOption(b.Text("iface"),
            b.Text("iface"), b.IsOn("active") ? Pve("Yes") : Pve("No"), b.Text("comments")))],
    }.With(parts.GetValueOrDefault("bridge", ""));

    private static FormField Tag(SortedDictionary<string, string> parts) => Number("tag", "VLAN Tag", 1, 4094, parts) with { Column = FieldColumn.Left };

    private static CheckField Firewall(SortedDictionary<string, string> parts) =>
        new() { Name = "firewall", Label = Pve("Firewall"), On = parts.GetValueOrDefault("firewall") == "1", Column = FieldColumn.Left };

    private static CheckField Disconnect(SortedDictionary<string, string> parts) => new()
    {
        Name = "link_down",
        Label = Pve("Disconnect"),
        On = parts.GetValueOrDefault("link_down") == "1",
        Column = FieldColumn.Left,
        Advanced = true,
        Hint = ("As if the cable were pulled", "ケーブルを抜いたのと同じです"),
    };

    private static FormField Mtu(SortedDictionary<string, string> parts) => Number("mtu", "MTU", 1, 65520, parts) with { Column = FieldColumn.Left, Advanced = true };

    private static FormField Rate(SortedDictionary<string, string> parts) =>
        new NumberField { Name = "rate", Label = Pve("Rate limit") + " (MB/s)", Placeholder = "unlimited", Step = 10, Most = 10240 }
            .With(parts.GetValueOrDefault("rate", "")) with
        { Column = FieldColumn.Right, Advanced = true };

    private static FormField Mac(string name, string value) => new TextField
    {
        Name = name,
        Label = Pve("MAC address"),
        Placeholder = "auto",
        Column = FieldColumn.Right,
        MaxLength = 17,
        Hint = ("Empty it for a new one", "空にすると新しい値になります"),
    }.With(value);

    private static FormField Number(string name, string label, int least, int most, SortedDictionary<string, string> parts) =>
        new NumberField { Name = name, Label = Pve(label), Least = least, Most = most, Placeholder = name == "tag" ? "no VLAN" : Words.None }.With(parts.GetValueOrDefault(name, ""));
}
