using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>
/// Editors of a guest's configuration, by its key (pve-manager: qemu/Options.js, qemu/HardwareView.js, lxc/Options.js, lxc/Resources.js). A key
/// without an editor of its own is edited as the text it is.
/// </summary>
internal static class ConfigDialogs
{
    private static readonly ImmutableSortedDictionary<string, (string Label, bool Standard)> Switches = new Dictionary<string, (string, bool)>
    {
        ["acpi"] = ("ACPI support", true),
        ["console"] = ("/dev/console", true),
        ["freeze"] = ("Freeze CPU at startup", false),
        ["kvm"] = ("KVM hardware virtualization", true),
        ["onboot"] = ("Start at boot", false),
        ["protection"] = ("Protection", false),
        ["tablet"] = ("Use tablet for pointer", true),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What they read.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => context.Row.Text("key").StartsWith("net", StringComparison.Ordinal)
        ? [Config(context), NetworkDialog.Bridges(context)] : [Config(context)];

    /// <summary>The editor of the row's key.</summary>
    public static FormModel Open(DialogContext context)
    {
        var key = context.Row.Text("key");
        var config = context.Object(Config(context)) ?? [];
        if (Switches.TryGetValue(key, out var known)) return Switch(context, config, key, known.Label, known.Standard);
        return key switch
        {
            "memory" or "balloon" or "swap" => Memory(context, config),
            "sockets" or "cores" or "cpu" or "numa" or "vcpus" => Processors(context, config),
            "agent" => Agent(context, config),
            "startup" => Startup(context, config),
            "boot" or "bootdisk" => BootOrderDialog.Open(context, config),
            "name" or "hostname" => Text(context, config, key, key == "name" ? Pve("Name") : Pve("Hostname")),
            _ when NetworkDialog.IsNetwork(key) => NetworkDialog.Open(context, config),
            _ when DriveDialog.IsDrive(key) && !context.Row.Text("value").Contains("media=cdrom", StringComparison.Ordinal) => DriveDialog.Open(context, config),
            _ => Text(context, config, key, key),
        };
    }

    /// <summary>A form that changes the configuration.</summary>
    internal static FormModel Editor(
        DialogContext context, JsonObject config, Words subject, ImmutableArray<FormField> fields, Action<FormModel, Changes> change, Func<FormModel, FormModel>? adapt = null) => new()
        {
            Title = Pve("Edit") + ": " + subject,
            Submit = Pve("OK"),
            Width = 62,
            Fields = fields,
            Rules = new FormRules
            {
                Adapt = adapt ?? (form => form),
                Write = form =>
                {
                    var changes = new Changes(config);
                    change(form, changes);
                    return changes.Call("set", Config(context));
                },
            },
        };

    private static string Config(DialogContext context) => context.GuestPath + "/config";

    private static FormModel Switch(DialogContext context, JsonObject config, string key, string label, bool standard) => Editor(context, config, Pve(label),
        [new CheckField { Name = key, Label = Pve(label), On = config[key] is null ? standard : config.IsOn(key) }],
        (form, changes) =>
        {
            // The default is not written down: it is what nothing means.
            if (form.IsOn(key) == standard) changes.Delete(key);
            else changes.Set(key, form[key].Value, standard ? "1" : "0");
        });

    private static FormModel Text(DialogContext context, JsonObject config, string key, Words label) => Editor(context, config, label,
        [new TextField { Name = key, Label = label, MaxLength = 4096 }.With(config.Text(key))],
        (form, changes) => changes.Set(key, form.Text(key)));

    private static FormModel Memory(DialogContext context, JsonObject config)
    {
        if (context.GuestType == "lxc")
            return Editor(context, config, Pve("Memory"), [Mebibytes("memory", "Memory", config, "512") with { Required = true }, Mebibytes("swap", "Swap", config,
                "512") with { Required = true }],
                (form, changes) => changes.Set("memory", form.Text("memory"), "512").Set("swap", form.Text("swap"), "512"));
        var balloon = config.Text("balloon");
        return Editor(context, config, Pve("Memory"),
            [
                Mebibytes("memory", "Memory", config, "512") with { Required = true },
                new CheckField { Name = "ballooning", Label = Pve("Ballooning Device"), Advanced = true, On = balloon != "0" },
                Mebibytes("balloon", "Minimum memory", config, config.Text("memory")) with
                {
                    Advanced = true, Hint = ("The guest may be left with this much when memory gets scarce", "メモリが足りないとき、ここまで減らせます"),
                },
            ],
            (form, changes) =>
            {
                changes.Set("memory", form.Text("memory"), "512");
                var least = form.Text("balloon");
                if (!form.IsOn("ballooning")) changes.Set("balloon", "0");
                else if (least.Length == 0 || least == form.Text("memory") || balloon.Length == 0 && least == config.Text("memory")) changes.Delete("balloon");
                else changes.Set("balloon", least);
            },
            form => form.Enable(form.IsOn("ballooning"), "balloon"));
    }

    private static FormField Mebibytes(string name, string label, JsonObject config, string standard) =>
        new NumberField { Name = name, Label = Pve(label) + " (MiB)", Least = name == "swap" ? 0 : 16, Step = 32 }
            .With(config.Text(name) is { Length: > 0 } value and not "0" ? value : standard);

    private static FormModel Processors(DialogContext context, JsonObject config)
    {
        if (context.GuestType == "lxc")
            return Editor(context, config, "CPU",
                [new NumberField { Name = "cores", Label = Pve("Cores"), Least = 1, Most = 8192, Placeholder = Pve("unlimited"), First = 1 }.With(config.Text("cores"))],
                (form, changes) => changes.Set("cores", form.Text("cores")));
        return Editor(context, config, Pve("Processors"),
            [
                Count("sockets", "Sockets", 4, config), Count("cores", "Cores", 256, config),
                DialogParts.Shown("type", Pve("Type"), config.Text("cpu") is { Length: > 0 } cpu ? cpu : "kvm64"),
                DialogParts.Shown("total", Pve("Total cores"), Words.None),
            ],
            (form, changes) => changes.Set("sockets", form.Text("sockets"), "1").Set("cores", form.Text("cores"), "1"),
            form => form.With("total", f => (DisplayField)f with
            {
                Text = FormattableString.Invariant($"{(((NumberField)form["sockets"]).Number ?? 1) * (((NumberField)form["cores"]).Number ?? 1)}"),
            }));
    }

    private static FormField Count(string name, string label, int most, JsonObject config) =>
        new NumberField { Name = name, Label = Pve(label), Required = true, Least = 1, Most = most }.With(config.Text(name) is { Length: > 0 } value ? value : "1");

    private static FormModel Agent(DialogContext context, JsonObject config)
    {
        var keys = Reading.Keys(config.Text("agent"), "enabled");
        return Editor(context, config, Pve("QEMU Guest Agent"),
            [
                new CheckField { Name = "agent", Text = Pve("Use QEMU Guest Agent"), On = keys.GetValueOrDefault("enabled") == "1" },
                new CheckField { Name = "fstrim_cloned_disks", Text = Pve("Run guest-trim after a disk move or VM migration"), On = keys.GetValueOrDefault("fstrim_cloned_disks") == "1" },
                new CheckField { Name = "freeze-fs-on-backup", Text = Pve("Freeze/thaw guest filesystems on backup for consistency"),
                    On = keys.GetValueOrDefault("freeze-fs-on-backup", "1") == "1", Advanced = true },
                DialogParts.Remark("note", ("The agent has to be installed and running in the guest.", "ゲストの中でエージェントが動いている必要があります。")),
            ],
            (form, changes) => changes.Set("agent", form.IsOn("agent") ? Agent(form) : "0", "0"),
            form => form.Enable(form.IsOn("agent"), "fstrim_cloned_disks", "freeze-fs-on-backup"));
    }

    /// <summary>The agent's options as a configuration writes them: a bare 1 when nothing but it is asked for.</summary>
    private static string Agent(FormModel form)
    {
        var trims = form.IsOn("fstrim_cloned_disks") ? "1" : "";
        var freezes = form.IsOn("freeze-fs-on-backup") ? "" : "0";
        return Reading.Joined([("enabled", "1"), ("fstrim_cloned_disks", trims), ("freeze-fs-on-backup", freezes)]) is var agent && agent == "enabled=1" ? "1" : agent;
    }

    private static FormModel Startup(DialogContext context, JsonObject config)
    {
        var keys = Reading.Keys(config.Text("startup"), "order");
        return Editor(context, config, Pve("Start/Shutdown order"),
            [
                new NumberField { Name = "order", Label = Pve("Start/Shutdown order"), Placeholder = "any", Most = 9999, First = 1 }.With(keys.GetValueOrDefault("order", "")),
                new NumberField { Name = "up", Label = Pve("Startup delay"), Placeholder = "default", Unit = "s", Most = 9999, Step = 5 }.With(keys.GetValueOrDefault("up", "")),
                new NumberField { Name = "down", Label = Pve("Shutdown timeout"), Placeholder = "default", Unit = "s", Most = 9999, Step = 5 }.With(keys.GetValueOrDefault("down", "")),
            ],
            (form, changes) => changes.Set("startup", Reading.Joined([("order", form.Text("order")), ("up", form.Text("up")), ("down", form.Text("down"))])));
    }
}
