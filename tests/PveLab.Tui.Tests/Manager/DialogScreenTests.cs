using System.Text.Json.Nodes;
using PveLab.Testing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;
using PveLab.Tui.Tests.Forms;

namespace PveLab.Tui.Tests.Manager;

/// <summary>How each dialog looks in the smallest terminal, in both languages.</summary>
public sealed class DialogScreenTests
{
    private const string Archive = "vzdump 100 --storage nas --mode snapshot";

    public static TheoryData<string> Screens() => [.. Cases.Keys];

    private static readonly Lazy<DialogContext> JobContext = new(ReadJob);
    private static readonly Lazy<DialogContext> VolumeContext = new(() => ReadVolume(Archives(), "nas"));
    private static readonly Lazy<DialogContext> ContainerContext = new(() => ReadVolume(Containers(), "local"));

    private static readonly SortedDictionary<string, Func<DialogLab>> Cases = new(StringComparer.Ordinal)
    {
        ["backup-job-add"] = () => new DialogLab("ch08r-first-job").Open(DialogIds.BackupJobAdd, Datacenter()),
        ["backup-job-add-advanced"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("fleecing"),
        ["backup-job-add-cli"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("schedule").Type("21:00").Focus("vmid").Press(" ").Focus(FormPart.AsCli).Press(" "),
        ["backup-job-add-notes"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("notes-template"),
        ["backup-job-add-retention"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("keep-last").Press("CursorUp", "CursorUp", "CursorUp"),
        ["backup-job-add-schedules"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("schedule").Press("CursorDown"),
        ["backup-job-add-storages"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("storage").Press(" "),
        ["backup-job-add-refused"] = () => new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter()).Focus("schedule").Type("25:99").Focus("vmid").Press(" ", "Enter"),
        ["backup-job-detail"] = () => Jobs().Open(DialogIds.BackupJobDetail, JobContext.Value),
        ["backup-job-edit"] = () => Jobs().Open(DialogIds.BackupJobEdit, JobContext.Value),
        ["backup-now"] = () => new DialogLab().Guest(DialogIds.BackupNow, 100),
        ["clone"] = () => new DialogLab().Guest(DialogIds.Clone, 100),
        ["config-agent"] = () => Config("agent"),
        ["config-boot"] = () => Config("boot"),
        ["config-disk"] = () => Config("scsi0"),
        ["config-memory"] = () => Config("memory"),
        ["config-net"] = () => Config("net0"),
        ["config-onboot"] = () => Config("onboot"),
        ["config-processors"] = () => Config("sockets"),
        ["config-startup"] = () => Config("startup"),
        ["disk-move"] = () => new DialogLab().Guest(DialogIds.DiskMove, 100, row: Row("scsi0", "local-lvm:vm-100-disk-0,iothread=1,size=32G")),
        ["disk-resize"] = () => new DialogLab().Guest(DialogIds.DiskResize, 100, row: Row("scsi0", "local-lvm:vm-100-disk-0,iothread=1,size=32G")),
        ["edit-notes"] = () => Archives().Open(DialogIds.EditNotes, VolumeContext.Value),
        ["guest-notes"] = () => new DialogLab("ch08-restore-test", "qm set 100 --description $'受付の Web サーバ\n担当: 田中 (内線 4711)'").Guest(DialogIds.GuestNotes, 100),
        ["guest-remove"] = () => new DialogLab().Guest(DialogIds.GuestRemove, 100),
        ["guests-without-backup"] = () => new DialogLab().Open(DialogIds.GuestsWithoutBackup, Datacenter()),
        ["ha-resource-add"] = () => new DialogLab("ch08r-ha-failover").Open(DialogIds.HaResourceAdd, Datacenter()),
        ["ha-rule-add"] = () => new DialogLab("ch08r-ha-failover").Open(DialogIds.HaRuleAdd, Datacenter() with { Kind = "node-affinity" }),
        ["migrate"] = () => new DialogLab("ch08r-first-job").Guest(DialogIds.Migrate, 100),
        ["prune-group"] = () => Archives().Open(DialogIds.PruneGroup, VolumeContext.Value).Focus("keep-last").Press("CursorUp"),
        ["replication-add"] = () => new DialogLab("ch08r-first-job").Guest(DialogIds.ReplicationAdd, 100),
        ["restore"] = () => Archives().Open(DialogIds.Restore, VolumeContext.Value),
        ["restore-container"] = () => Containers().Open(DialogIds.Restore, ContainerContext.Value),
        ["restore-over"] = () => Archives().Open(DialogIds.Restore, VolumeContext.Value with { Vmid = 100, GuestType = "qemu" }).Press("Enter"),
        ["schedule-simulator"] = () => new DialogLab().Open(DialogIds.ScheduleSimulator, Datacenter()).Focus("simulate").Press(" "),
        ["snapshot-take"] = () => new DialogLab().Guest(DialogIds.SnapshotTake, 100),
        ["storage-add-dir"] = () => Storage("dir"),
        ["storage-add-nfs"] = () => Storage("nfs").Focus("content").Press(" "),
        ["storage-add-zfspool"] = () => Storage("zfspool"),
        ["storage-edit"] = () => new DialogLab().Open(DialogIds.StorageEdit, Datacenter() with
        {
            Row = new JsonObject { ["storage"] = "nas", ["type"] = "nfs", ["content"] = "backup", ["export"] = "/volume1/pve-backup", ["server"] = "192.168.10.20", ["prune-backups"] = "keep-all=1" },
        }),
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public void Each_dialog_looks_like_this(string name)
    {
        using var lab = Cases[name]();
        Golden.Verify(lab.Text, $"{name}-en");
        lab.Screen = lab.Screen with { Language = Language.Ja };
        Golden.Verify(lab.Text, $"{name}-ja");
    }

    private static DialogContext Datacenter() => new() { Language = Language.En, Node = "pve1" };

    private static DialogLab Jobs() => new("ch08-restore-test",
        "pvesh create /cluster/backup --id backup-1 --schedule 'sat 18:15' --storage nas --vmid 100 --mode snapshot --compress zstd --prune-backups keep-last=3 --notes-template '{{guestname}}' --comment nightly");

    private static DialogContext ReadJob()
    {
        using var lab = Jobs();
        return Datacenter() with { Row = (JsonObject)((JsonArray)lab.Read("/cluster/backup")!)[0]!.DeepClone() };
    }

    private static DialogLab Archives() => new("ch08-restore-test", Archive, "sleep 3600", Archive);

    private static DialogLab Containers() => new("ch08r-first-job", "vzdump 200 --storage local");

    private static DialogContext ReadVolume(DialogLab made, string storage)
    {
        using var lab = made;
        var volumes = (JsonArray)lab.Read($"/nodes/pve1/storage/{storage}/content?content=backup")!;
        return Datacenter() with { Storage = storage, Row = (JsonObject)volumes[^1]!.DeepClone() };
    }

    private static DialogLab Config(string key) => new DialogLab().Guest(DialogIds.ConfigEdit, 100, row: Row(key, ""));

    private static JsonObject Row(string key, string value) => new() { ["key"] = key, ["value"] = value };

    private static DialogLab Storage(string kind) => new DialogLab().Open(DialogIds.StorageAdd, Datacenter() with { Kind = kind });
}
