using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Create or edit a replication job (pve-manager: grid/Replication.js).</summary>
internal static class ReplicationDialog
{
    private const string Standard = "*/15";
    private const string Jobs = "/cluster/replication";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [DialogParts.Nodes, DialogParts.Guests, Jobs];

    /// <summary>The form: of a new job, or of the row's.</summary>
    public static FormModel Open(DialogContext context)
    {
        var job = context.Row is { } row && row["id"] is not null ? row : null;
        return new FormModel
        {
            Title = job is null ? Created("Replication Job") : Edited("Replication Job"),
            Submit = job is null ? Pve("Create") : Pve("OK"),
            Width = 60,
            Fields =
            [
                Guest(context, job),
                Target(context, job),
                (ChoiceField)DialogParts.Schedule(job.Text("schedule")) with { Placeholder = Standard + " - " + Pve("Every {0} minutes").With(15) },
                new NumberField { Name = "rate", Label = Pve("Rate limit") + " (MB/s)", Least = 1, Step = 10, First = 100, Placeholder = Pve("unlimited") }.With(job.Text("rate")),
                new TextField { Name = "comment", Label = Pve("Comment"), MaxLength = 4096 }.With(job.Text("comment")),
                new CheckField { Name = "enabled", Label = Pve("Enabled"), On = !job.IsOn("disable") },
            ],
            Rules = new FormRules { Write = form => Write(form, context, job), Adapt = form => Adapt(form, context, job) },
        };
    }

    private static FormField Guest(DialogContext context, JsonObject? job)
    {
        if (job is not null) return DialogParts.Shown("guest", "CT/VM ID", job.Text("guest"));
        if (context.Vmid is { } vmid) return DialogParts.Shown("guest", "CT/VM ID", FormattableString.Invariant($"{vmid}")) with { Fixed = FormattableString.Invariant($"{vmid}") };
        return new ChoiceField { Name = "guest", Label = "CT/VM ID", Required = true, Columns = DialogParts.GuestColumns, Options = DialogParts.GuestRows(context) };
    }

    private static FormField Target(DialogContext context, JsonObject? job) =>
        job is null ? OtherNode(context) : DialogParts.Shown("target", Pve("Target"), job.Text("target"));

    private static FormField OtherNode(DialogContext context)
    {
        var others = DialogParts.Node(context, "target", Pve("Target"), n => context.Vmid is null || n != context.Node);
        return others.With(others.Options.FirstOrDefault()?.Value ?? "") with { Required = true };
    }

    /// <summary>A guest cannot be copied to the node it is on.</summary>
    private static FormModel Adapt(FormModel form, DialogContext context, JsonObject? job)
    {
        if (job is not null || context.Vmid is not null) return form;
        var here = context.List(DialogParts.Guests).FirstOrDefault(g => g.Text("vmid") == form.Text("guest")).Text("node");
        var target = (ChoiceField)form["target"];
        var others = DialogParts.Node(context, "target", Pve("Target"), n => n != here).Options;
        if (others.Select(o => o.Value).SequenceEqual(target.Options.Select(o => o.Value))) return form;
        return form.With("target", _ => target.Offering(others) is { Chosen.IsEmpty: true } none && others.Length > 0 ? none.With(others[0].Value) : target.Offering(others));
    }

    private static ApiWrite? Write(FormModel form, DialogContext context, JsonObject? job)
    {
        var guest = form["guest"].Value;
        var changes = new Changes(job).Set("schedule", form.Text("schedule"), Standard).Set("rate", form.Text("rate"))
            .Set("comment", form.Text("comment")).Set("disable", form.IsOn("enabled") ? "0" : "1", "0");
        if (job is not null) return changes.Call("set", $"{Jobs}/{job.Text("id")}");
        return changes.Put("type", "local").Put("id", $"{guest}-{FreeNumber(context, guest)}").Put("target", form.Text("target")).Call("create", Jobs);
    }

    private static int FreeNumber(DialogContext context, string guest) => context.List(Jobs).Select(j => j.Text("id").Split('-'))
        .Where(id => id.Length == 2 && id[0] == guest).Select(id => int.TryParse(id[1], out var number) ? number : 0).DefaultIfEmpty(-1).Max() + 1;
}
