using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Tui.Forms;
using static PveLab.Tui.Manager.Dialogs.DialogTexts;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>How a setting of a storage is entered.</summary>
internal enum StorageFieldKind
{
    /// <summary>As text.</summary>
    Text,

    /// <summary>As a box that is ticked.</summary>
    Check,

    /// <summary>From a list of what the node or the server offers, or typed.</summary>
    Scan,

    /// <summary>From a list of fixed choices.</summary>
    Choice,
}

/// <summary>A setting that storages of one type have.</summary>
internal sealed record StorageField(string Name, Words Label, StorageFieldKind Kind = StorageFieldKind.Text)
{
    /// <summary>Whether it is given once and never changed.</summary>
    public bool Fixed { get; init; }

    public bool Required { get; init; }

    public bool Advanced { get; init; }

    public FieldColumn Column { get; init; } = FieldColumn.Left;

    public Words Placeholder { get; init; }

    public Words Hint { get; init; }

    /// <summary>What it is to begin with, and what need not be said.</summary>
    public string Standard { get; init; } = "";

    public ImmutableArray<(string Value, Words Text)> Choices { get; init; } = [];

    /// <summary>The scan whose answers are offered, and their property.</summary>
    public string? Scan { get; init; }

    /// <inheritdoc cref="Scan"/>
    public string? Key { get; init; }

    /// <summary>The scan that is asked when the field is looked at, with the value of another field.</summary>
    public string? Asks { get; init; }

    /// <inheritdoc cref="Asks"/>
    public string? AskedWith { get; init; }

    /// <summary>Its value in a storage.</summary>
    public string Read(JsonObject storage) => Name == StorageKinds.NfsVersion
        ? storage.Text("options").Split(',').FirstOrDefault(o => o.StartsWith(StorageKinds.Version, StringComparison.Ordinal))?[StorageKinds.Version.Length..] ?? Standard
        : storage.Text(Name) is { Length: > 0 } value ? value : Standard;

    /// <summary>Says it in a call. The version of NFS is one of the mount options; the others stay.</summary>
    public void Write(Changes changes, string value, JsonObject? storage)
    {
        if (Name != StorageKinds.NfsVersion)
        {
            if (Kind == StorageFieldKind.Check) changes.Set(Name, value.Length > 0 ? value : "0", "0");
            else changes.Set(Name, value == StorageKinds.Default ? "" : value);
            return;
        }
        var others = storage.Text("options").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(o => !o.StartsWith(StorageKinds.Version, StringComparison.Ordinal));
        changes.Set("options", string.Join(',', value is "" or StorageKinds.Default ? others : others.Append(StorageKinds.Version + value)));
    }
}

/// <summary>A type of storage as its dialog knows it.</summary>
internal sealed record StorageKind(string Type, Words Title, ImmutableArray<StorageField> Fields, ImmutableArray<string> Contents, string Content)
{
    /// <summary>Whether it takes backups.</summary>
    public bool Backups => Contents.Contains("backup");

    /// <summary>What is scanned before the dialog opens.</summary>
    public IEnumerable<string> Scans => Fields.Select(f => f.Scan).OfType<string>().Distinct();
}

/// <summary>The types of storages that have a dialog.</summary>
internal static class StorageKinds
{
    public const string NfsVersion = "nfsversion", Version = "vers=", Default = "__default__";

    private static readonly ImmutableArray<string> Files = ["images", "iso", "vztmpl", "backup", "rootdir", "snippets", "import"];
    private static readonly ImmutableArray<string> Blocks = ["images", "rootdir"];

    private static readonly StorageField Preallocation = new("preallocation", Pve("Preallocation"), StorageFieldKind.Choice)
    {
        Advanced = true,
        Standard = Default,
        Choices = [(Default, Pve("Default")), ("off", "Off"), ("metadata", "Metadata"), ("falloc", "Full (posix_fallocate)"), ("full", "Full")],
    };

