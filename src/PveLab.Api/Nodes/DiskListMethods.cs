using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes;

/// <summary><c>/nodes/{node}/disks/list</c> (pve-storage: PVE/API2/Disks.pm, PVE/Diskmanage.pm get_disks). Disks have no makers here, and none ever fails.</summary>
public static class DiskListMethods
{
    private const string Unknown = "unknown";
    private const double SlowestSolidState = 300e6;

    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/disks/list", Verb = Verb.Get, Description = "List local disks.",
            Parameters = Object(
                ("include-partitions", Optional(Boolean("Also include partitions."), "0")), ("node", StandardOptions.Node),
                ("skipsmart", Optional(Boolean("Skip smart checks."), "0")),
                ("type", Optional(Choice("Only list specific types of disks.", "unused", "journal_disks")))),
            Returns = Array(Object(
                ("devpath", String("The device path")), ("gpt", Boolean()), ("health", Optional(String())), ("model", Optional(String())), ("mounted", Boolean()),
                ("osdid", Integer()), ("parent", Optional(String("For partitions only. The device path of the disk the partition resides on."))),
                ("serial", Optional(String())), ("size", Integer()), ("type", Optional(String())), ("used", Optional(String())), ("vendor", Optional(String())),
                ("wearout", Optional(String())))),
            NotSimulated = ApiMethod.Names("type"),
            Handler = List,
        },
    ];

    private static JsonArray List(ApiCall call)
    {
        var rows = new JsonArray();
        foreach (var disk in BlockDeviceTree.Of(call.Node))
        {
            if (disk.Hardware is not { } hardware) continue;
            rows.Add(Describe(disk, hardware, call.Bool("skipsmart")));
            if (!call.Bool("include-partitions")) continue;
            foreach (var part in disk.Children) rows.Add(Describe(part, disk));
        }
        return rows;
    }

    private static JsonObject Describe(BlockDevice disk, PhysicalDisk hardware, bool skipSmart)
    {
        var row = new JsonObject
        {
            ["devpath"] = disk.Path,
            ["gpt"] = disk.Children.Count > 0 ? 1 : 0,
            ["health"] = skipSmart ? "UNKNOWN" : "PASSED",
            ["model"] = Unknown,
            ["mounted"] = 0,
            ["osdid"] = -1,
            ["serial"] = Unknown,
            ["size"] = disk.Size,
            ["type"] = disk.Name.StartsWith("nvme", StringComparison.Ordinal) ? "nvme" : hardware.Lane.BytesPerSecond >= SlowestSolidState ? "ssd" : "hdd",
            ["vendor"] = Unknown,
            ["wearout"] = "N/A",
        };
        if (disk.Children.Count > 0) row["used"] = "partitions";
        return row;
    }

    private static JsonObject Describe(BlockDevice part, BlockDevice disk)
    {
        var row = new JsonObject
        {
            ["devpath"] = part.Path,
            ["gpt"] = 1,
            ["mounted"] = part.MountPoint.Length > 0 ? 1 : 0,
            ["osdid"] = -1,
            ["parent"] = disk.Path,
            ["size"] = part.Size,
            ["type"] = "partition",
        };
        if (Use(part) is { } use) row["used"] = use;
        return row;
    }

    /// <summary>What a partition is for, in the words of get_disks.</summary>
    private static string? Use(BlockDevice part) => part switch
    {
        { FileSystem: "LVM2_member" } => "LVM",
        { FileSystem: "zfs_member" } => "ZFS",
        { FileSystem: "vfat", MountPoint: "/boot/efi" } => "EFI",
        { MountPoint.Length: > 0 } => "mounted",
        { FileSystem.Length: > 0 } => "filesystem",
        { Size: < 8 << 20 } => "BIOS boot",
        _ => "ZFS reserved",
    };
}
