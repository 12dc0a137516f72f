using System.Text.RegularExpressions;
using PveLab.Api;
using PveLab.Api.Nodes.Storage;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Shell.Proxmox;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Proxmox;

public sealed class PvesmTests
{
    private static readonly CommandTable Table = new("pvesm", PvesmCommands.Bindings(new ApiTree([.. StorageMethods.All, .. NodeStorageMethods.All, .. PveLab.Api.Nodes.ScanMethods.All])));

    private readonly Datacenter world = StorageLab.Build();

    [Fact]
    public void Status_is_a_table_in_kibibytes_with_warnings_before_it() => Assert.Equal(
        "unable to activate storage 'offline' - directory is expected to be a mount point but is not mounted: '/mnt/offline'\n"
        + "Name             Type     Status     Total (KiB)      Used (KiB) Available (KiB)        %\n"
        + "files             dir     active        52428800         419xxxx        4823xxxx    8.00%\n"
        + "local             dir     active        52428800         419xxxx        4823xxxx    8.00%\n"
        + "local-lvm     lvmthin     active       104857600               0       104857600    0.00%\n"
        + "nas               nfs     active      1048576000       104857608       943718392   10.00%\n"
        + "off               dir   disabled               0               0               0      N/A\n"
        + "offline           dir   inactive               0               0               0    0.00%\n"
        + "pve2only          dir   disabled               0               0               0      N/A\n",
        Regex.Replace(Regex.Replace(Run("status"), "419[0-9]{4} ", "419xxxx "), "4823[0-9]{4} ", "4823xxxx "));

    [Fact]
    public void A_list_shows_the_header_even_when_there_is_nothing() =>
        Assert.Equal("Volid Format  Type      Size VMID\n", Run("list local-lvm"));

    [Fact]
    public void A_list_shows_owned_volumes_first_and_the_others_by_format()
    {
        world.Nodes["pve1"].Storages.Activate("local");
        world.Nodes["pve1"].Files.CreateBlob("/var/lib/vz/template/iso/debian-13.iso", 700_000_000);
        world.Nodes["pve1"].Files.CreateBlob("/var/lib/vz/template/cache/debian-13.tar.zst", 120_000_000);
        world.Nodes["pve1"].Files.CreateBlob("/var/lib/vz/dump/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst", 1234);

        Assert.Equal(
            "Volid                                                    Format  Type           Size VMID\n"
            + "local:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst vma.zst backup         1234 100\n"
            + "local:iso/debian-13.iso                                  iso     iso       700000000\n"
            + "local:vztmpl/debian-13.tar.zst                           tzst    vztmpl    120000000\n",
            Run("list local"));
    }

    [Fact]
    public void Allocating_prints_what_the_tools_print_and_the_new_name() => Assert.Equal(
        "Formatting '/srv/files/images/100/vm-100-disk-0.qcow2', fmt=qcow2 cluster_size=65536 extended_l2=off preallocation=metadata "
        + "compression_type=zlib size=1073741824 lazy_refcounts=off refcount_bits=16\n"
        + "successfully created 'files:100/vm-100-disk-0.qcow2'\n",
        Run("alloc files 100 vm-100-disk-0.qcow2 1G"));

    [Fact]
    public void A_path_is_printed() => Assert.Equal("/mnt/pve/nas/dump/a.vma\n", Run("path nas:backup/a.vma"));

    [Fact]
    public void A_prune_preview_has_its_note_and_columns()
    {
        world.Nodes["pve1"].Storages.Activate("files");
        foreach (var day in (int[])[1, 2, 3]) world.Nodes["pve1"].Files.CreateBlob($"/srv/files/dump/vzdump-qemu-100-2026_01_0{day}-00_00_00.vma", 1000);

        Assert.Equal(
            "NOTE: this is only a preview and might not be what a subsequent\n"
            + "prune call does if backups are removed/added in the meantime.\n\n"
            + "Backup                                                      Backup-ID Prune-Mark\n"
            + "files:backup/vzdump-qemu-100-2026_01_01-00_00_00.vma         qemu/100     remove\n"
            + "files:backup/vzdump-qemu-100-2026_01_02-00_00_00.vma         qemu/100     remove\n"
            + "files:backup/vzdump-qemu-100-2026_01_03-00_00_00.vma         qemu/100       keep\n",
            Run("prune-backups files --keep-last 1 --dry-run"));
        Assert.Equal("No backups found\n", Run("prune-backups files --vmid 777 --dry-run"));
        Assert.Equal("removing backup 'files:backup/vzdump-qemu-100-2026_01_01-00_00_00.vma'\n", Run("prune-backups files"));
        Assert.Equal("storage 'pve2only' is not available on node 'pve1'\n", Run("prune-backups pve2only --keep-last 1"));
        Assert.Equal("no prune-backups options configured for storage 'local'\n", Run("prune-backups local --dry-run"));
    }

    [Fact]
    public void Extracting_a_configuration_needs_a_backup()
    {
        Assert.Equal("unable to use volume local-lvm:vm-100-disk-0 - content type needs to be 'backup'\n", Run("extractconfig local-lvm:vm-100-disk-0"));
        Assert.Equal("volume 'files:backup/none.vma.zst' does not exist\n", Run("extractconfig files:backup/none.vma.zst"));
    }

    [Fact]
    public void Parameter_errors_end_with_the_usage_line()
    {
        Assert.Equal("400 Parameter verification failed.\nstorage: No such storage.\npvesm status  [OPTIONS]\n", After("status --storage nope"));
        Assert.Equal("400 Parameter verification failed.\nvolume: no storage specified - incomplete volume ID\npvesm free <volume> [OPTIONS]\n", Run("free foo"));
        Assert.Equal("400 Parameter verification failed.\nvolume: invalid format - unable to parse volume ID 'foo'\n\npvesm path <volume>\n", Run("path foo"));
    }

    private string After(string line)
    {
        var text = Run(line);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>Everything printed, standard error first as the terminal would show it.</summary>
    private string Run(string line)
    {
        var text = new System.Text.StringBuilder();
        var resolved = Table.Resolve(line.Split(' '));
        var binding = resolved.Binding!;
        try
        {
            var parsed = OptionParser.Parse(binding, resolved.Arguments, "pve1");
            var result = binding.Invoke(parsed, world, "pve1", print: l => text.Append(l).Append('\n'), warn: l => text.Append(l).Append('\n'));
            text.Append(binding.Printer?.Invoke(result, binding.Method, new OutputOptions()));
        }
        catch (PveException error)
        {
            text.Append(ErrorText.Of(error));
        }
        return text.ToString();
    }
}
