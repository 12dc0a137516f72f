using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Move and resize a disk (pve-manager: qemu/HDMove.js, qemu/HDResize.js, lxc/MPResize.js).</summary>
internal static class DiskDialogs
{
    /// <summary>What moving reads.</summary>
    public static IEnumerable<string> NeedsOfMove(DialogContext context) => [DialogParts.Storages(context.Node, Content(context))];

    /// <summary>To another storage.</summary>
    public static FormModel Move(DialogContext context)
    {
        var container = context.GuestType == "lxc";
        var storage = DialogParts.Storage(context, Content(context)) with { Label = Pve("Target Storage") };
        var volume = Reading.Keys(context.Row.Text("value"), "volume").GetValueOrDefault("volume", "").Split(':')[0];
        return new FormModel
        {
            Title = container ? Pve("Move Volume") : Pve("Move disk"),
            Submit = container ? Pve("Move Volume") : Pve("Move disk"),
            Width = 56,
            Fields =
            [
                DialogParts.Shown("disk", container ? Pve("Mount Point") : Pve("Disk"), context.Row.Text("key")),
                storage.With(storage.Options.FirstOrDefault(o => o.Value != volume)?.Value ?? "") with { Required = true },
                (DialogParts.Choice("format", Pve("Format"), "raw", [.. Formats]) with { Visible = !container }),
                new CheckField { Name = "delete", Label = Pve("Delete source"), Hint = ("Otherwise the old one stays as an unused disk", "残すと、元のディスクは未使用ディスクになります") },
            ],
            Rules = new FormRules
            {
                Adapt = form => form.Enable(HasFormats(context, form.Text("storage")), "format"),
                Write = form => ApiWrite.Of("create", context.GuestPath + (container ? "/move_volume" : "/move_disk"),
                    (container ? "volume" : "disk", context.Row.Text("key")), ("storage", form.Given("storage")),
                    ("format", HasFormats(context, form.Text("storage")) ? form.Given("format") : null), ("delete", form.IsOn("delete") ? "1" : null)),
            },
        };
    }

    /// <summary>Larger; disks cannot shrink.</summary>
    public static FormModel Resize(DialogContext context) => new()
    {
        Title = Pve("Resize disk"),
        Submit = Pve("Resize disk"),
        Width = 56,
        Fields =
        [
            DialogParts.Shown("disk", Pve("Disk"), context.Row.Text("key")),
            DialogParts.Shown("now", Pve("Size"), Reading.Keys(context.Row.Text("value")).GetValueOrDefault("size", "-")),
            new NumberField { Name = "size", Label = Pve("Size Increment") + " (GiB)", Required = true, Least = 1, Most = 128 * 1024, First = 1 }.With("1"),
        ],
        Rules = new FormRules
        {
            Write = form => ApiWrite.Of("set", context.GuestPath + "/resize", ("disk", context.Row.Text("key")), ("size", $"+{form.Text("size")}G")),
        },
    };

    private static IEnumerable<(string, Words)> Formats =>
        [("raw", Pve("Raw disk image") + " (raw)"), ("qcow2", Pve("QEMU image format") + " (qcow2)"), ("vmdk", Pve("VMware image format") + " (vmdk)")];

    /// <summary>Whether the storage keeps disks as files, so that there is a choice (pve-manager: form/DiskStorageSelector.js).</summary>
    private static bool HasFormats(DialogContext context, string storage) =>
        context.GuestType != "lxc" && context.List(DialogParts.Storages(context.Node, Content(context))).Any(s => s.Text("storage") == storage && s.Text("type") is "dir" or "nfs" or "cifs");

    private static string Content(DialogContext context) => context.GuestType == "lxc" ? "rootdir" : "images";
}
