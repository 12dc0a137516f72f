using System.Text.Json.Nodes;

namespace PveLab.Tui.Manager.Pages;

/// <summary>How storages are shown (pve-manager: www/manager6/Utils.js storageSchema, contentTypes).</summary>
internal static class StorageCells
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["btrfs"] = "BTRFS",
        ["cephfs"] = "CephFS",
        ["cifs"] = "SMB/CIFS",
        ["dir"] = "Directory",
        ["esxi"] = "ESXi",
        ["iscsi"] = "iSCSI",
        ["iscsidirect"] = "iSCSIDirect",
        ["lvm"] = "LVM",
        ["lvmthin"] = "LVM-Thin",
        ["nfs"] = "NFS",
        ["pbs"] = "Proxmox Backup Server",
        ["rbd"] = "RBD",
        ["zfs"] = "ZFS over iSCSI",
        ["zfspool"] = "ZFS",
    };

    private static readonly Dictionary<string, string> Contents = new(StringComparer.Ordinal)
    {
        ["backup"] = "Backup",
        ["images"] = "Disk image",
        ["import"] = "Import",
        ["iso"] = "ISO image",
        ["rootdir"] = "Container",
        ["snippets"] = "Snippets",
        ["vztmpl"] = "Container template",
    };

    /// <summary>The name of a type.</summary>
    public static string TypeName(string type) => Types.GetValueOrDefault(type, type);

    /// <summary>The type of a row's storage.</summary>
    public static Cell Type(JsonObject row, string field, CellContext context) => new(TypeName(Cells.Text(row, field)));

    /// <summary>What a row's storage may hold.</summary>
    public static Cell Content(JsonObject row, string field, CellContext context) => new(ContentNames(Cells.Text(row, field), context));

    /// <summary>Where a row's storage is.</summary>
    public static Cell Target(JsonObject row, string field, CellContext context) => new(row[field] is not null ? Cells.Text(row, field) : Cells.Text(row, "target"));

    /// <summary>The names of content types, joined by commas.</summary>
    public static string ContentNames(string content, CellContext context) => string.Join(", ",
        content.Split(',').Order(StringComparer.Ordinal).Select(type => Labels.In(context.Language, Contents.GetValueOrDefault(type, type))));

    /// <summary>A volume without its storage and directory (render_storage_content).</summary>
    public static Cell Volume(JsonObject row, string field, CellContext context)
    {
        var name = Cells.Text(row, field);
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return new(name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>The storage of a volume.</summary>
    public static Cell StorageOf(JsonObject row, string field, CellContext context) => new(Cells.Text(row, field).Split(':')[0]);

    /// <summary>When a volume was made: the time in a backup's name, as its own clock had it.</summary>
    public static Cell Created(JsonObject row, string field, CellContext context) => Cells.Time(row, field, context);
}
