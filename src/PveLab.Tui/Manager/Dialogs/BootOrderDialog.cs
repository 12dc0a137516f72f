using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The devices a virtual machine boots from (pve-manager: qemu/BootOrderEdit.js; there rows are dragged, here each place is chosen).</summary>
internal static class BootOrderDialog
{
    private const int Places = 4;

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context, JsonObject config)
    {
        var devices = config.Select(p => p.Key).Where(k => DriveDialog.IsDrive(k) || NetworkDialog.IsNetwork(k)).Order(StringComparer.Ordinal).ToList();
        var order = Reading.Keys(config.Text("boot")).GetValueOrDefault("order", "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<FormOption> options = [.. devices.Select(d => new FormOption(d, d, config.Text(d)))];
        var count = Math.Max(Math.Min(Places, devices.Count), order.Length);
        return ConfigDialogs.Editor(context, config, Pve("Boot Order"),
            [
                .. Enumerable.Range(1, count).Select(i => new ChoiceField
                {
                    Name = Name(i), Label = i.ToString(CultureInfo.InvariantCulture), Options = options, Columns = [Pve("Device"), Pve("Description")],
                    Placeholder = "-", Hint = ("Delete empties the place", "Delete でこの順位を空にします"),
                }.With(i <= order.Length ? order[i - 1] : "")),
                DialogParts.Remark("none", ("Without any device it will not boot.", "装置を一つも選ばないと起動しません。")),
            ],
            (form, changes) => changes.Set("boot", "order=" + string.Join(';', Chosen(form, count)), "order="),
            form => form.Show(Chosen(form, count).Count == 0, "none"));
    }

    private static List<string> Chosen(FormModel form, int count) => [.. Enumerable.Range(1, count).Select(i => form.Text(Name(i))).Where(d => d.Length > 0).Distinct()];

    private static string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"boot {place}");
}
