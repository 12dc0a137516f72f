using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Prune the backups of one guest: what the numbers would keep is shown before anything goes (pve-manager: window/Prune.js).</summary>
internal static class PruneDialog
{
    private static readonly ImmutableArray<string> Keeps = ["keep-last", "keep-hourly", "keep-daily", "keep-weekly", "keep-monthly", "keep-yearly"];

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [Path(context) + "?" + Group(context)];

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context)
    {
        var form = new FormModel
        {
            Title = new Words("Prune Backups for '{0}' on Storage '{1}'", "ストレージ '{1}' 上の '{0}' のバックアップを Prune").With($"{Type(context)}/{Vmid(context)}", DialogParts.StorageOf(context)),
            Submit = Pve("Prune"),
            Fields =
            [
                .. Keeps.Select((k, i) => new NumberField { Name = k, Label = k, Least = 1, Column = i < 3 ? FieldColumn.Left : FieldColumn.Right }),
                new TableField { Name = "preview", Label = ("What stays and what goes", "残るものと消えるもの"), Columns = [Pve("Backup Time"), "Keep (reason)", Pve("Name")], Wanted = 8 },
                DialogParts.Remark("nothing", ("Without any number nothing goes.", "数を入れなければ何も消えません。")),
            ],
            Rules = new FormRules
            {
                Write = f => Write(f, context),
                Adapt = f => f.Show(Retention(f).Length == 0, "nothing"),
                Reads = f => [Preview(f, context)],
                Answer = (f, answers) => Shown(f, answers.List(Preview(f, context))),
            },
        };
        return Shown(form, context.List(Path(context) + "?" + Group(context)));
    }

    private static ApiWrite Write(FormModel form, DialogContext context) => ApiWrite.Of("delete", Path(context),
        ("prune-backups", Retention(form) is { Length: > 0 } keep ? keep : "keep-all=1"), ("type", Type(context)), ("vmid", Vmid(context)));

    private static string Preview(FormModel form, DialogContext context) =>
        $"{Path(context)}?prune-backups={(Retention(form) is { Length: > 0 } keep ? keep : "keep-all=1")}&{Group(context)}";

    private static string Retention(FormModel form) => Reading.Joined(Keeps.Select(k => (k, form[k].Check().IsEmpty ? form.Text(k) : "")));

    private static FormModel Shown(FormModel form, IEnumerable<JsonObject> backups)
    {
        var rows = backups.OrderByDescending(b => b.Text("ctime").Length).ThenByDescending(b => b.Text("ctime"), StringComparer.Ordinal).ToList();
        var reasons = Reasons(form, rows);
        return form.With("preview", f => ((TableField)f).Showing([.. rows.Select((b, i) => new FormOption(b.Text("volid"), Stamp(b.Text("ctime"), b.Text("volid")),
            reasons[i], System.IO.Path.GetFileName(b.Text("volid"))))]));
    }

    /// <summary>Why each one stays: the rules are applied one after the other, each until it has kept its number.</summary>
    private static List<Words> Reasons(FormModel form, List<JsonObject> backups)
    {
        var left = new Queue<(string Rule, long Count)>(Keeps.Select(k => (k, ((NumberField)form[k]).Number ?? 0)).Where(k => k.Item2 > 0));
        var (reasons, kept) = (new List<Words>(), 0);
        foreach (var backup in backups)
        {
            if (backup.Text("mark") is not "keep" and var mark)
            {
                reasons.Add(mark is "protected" or "renamed" ? $"true ({mark})" : "false");
                continue;
            }
            if (left.TryPeek(out var rule)) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"true ({rule.Rule}: {++kept})"));
            else reasons.Add("true (keep-all)");
            if (left.Count > 0 && kept >= rule.Count) (_, kept) = (left.Dequeue(), 0);
        }
        return reasons;
    }

    /// <summary>The time in the archive's name is that of the node, as people there read it.</summary>
    private static string Stamp(string ctime, string volume)
    {
        var parts = System.IO.Path.GetFileName(volume).Split('.')[0].Split('-');
        return parts.Length > 2 && parts[^2].Length == 10 && parts[^1].Length == 8 ? $"{parts[^2].Replace('_', '-')} {parts[^1].Replace('_', ':')}" : ctime;
    }

    private static string Path(DialogContext context) => $"/nodes/{context.Node}/storage/{DialogParts.StorageOf(context)}/prunebackups";

    private static string Group(DialogContext context) => $"type={Type(context)}&vmid={Vmid(context)}";

    private static string Type(DialogContext context) => context.Row.Text("subtype") is { Length: > 0 } type ? type
        : context.Row.Text("volid").Contains("/vzdump-lxc-", StringComparison.Ordinal) ? "lxc" : "qemu";

    private static string Vmid(DialogContext context) => context.Row.Text("vmid");
}
