using System.Text;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Tools;

/// <summary>zfs send, zfs receive and zpool replace against goldens; texts as openzfs 2.3 prints them.</summary>
public sealed class ZfsStreamToolTests
{
    private const string Disk = "rpool/data/vm-100-disk-0";
    private readonly Lab lab = new(world: ZfsLab.Build());

    [Fact]
    public void Snapshots_go_through_pipes_and_files()
    {
        Prepare();
        Golden.Verify(Transcript(
            $"zfs send {Disk}@a", $"zfs send {Disk}@nope | zfs receive rpool/x", $"zfs send -nv {Disk}@b", $"zfs send -nvP -i @a {Disk}@b", $"zfs send -nRv -I a {Disk}@b", $"zfs send -n -i nope {Disk}@b",
            $"zfs send -i @b {Disk}@a | cat > /tmp/x", $"zfs send -I nope {Disk}@b > /tmp/none", $"zfs send -v {Disk}@a | zfs receive -v rpool/copy", "zfs list -t all -r -o name,used,refer,volsize rpool/copy",
            $"zfs send {Disk}@a | zfs receive rpool/copy", $"zfs send {Disk}@a | zfs receive -F rpool/copy", $"zfs send -i a {Disk}@b | zfs receive rpool/nope/copy", $"zfs send {Disk}@a | zfs receive rpool/nope/copy",
            $"zfs send -i @a {Disk}@b > /tmp/step.zfs", "ls -lh /tmp/step.zfs", "zfs receive rpool/copy < /tmp/step.zfs", "cat /tmp/step.zfs | zfs receive -v rpool/copy", "zfs list -Ht snapshot -o name,guid -r rpool/copy",
            $"zfs list -Ht snapshot -o name,guid {Disk}", "echo hello | zfs receive rpool/y", "zfs receive rpool/y < /dev/null", "zfs receive rpool/y", "zfs receive", "zfs send", "zfs send -t 1-abc", "zfs receive -s rpool/y < /tmp/step.zfs",
            "dd if=/tmp/step.zfs of=/tmp/half.zfs bs=1M count=300 status=none", "zfs rollback -r rpool/copy@a", "zfs receive rpool/copy < /tmp/half.zfs", $"zfs send {Disk}@a | gzip | zfs receive rpool/z",
            $"zfs send {Disk}@a | gzip | gunzip | zfs receive rpool/z", "zfs list -Ho name,refer rpool/z"), "zfs-send");
    }

    [Fact]
    public void A_copy_that_went_its_own_way_is_told_and_forced()
    {
        Prepare();
        lab.Run($"zfs send {Disk}@a | zfs receive rpool/thick/vm-100-disk-0");
        lab.Node.Storages.TryWrite("thick-zfs:vm-100-disk-0", 1L << 30);
        Golden.Verify(Transcript(
            $"zfs send -i @a {Disk}@b | zfs receive rpool/thick/vm-100-disk-0", "zfs list -t all -r rpool/thick", $"zfs send -i @a {Disk}@b | zfs receive -F rpool/thick/vm-100-disk-0",
            "zfs list -t all -r rpool/thick", "zfs destroy rpool/thick/vm-100-disk-0@b", "zfs destroy rpool/thick/vm-100-disk-0@a", $"zfs send -i @a {Disk}@b | zfs receive -F rpool/thick/vm-100-disk-0",
            "zfs set quota=3G rpool/thick", $"zfs destroy -r rpool/thick/vm-100-disk-0; zfs send {Disk}@a | zfs receive rpool/thick/vm-100-disk-0", "zfs list -t all -r rpool/thick",
            "zfs destroy -r rpool/thick/vm-100-disk-0", "zfs set quota=3G rpool/thick", $"zfs send {Disk}@a | zfs receive rpool/thick/vm-100-disk-0", "zfs list -t all -r rpool/thick",
            "zfs set quota=none rpool/thick", "zfs set my:owner=anna compression=zstd rpool/data/vm-100-disk-0", $"zfs send -Rpv {Disk}@b | zfs recv -F -- rpool/thick/vm-100-disk-0",
            "zfs get -s received,local all rpool/thick/vm-100-disk-0", "zfs snapshot rpool/thick/vm-100-disk-0@mine", $"zfs snapshot {Disk}@c", $"zfs destroy {Disk}@a", $"zfs send -RpvU -I b -- {Disk}@c | zfs recv -F -x encryption -- rpool/thick/vm-100-disk-0",
            "zfs list -Ht snapshot -o name -r rpool/thick"), "zfs-receive-forced");
    }

