using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>Add or edit a storage (pve-manager: storage/Base.js and one panel for each type, here <see cref="StorageKinds"/>).</summary>
internal static class StorageDialog
{
    private const int General = 0, Retention = 1;

    /// <summary>What it reads: the nodes, and what the node offers to a storage of the kind.</summary>
    public static IEnumerable<string> Needs(DialogContext context) => [DialogParts.Nodes, .. Kind(context).Scans.Select(s => $"/nodes/{context.Node}/scan/{s}")];

    /// <summary>The form: of a new storage of the context's kind, or of the row's.</summary>
    public static FormModel Open(DialogContext context)
    {
        var storage = Row(context);
        var kind = Kind(context);
        return new FormModel
        {
            Title = (storage is null ? Pve("Add") : Pve("Edit")) + ": " + kind.Title,
            Tabs = kind.Backups ? [Pve("General"), Pve("Backup Retention")] : [],
            Submit = storage is null ? Pve("Add") : Pve("OK"),
            Fields = [.. GeneralFields(context, storage, kind), .. kind.Backups ? RetentionFields(storage) : []],
            Rules = new FormRules
            {
                Adapt = form => kind.Backups ? RetentionTab.Adapt(form) : form,
                Write = form => Write(form, storage, kind),
                // The server is asked for its shares when the list of them is looked at.
                Reads = form => Scan(form, context, kind) is { } path ? [path] : form.Asked,
                Answer = (form, answers) => Scan(form, context, kind) is { } path ? Offered(form, answers.List(path)) : form,
            },
        };
    }

    private static IEnumerable<FormField> GeneralFields(DialogContext context, JsonObject? storage, StorageKind kind)
    {
        yield return storage is null
            ? new TextField { Name = "storage", Label = "ID", Required = true, MaxLength = 100, Column = FieldColumn.Left }
            : DialogParts.Shown("storage", "ID", storage.Text("storage")) with { Column = FieldColumn.Left };
        foreach (var own in kind.Fields) yield return Own(own, context, storage);
        yield return new ChoiceField
        {
            Name = "content",
            Label = Pve("Content"),
            Required = true,
            Many = true,
            Column = FieldColumn.Left,
            Options = [.. kind.Contents.Select(c => new FormOption(c, StorageKinds.ContentName(c)))],
            Hint = ("What may lie there; 'Backup' for backups", "置けるものの種類。バックアップの保存先には「バックアップ」が必要です"),
        }.With(storage is null ? kind.Content : storage.Text("content"));
        yield return new ChoiceField
        {
            Name = "nodes",
            Label = Pve("Nodes"),
            Many = true,
            Column = FieldColumn.Right,
            Placeholder = Pve("All") + " (" + Pve("No restrictions") + ")",
            Enabled = storage.Text("storage") != "local",
            Options = [.. context.List(DialogParts.Nodes).Select(n => new FormOption(n.Text("node"),
                n.Text("node"))).OrderBy(o => o.Value, StringComparer.Ordinal)],
        }.With(storage.Text("nodes"));
        yield return new CheckField { Name = "enable", Label = Pve("Enable"), Column = FieldColumn.Right, On = !storage.IsOn("disable") };
    }

    private static FormField Own(StorageField own, DialogContext context, JsonObject? storage)
    {
        var value = storage is null ? own.Standard : own.Read(storage);
        if (storage is not null && own.Fixed) return DialogParts.Shown(own.Name, own.Label, value) with { Column = own.Column };
        FormField field = own.Kind switch
        {
            StorageFieldKind.Check => new CheckField { Name = own.Name, Label = own.Label },
            StorageFieldKind.Scan => new ChoiceField { Name = own.Name, Label = own.Label, Editable = true, Options = Scanned(own, context) },
            StorageFieldKind.Choice => new ChoiceField { Name = own.Name, Label = own.Label, Options = [.. own.Choices.Select(c => new FormOption(c.Value, c.Text))] },
            _ => new TextField { Name = own.Name, Label = own.Label, Placeholder = own.Placeholder },
        };
        return field.With(value) with { Column = own.Column, Required = own.Required, Advanced = own.Advanced, Hint = own.Hint };
    }

    private static IEnumerable<FormField> RetentionFields(JsonObject? storage) =>
    [
        .. RetentionTab.Fields(Retention, storage is null ? "keep-all=1" : storage.Properties("prune-backups"), (
            "Without any keep option, the node's vzdump.conf decides, or all are kept.", "何も指定しない場合は、ノードの vzdump.conf に従うか、すべて保持します。")),
        new NumberField
        {
            Name = "max-protected-backups", Tab = Retention, Label = Pve("Maximum Protected"), Least = -1, First = 5, Advanced = true,
            Placeholder = ("unlimited for administrators, else 5", "管理者は無制限、ほかは 5"), Hint = ("Use -1 for unlimited", "-1 で無制限"),
        }.With(storage.Text("max-protected-backups")),
    ];

    private static ImmutableArray<FormOption> Scanned(StorageField own, DialogContext context) =>
        own.Scan is { } scan && own.Key is { } key ? [.. context.List($"/nodes/{context.Node}/scan/{scan}").Select(r => new FormOption(r.Text(key), r.Text(key)))] : [];

    private static string? Scan(FormModel form, DialogContext context, StorageKind kind) =>
        kind.Fields.FirstOrDefault(f => f.Asks is not null && f.Name == form.Focus) is { } field && form.Given(field.AskedWith!) is { } with
            ? $"/nodes/{context.Node}/scan/{field.Asks}?{field.Asks switch { "lvmthin" => "vg", _ => field.AskedWith }}={with}" : null;

    private static FormModel Offered(FormModel form, IEnumerable<JsonObject> found) => form.With(form.Focus, f => ((ChoiceField)f) with
    {
        Options = [.. found.Select(r => r.Text("path") is { Length: > 0 } path ? path : r.Text("lv")).Where(v => v.Length > 0).Select(v => new FormOption(v, v))],
    });

    private static ApiWrite? Write(FormModel form, JsonObject? storage, StorageKind kind)
    {
        var changes = new Changes(storage).Set("content", form.Text("content")).Set("nodes", form.Text("nodes")).Set("disable", form.IsOn("enable") ? "0" : "1", "0");
        foreach (var own in kind.Fields.Where(f => storage is null || !f.Fixed)) own.Write(changes, form.Text(own.Name), storage);
        if (kind.Backups) changes.Set("prune-backups", RetentionTab.Of(form)).Set("max-protected-backups", form["max-protected-backups"].Value);
        return storage is null ? changes.Put("type", kind.Type).Put("storage", form.Text("storage")).Call("create", "/storage")
            : changes.Call("set", $"/storage/{storage.Text("storage")}");
    }

    private static JsonObject? Row(DialogContext context) => context.Row?["storage"] is null ? null : context.Row;

    private static StorageKind Kind(DialogContext context) => StorageKinds.Of(Row(context) is { } row ? row.Text("type") : context.Kind ?? "dir");
}
