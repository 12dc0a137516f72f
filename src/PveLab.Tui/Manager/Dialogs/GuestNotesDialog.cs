using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The notes of a guest, which are its configuration's description (pve-manager: window/NotesEdit.js).</summary>
internal static class GuestNotesDialog
{
    public static IEnumerable<string> Needs(DialogContext context) => [Path(context)];

    public static FormModel Open(DialogContext context) => new()
    {
        Title = Pve("Notes"),
        Submit = Pve("OK"),
        Fields = [new NotesField { Name = "description", Label = Pve("Notes"), Rows = 8 }.With(context.Object(Path(context))?["description"]?.ToString() ?? "")],
        Rules = new FormRules
        {
            Write = form => ApiWrite.Of("set", Path(context), form.Text("description") is { Length: > 0 } notes ? ("description", notes) : ("delete", "description")),
        },
    };

    private static string Path(DialogContext context) => context.GuestPath + "/config";
}
