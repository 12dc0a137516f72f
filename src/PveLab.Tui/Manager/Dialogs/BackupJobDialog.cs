using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Create or edit a backup job (pve-manager: dc/Backup.js and its panels).</summary>
internal static class BackupJobDialog
{
    private const int General = 0, Notifications = 1, Retention = 2, Notes = 3, Advanced = 4;
    private const string Include = "include", All = "all", Exclude = "exclude", Pool = "pool";

    /// <summary>What it reads.</summary>
    public static IEnumerable<string> Needs(DialogContext context) =>
        [DialogParts.Nodes, DialogParts.Guests, DialogParts.Storages(context.Node, "backup"), DialogParts.Storages(context.Node, "images"), "/pools"];

    /// <summary>The form: of a new job, or of the row's.</summary>
    public static FormModel Open(DialogContext context)
    {
        var job = context.Row;
        var guests = DialogParts.GuestRows(context);
        return new FormModel
        {
            Title = job is null ? Created("Backup Job") : Edited("Backup Job"),
            Tabs = [Pve("General"), Pve("Notifications"), Pve("Retention"), Pve("Note Template"), Pve("Advanced")],
            Submit = job is null ? Pve("Create") : Pve("OK"),
            Fields =
            [
                .. GeneralFields(context, job, guests),
                .. NotificationFields(job),
                .. RetentionTab.Fields(Retention, job.Properties("prune-backups"), (
                    "Without any keep option, the storage's own retention or the node's vzdump.conf decides.",
                    "何も指定しない場合は、ストレージの設定かノードの vzdump.conf に従います。")),
                .. NoteFields(job),
                .. AdvancedFields(context, job),
            ],
            Rules = new FormRules { Write = form => Write(form, job), Adapt = form => Adapt(form, guests) },
        };
    }

    private static IEnumerable<FormField> GeneralFields(DialogContext context, JsonObject? job, ImmutableArray<FormOption> guests)
    {
        var mode = ModeOf(job);
        yield return DialogParts.Node(context, "node", Pve("Node")).With(job.Text("node")) with
        {
            Column = FieldColumn.Left,
            Hint = ("Only this node runs the job; none: every node", "このノードだけで実行します。空欄なら全ノード"),
        } is ChoiceField node ? node with { Placeholder = "-- " + Pve("All") + " --" } : throw new InvalidOperationException();
        var storage = DialogParts.Storage(context, "backup");
        yield return storage.With(job is null ? storage.Options.FirstOrDefault()?.Value ?? "" : job.Text("storage")) with { Column = FieldColumn.Left, Required = true };
        yield return DialogParts.Schedule(job.Text("schedule")) with { Column = FieldColumn.Left, Required = true };
        yield return DialogParts.Choice("selMode", Pve("Selection mode"), mode,
            (Include, Pve("Include selected VMs")), (All, Pve("All")), (Exclude, Pve("Exclude selected VMs")), (Pool, Pve("Pool based"))) with
        { Column = FieldColumn.Left };
        yield return new ChoiceField
        {
            Name = "pool",
            Label = Pve("Pool to backup"),
            Column = FieldColumn.Left,
            Required = true,
            Visible = mode == Pool,
            Options = [.. context.List("/pools").Select(p => new FormOption(p.Text("poolid"), p.Text("poolid")))],
        }.With(job.Text("pool"));
        yield return DialogParts.Compression(job is null ? "zstd" : job.Text("compress") is { Length: > 0 } compress ? compress : "0") with { Column = FieldColumn.Right };
        yield return DialogParts.Mode(job.Text("mode") is { Length: > 0 } how ? how : "snapshot") with { Column = FieldColumn.Right };
        yield return new CheckField { Name = "enabled", Label = Pve("Enable"), Column = FieldColumn.Right, On = job is null || job["enabled"] is null || job.IsOn("enabled") };
        yield return new TextField { Name = "comment", Label = Pve("Job Comment"), MaxLength = 512, Hint = Pve("Description of the job") }.With(job.Text("comment"));
        yield return new TableField
        {
            Name = "vmid",
            Label = Pve("Guests to Include"),
            Columns = DialogParts.GuestColumns,
            Rows = guests,
            Ticks = true,
            Required = true,
            Wanted = 6,
            Hint = ("Space or a click ticks a guest, Ctrl+A all of them; type to search", "Space かクリックで選択、Ctrl+A で全部。文字を打つと検索"),
        }.With(mode == Exclude ? job.Text("exclude") : job.Text("vmid"));
    }

