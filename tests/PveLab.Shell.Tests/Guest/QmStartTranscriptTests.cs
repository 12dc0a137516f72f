namespace PveLab.Shell.Tests.Guest;

/// <summary>Starts that fail, states that are kept, pools, and backups beside snapshots, line by line.</summary>
public sealed class QmStartTranscriptTests
{
    [Fact]
    public void Starts_that_fail() => QmTranscriptTests.Play(
        "qm_starts",
        "qm stop 100",
        "qm set 100 --net0 e1000,bridge=vmbr9",
        "qm start 100",
        "qm set 100 --net0 virtio,bridge=vmbr9",
        "qm start 100",
        "qm set 100 --net0 virtio,bridge=vmbr0 --memory 40000",
        "qm start 100",
        "qm set 100 --memory 2048 --machine pc-i440fx-11.0",
        "qm start 100",
        "qm set 100 --delete machine --ide2 local:iso/gone.iso,media=cdrom",
        "sed -i 's/^scsi0:/ide2: local:iso\\/gone.iso,media=cdrom\\nscsi0:/' /etc/pve/qemu-server/100.conf",
        "qm start 100",
        "qm set 100 --ide2 none,media=cdrom",
        "sed -i 's/^boot: .*/boot: order=scsi7;net0/' /etc/pve/qemu-server/100.conf",
        "qm start 100",
        "sleep 30",
        "qm agent 100 ping",
        "qm stop 100",
        "qm set 100 --boot order=scsi0",
        "qm start 100",
        "sleep 30",
        "qm agent 100 ping");

    [Fact]
    public void States_that_are_kept() => QmTranscriptTests.Play(
        "qm_states",
        "qm suspend 100",
        "qm status 100",
        "qm resume 100",
        "qm suspend 100 --todisk 1",
        "qm status 100",
        "qm config 100",
        "qm set 100 --name foo",
        "qm start 100",
        "qm guest exec 100 hostname",
        "qm config 100 | grep -e lock -e vmstate",
        "qm snapshot 100 s1",
        "sed -i 's/^agent/lock: snapshot\\nagent/' /etc/pve/qemu-server/100.conf",
        "qm snapshot 100 s2",
        "qm rollback 100 s1",
        "qm delsnapshot 100 s1",
        "qm unlock 100",
        "qm set 100 --delete scsi0",
        "qm stop 100",
        "qm config 100 | grep unused",
        "qm set 100 --delete unused0",
        "qm rollback 100 s1",
        "qm config 100 | grep -e scsi0 -e unused",
        "sed -i 's/^snaptime/snapstate: delete\\nsnaptime/' /etc/pve/qemu-server/100.conf",
        "qm rollback 100 s1",
        "qm delsnapshot 100 s1 --force",
        "qm config 100 | grep -e parent -e lock");

    [Fact]
    public void Pools_and_backups() => QmTranscriptTests.Play(
        "qm_pools",
        "pvesh create /pools --poolid lab --comment 'for the lesson: 1'",
        "pvesh create /pools --poolid lab",
        "pvesh create /pools --poolid no/such",
        "pvesh set /pools --poolid lab --vms 100",
        "pvesh set /pools --poolid lab --vms 100",
        "pvesh get /pools --output-format json",
        "cat /etc/pve/user.cfg",
        "pvesh delete /pools --poolid lab",
        "qm snapshot 100 s1",
        "vzdump --pool nope",
        "vzdump --pool lab --storage local --mode snapshot | grep -e snapshots -e Starting",
        "pvesh get /nodes/pve1/vzdump/extractconfig --volume $(pvesm list local --content backup | tail -1 | cut -d' ' -f1) | grep -e snaptime -e parent -e vm-ubuntu",
        "sed -i '1s/^/lock: migrate\\n/' /etc/pve/qemu-server/100.conf",
        "vzdump 100 --storage local | grep ERROR",
        "qm unlock 100",
        "vzdump 100 --storage local | grep ERROR",
        "pvesh set /pools --poolid lab --vms 100 --delete 1",
        "pvesh delete /pools --poolid lab",
        "pvesh get /pools/lab");
}
