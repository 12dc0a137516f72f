using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Proxmox;

/// <summary>pvesm typed into a shell: what the terminal shows, and the exit status of each line.</summary>
public sealed class PvesmSessionTests
{
    private readonly Datacenter world = StorageLab.Build();
    private readonly StringBuilder transcript = new();
    private readonly ShellSession shell;

    public PvesmSessionTests() => shell = new ShellSession(world.Nodes["pve1"]);

    [Fact]
    public void A_session_of_volumes_reads_as_on_a_real_node()
    {
        world.Nodes["pve1"].Storages.Activate("files");
        world.Nodes["pve1"].Files.CreateBlob("/srv/files/dump/vzdump-qemu-100-2026_01_02-03_04_05.vma", 380);
        world.Nodes["pve1"].Files.WriteText("/srv/files/dump/vzdump-qemu-100-2026_01_02-03_04_05.vma.protected", "");
        Type(
            "pvesm list nope", "pvesm list off", "pvesm list pve2only", "pvesm list offline",
            "pvesm alloc local-lvm 100 vm-100-disk-7 4G", "pvesm alloc local-lvm 100 vm-100-disk-7 4G", "pvesm alloc local-lvm 100 vm-101-disk-7 4G",
            "pvesm alloc local-lvm 100 '' 1G", "pvesm alloc local-lvm 100 '' 999T", "pvesm alloc local-lvm 100", "pvesm alloc local-lvm 99 '' 1G",
            "pvesm alloc nope 100 '' 1G", "pvesm list local-lvm", "pvesm path local-lvm:vm-100-disk-7",
            "pvesm free local-lvm:vm-100-disk-7", "pvesm free local-lvm:vm-100-disk-7", "pvesm list local-lvm",
            "pvesm alloc files 100 vm-100-disk-0.raw 1G", "du -h /srv/files/images", "pvesm list files",
            "pvesm free files:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma", "pvesm free files:backup/nope.vma", "pvesm free nope:x", "pvesm free foo");
        Golden.Verify(transcript.ToString(), "pvesm-volumes");
    }

    [Fact]
    public void A_session_of_storages_reads_as_on_a_real_node()
    {
        Type(
            "pvesm add dir b2 --path /mnt/b2 --content backup --prune-backups keep-last=3", "pvesm add dir b2 --path /x", "pvesm add dir b3", "pvesm add dir b3 --path rel/path",
            "pvesm add dir b3 --path /x --content backup,foo", "pvesm add dir b3 --path /x --content backup,none", "pvesm add zfspool z4 --pool p --content backup",
            "pvesm add foo b3", "pvesm add nfs nas2 --server 192.168.10.20 --export /volume1/nothing", "pvesm set nope --disable 1", "pvesm set b2 --path /o",
            "pvesm set b2 --delete path", "pvesm set b2 --prune-backups keep-foo=1", "pvesm set b2 --prune-backups keep-all=1,keep-last=3",
            "pvesm set b2 --disable 1 --delete prune-backups", "tail -n 5 /etc/pve/storage.cfg", "pvesm remove b2", "pvesm remove b2",
            "echo garbage >> /etc/pve/storage.cfg", "pvesm list local", "pvesm status --storage nope", "pvesm status --content backup --enabled 1");
        Golden.Verify(transcript.ToString(), "pvesm-storages");
    }

    [Fact]
    public void A_lost_server_shows_wherever_its_storage_is_used()
    {
        Type("pvesm list nas");
        world.Hosts["nas"].PowerOff();
        Type("pvesm list nas", "pvesm status --storage nas", "ls /mnt/pve/nas");
        world.Hosts["nas"].PowerOn();
        Type("pvesm list nas", "ls /mnt/pve/nas");
        Golden.Verify(transcript.ToString(), "pvesm-lost-server");
    }

    private void Type(params string[] lines)
    {
        foreach (var line in lines)
        {
            transcript.Append("$ ").Append(line).Append('\n');
            foreach (var step in shell.Execute(line))
            {
                switch (step)
                {
                    case Step.Out data: transcript.Append(data.Text); break;
                    case Step.Err error: transcript.Append(error.Text); break;
                    case Step.Wait { Until: { } until }: world.Clock.AdvanceTo(until); break;
                    case Step.Wait: world.Clock.Step(world.Clock.NextDue ?? world.Clock.Now); break;
                }
            }
            if (shell.Status != 0) transcript.Append(CultureInfo.InvariantCulture, $"[{shell.Status}]\n");
        }
    }
}