    private static IEnumerable<FormField> NotificationFields(JsonObject? job)
    {
        var legacy = job.Text("notification-mode") == "legacy-sendmail" || job.Text("notification-mode") is "" or "auto" && job.Text("mailto").Length > 0;
        yield return DialogParts.Choice("notification-mode", Pve("Notification"), legacy ? "legacy-sendmail" : "notification-system",
            ("notification-system", Pve("Use global notification settings")), ("legacy-sendmail", Pve("Use sendmail to send an email (legacy)"))) with
        { Tab = Notifications };
        yield return new TextField { Name = "mailto", Tab = Notifications, Label = Pve("Recipients"), Placeholder = "test@example.com, ..." }.With(job.Text("mailto"));
        yield return DialogParts.Choice("mailnotification", Pve("When"), job.Text("mailnotification") is { Length: > 0 } when ? when : "always",
            ("always", Pve("Always")), ("failure", Pve("On failure only"))) with
        { Tab = Notifications };
    }

    private static IEnumerable<FormField> NoteFields(JsonObject? job)
    {
        yield return new NotesField { Name = "notes-template", Tab = Notes, Label = Pve("Backup Notes"), Rows = 4 }
            .With(job is null ? "{{guestname}}" : NoteTemplate.Read(job.Text("notes-template")));
        yield return DialogParts.Remark("notes-hint", ("Every backup of this job gets these notes.", "このジョブが作るバックアップすべてに付きます。")) with { Tab = Notes };
        yield return DialogParts.Remark("notes-variables", NoteTemplate.Variables) with { Tab = Notes };
    }

    private static IEnumerable<FormField> AdvancedFields(DialogContext context, JsonObject? job)
    {
        var fleecing = Reading.Keys(job.Properties("fleecing"), "enabled");
        if (job is null)
            yield return new TextField { Name = "id", Tab = Advanced, Label = Pve("Job ID"), Placeholder = Pve("Autogenerate"), MaxLength = 50 };
        else
            yield return DialogParts.Shown("id", Pve("Job ID"), job.Text("id")) with { Tab = Advanced };
        yield return DialogParts.Bandwidth(Pve("Fallback")).With(DialogParts.MibPerSecond(job.Text("bwlimit"))) with
        { Tab = Advanced, Hint = ("Limit for reading; 0 is unlimited", "読み取り速度の上限。0 は無制限") };
        yield return new NumberField { Name = "zstd", Tab = Advanced, Label = Pve("Zstd Threads"), Placeholder = Pve("Fallback"), First = 1, Most = 256 }.With(job.Text("zstd")) with
        { Hint = ("With 0 half of the cores are used; 1 by default", "0 にするとコアの半分を使います。既定は 1") };
        yield return new NumberField { Name = "max-workers", Tab = Advanced, Label = Pve("IO-Workers"), Placeholder = Pve("Fallback"), Least = 1, Most = 256 }
            .With(Reading.Keys(job.Properties("performance")).GetValueOrDefault("max-workers", "")) with
        { Hint = ("Threads that read a virtual machine; 16 by default", "仮想マシンを読むスレッド数。既定は 16") };
        yield return new CheckField { Name = "fleecing", Tab = Advanced, Label = Pve("Fleecing"), On = fleecing.GetValueOrDefault("enabled") == "1" } with
        { Hint = ("Keep the guest's writes from waiting for a slow target", "遅い保存先のためにゲストの書き込みが待たされないようにします") };
        yield return new ChoiceField
        {
            Name = "fleecing-storage",
            Tab = Advanced,
            Label = Pve("Fleecing Storage"),
            Required = true,
            Columns = [Pve("Name"), Pve("Type"), Pve("Avail"), Pve("Capacity")],
            Options = DialogParts.StorageOptions(context, "images", context.Node),
        }.With(fleecing.GetValueOrDefault("storage", ""));
        yield return new CheckField
        {
            Name = "repeat-missed",
            Tab = Advanced,
            Label = Pve("Repeat missed"),
            On = job.IsOn("repeat-missed"),
            Hint = ("Run as soon as possible when the time was missed, the node being off", "ノードの停止などで時刻を逃したら、できるだけ早く実行します"),
        };
    }

