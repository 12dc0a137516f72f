namespace PveLab.Shell.Tests.Guest;

/// <summary>What the commands about clones and disks show, line by line.</summary>
public sealed class QmDiskTranscriptTests
{
    [Fact]
    public void Clones() => QmTranscriptTests.Play(
        "qm_clones",
        "qm clone 100 100",
        "qm clone 100 101 --name web2 | grep -v '[1-9].00%'",
        "qm config 101 | grep -v -e smbios -e net0",
        "qm clone 100 102 --full 0",
        "qm snapshot 100 s1",
        "qm clone 100 102 --snapname nope",
        "qm clone 100 102 --snapname s1 --storage gone",
        "qm clone 100 102 --snapname s1 --storage local",
        "qm stop 100",
        "qm template 100",
        "qm delsnapshot 100 s1",
        "qm template 100",
        "qm start 100",
        "qm clone 100 103 --name linked",
        "qm clone 100 104 --storage local-lvm",
        "qm config 103 | grep scsi0",
        "qm list",
        "qm clone 100 106 --pool nope",
        "qm clone 100 107 --target pve9");

    [Fact]
    public void Disks() => QmTranscriptTests.Play(
        "qm_disks",
        "pvesm set local --content images,iso,backup,vztmpl",
        "qm resize 100 scsi0 +8G",
        "qm disk resize 100 scsi0 10G",
        "qm disk resize 100 scsi7 10G",
        "qm disk resize 100 scsi0 tiny",
        "qm move_disk 100 scsi0 local-lvm",
        "qm disk move 100 scsi0 local --format qcow2",
        "qm guest exec 100 -- cat /etc/hostname",
        "qm config 100 | grep -e scsi0 -e unused",
        "qm unlink 100 --idlist unused0",
        "qm disk rescan --vmid 100",
        "qm disk import 100 /etc/hosts local-lvm",
        "qm disk import 100 /nope local-lvm",
        "qm disk import 100 /etc/hosts gone",
        "qm rescan",
        "qm create 200 --name other",
        "qm disk move 100 unused0 --target-vmid 200 --target-disk scsi3",
        "qm config 200 | grep scsi3",
        "qm disk move 100 scsi0",
        "qm migrate 100 pve1",
        "qm migrate 100 pve9",
        "qm showcmd 100 --pretty",
        "qm wait 100 --timeout 3",
        "qm monitor 100",
        "qm sendkey 100 ctrl-alt-delete",
        "qm cloudinit dump 100 user",
        "qm agent 100 ping",
        "qm guest cmd 100 get-host-name",
        "qm guest cmd 100 network-get-interfaces",
        "qm guest cmd 100 get-fsinfo",
        "qm guest exec 100 nosuch",
        "qm guest exec 100 -- bash -c 'hostname; false'",
        "qm guest exec-status 100 1",
        "qm agent 200 ping",
        "qm stop 100",
        "qm agent 100 ping");
}
