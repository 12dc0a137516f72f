using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Guest;

/// <summary>What the commands of pct show, line by line.</summary>
public sealed class PctTranscriptTests
{
    private const string Template = "/var/lib/vz/template/cache/debian-12-standard_12.7-1_amd64.tar.zst";

    [Fact]
    public void A_container_is_listed_shown_and_refused_like_a_guest() => Play(
        "pct_basics",
        "pct list",
        "pct config 200",
        "pct status 200",
        "pct status 200 --verbose",
        "pct config 100",
        "qm config 200",
        "pct start 200",
        "pct start 999",
        "pct destroy 999",
        "pct destroy 200",
        "pct unlock 200",
        "qmrestore /var/lib/vz/dump/none.vma 200",
        "pct df 200",
        "pvesm list local-lvm",
        "pvesh get /cluster/resources --type vm --output-format json",
        "pct suspend 200",
        "pct exec 200 -- hostname",
        "pct exec 200 -- bash -c 'ls /data /share; cat /share/readme.txt'",
        "pct shutdown 200",
        "pct status 200",
        "pct exec 200 -- hostname",
        "pct enter 200",
        "pct shutdown 200",
        "pct list");

    [Fact]
    public void A_container_is_made_backed_up_and_restored_under_another_id() => Play(
        "pct_life",
        "pvesm list local --content vztmpl",
        "pct create 300 local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
        "pct create 300 local:vztmpl/none_amd64.tar.zst --storage local-lvm",
        "pct list",
        "pct create 300 local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst --storage local-lvm --rootfs 8 --hostname db1 --password secret --net0 name=eth0,bridge=vmbr0,ip=dhcp --start 1",
        "pct config 300",
        "sleep 10",
        "pct exec 300 -- bash -c 'echo important > /root/note.txt'",
        "vzdump 300 --storage local --mode snapshot --compress zstd --notes-template '{{guestname}}'",
        "pvesm list local --content backup",
        "cat $(ls /var/lib/vz/dump/*.notes)",
        "pvesm extractconfig local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.zst)",
        "pct restore 300 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.zst) --storage local-lvm",
        "pct restore 301 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.zst)",
        "pct restore 301 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.zst) --storage local-lvm --unique --start",
        "pct config 301",
        "sleep 10",
        "pct list",
        "pct exec 301 -- cat /root/note.txt",
        "pct exec 301 -- ip -br addr",
        "ping -c 1 192.168.10.102",
        "pct destroy 301",
        "pct destroy 301 --force",
        "pct list");

    [Fact]
    public void A_backup_leaves_out_what_no_storage_keeps_and_what_is_not_marked() => Play(
        "pct_mounts",
        "pct exec 200 -- bash -c 'wc -l /data/orders.log; cat /share/readme.txt'",
        "vzdump 200 --storage local --compress zstd --mode snapshot",
        "vzdump 200 --storage local --mode suspend",
        "pct restore 201 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.zst) --storage local-lvm --unique",
        "pct config 201",
        "pct start 201",
        "sleep 5",
        "pct exec 201 -- ls /data",
        "pct exec 201 -- cat /share/readme.txt",
        "pct stop 201",
        "pct set 200 --mp0 local-lvm:vm-200-disk-1,mp=/data,backup=1",
        "pct pending 200",
        "pct reboot 200",
        "sleep 5",
        "vzdump 200 --storage local --compress gzip --mode stop",
        "sleep 5",
        "pct restore 202 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.gz) --storage local-lvm --unique --start",
        "sleep 5",
        "pct exec 202 -- ls /data",
        "vzdump --all --storage local --compress zstd --exclude 202");

    [Fact]
    public void Snapshots_of_containers() => Play(
        "pct_snapshots",
        "pct snapshot 200 before",
        "pct set 200 --delete mp1",
        "pct reboot 200",
        "sleep 5",
        "pct snapshot 200 before",
        "pct snapshot 200 vzdump",
        "pct listsnapshot 200",
        "cat /etc/pve/lxc/200.conf",
        "pct exec 200 -- rm /etc/motd",
        "pct rollback 200 before",
        "pct status 200",
        "pct start 200",
        "sleep 5",
        "pct exec 200 -- cat /etc/motd",
        "pct rollback 200 none",
        "pct delsnapshot 200 before",
        "pct listsnapshot 200",
        "pvesm list local-lvm");