    private static readonly StorageField VolumeGroup = new("vgname", Pve("Volume group"), StorageFieldKind.Scan) { Fixed = true, Required = true, Scan = "lvm", Key = "vg" };

    private static readonly ImmutableArray<StorageKind> All =
    [
        new("dir", Pve("Directory"),
        [
            new("path", Pve("Directory")) { Fixed = true, Required = true, Placeholder = "/mnt/backup" },
            new("shared", Pve("Shared"), StorageFieldKind.Check)
            {
                Column = FieldColumn.Right, Hint = ("Tick it when all nodes see the same files there already", "どのノードからも同じ中身が見える場合に付けます"),
            },
            Preallocation,
        ], Files, "images"),
        new("nfs", "NFS",
        [
            new("server", Pve("Server")) { Fixed = true, Required = true, Placeholder = "192.168.10.20" },
            new("export", "Export", StorageFieldKind.Scan) { Fixed = true, Required = true, Asks = "nfs", AskedWith = "server", Hint = ("The list asks the server", "一覧はサーバーに問い合わせます") },
            new(NfsVersion, Pve("NFS Version"), StorageFieldKind.Choice)
            {
                Advanced = true, Standard = Default, Choices = [(Default, Pve("Default")), ("3", "3"), ("4", "4"), ("4.1", "4.1"), ("4.2", "4.2")],
            },
            Preallocation,
        ], Files, "images"),
        new("cifs", "SMB/CIFS",
        [
            new("server", Pve("Server")) { Fixed = true, Required = true },
            new("username", Pve("Username")) { Placeholder = Pve("Guest user") },
            new("password", Pve("Password")),
            new("share", "Share") { Fixed = true, Required = true },
            new("domain", Pve("Domain")) { Column = FieldColumn.Right },
            Preallocation,
        ], Files, "images"),
        new("zfspool", "ZFS",
        [
            new("pool", Pve("ZFS Pool"), StorageFieldKind.Scan) { Fixed = true, Required = true, Scan = "zfs", Key = "pool" },
            new("sparse", Pve("Thin provision"), StorageFieldKind.Check) { Column = FieldColumn.Right },
            new("blocksize", Pve("Block Size")) { Column = FieldColumn.Right, Placeholder = "16k" },
        ], Blocks, "images,rootdir"),
        new("lvm", "LVM",
        [
            VolumeGroup,
            new("shared", Pve("Shared"), StorageFieldKind.Check) { Column = FieldColumn.Right },
        ], Blocks, "images,rootdir"),
        new("lvmthin", "LVM-Thin",
        [
            VolumeGroup,
            new("thinpool", Pve("Thin Pool"), StorageFieldKind.Scan) { Fixed = true, Required = true, Asks = "lvmthin", AskedWith = "vgname" },
        ], Blocks, "images,rootdir"),
        new("pbs", "Proxmox Backup Server",
        [
            new("server", Pve("Server")) { Fixed = true, Required = true },
            new("username", Pve("Username")) { Required = true, Placeholder = "admin@pbs" },
            new("password", Pve("Password")),
            new("datastore", "Datastore") { Fixed = true, Required = true, Column = FieldColumn.Right },
            new("fingerprint", Pve("Fingerprint")) { Column = FieldColumn.Whole },
        ], ["backup"], "backup"),
    ];

    /// <summary>A type; one without a dialog of its own has what all storages have.</summary>
    public static StorageKind Of(string type) => All.FirstOrDefault(k => k.Type == type) ?? new StorageKind(type, type, [], Files, "images");

    /// <summary>A kind of content as the web interface calls it.</summary>
    public static Words ContentName(string content) => content switch
    {
        "images" => Pve("Disk image"),
        "backup" => Pve("Backup"),
        "vztmpl" => Pve("Container template"),
        "iso" => Pve("ISO image"),
        "rootdir" => Pve("Container"),
        "snippets" => Pve("Snippets"),
        "import" => Pve("Import"),
        _ => content,
    };
}
