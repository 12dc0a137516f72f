using System.Text;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Tools;

/// <summary>lvs, vgs, pvs and lsblk show what pvesm and df count.</summary>
public sealed class BlockToolTests
{
    private readonly Lab lab = new(world: ZfsLab.Build());

    [Fact]
    public void Lvm_reports_and_lsblk_have_the_real_layouts()
    {
        lab.Run("pvesm alloc local-lvm 100 vm-100-disk-0 32G; pvesm alloc local-lvm 101 '' 4G; pvesm alloc local-zfs 100 vm-100-disk-1 8G");
        lab.Node.Storages.TryWrite("local-lvm:vm-100-disk-0", 5L << 30);
        lab.Node.Storages.Snapshot("local-lvm:vm-100-disk-0", "before");
        Golden.Verify(Transcript(
            "lvs", "lvs -a", "lvs pve/data", "lvs --noheadings -o lv_name,lv_size --units g pve", "lvs -o +lv_path --units b", "lvs --separator , -o name,size,pool_lv", "lvs nope", "lvs pve/nope", "lvs -o nope",
            "vgs", "vgs --units m -o vg_name,vg_free --nosuffix", "pvs", "pvs /dev/sdx", "lsblk", "lsblk -o NAME,SIZE,TYPE -d", "lsblk -nrbo NAME,SIZE /dev/sda", "lsblk /dev/nope", "lsblk -o NOPE", "pvesm status"), "block-tools");
    }

    [Fact]
    public void A_full_thin_pool_refuses_new_volumes_in_lvms_words()
    {
        var pool = lab.Node.ThinPools["pve/data"];
        lab.Run("pvesm alloc local-lvm 100 vm-100-disk-0 200G");
        Assert.True(lab.Node.Storages.TryWrite("local-lvm:vm-100-disk-0", pool.Capacity));
        Assert.False(lab.Node.Storages.TryWrite("local-lvm:vm-100-disk-0", 1 << 20));

        Golden.Verify(Transcript("pvesm alloc local-lvm 101 vm-101-disk-0 4G", "lvs pve/data", "pvesm status --storage local-lvm", "pvesm free local-lvm:vm-100-disk-0", "pvesm alloc local-lvm 101 vm-101-disk-0 4G"), "thin-pool-full");
    }

    [Fact]
    public void A_thin_pool_whose_metadata_is_full_takes_neither_volumes_nor_writes()
    {
        var pool = lab.Node.ThinPools["pve/data"];
        lab.Run("pvesm alloc local-lvm 100 vm-100-disk-0 32G");
        pool.MetadataTaken = pool.MetadataSize;

        Assert.False(lab.Node.Storages.TryWrite("local-lvm:vm-100-disk-0", 1 << 20));
        Golden.Verify(Transcript("pvesm alloc local-lvm 101 vm-101-disk-0 4G", "lvs pve/data"), "thin-pool-metadata-full");
        pool.MetadataTaken = 0;
        Assert.True(lab.Node.Storages.TryWrite("local-lvm:vm-100-disk-0", 1 << 20));
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
