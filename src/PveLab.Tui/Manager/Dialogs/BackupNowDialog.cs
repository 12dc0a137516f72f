using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Back a guest up now (pve-manager: window/Backup.js).</summary>
internal static class BackupNowDialog
{
    private static readonly (string Name, string Label)[] Keeps =
    [
        ("keep-last", "Keep Last"), ("keep-hourly", "Keep Hourly"), ("keep-daily", "Keep Daily"),
        ("keep-weekly", "Keep Weekly"), ("keep-monthly", "Keep Monthly"), ("keep-yearly", "Keep Yearly"),
    ];

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [DialogParts.Guests, DialogParts.Storages(context.Node, "backup")];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var storage = DialogParts.Storage(context, "backup");
        storage = (ChoiceField)storage.With(context.Storage ?? storage.Options.FirstOrDefault()?.Value ?? "");
        return new FormModel
        {
            Title = Pve("Backup") + $" {DialogParts.Short(context.GuestType)} {DialogParts.GuestName(context)}",
            Submit = Pve("Backup"),
            Fields =
            [
                storage with { Column = FieldColumn.Left, Required = true },
                DialogParts.Mode("snapshot") with { Column = FieldColumn.Left },
                new CheckField
                {
                    Name = "protected", Label = Pve("Protected"), Column = FieldColumn.Left,
                    Hint = ("A protected backup is neither pruned nor removed", "保護されたバックアップは prune も削除もされません"),
                },
                DialogParts.Compression("zstd") with { Column = FieldColumn.Right },
                DialogParts.Choice("notification-mode", Pve("Notification"), "notification-system",
                    ("notification-system", Pve("Use global settings")), ("legacy-sendmail", Pve("Use sendmail (legacy)"))) with { Column = FieldColumn.Right },
                new TextField { Name = "mailto", Label = Pve("Send email to"), Column = FieldColumn.Right, Placeholder = Pve("None"), Visible = false },
                new CheckField { Name = "remove", Label = Pve("Prune"), Column = FieldColumn.Right, Hint = Pve("Prune older backups afterwards"), Visible = false },
                new NotesField { Name = "notes-template", Label = Pve("Notes"), Rows = 3 }.With("{{guestname}}"),
                DialogParts.Remark("notes-variables", NoteTemplate.Variables),
                DialogParts.Shown("retention", Pve("Storage Retention Configuration"), Words.None) with { Visible = false },
            ],
            Rules = new FormRules
            {
                Write = form => Write(form, context),
                Adapt = form => form.Show(form["notification-mode"].Value == "legacy-sendmail", "mailto").Show(form.IsOn("remove") && Kept(form).Length > 0, "retention"),
                Reads = form => form.Given("storage") is { } chosen ? [Defaults(context, chosen)] : [],
                Answer = (form, answers) => Answer(form, answers.Object(Defaults(context, form.Text("storage"))).Properties("prune-backups")),
            },
        };
    }

    private static string Defaults(DialogContext context, string storage) => $"/nodes/{context.Node}/vzdump/defaults?storage={storage}";

    /// <summary>What the storage keeps can be applied when the backup is done.</summary>
    private static FormModel Answer(FormModel form, string retention)
    {
        var keys = Reading.Keys(retention);
        var prunes = keys.Count > 0 && keys.GetValueOrDefault("keep-all") != "1";
        var kept = Keeps.Where(k => keys.ContainsKey(k.Name)).Select(k => Pve(k.Label) + ": " + keys[k.Name]).Aggregate(Words.None, (all, one) => all.IsEmpty ? one : all + ", " + one);
        form = form.With("retention", f => (DisplayField)f with { Text = kept }).Show(prunes, "remove");
        return prunes ? form : form.With("remove", "0");
    }

    private static string Kept(FormModel form) => ((DisplayField)form["retention"]).Text.En;

    private static ApiWrite Write(FormModel form, DialogContext context) => ApiWrite.Of("create", $"/nodes/{context.Node}/vzdump",
        ("vmid", FormattableString.Invariant($"{context.Vmid}")), ("storage", form.Given("storage")), ("mode", form.Given("mode")),
        ("compress", form.Given("compress")), ("protected", form.IsOn("protected") ? "1" : null), ("remove", form.IsOn("remove") ? "1" : "0"),
        ("notification-mode", form["notification-mode"].Value == "legacy-sendmail" ? "legacy-sendmail" : null), ("mailto", form.Given("mailto")),
        ("notes-template", form.Given("notes-template") is { } notes ? NoteTemplate.Write(notes) : null));
}
