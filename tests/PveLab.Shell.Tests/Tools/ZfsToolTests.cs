using System.Text;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Tools;

/// <summary>zfs and zpool against goldens; layouts and texts as openzfs 2.3 prints them.</summary>
public sealed class ZfsToolTests
{
    private readonly Lab lab = new(world: ZfsLab.Build());

    [Fact]
    public void Datasets_are_listed_with_their_space()
    {
        Prepare();
        Golden.Verify(Transcript(
            "zfs list", "zfs list -t all -r rpool/data", "zfs list -t snapshot", "zfs list -o space -r rpool/thick", "zfs list -Hp -o name,used,refer rpool/data/vm-100-disk-0",
            "zfs list -d 1 -o name,volsize,origin,type,refquota -t volume,filesystem -Hp rpool/data", "zfs list -S used -t volume -o name,used,creation", "zfs list /rpool/data nope",
            "zfs list -o nope", "zfs list -t nope", "zfs list -Z", "zfs list -t snapshot rpool/thick", "zfs"), "zfs-list");
    }

    [Fact]
    public void Properties_are_shown_with_their_source()
    {
        Prepare();
        Golden.Verify(Transcript(
            "zfs get all rpool/data/vm-100-disk-0", "zfs get all rpool/data/subvol-200-disk-0", "zfs get all rpool/data/vm-100-disk-0@before", "zfs get compression,atime,quota rpool rpool/data",
            "zfs get -Hpo value available,used rpool/data", "zfs get -s local -r all rpool", "zfs get -Ho name,value mountpoint rpool/data/subvol-200-disk-0", "zfs get nope rpool", "zfs get"), "zfs-get");
    }

    [Fact]
    public void Datasets_are_made_changed_and_destroyed() => Golden.Verify(Transcript(
        "zfs create rpool/backup", "zfs create rpool/backup", "zfs create rpool/a/b", "zfs create -p rpool/a/b", "zfs create tank/x", "zfs create rpool", "zfs create rpool/x@y", "zfs create 'rpool/x!'",
        "zfs create -V 4G rpool/vol", "zfs create -sV 1T rpool/sparse", "zfs create -V 1T rpool/big", "zfs create -V 10000 rpool/odd", "zfs create -V 0 rpool/zero", "zfs create rpool/vol/x",
        "zfs create -o compression=nope rpool/y", "zfs create -o quota=1G rpool/quota", "zfs set compression=zstd rpool/backup", "zfs set quota=10G atime=off rpool/backup", "zfs set quota=1K rpool/backup",
        "zfs set used=1 rpool/backup", "zfs set nope=1 rpool/backup", "zfs set quota=1X rpool/backup", "zfs set volsize=8G rpool/vol", "zfs set volsize=5000 rpool/vol", "zfs set volsize=1G rpool/backup",
        "zfs set my:note=hello rpool/backup", "zfs set rpool/backup", "zfs set quota=1G", "zfs set quota=1G nope/x", "zfs get -s local all rpool/backup", "zfs inherit compression rpool/backup",
        "zfs inherit quota rpool/backup", "zfs get -H compression rpool/backup", "zfs list -o name,used,avail,refer,volsize,refreservation -r rpool",
        "zfs set mountpoint=/srv/backup rpool/backup", "df -h -t zfs", "ls -d /srv/backup /rpool/backup", "zfs unmount rpool/backup", "zfs unmount rpool/backup", "zfs mount rpool/backup", "zfs mount rpool/backup", "zfs mount",
        "zfs destroy rpool/a", "zfs destroy -rv rpool/a", "zfs destroy nope", "zfs destroy rpool", "zfs destroy", "zfs destroy rpool/vol", "zfs rename rpool/backup rpool/a/b", "zfs rename rpool/backup tank/x",
        "zfs rename rpool/backup rpool/archive", "zfs list -H -o name,mountpoint", "zfs send rpool/archive@x", "zfs nope", "zfs list -j"), "zfs-changes");

