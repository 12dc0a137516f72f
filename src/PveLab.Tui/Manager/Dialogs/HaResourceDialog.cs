using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Add or edit an HA resource (pve-manager: ha/ResourceEdit.js).</summary>
internal static class HaResourceDialog
{
    private const int FewVotes = 3;
    private const string Resources = "/cluster/ha/resources";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [DialogParts.Guests, DialogParts.Nodes, Resources];

    /// <summary>The form: of a new resource, or of the row's.</summary>
    public static FormModel Open(DialogContext context)
    {
        var resource = context.Row?["sid"] is null ? null : context.Object($"{Resources}/{context.Row.Text("sid")}") ?? context.Row;
        var managed = context.List(Resources).Select(r => r.Text("sid").Split(':')[^1]).ToHashSet(StringComparer.Ordinal);
        var free = DialogParts.GuestRows(context).Where(g => !managed.Contains(g.Value)).ToList();
        return new FormModel
        {
            Title = (resource is null ? Pve("Add") : Pve("Edit")) + ": " + Pve("Resource") + ": " + Pve("Container") + "/" + Pve("Virtual Machine"),
            Submit = resource is null ? Pve("Add") : Pve("OK"),
            Fields =
            [
                resource is not null || context.Vmid is not null ? Fixed(resource.Text("sid"), context) with { Column = FieldColumn.Left }
                    : new ChoiceField { Name = "sid", Label = "VM", Required = true, Columns = DialogParts.GuestColumns, Options = [.. free], Column = FieldColumn.Left },
                Tries("max_restart", "Max. Restart", resource.Text("max_restart")),
                Tries("max_relocate", "Max. Relocate", resource.Text("max_relocate")),
                new CheckField
                {
                    Name = "failback", Label = Pve("Failback"), Column = FieldColumn.Right, On = resource?["failback"] is null || resource.IsOn("failback"),
                    Hint = ("Goes back to the node its rules prefer when that is there again", "ルールが望むノードが戻ったら、そこへ戻ります"),
                },
                DialogParts.Choice("state", Pve("Request State"), resource.Text("state") is { Length: > 0 } state ? state : "started",
                    ("started", "started"), ("stopped", "stopped"), ("ignored", "ignored"), ("disabled", "disabled")) with { Column = FieldColumn.Right },
                DialogParts.Remark("disabled", ("Disabling the resource stops the guest.", "disabled にするとゲストは停止します。")) with { Column = FieldColumn.Right },
                new TextField { Name = "comment", Label = Pve("Comment"), MaxLength = 4096 }.With(resource.Text("comment")),
                DialogParts.Remark("votes", ("HA needs three votes to be reliable.", "確実な HA には 3 票以上が必要です。")) with { Visible = context.List(DialogParts.Nodes).Count() < FewVotes },
            ],
            Rules = new FormRules
            {
                Adapt = form => form.Show(form["state"].Value == "disabled", "disabled"),
                Write = form =>
                {
                    var changes = new Changes(resource).Set("max_restart", form.Text("max_restart"), "1").Set("max_relocate", form.Text("max_relocate"), "1")
                        .Set("failback", form.Text("failback"), "1").Set("state", form.Text("state"), resource is null ? "" : "started").Set("comment", form.Text("comment"));
                    return resource is not null ? changes.Call("set", $"{Resources}/{resource.Text("sid")}")
                        : changes.Put("sid", Sid(form["sid"].Value, context)).Call("create", Resources);
                },
            },
        };
    }

    private static FormField Tries(string name, string label, string value) => new NumberField { Name = name, Label = Pve(label), Required = true, Most = 10, Column = FieldColumn.Left }
        .With(value.Length > 0 ? value : "1");

    private static DisplayField Fixed(string sid, DialogContext context)
    {
        var vmid = sid.Length > 0 ? sid.Split(':')[^1] : FormattableString.Invariant($"{context.Vmid}");
        return DialogParts.Shown("sid", sid.StartsWith("ct:", StringComparison.Ordinal) || context.GuestType == "lxc" ? "CT" : "VM", vmid) with { Fixed = vmid };
    }

    /// <summary>The type of the guest stands before its id.</summary>
    private static string Sid(string vmid, DialogContext context) =>
        (context.List(DialogParts.Guests).FirstOrDefault(g => g.Text("vmid") == vmid).Text("type") == "lxc" ? "ct:" : "vm:") + vmid;
}
