using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Sim.Guests;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>What can be changed about a disk or mount point; above all whether backups take it (pve-manager: qemu/HDEdit.js, lxc/MPEdit.js).</summary>
internal static class DriveDialog
{
    /// <summary>Whether a key is that of a disk or mount point.</summary>
    public static bool IsDrive(string key) => Drive.BusRank(key) >= 0 || IsMountPoint(key);

    /// <summary>The form.</summary>
    public static FormModel Open(DialogContext context, JsonObject config)
    {
        var key = context.Row.Text("key");
        var value = config.Text(key);
        var parts = value.Split(',').Skip(1).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var switches = IsMountPoint(key) ? OfMountPoint(key) : OfDisk(key);
        return ConfigDialogs.Editor(context, config, IsMountPoint(key) ? Pve("Mount Point") + $" ({key})" : Pve("Hard Disk") + $" ({key})",
            [
                DialogParts.Shown("volume", Pve("Disk image"), value.Split(',')[0]),
                DialogParts.Shown("size", Pve("Disk size"), parts.GetValueOrDefault("size", "-")),
                .. switches.Select(s => new CheckField
                {
                    Name = s.Name, Label = Pve(s.Label), Advanced = s.Advanced, Hint = s.Hint, On = IsOn(s),
                    Column = s.Advanced ? FieldColumn.Right : FieldColumn.Left,
                }),
            ],
            (form, changes) => changes.Set(key, Written(value, switches, IsOn, s => form[s.Name].Value == "1")));

        bool IsOn(DriveSwitch one) => parts.GetValueOrDefault(one.Name) is { } now ? now == one.On : one.Standard;
    }

    private static bool IsMountPoint(string key) => key == "rootfs" || key.StartsWith("mp", StringComparison.Ordinal) && key.Length > 2 && key[2..].All(char.IsAsciiDigit);

    /// <summary>The disk as a property string: what was not switched stays as it is written, what is as nothing says is left out.</summary>
    private static string Written(string value, ImmutableArray<DriveSwitch> switches, Func<DriveSwitch, bool> before, Func<DriveSwitch, bool> after)
    {
        var switched = switches.Where(s => before(s) != after(s)).ToList();
        var kept = value.Split(',').Where(p => switched.All(s => !p.StartsWith(s.Name + "=", StringComparison.Ordinal)));
        return string.Join(',', kept.Concat(switched.Where(s => after(s) != s.Standard).Select(s => $"{s.Name}={(after(s) ? s.On : s.Off)}")));
    }

    private static readonly DriveSwitch Replicate = new("replicate", "Replicate", true, "1", "0", true, ("Off: replication leaves it out", "外すとレプリケーションの対象外になります"));

    private static ImmutableArray<DriveSwitch> OfDisk(string key) =>
    [
        new("backup", "Backup", true, "1", "0", false, ("Off: backups leave this disk out", "外すと、このディスクはバックアップされません")),
        new("discard", "Discard", false, "on", "ignore", false, ("Freed space goes back to the storage", "消した領域をストレージへ返します")),
        .. key.StartsWith("scsi", StringComparison.Ordinal) || key.StartsWith("virtio", StringComparison.Ordinal) ? ImmutableArray.Create(new DriveSwitch("iothread",
            "IO thread", false, "1", "0", false, Words.None)) : [],
        .. key.StartsWith("virtio", StringComparison.Ordinal) ? [] : ImmutableArray.Create(new DriveSwitch("ssd", "SSD emulation", false, "1", "0", true, Words.None)),
        new("ro", "Read-only", false, "1", "0", true, Words.None),
        Replicate,
    ];

    private static ImmutableArray<DriveSwitch> OfMountPoint(string key) =>
    [
        .. key == "rootfs" ? [] : ImmutableArray.Create(new DriveSwitch("backup", "Backup", false, "1", "0", false, Pve("Include volume in backup job"))),
        new("quota", "Enable quota", false, "1", "0", false, Words.None),
        new("ro", "Read-only", false, "1", "0", false, Words.None),
        Replicate,
    ];

    /// <summary>A property of a disk that is on or off.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Label">What the form calls it.</param>
    /// <param name="Standard">Whether it is on when nothing is said.</param>
    /// <param name="On">How "on" is written.</param>
    /// <param name="Off">How "off" is written.</param>
    /// <param name="Advanced">Whether it is one of the advanced settings.</param>
    /// <param name="Hint">What is told about it.</param>
    private sealed record DriveSwitch(string Name, string Label, bool Standard, string On, string Off, bool Advanced, Words Hint);
}