    private static FormModel Adapt(FormModel form, ImmutableArray<FormOption> guests)
    {
        var (node, mode) = (form.Text("node"), form["selMode"].Value);
        var chosen = mode is Include or Exclude;
        form = form.With("vmid", f =>
        {
            var table = ((TableField)f).Showing([.. guests.Where(g => node.Length == 0 || g.Cells[1].En == node)]);
            var label = mode switch { Exclude => Pve("Guests to Exclude"), Include => Pve("Guests to Include"), _ => Pve("Guests") };
            table = table with { Enabled = chosen, Label = label, Visible = mode != Pool };
            // Leaving "all" for a choice begins with an empty one.
            return mode == All ? table with { Ticked = [.. table.Rows.Select(r => r.Value)] } : !f.Enabled && chosen ? table with { Ticked = [] } : table;
        });
        var legacy = form["notification-mode"].Value == "legacy-sendmail";
        return RetentionTab.Adapt(form.Show(mode == Pool, "pool").Enable(legacy, "mailto", "mailnotification")
            .Enable(form["compress"].Value == "zstd", "zstd").Enable(form.IsOn("fleecing"), "fleecing-storage"));
    }

    private static ApiWrite? Write(FormModel form, JsonObject? job)
    {
        var legacy = form["notification-mode"].Value == "legacy-sendmail";
        var changes = new Changes(job)
            .Set("node", form.Text("node")).Set("storage", form.Text("storage")).Set("schedule", form.Text("schedule"))
            .Set("compress", form.Text("compress"), "0").Set("mode", form.Text("mode"), job is null ? "" : "snapshot")
            .Set("enabled", form.Text("enabled"), "1").Set("comment", form.Text("comment"))
            .Set("notes-template", NoteTemplate.Write(form.Text("notes-template")))
            .Set("bwlimit", DialogParts.KibPerSecond(form.Text("bwlimit"))).Set("repeat-missed", form.Text("repeat-missed"), "0")
            .Set("zstd", form["zstd"].Value).Set("prune-backups", RetentionTab.Of(form))
            .Set("performance", Reading.Joined([("max-workers", form.Text("max-workers"))]))
            .Set("fleecing", form.IsOn("fleecing") ? Reading.Joined([("enabled", "1"), ("storage", form.Text("fleecing-storage"))]) : "")
            // What the notification system does is what happens anyway.
            .Set("notification-mode", legacy ? "legacy-sendmail" : "", "").Set("mailto", legacy ? form.Text("mailto") : "")
            .Set("mailnotification", legacy ? form.Text("mailnotification") : "", "always");
        Select(changes, form, job);
        if (job is null) changes.Put("id", form.Given("id"));
        return changes.Call(job is null ? "create" : "set", job is null ? "/cluster/backup" : $"/cluster/backup/{job.Text("id")}");
    }

    private static void Select(Changes changes, FormModel form, JsonObject? job)
    {
        var mode = form["selMode"].Value;
        if (mode == Include) changes.Set("vmid", form.Text("vmid"));
        else if (mode == Pool) changes.Set("pool", form.Text("pool"));
        else
        {
            if (ModeOf(job) is not (All or Exclude) || job is null) changes.Put("all", "1");
            changes.Set("exclude", mode == Exclude ? form.Text("vmid") : "");
        }
    }

    private static string ModeOf(JsonObject? job) =>
        job.Text("exclude").Length > 0 ? Exclude : job.IsOn("all") ? All : job.Text("pool").Length > 0 ? Pool : Include;
}
