using PveLab.Courseware.Grading;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Tests.Grading;

/// <summary>Each criterion that the scenarios of faults use, in a world that meets it and in one that does not: what is typed is really done.</summary>
public sealed class FaultCriteriaTests : IDisposable
{
    private const string Backup = "vzdump 100 --storage nas --compress zstd --quiet 1\n";
    private const string Restore = "qmrestore $(pvesm list nas --vmid 100 | tail -n 1 | cut -d' ' -f1) 101 --storage local-lvm";
    private const string Copy = Backup + Restore + " --unique 1\n";
    private const string Over = Backup + "qm stop 100\n" + "qmrestore $(pvesm list nas --vmid 100 | tail -n 1 | cut -d' ' -f1) 100 --storage local-lvm --force 1\n";
    private const string Job = "pvesh create /cluster/backup --id nightly --schedule 21:00 --vmid 100 --storage nas --prune-backups keep-last=2\n";

    private readonly CriterionLab lab = new("single-node");

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("good-archives, guest: 100", "", false)]
    [InlineData("good-archives, guest: 100", Backup, true)]
    [InlineData("good-archives, guest: 100, storage: nas, made: during", Backup, true)]
    [InlineData("good-archives, guest: 100, storage: local", Backup, false)]
    [InlineData("good-archives, guest: 100, made: before", Backup, false)]
    [InlineData("good-archives, guest: 100, atLeast: 2", Backup, false)]
    [InlineData("good-archives, guest: 100, atLeast: 2", Backup + "sleep 5\n" + Backup, true)]
    [InlineData("good-archives, guest: 100, name: 'vzdump-qemu-100-2026_04_01-*'", Backup, true)]
    [InlineData("good-archives, guest: 100, name: 'vzdump-qemu-100-2026_03_31-*'", Backup, false)]
    [InlineData("good-archives, guest: 100", "qm set 100 --scsi0 local-lvm:vm-100-disk-0,size=32G,backup=0 --scsi1 local-lvm:1\n" + Backup, false)]
    [InlineData("good-archives, guest: 100, allDisks: false", "qm set 100 --scsi0 local-lvm:vm-100-disk-0,size=32G,backup=0 --scsi1 local-lvm:1\n" + Backup, true)]
    [InlineData("good-archives, guest: 100, storage: nas", Backup + "mv /mnt/pve/nas/dump/*.zst /mnt/pve/nas/\n", false)]
    [InlineData("good-archives, guest: 100", Backup + "mv /mnt/pve/nas/dump/*.zst /mnt/pve/nas/\n", true)]
    [InlineData("good-archives, guest: 100", Backup + "rm /mnt/pve/nas/dump/*.zst\n", false)]
    [InlineData("guest-unlocked, guest: 100", "qm list\n", true)]
    [InlineData("guest-unlocked, guest: 100", "echo 'lock: backup' >> /etc/pve/qemu-server/100.conf\n", false)]
    [InlineData("guest-unlocked, guest: 999", "", false)]
    [InlineData("never-down, guest: 100", "sleep 60\n", true)]
    [InlineData("never-down, guest: 100", "qm stop 100\nqm start 100\n", false)]
    [InlineData("never-down, guest: 100, atMostMinutes: 5", "qm stop 100\nsleep 60\nqm start 100\n", true)]
    [InlineData("never-down, guest: 100, atMostMinutes: 5", "qm stop 100\nsleep 600\nqm start 100\n", false)]
    [InlineData("job-ran-ok, guest: 100", Job + Backup, false)]
    [InlineData("job-ran-ok, guest: 100", Job + "#! wait 13h\n", true)]
    [InlineData("job-ran-ok, guest: 100", "pvesh create /cluster/backup --id nightly --schedule 21:00 --vmid 999 --storage nas\n#! wait 13h\n" + Backup, false)]
    [InlineData("backup-scheduled, guest: 100, storage: nas, withinHours: 13", Job, true)]
    [InlineData("backup-scheduled, guest: 100, storage: local", Job, false)]
    [InlineData("backup-scheduled, guest: 100, withinHours: 11", Job, false)]
    [InlineData("retention-at-least, guest: 100, keep: 2", Job, true)]
    [InlineData("retention-at-least, guest: 100, keep: 3", Job, false)]
    [InlineData("retention-at-least, guest: 100, keep: 1", "", false)]
    [InlineData("archive-proved, guest: 100", Backup, false)]
    [InlineData("archive-proved, guest: 100", Copy, true)]
    [InlineData("archive-proved, guest: 100", Backup + "zstd -t /mnt/pve/nas/dump/*.zst\n", true)]
    [InlineData("archive-proved, guest: 100", Backup + "zstd -q -d -c /mnt/pve/nas/dump/*.zst | vma verify -\n", true)]
    [InlineData("archive-proved, guest: 100", Backup + "zstd -q -d -c /mnt/pve/nas/dump/*.zst | vma list -\n", false)]
    [InlineData("archive-proved, guest: 100", Over, false)]
    [InlineData("archive-proved, guest: 100, beforeLoss: true", Copy + Over, true)]
    [InlineData("archive-proved, guest: 100, beforeLoss: true", Over + Copy, false)]
    [InlineData("data-restored, guest: 100, file: /srv/app/orders.log, lostAtMostMinutes: 1", Copy, true)]
    [InlineData("data-restored, guest: 100, file: /root/README, contains: may be broken", Copy, true)]
    [InlineData("data-restored, guest: 100, file: /root/README, contains: nonsense", Copy, false)]
    [InlineData("data-restored, guest: 100, file: /root/README, sha256: 7bf3a4e6eb57bbf5c39b51bd0ba1d7e5f11f3ac1c0b4ea2b8d1a2a1d4f4c1a00", Copy, false)]
    [InlineData("data-restored, guest: 100, file: /etc/hostname, sha256: eb68d92f6d1ab6408b46bc1df257894392deacc2181abc3b300860d5b9f20d45", Copy, true)]
    [InlineData("data-restored, guest: 100, file: /etc/hostname, which: original", "", true)]
    [InlineData("data-restored, guest: 100, file: /no", Copy, false)]
    [InlineData("all-disks-restored, guest: 100", "", false)]
    [InlineData("all-disks-restored, guest: 100", Copy, true)]
    [InlineData("all-disks-restored, guest: 100", Copy + "qm set 101 --delete scsi0\n", false)]
    [InlineData("guest-on-network, guest: 100, which: original", "", true)]
    [InlineData("guest-on-network, guest: 100", Copy, false)]
    [InlineData("guest-on-network, guest: 100", Copy + "qm start 101\nsleep 120\n", true)]
    [InlineData("guest-on-network, guest: 100", Copy + "qm set 101 --delete net0\nqm start 101\nsleep 120\n", false)]
    [InlineData("guest-on-network, guest: 100, which: original", Backup + Restore + "\nqm start 101\nsleep 120\n", false)]
    [InlineData("no-address-conflict", Copy + "qm start 101\nsleep 120\n", true)]
    [InlineData("no-address-conflict", Backup + Restore + "\nqm start 101\nsleep 120\n", false)]
    [InlineData("no-address-conflict", Backup + Restore + "\nqm start 101\nsleep 120\nqm stop 101\n", false)]
    [InlineData("no-address-conflict, when: now", Backup + Restore + "\nqm start 101\nsleep 120\nqm stop 101\n", true)]
    [InlineData("no-address-conflict, when: now", Backup + Restore + "\nqm start 101\nsleep 120\n", false)]
    [InlineData("storage-usable, storage: nas, content: backup, freeGiB: 100", "", true)]
    [InlineData("storage-usable, storage: nas, content: 'backup,images'", "", false)]
    [InlineData("storage-usable, storage: nas, freeGiB: 2000", "", false)]
    [InlineData("storage-usable, storage: nas", "pvesm set nas --disable 1\n", false)]
    [InlineData("storage-usable, storage: nas", "pvesm remove nas\n", false)]
    [InlineData("storage-usable, storage: local-lvm, content: images, freeGiB: 1", "", true)]
    [InlineData("storage-usable, storage: local-lvm, freeGiB: 100000", "", false)]
    [InlineData("file-system-free, freeMiB: 100", "", true)]
    [InlineData("file-system-free, path: /var/log, freeMiB: 100000000", "", false)]
    [InlineData("file-holds, path: /var/log/vzdump/qemu-100.log, contains: ['INFO: Finished Backup']", Backup, true)]
    [InlineData("file-holds, path: '/var/log/vzdump/qemu-*.log', contains: ['INFO: Finished Backup', 'nonsense']", Backup, false)]
    [InlineData("file-holds, path: /etc/vzdump.conf", "", false)]
    [InlineData("file-holds, path: /etc/vzdump.conf, fresh: false, contains: ['vzdump default settings']", "", true)]
    [InlineData("files-kept, paths: [/etc/vzdump.conf, '/etc/pve/*.cfg']", "cat /etc/vzdump.conf\n", true)]
    [InlineData("files-kept, paths: [/etc/vzdump.conf]", "mv /etc/vzdump.conf /tmp/x\nmv /tmp/x /etc/vzdump.conf\n", true)]
    [InlineData("files-kept, paths: [/etc/vzdump.conf]", "rm /etc/vzdump.conf\n", false)]
    [InlineData("files-kept, paths: ['/etc/pve/*.cfg']", "pvesm set nas --disable 1\n", false)]
    [InlineData("original-untouched, guest: 100, restoreOf: 200", Copy, false)]
    public void A_criterion_is_met_when_the_world_is_so(string criterion, string lines, bool met)
    {
        var finding = lab.Judge(criterion, lines);
        Assert.True(finding.Met == met, string.Join("; ", finding.Evidence.Select(e => e.What.En)));
        Assert.NotEmpty(finding.Evidence);
    }

    public static TheoryData<string, string, string> Faults() => new()
    {
        { "storage-usable, storage: nas", "hang", "nas on pve1: its server does not answer" },
        { "storage-usable, storage: nas", "off", "nas on pve1: its server does not answer" },
        { "storage-usable, storage: nas", "withdraw", "nas on pve1: its server does not offer it" },
        { "storage-usable, storage: nas", "read-only", "nas on pve1: it cannot be written to" },
        { "good-archives, guest: 100", "damage", "there are 0 good backups of VM 100, and 1 are wanted" },
        { "good-archives, guest: 100", "truncate", "there are 0 good backups of VM 100, and 1 are wanted" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_shows(string criterion, string fault, string evidence)
    {
        Assert.True(lab.Judge(criterion, Backup).Met);
        var nas = lab.Attempt.World.Exports[0];
        var files = lab.Attempt.World.Node("pve1").Files;
        var (name, entry) = files.List("/mnt/pve/nas/dump").First(e => e.Key.EndsWith(".zst", StringComparison.Ordinal));
        var archive = (BlobFile)entry;
        switch (fault)
        {
            case "hang": nas.FileSystem.Hang(); break;
            case "off": nas.Host.PowerOff(); break;
            case "withdraw": nas.Withdraw(); break;
            case "read-only": nas.FileSystem.MakeReadOnly(); break;
            case "damage": archive.Payload = (BackupArchive)archive.Payload! with { Damage = ArchiveDamage.Data }; break;
            default: files.ResizeBlob("/mnt/pve/nas/dump/" + name, 1 << 20); break;
        }
        var finding = lab.JudgeNow();
        Assert.Equal((false, evidence), (finding.Met, finding.Evidence[0].What.En));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_checked_archive_is_proved_when_it_was_good(bool good, bool met)
    {
        Assert.False(lab.Judge("archive-proved, guest: 100", Backup).Met);
        lab.Attempt.World.Facts.Record(new ArchiveVerified(lab.Attempt.World.Clock.Now, "pve1", "/x", 100, good));
        Assert.Equal(met, lab.JudgeNow().Met);
    }

    [Fact]
    public void Judging_changes_nothing()
    {
        foreach (var kind in CriterionCatalogue.Kinds.Keys)
        {
            var guest = typeof(GuestCriterion).IsAssignableFrom(CriterionCatalogue.Kinds[kind]) ? ", guest: 100" : "";
            var required = kind switch
            {
                "data-restored" => ", file: /x",
                "file-holds" => ", path: /x",
                "file-system-free" => ", freeMiB: 1",
                "files-kept" => ", paths: [/x]",
                "retention-at-least" => ", keep: 1",
                "storage-usable" => ", storage: nas",
                _ => "",
            };
            lab.Judge(kind + guest + required, "");
            var facts = lab.Attempt.World.Facts.All.Count;
            lab.Attempt.Grade();
            Assert.Equal(facts, lab.Attempt.World.Facts.All.Count);
        }
    }
}