    [Fact]
    public void Snapshots_are_taken_kept_and_rolled_back()
    {
        Prepare();
        Golden.Verify(Transcript(
            "zfs snapshot rpool/data/vm-100-disk-0@before", "zfs snapshot rpool/data/vm-100-disk-0@after rpool/nope@x", "zfs snapshot rpool/data", "zfs snapshot -r rpool/data@all",
            "zfs rollback rpool/data/vm-100-disk-0@before", "zfs rollback -r rpool/data/vm-100-disk-0@before", "zfs list -t snapshot -o name,used,refer,written", "zfs rollback rpool/data/vm-100-disk-0@nope",
            "zfs rollback rpool/data", "zfs clone rpool/data/vm-100-disk-0@before rpool/data/vm-300-disk-0", "zfs list -o name,used,refer,origin rpool/data/vm-300-disk-0",
            "zfs destroy rpool/data/vm-100-disk-0@before", "zfs destroy rpool/data/vm-100-disk-0", "zfs destroy -r rpool/data/vm-100-disk-0", "zfs destroy -rnv rpool/data/subvol-200-disk-0",
            "zfs hold keep rpool/data/subvol-200-disk-0@all", "zfs hold keep rpool/data/subvol-200-disk-0@all", "zfs holds rpool/data/subvol-200-disk-0@all", "zfs destroy rpool/data/subvol-200-disk-0@all",
            "zfs release keep rpool/data/subvol-200-disk-0@all", "zfs release keep rpool/data/subvol-200-disk-0@all", "zfs destroy -v rpool/data/subvol-200-disk-0@all", "zfs destroy rpool/data/subvol-200-disk-0@all",
            "zfs rename rpool/data/vm-100-disk-0@before @first", "zfs destroy -R rpool/data/vm-100-disk-0", "zfs list -r rpool/data"), "zfs-snapshots");
    }

    [Fact]
    public void A_pool_tells_how_it_is()
    {
        Prepare();
        var pool = ZfsLab.Pool(lab.Datacenter);
        var text = Transcript("zpool list", "zpool list -Hp", "zpool list -o name,size,free,health rpool nope", "zpool get all rpool", "zpool get -H -o value health rpool", "zpool status", "zpool status -x",
            "zpool scrub rpool", "zpool scrub rpool", "sleep 2; zpool status rpool", "sleep 60; zpool status rpool", "zpool scrub -s rpool", "zpool offline rpool sdc", "zpool offline rpool sdb", "zpool offline rpool sda",
            "zpool status -x", "pvesm alloc local-zfs 100 vm-100-disk-5 4G", "zpool online rpool sdb", "zpool status rpool", "zpool import", "zpool import tank", "zpool status nope", "zpool", "zpool nope", "zpool destroy rpool", "zpool clear");
        foreach (var device in pool.Devices) device.Disk.Fail();
        text += Transcript("zpool status", "zfs create rpool/x", "zfs snapshot rpool/data@x", "pvesm alloc local-zfs 100 vm-100-disk-6 4G", "ls /rpool/data", "zpool clear rpool");
        foreach (var device in pool.Devices) device.Disk.Recover();
        Golden.Verify(text + Transcript("zpool status", "zpool clear rpool", "zpool list -H -o health", "zfs create rpool/x", "ls /rpool"), "zpool");
    }

    private void Prepare()
    {
        lab.Run("pvesm alloc local-zfs 100 vm-100-disk-0 32G; pvesm alloc thick-zfs 101 vm-101-disk-0 8G");
        var storages = lab.Node.Storages;
        storages.Allocate("local-zfs", 200, "subvol", null, 4L << 30);
        storages.TryWrite("local-zfs:vm-100-disk-0", 5L << 30);
        storages.TryWrite("local-zfs:subvol-200-disk-0", 1234L << 20);
        storages.TryWrite("thick-zfs:vm-101-disk-0", 1L << 30);
        storages.Snapshot("local-zfs:vm-100-disk-0", "before");
        storages.TryWrite("local-zfs:vm-100-disk-0", 1L << 30);
    }

    private string Transcript(params string[] lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("$ ").Append(line).Append('\n').Append(lab.Run(line));
            if (lab.Shell.Status != 0) text.Append("[exit ").Append(lab.Shell.Status).Append("]\n");
        }
        return text.ToString();
    }
}