    [Fact]
    public void A_storage_without_snapshots_makes_the_backup_fall_back_and_a_lock_stops_it() => Play(
        "pct_fallback",
        "pvesm set local --content iso,vztmpl,backup,rootdir",
        "pct create 300 local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst --storage local --rootfs 2 --hostname files --unprivileged 0 --start 1",
        "sleep 5",
        "vzdump 300 --storage local --mode snapshot --compress lzo",
        "pct snapshot 300 first",
        "pct resize 300 rootfs +1G",
        "pct resize 300 rootfs 1G",
        "pct config 300",
        "pct set 300 --lock backup",
        "vzdump 300 --storage local",
        "pct stop 300",
        "pct set 300 --memory 1024",
        "pct destroy 300 --force",
        "pct list",
        "pct unlock 300",
        "pct set 300 --memory 8",
        "pct set 300 --protection 1",
        "pct stop 300",
        "pct destroy 300",
        "pct restore 300 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.lzo) --storage local --force",
        "pct set 300 --delete protection --delete memory",
        "pct set 300 --delete protection",
        "pct restore 300 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-300-*.tar.lzo) --storage local-lvm --force",
        "pct config 300",
        "pvesm list local --content rootdir",
        "pvesm list local-lvm --vmid 300");

    [Fact]
    public void Archives_that_are_broken_or_of_another_kind() => Play(
        "pct_broken",
        "vzdump 200 --storage local --compress zstd --mode stop --quiet 1",
        "vzdump 100 --storage local --compress zstd --quiet 1",
        "pct restore 205 local:backup/$(basename /var/lib/vz/dump/vzdump-qemu-100-*.vma.zst) --storage local-lvm",
        "qmrestore local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.zst) 206",
        "pct restore 205 local:backup/vzdump-lxc-200-2020_01_01-00_00_00.tar.zst --storage local-lvm",
        "pct restore 205 local-lvm:vm-200-disk-0 --storage local-lvm",
        "pct restore 205 nope:backup/x.tar --storage local-lvm",
        "pct restore 205 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.zst) --rootfs local-lvm:1",
        "pct list",
        "cut 300000000",
        "pct restore 205 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.zst) --storage local-lvm",
        "cut 100",
        "pct restore 205 local:backup/$(basename /var/lib/vz/dump/vzdump-lxc-200-*.tar.zst) --storage local-lvm",
        "pct list");

    private static void Play(string golden, params string[] lines)
    {
        var lab = new GuestLab(change: WithContainer);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("# ").Append(line).Append('\n');
            if (line.StartsWith("cut ", StringComparison.Ordinal)) lab.Node.Files.ResizeBlob(Archive(lab), long.Parse(line[4..], CultureInfo.InvariantCulture));
            else text.Append(lab.Run(line));
            if (lab.Shell.Status != 0) text.Append("=> ").Append(lab.Shell.Status).Append('\n');
        }
        Golden.Verify(text.ToString(), golden);
    }

    private static string Archive(GuestLab lab) =>
        "/var/lib/vz/dump/" + lab.Node.Files.List("/var/lib/vz/dump").Keys.First(n => n.StartsWith("vzdump-lxc-200-", StringComparison.Ordinal) && n.EndsWith(".tar.zst", StringComparison.Ordinal));

    /// <summary>Container 200: a root file system, a volume that backups leave out, and a directory of the node.</summary>
    private static WorldDefinition WithContainer(WorldDefinition world) => world with
    {
        Hosts =
        [
            world.Hosts[0] with
            {
                Files = new(world.Hosts[0].Files) { ["/srv/share/readme.txt"] = "on the node\n" },
                Blobs = new() { [Template] = "126M" },
            },
        ],
        Guests =
        [
            .. world.Guests,
            new GuestDefinition
            {
                Vmid = 200,
                Kind = GuestDefinitionKind.Container,
                Node = "pve1",
                Running = true,
                Config = "arch: amd64\ncores: 1\nhostname: web1\nmemory: 512\n"
                    + "mp0: local-lvm:vm-200-disk-1,mp=/data,size=4G\nmp1: /srv/share,mp=/share\n"
                    + "net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:02:00,ip=dhcp,type=veth\n"
                    + "ostype: debian\nrootfs: local-lvm:vm-200-disk-0,size=8G\nswap: 512\nunprivileged: 1\n",
                Disks = new()
                {
                    ["rootfs"] = new DiskContentDefinition
                    {
                        Written = "1200M",
                        System = new SystemDefinition
                        {
                            Os = "Debian GNU/Linux 12 (bookworm)",
                            HostName = "web1",
                            Accounts = new() { ["root"] = "pvelab" },
                            Services = ["ssh", "cron"],
                            Files = new() { ["/etc/hostname"] = "web1\n", ["/etc/motd"] = "Welcome to web1\n" },
                            Workloads = [new WorkloadDefinition { Path = "/data/orders.log", EverySeconds = 60 }],
                        },
                    },
                    ["mp0"] = new DiskContentDefinition { Written = "300M", Files = new() { ["/customers.csv"] = "id,name\n" } },
                },
            },
        ],
    };
}
