using System.Collections.Immutable;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Restore a backup: from a storage as a new guest, from a guest over that guest (pve-manager: window/Restore.js).</summary>
internal static class RestoreDialog
{
    private const string NextId = "/cluster/nextid";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) =>
        [NextId, DialogParts.Guests, DialogParts.Storages(context.Node, Content(context)), Config(context)];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var container = IsContainer(context);
        var storage = DialogParts.Storage(context, Content(context));
        var packed = ReadConfig(context.Plain(Config(context)));
        return new FormModel
        {
            Title = Title(context),
            Submit = Pve("Restore"),
            Width = 72,
            Fields =
            [
                DialogParts.Shown("archive", Pve("Source"), context.Row.Text("volid")),
                storage.With(container ? storage.Options.FirstOrDefault()?.Value ?? "" : "") with { Required = container }
                    is ChoiceField chosen ? chosen with { Placeholder = container ? Words.None : Pve("From backup configuration") } : storage,
                Id(context),
                DialogParts.Bandwidth(Pve("Defaults to target storage restore limit")) with { Hint = ("Use 0 for no limit at all", "0 で帯域制限なし") },
                new CheckField
                {
                    Name = "unique", Text = Pve("Unique"), Column = FieldColumn.Left,
                    Hint = ("Draws new MAC addresses: two guests with one address disturb each other", "MAC アドレスを新しくします。同じものが二つ動くと衝突します"),
                },
                new CheckField { Name = "start", Text = Pve("Start after restore"), Column = FieldColumn.Right },
                .. Kind(container),
                DialogParts.Remark("override", Pve("Override Settings") + ":"),
                new TextField { Name = container ? "hostname" : "name", Label = container ? Pve("Hostname") : Pve("Name"), Column = FieldColumn.Left,
                    Placeholder = Known("name", "hostname") },
                new NumberField { Name = "cores", Label = Pve("Cores"), Column = FieldColumn.Left, Least = 1, Most = 128, Placeholder = Known("cores"), First = Number("cores") },
                new NumberField { Name = "memory", Label = Pve("Memory"), Unit = "MiB", Column = FieldColumn.Right, Least = 16, Step = 32,
                    Placeholder = Known("memory"), First = Number("memory") },
                .. Sockets(),
            ],
            Rules = new FormRules { Write = form => Write(form, context), Question = _ => context.Vmid is null ? Words.None : Overwrites(context) },
        };

        Words Known(params string[] keys) => keys.Select(k => packed.GetValueOrDefault(k, "")).FirstOrDefault(v => v.Length > 0) ?? "";
        long? Number(string key) => long.TryParse(packed.GetValueOrDefault(key), out var number) ? number : null;
        IEnumerable<FormField> Sockets() => container ? [] :
            [new NumberField { Name = "sockets", Label = Pve("Sockets"), Column = FieldColumn.Right, Least = 1, Most = 4, Placeholder = Known("sockets"), First = Number("sockets") }];
    }

    /// <summary>What virtual machines and containers each have alone. A live restore needs Proxmox Backup Server: the web interface shows it for that only.</summary>
    private static IEnumerable<FormField> Kind(bool container) => !container
        ? []
        :
        [
            new RadioField
            {
                Name = "unprivileged", Label = Pve("Privilege Level"),
                Choices = [("keep", Pve("From Backup")), ("1", Pve("Unprivileged")), ("0", Pve("Privileged"))],
                Hint = ("Keep the privilege level of the backup, or choose another", "バックアップの権限レベルを保つか、別のものを選びます"),
            },
        ];

    private static FormField Id(DialogContext context) => context.Vmid is { } vmid
        ? DialogParts.Shown("vmid", DialogParts.Short(context.GuestType), FormattableString.Invariant($"{vmid}"))
        : new NumberField { Name = "vmid", Label = IsContainer(context) ? "CT" : "VM", Required = true, Least = 100, Rule = id => Taken(context, id) }.With(context.Plain(NextId));

    private static Words Taken(DialogContext context, string id) => context.List(DialogParts.Guests).Any(g => g.Text("vmid") == id)
        ? ("This guest ID is already in use", "この ID はすでに使われています") : Words.None;

    private static Words Title(DialogContext context)
    {
        var title = Pve("Restore") + ": " + (IsContainer(context) ? "CT" : "VM");
        return context.Vmid is null ? title : Pve("Overwrite") + " " + title + " " + DialogParts.GuestName(context);
    }

    private static Words Overwrites(DialogContext context) => IsContainer(context)
        ? $"CT {context.Vmid} - " + Pve("Restore") + ". " + Pve("This will permanently erase current CT data.") + "\n" + Pve("Mount point volumes are also erased.")
        : $"VM {context.Vmid} - " + Pve("Restore") + ". " + Pve("This will permanently erase current VM data.");

    private static ApiWrite Write(FormModel form, DialogContext context)
    {
        var container = IsContainer(context);
        var unprivileged = form.Find("unprivileged")?.Value;
        var vmid = context.Vmid is { } over ? FormattableString.Invariant($"{over}") : form.Text("vmid");
        var limit = DialogParts.KibPerSecond(form.Text("bwlimit"));
        return ApiWrite.Of("create", $"/nodes/{context.Node}/{(container ? "lxc" : "qemu")}",
            (container ? "ostemplate" : "archive", context.Row.Text("volid")), ("restore", container ? "1" : null), ("vmid", vmid),
            ("force", context.Vmid is null ? null : "1"), ("unique", form.IsOn("unique") ? "1" : null), ("start", form.IsOn("start") ? "1" : null),
            ("storage", form.Given("storage")), ("bwlimit", limit.Length > 0 ? limit : null), ("cores", form.Given("cores")), ("memory", form.Given("memory")),
            ("name", form.Given("name")), ("hostname", form.Given("hostname")), ("sockets", form.Given("sockets")),
            ("unprivileged", unprivileged is "0" or "1" ? unprivileged : null));
    }

    private static bool IsContainer(DialogContext context) =>
        context.Row.Text("subtype") == "lxc" || context.Row.Text("volid").Contains("/vzdump-lxc-", StringComparison.Ordinal);

    private static string Content(DialogContext context) => IsContainer(context) ? "rootdir" : "images";

    private static string Config(DialogContext context) => $"/nodes/{context.Node}/vzdump/extractconfig?volume={context.Row.Text("volid")}";

    /// <summary>The plain values of the configuration in the archive.</summary>
    private static ImmutableSortedDictionary<string, string> ReadConfig(string text)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').TakeWhile(l => !l.StartsWith('[')))
            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at && !line.StartsWith('#')) values[line[..at]] = line[(at + 2)..].Trim();
        return values.ToImmutable();
    }
}
