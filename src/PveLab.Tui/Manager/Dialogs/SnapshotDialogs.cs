using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Take a snapshot, or change its description (pve-manager: window/Snapshot.js).</summary>
internal static class SnapshotDialogs
{
    /// <summary>What taking one reads.</summary>
    public static IEnumerable<string> NeedsOfTake(DialogContext context) => [DialogParts.Guests, context.GuestPath + "/snapshot"];

    /// <summary>What changing one reads.</summary>
    public static IEnumerable<string> NeedsOfEdit(DialogContext context) => [Path(context)];

    /// <summary>A new snapshot of the guest.</summary>
    public static FormModel Take(DialogContext context)
    {
        var running = context.List(DialogParts.Guests).FirstOrDefault(g => g.Text("vmid") == FormattableString.Invariant($"{context.Vmid}")).Text("status") == "running";
        var withMemory = running && context.GuestType != "lxc";
        return new FormModel
        {
            Title = Pve("Create") + $": {DialogParts.Short(context.GuestType)} {DialogParts.GuestName(context)} " + Pve("Snapshot"),
            Submit = Pve("Take Snapshot"),
            Width = 60,
            Fields =
            [
                new TextField { Name = "snapname", Label = Pve("Name"), Required = true, MaxLength = 40, Rule = IsName }.With(FreeName(context)),
                new CheckField
                {
                    Name = "vmstate", Label = Pve("Include RAM"), On = withMemory, Visible = withMemory,
                    Hint = ("With the memory the guest goes on exactly where it was", "メモリも残すと、その瞬間の状態から続けられます"),
                },
                new NotesField { Name = "description", Label = Pve("Description"), Rows = 4 },
            ],
            Rules = new FormRules
            {
                Write = form => ApiWrite.Of("create", context.GuestPath + "/snapshot",
                    ("snapname", form.Given("snapname")), ("description", form.Given("description")), ("vmstate", form.IsOn("vmstate") ? "1" : null)),
            },
        };
    }

    /// <summary>The description of a snapshot; what it keeps is shown below.</summary>
    public static FormModel Edit(DialogContext context)
    {
        var kept = context.Object(Path(context));
        var name = context.Row.Text("name");
        return new FormModel
        {
            Title = Pve("Edit") + ": " + Pve("Snapshot") + $" {name}",
            Submit = Pve("OK"),
            Fields =
            [
                DialogParts.Shown("name", Pve("Name"), name),
                new NotesField { Name = "description", Label = Pve("Description"), Rows = 3 }.With(kept?["description"]?.ToString() ?? ""),
                new TableField
                {
                    Name = "settings", Label = Pve("Settings"), Columns = [Pve("Key"), Pve("Value")], Wanted = 8,
                    Rows = kept is null ? [] :
                    [
                        .. kept.Select(k => k.Key).Where(k => k is not ("description" or "snaptime" or "digest")).Order(StringComparer.Ordinal)
                            .Select(k => new FormOption(k, k, kept.Text(k))),
                    ],
                },
            ],
            Rules = new FormRules { Write = form => ApiWrite.Of("set", Path(context), ("description", form.Text("description"))) },
        };
    }

    private static string Path(DialogContext context) => $"{context.GuestPath}/snapshot/{context.Row.Text("name")}/config";

    private static Words IsName(string name) =>
        char.IsAsciiLetter(name[0]) && name.Length > 1 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? Words.None
            : ("Allowed characters: letters, digits, '-', '_'; the first is a letter", "英字で始まり、英数字・「-」・「_」だけを使えます");

    /// <summary>A name to begin with, so that a snapshot can be taken by mouse alone.</summary>
    private static string FreeName(DialogContext context)
    {
        var taken = context.List(context.GuestPath + "/snapshot").Select(s => s.Text("name")).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(i => FormattableString.Invariant($"snap{i}")).First(n => !taken.Contains(n));
    }
}
