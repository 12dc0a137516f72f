using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>What is changed about a backup (pve-manager: storage/BackupView.js).</summary>
internal static class VolumeDialogs
{
    /// <summary>The notes of a backup.</summary>
    public static FormModel Notes(DialogContext context) => new()
    {
        Title = Pve("Notes"),
        Submit = Pve("OK"),
        Fields =
        [
            DialogParts.Shown("volid", Pve("Name"), context.Row.Text("volid")),
            new NotesField { Name = "notes", Label = Pve("Notes"), Rows = 6 }.With(context.Row?["notes"]?.ToString() ?? ""),
        ],
        Rules = new FormRules
        {
            Write = form => ApiWrite.Of("set", $"/nodes/{context.Node}/storage/{DialogParts.StorageOf(context)}/content/{context.Row.Text("volid")}", ("notes", form.Text("notes"))),
        },
    };
}
