using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Migrate a guest (pve-manager: window/Migrate.js).</summary>
internal static class MigrateDialog
{
    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) =>
        [DialogParts.Nodes, DialogParts.Guests, DialogParts.Storages(context.Node, "images"), context.GuestPath + "/migrate"];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var container = context.GuestType == "lxc";
        var running = context.List(DialogParts.Guests).FirstOrDefault(g => g.Text("vmid") == FormattableString.Invariant($"{context.Vmid}")).Text("status") == "running";
        var target = DialogParts.Node(context, "target", Pve("Target node"), n => n != context.Node);
        var local = context.Object(context.GuestPath + "/migrate")?["local_disks"] is System.Text.Json.Nodes.JsonArray { Count: > 0 };
        return new FormModel
        {
            Title = Pve("Migrate") + $" {DialogParts.Short(context.GuestType)} {DialogParts.GuestName(context)}",
            Submit = Pve("Migrate"),
            Fields =
            [
                DialogParts.Shown("source", Pve("Source node"), context.Node) with { Column = FieldColumn.Left },
                DialogParts.Shown("mode", Pve("Mode"), !running ? Pve("Offline") : container ? Pve("Restart Mode") : Pve("Online")) with { Column = FieldColumn.Left },
                target.With(target.Options.FirstOrDefault()?.Value ?? "") with { Required = true, Column = FieldColumn.Right },
                new ChoiceField
                {
                    Name = "targetstorage", Label = Pve("Target storage"), Column = FieldColumn.Right, Placeholder = Pve("Current layout"), Visible = local && !container,
                    Columns = [Pve("Name"), Pve("Type"), Pve("Avail"), Pve("Capacity")], Options = DialogParts.StorageOptions(context, "images", context.Node),
                },
                DialogParts.Remark("local", ("Local disks are copied to the target; that may take long.", "ローカルディスクは移動先へコピーされます。時間がかかることがあります。"))
                    with { Visible = local },
            ],
            Rules = new FormRules
            {
                Write = form => ApiWrite.Of("create", context.GuestPath + "/migrate", ("target", form.Given("target")), ("targetstorage", form.Given("targetstorage")),
                    ("online", running && !container ? "1" : null), ("restart", running && container ? "1" : null), ("with-local-disks", local && running && !container ? "1" : null)),
            },
        };
    }
}
