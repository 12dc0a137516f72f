using System.Collections.Immutable;
using System.Globalization;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The fields of a retention, and the property string <c>prune-backups</c> they stand for (pve-manager: panel/BackupJobPrune.js).</summary>
internal static class RetentionTab
{
    private static readonly (string Name, string Label, FieldColumn Column)[] Keeps =
    [
        ("keep-last", "Keep Last", FieldColumn.Left), ("keep-daily", "Keep Daily", FieldColumn.Left), ("keep-monthly", "Keep Monthly", FieldColumn.Left),
        ("keep-hourly", "Keep Hourly", FieldColumn.Right), ("keep-weekly", "Keep Weekly", FieldColumn.Right), ("keep-yearly", "Keep Yearly", FieldColumn.Right),
    ];

    /// <summary>The fields in a tab, filled from a property string.</summary>
    public static ImmutableArray<FormField> Fields(int tab, string retention, Words without)
    {
        var keys = Reading.Keys(retention);
        var all = keys.GetValueOrDefault("keep-all") == "1";
        return
        [
            new CheckField { Name = "keep-all", Tab = tab, Text = Pve("Keep all backups"), On = all },
            .. Keeps.Select(k => new NumberField { Name = k.Name, Tab = tab, Column = k.Column, Label = Pve(k.Label), Least = 1, Enabled = !all }
                .With(all ? "" : keys.GetValueOrDefault(k.Name, ""))),
            DialogParts.Remark("no-keeps", without) with { Tab = tab },
        ];
    }

    /// <summary>Whether any number is entered.</summary>
    public static bool Any(FormModel form) => Keeps.Any(k => form.Text(k.Name).Length > 0);

    /// <summary>Numbers mean nothing while all backups are kept; the remark is for when nothing at all is said.</summary>
    public static FormModel Adapt(FormModel form) =>
        form.Enable(!form.IsOn("keep-all"), Keeps.Select(k => k.Name)).Show(!form.IsOn("keep-all") && !Any(form), "no-keeps");

    /// <summary>The property string; empty when nothing is said.</summary>
    public static string Of(FormModel form) => form.IsOn("keep-all") ? "keep-all=1"
        : Reading.Joined(Keeps.OrderBy(k => Order(k.Name)).Select(k => (k.Name, Number(form.Text(k.Name)))));

    private static int Order(string name) => Array.IndexOf(["keep-last", "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly"], name);

    private static string Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? text : "";
}
