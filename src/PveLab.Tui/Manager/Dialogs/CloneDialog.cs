using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Clone a guest (pve-manager: window/Clone.js).</summary>
internal static class CloneDialog
{
    private const string NextId = "/cluster/nextid";
    private const string Current = "current";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) =>
        [NextId, DialogParts.Nodes, DialogParts.Guests, "/pools", DialogParts.Storages(context.Node, Content(context)), context.GuestPath + "/snapshot"];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var container = context.GuestType == "lxc";
        var template = context.List(DialogParts.Guests).FirstOrDefault(g => g.Text("vmid") == FormattableString.Invariant($"{context.Vmid}")).IsOn("template");
        var snapshots = context.List(context.GuestPath + "/snapshot").Select(s => s.Text("name")).ToList();
        return new FormModel
        {
            Title = $"Clone {DialogParts.Short(context.GuestType)}{(template ? " Template" : "")} {DialogParts.GuestName(context)}",
            Submit = Pve("Clone"),
            Fields =
            [
                DialogParts.Node(context, "target", Pve("Target node")).With(context.Node) with { Required = true, Column = FieldColumn.Left },
                new NumberField { Name = "newid", Label = container ? "CT ID" : "VM ID", Required = true, Least = 100, Column = FieldColumn.Left }.With(context.Plain(NextId)),
                new TextField { Name = container ? "hostname" : "name", Label = container ? Pve("Hostname") : Pve("Name"), Column = FieldColumn.Left },
                new ChoiceField
                {
                    Name = "pool", Label = Pve("Resource Pool"), Column = FieldColumn.Left,
                    Options = [.. context.List("/pools").Select(p => new FormOption(p.Text("poolid"), p.Text("poolid")))],
                },
                DialogParts.Choice("clonemode", Pve("Mode"), template ? "clone" : "copy", ("copy", Pve("Full Clone")), ("clone", Pve("Linked Clone")))
                    with { Column = FieldColumn.Right, Visible = template },
                new ChoiceField
                {
                    Name = "snapname", Label = Pve("Snapshot"), Column = FieldColumn.Right, Required = true, Chosen = [Current], Visible = !template && snapshots.Count > 1,
                    Options = [.. snapshots.Select(s => new FormOption(s, s))],
                },
                (DialogParts.Storage(context, Content(context)) with { Label = Pve("Target Storage"), Placeholder = Pve("Same as source") }) with { Column = FieldColumn.Right },
            ],
            Rules = new FormRules
            {
                Adapt = form => form.Enable(form["clonemode"].Value == "copy", "storage"),
                Write = form => ApiWrite.Of("create", context.GuestPath + "/clone", ("newid", form.Given("newid")), ("name", form.Given("name")), ("hostname", form.Given("hostname")),
                    ("pool", form.Given("pool")), ("target", form.Text("target") == context.Node ? null : form.Given("target")),
                    ("snapname", form.Given("snapname") is { } name && name != Current ? name : null),
                    ("full", form["clonemode"].Value == "copy" ? "1" : null), ("storage", form.Given("storage"))),
            },
        };
    }

    private static string Content(DialogContext context) => context.GuestType == "lxc" ? "rootdir" : "images";
}