    [Fact]
    public void Volumes_are_exported_and_imported()
    {
        Prepare();
        Golden.Verify(Transcript(
            "pvesm export local-zfs:vm-100-disk-0 zfs /tmp/vol.zfs", "pvesm export local-zfs:vm-100-disk-0 raw+size /tmp/vol", "pvesm export local:iso/x.iso raw+size -", "pvesm export nope zfs -",
            "pvesm export local-zfs:vm-100-disk-0 zfs /tmp/vol.zfs --snapshot a", "pvesm import local-zfs:vm-100-disk-0 zfs /tmp/vol.zfs", "pvesm import local-zfs:vm-100-disk-0 zfs /tmp/vol.zfs --allow-rename 1",
            "pvesm import thick-zfs:vm-100-disk-0 zfs /tmp/vol.zfs", "pvesm import thick-zfs:vm-100-disk-0 zfs /tmp/vol.zfs --base nope",
            "pvesm export local-zfs:vm-100-disk-0 zfs - --snapshot b --base a --with-snapshots 1 | pvesm import thick-zfs:vm-100-disk-0 zfs - --base a --with-snapshots 1 --delete-snapshot a",
            "zfs list -Ht snapshot -o name -r rpool/thick", "pvesm export local-zfs:vm-100-disk-0 zfs - --snapshot b --base a | pvesm import thick-zfs:vm-100-disk-0 zfs - --base b",
            "pvesm export local-zfs:vm-100-disk-0 zfs - --snapshot nope | cat > /tmp/none", "pvesm export local-zfs:vm-100-disk-0 zfs /tmp/nope/x --snapshot a", "pvesm import thick-zfs:vm-100-disk-3 zfs /tmp/none",
            "pvesm import thick-zfs:vm-100-disk-3 zfs tcp://192.168.10.11", "ls /tmp"), "pvesm-streams");
    }

    [Fact]
    public void A_lost_disk_is_replaced_while_the_pool_works()
    {
        Prepare();
        var text = Transcript("lsblk", "zpool replace rpool sdb sdx", "zpool replace rpool sdx sdc", "zpool replace rpool sdb sda", "zpool replace rpool sdb nvme0n1", "zpool replace rpool");
        ZfsLab.Pool(lab.Datacenter).Devices.First(d => d.Name == "sdb").Disk.Fail();
        Golden.Verify(text + Transcript("zpool status", "zpool online rpool sdb", "zpool replace rpool sdb", "zpool replace rpool sdb sdc", "zpool status", "zpool replace rpool sdb sdc", "sleep 5; zpool status", "sleep 60; zpool status",
            "lsblk -o NAME,SIZE,FSTYPE"), "zpool-replace");
    }

    private void Prepare()
    {
        var storages = lab.Node.Storages;
        storages.Allocate("local-zfs", 100, "raw", "vm-100-disk-0", 32L << 30);
        storages.TryWrite("local-zfs:vm-100-disk-0", 5L << 30);
        storages.Snapshot("local-zfs:vm-100-disk-0", "a");
        storages.TryWrite("local-zfs:vm-100-disk-0", 1L << 30);
        storages.Snapshot("local-zfs:vm-100-disk-0", "b");
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
