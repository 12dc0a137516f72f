using System.Text;
using PveLab.Api;
using PveLab.Shell.Proxmox;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Proxmox;

/// <summary>
/// Law 8. The tables below say of every option of every command and method what it does here; an option in no table fails the test, and every
/// refused one is really typed and must be refused by name.
/// </summary>
public sealed class WholeOrHonestTests
{
    /// <summary>Options of one command or method.</summary>
    /// <param name="Works">Does what it does in real PVE.</param>
    /// <param name="Stored">Kept in a configuration file as in real PVE; nothing here depends on it.</param>
    /// <param name="Inert">Changes nothing in real PVE either for what is simulated (Proxmox Backup Server and other storage types are not).</param>
    /// <param name="Refused">Answers that it is not simulated.</param>
    /// <param name="Line">A line that is right but for the refused option.</param>
    private sealed record Options(string Works = "", string Stored = "", string Inert = "", string Refused = "", string Line = "");

    private const string Backup =
        "all bwlimit compress dumpdir exclude exclude-path ionice lockwait mode node notes-template pigz pool protected prune-backups quiet remove stdexcludes stop stopwait storage tmpdir zstd";

    private const string NotOfFiles = "pbs-change-detection-mode";
    private const string Mails = "mailnotification mailto notification-mode performance script";

    private const string Hardware =
        "agent bios boot cdrom cores description efidisk0 hotplug ide[n] lock memory name net[n] protection sata[n] scsi[n] serial[n] smbios1 sockets startup template "
        + "tpmstate0 unused[n] vcpus virtio[n] vmgenid";

    private const string Settings =
        "affinity allow-ksm audio0 autostart balloon bootdisk cicustom cipassword citype ciupgrade ciuser cpu cpulimit cpuunits ipconfig[n] keyboard kvm localtime "
        + "machine migrate_downtime migrate_speed nameserver numa numa[n] onboot ostype rng0 scsihw searchdomain shares smp spice_enhancements sshkeys startdate tablet "
        + "tags tdf usb[n] vga vmstatestorage watchdog";

    private const string HostSettings =
        "acpi amd-sev arch args freeze hookscript hostpci[n] hugepages intel-tdx ivshmem keephugepages parallel[n] reboot virtiofs[n]";

    private const string Container = "description hostname lock memory mp[n] net[n] protection rootfs unused[n] unprivileged";

    private const string ContainerSettings =
        "arch cmode console cores cpulimit cpuunits debug features nameserver onboot ostype searchdomain startup swap tags tty";

    private const string ContainerHostSettings = "dev[n] entrypoint env hookscript template timezone";

    private const string NewContainer = " bwlimit force ignore-unpack-errors password pool start storage unique";

    private const string Storage =
        "bwlimit content content-dirs create-base-path create-subdirs disable format is_mountpoint max-protected-backups mkdir nodes preallocation prune-backups "
        + "server shared";

    private const string OtherStorages =
        "blocksize comstar_hg comstar_tg data-pool domain encryption-key fingerprint fs-name fuse keyring krbd lio_tpg master-pubkey monhost mountpoint namespace nocow "
        + "nowritecache password pool port saferemove saferemove-stepsize saferemove_throughput skip-cert-verification smbversion sparse subdir tagged_only username "
        + "zfs-base-path";

    private const string Job = "comment enabled repeat-missed schedule starttime dow id vmid";

    private static readonly SortedDictionary<string, Options> Table = new(StringComparer.Ordinal)
    {
        ["get /nodes/{node}/lxc/{vmid}/migrate"] = new("target"),
        ["get /nodes/{node}/qemu/{vmid}/migrate"] = new("target"),
        ["get /nodes/{node}/replication/{id}/log"] = new("limit start"),
        ["ha-manager add"] = new("failback group max_relocate max_restart state type", "comment"),
        ["ha-manager config"] = new("type"),
        ["ha-manager groupadd"] = new("", Inert: "comment nodes nofailback restricted type"),
        ["ha-manager groupset"] = new("", Inert: "comment delete digest nodes nofailback restricted"),
        ["ha-manager remove"] = new("purge"),
        ["ha-manager rules add"] = new("affinity disable nodes resources strict", "comment"),
        ["ha-manager rules config"] = new("resource type"),
        ["ha-manager rules list"] = new("resource type"),
        ["ha-manager rules set"] = new("affinity delete digest disable nodes resources strict", "comment"),
        ["ha-manager set"] = new("delete digest failback group max_relocate max_restart state", "comment"),
        ["ha-manager status"] = new("verbose"),
        ["pct config"] = new("current snapshot"),
        ["pct console"] = new("escape"),
        ["pct create"] = new(
            Container + NewContainer + " restore", ContainerSettings, "", ContainerHostSettings + " ha-managed ssh-public-keys",
            "pct create 150 local:vztmpl/x.tar.zst"),
        ["pct delsnapshot"] = new("force"),
        ["pct destroy"] = new("destroy-unreferenced-disks force purge"),
        ["pct enter"] = new("", "", "keep-env"),
        ["pct exec"] = new("", "", "keep-env"),
        ["pct migrate"] = new("bwlimit online restart target-storage timeout"),
        ["pct reboot"] = new("timeout"),
        ["pct resize"] = new("digest"),
        ["pct restore"] = new(
            Container + NewContainer, ContainerSettings, "", ContainerHostSettings + " ha-managed ssh-public-keys", "pct restore 150 local:backup/x.tar"),
        ["pct rollback"] = new("start"),
        ["pct set"] = new(Container + " delete digest revert", ContainerSettings, "", ContainerHostSettings, "pct set 150"),
        ["pct shutdown"] = new("forceStop timeout"),
        ["pct snapshot"] = new("description"),
        ["pct start"] = new("skiplock", Refused: "debug", Line: "pct start 150"),
        ["pct status"] = new("verbose"),
        ["pct stop"] = new("overrule-shutdown skiplock"),
        ["pvenode task list"] = new("errors limit since source start statusfilter typefilter until userfilter vmid"),
        ["pvenode task log"] = new("start"),
        ["pvesh get /version"] = new(Refused: "noproxy", Line: "pvesh get /version"),
        ["pvesm add"] = new(
            Storage + " export path thinpool vgname", "options", OtherStorages + " authsupported base datastore iscsiprovider portal share target",
            "snapshot-as-volume-chain", "pvesm add dir new --path /new"),
        ["pvesm alloc"] = new("format"),
        ["pvesm export"] = new("base snapshot with-snapshots", Refused: "snapshot-list", Line: "pvesm export local-lvm:vm-100-disk-0 zfs -"),
        ["pvesm free"] = new("delay storage"),
        ["pvesm import"] = new("allow-rename base delete-snapshot", Inert: "snapshot with-snapshots"),
        ["pvesm list"] = new("content vmid"),
        ["pvesm prune-backups"] = new("dry-run keep-all keep-daily keep-hourly keep-last keep-monthly keep-weekly keep-yearly type vmid"),
        ["pvesm set"] = new(Storage + " delete digest", "options", OtherStorages, "snapshot-as-volume-chain", "pvesm set local"),
        ["pvesm status"] = new("content enabled format storage target"),
        ["qm clone"] = new("bwlimit description format full name pool snapname storage target"),
        ["pvesr create-local-job"] = new("disable rate remove_job schedule source", "comment"),
        ["pvesr delete"] = new("force keep"),
        ["pvesr finalize-local-job"] = new("last_sync"),
        ["pvesr prepare-local-job"] = new("force last_sync parent_snapname scan"),
        ["pvesr run"] = new("id mail verbose"),
        ["pvesr status"] = new("guest"),
        ["pvesr update"] = new("delete digest disable rate remove_job schedule source", "comment"),
        ["qm config"] = new("current snapshot"),
        ["qm create"] = new(
            Hardware + " archive bwlimit force pool start storage unique", Settings, "", HostSettings + " ha-managed import-working-storage live-restore", "qm create 150"),
        ["qm delsnapshot"] = new("force"),
        ["qm destroy"] = new("destroy-unreferenced-disks purge skiplock"),
        ["qm disk import"] = new("format target-disk"),
        ["qm disk move"] = new("bwlimit delete digest format target-digest target-disk target-vmid"),
        ["qm disk rescan"] = new("dryrun vmid"),
        ["qm disk resize"] = new("digest skiplock"),
        ["qm disk unlink"] = new("force idlist"),
        ["qm guest exec"] = new("synchronous timeout", Refused: "pass-stdin", Line: "qm guest exec 100 hostname"),
        ["qm guest passwd"] = new("", Refused: "crypted", Line: "qm guest passwd 100 root"),
        ["qm import"] = new("", Inert: Hardware.Replace(" unused[n]", "", StringComparison.Ordinal) + " " + Settings + " " + HostSettings + " delete dryrun format live-import storage unused[n]"),
        ["qm importovf"] = new("", Inert: "dryrun format"),
        ["qm list"] = new("full"),
        ["qm migrate"] = new(
            "bwlimit force migration_network migration_type online targetstorage with-local-disks", Refused: "with-conntrack-state", Line: "qm migrate 100 pve2"),
        ["qm reboot"] = new("timeout"),
        ["qm remote-migrate"] = new("", Inert: "bwlimit delete online target-bridge target-storage"),
        ["qm reset"] = new("skiplock"),
        ["qm resume"] = new("skiplock", Refused: "nocheck", Line: "qm resume 100"),
        ["qm rollback"] = new("start"),
        ["qm sendkey"] = new("", Inert: "skiplock"),
        ["qm set"] = new(Hardware + " delete digest force revert skiplock", Settings, "", HostSettings, "qm set 100"),
        ["qm showcmd"] = new("pretty snapshot"),
        ["qm shutdown"] = new("forceStop skiplock timeout", Refused: "keepActive", Line: "qm shutdown 100"),
        ["qm snapshot"] = new("description vmstate"),
        ["qm start"] = new(
            "skiplock timeout",
            Refused: "force-cpu machine migratedfrom migration_network migration_type nets-host-mtu stateuri targetstorage with-conntrack-state", Line: "qm start 101"),
        ["qm status"] = new("verbose"),
        ["qm stop"] = new("overrule-shutdown skiplock timeout", Refused: "keepActive migratedfrom", Line: "qm stop 100"),
        ["qm suspend"] = new("skiplock statestorage todisk"),
        ["qm template"] = new("disk"),
        ["qm terminal"] = new("escape iface"),
        ["qm wait"] = new("timeout"),
        ["qmrestore"] = new("bwlimit force live-restore pool start storage unique", Refused: "ha-managed", Line: "qmrestore nas:backup/x 150"),
        ["vzdump"] = new(Backup + " job-id", "", NotOfFiles, Mails + " fleecing stdout", "vzdump 100 --storage nas"),
        ["create /cluster/backup"] = new(Backup + " " + Job, "", NotOfFiles, Mails + " fleecing", "pvesh create /cluster/backup --schedule 21:00 --all 1"),
        ["create /nodes/{node}/qemu/{vmid}/agent/set-user-password"] = new(
            "password username", Refused: "crypted", Line: "pvesh create /nodes/pve1/qemu/100/agent/set-user-password --username root --password secret"),
        ["create /nodes/{node}/startall"] = new("force vms", Refused: "max-workers", Line: "pvesh create /nodes/pve1/startall"),
        ["create /pools"] = new("comment poolid"),
        ["delete /pools"] = new("poolid"),
        ["get /nodes/{node}/qemu/{vmid}/feature"] = new("feature snapname"),
        ["get /pools"] = new("poolid type"),
        ["get /pools/{poolid}"] = new("type"),
        ["set /pools"] = new("allow-move comment delete poolid storage vms"),
        ["set /pools/{poolid}"] = new("allow-move comment delete storage vms"),
        ["create /nodes/{node}/qemu/{vmid}/config"] = new(
            Hardware + " delete digest force revert skiplock", Settings, "", HostSettings + " background_delay import-working-storage",
            "pvesh create /nodes/pve1/qemu/100/config"),
        ["delete /nodes/{node}/storage/{storage}/prunebackups"] = new("prune-backups type vmid"),
        ["get /cluster/jobs/schedule-analyze"] = new("iterations schedule starttime"),
        ["get /cluster/log"] = new("max"),
        ["get /cluster/nextid"] = new("vmid"),
        ["get /cluster/resources"] = new("type"),
        ["get /cluster/tasks"] = new("limit"),
        ["get /nodes/{node}/disks/list"] = new("include-partitions skipsmart", Refused: "type", Line: "pvesh get /nodes/pve1/disks/list"),
        ["get /nodes/{node}/storage/{storage}/prunebackups"] = new("prune-backups type vmid"),
        ["get /nodes/{node}/vzdump/defaults"] = new("storage"),
        ["get /nodes/{node}/vzdump/extractconfig"] = new("volume"),
        ["get /nodes/{node}/journal"] = new("lastentries since until", Refused: "endcursor startcursor", Line: "pvesh get /nodes/pve1/journal"),
        ["get /nodes/{node}/network"] = new("type"),
        ["get /nodes/{node}/syslog"] = new("limit service start", Refused: "since until", Line: "pvesh get /nodes/pve1/syslog"),
        ["pvesm scan cifs"] = new(Inert: "domain password username"),
        ["pvesm scan pbs"] = new(Inert: "fingerprint password port"),
        ["set /nodes/{node}/network"] = new(Refused: "regenerate-frr", Line: "pvesh set /nodes/pve1/network"),
        ["get /storage"] = new("type"),
        ["set /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config"] = new("description"),
        ["set /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config"] = new("description"),
        ["set /cluster/backup/{id}"] = new(Backup + " " + Job.Replace(" id", "", StringComparison.Ordinal) + " delete",
            "", NotOfFiles, Mails + " fleecing", "pvesh set /cluster/backup/nightly"),
        ["set /nodes/{node}/storage/{storage}/content/{volume}"] = new("notes protected"),
    };

    /// <summary>Right values for refused options, where the schema alone does not tell one.</summary>
    private static readonly SortedDictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["amd-sev"] = "type=std",
        ["arch"] = "x86_64",
        ["args"] = "'-nic none'",
        ["background_delay"] = "5",
        ["dev[n]"] = "/dev/ttyS0",
        ["entrypoint"] = "/sbin/init",
        ["env"] = "A=b",
        ["fleecing"] = "enabled=1,storage=local-lvm",
        ["force-cpu"] = "host",
        ["hookscript"] = "local:snippets/hook.pl",
        ["hostpci[n]"] = "01:00.0",
        ["hugepages"] = "any",
        ["import-working-storage"] = "local",
        ["intel-tdx"] = "tdx,attestation=1",
        ["ivshmem"] = "size=1",
        ["machine"] = "pc",
        ["mailnotification"] = "always",
        ["mailto"] = "root@lab.example",
        ["migratedfrom"] = "pve1",
        ["migration_network"] = "10.0.0.0/24",
        ["migration_type"] = "secure",
        ["nets-host-mtu"] = "net0=1500",
        ["notification-mode"] = "auto",
        ["parallel[n]"] = "/dev/parport0",
        ["performance"] = "max-workers=4",
        ["script"] = "/root/hook",
        ["statestorage"] = "local --todisk 1",
        ["stateuri"] = "tcp",
        ["targetstorage"] = "1",
        ["type"] = "unused",
        ["ssh-public-keys"] = "/etc/hostname",
        ["timezone"] = "host",
        ["virtiofs[n]"] = "dirid=share",
    };

    private static readonly PveCommandCatalogue Commands = new(ApiCatalogue.Tree);

    private readonly Datacenter world = BackupLab.Build(2, "4G", "900M");

    public static TheoryData<string, string, string> RefusedLines()
    {
        TheoryData<string, string, string> lines = new();
        foreach (var (name, options) in Table)
            foreach (var option in Names(options.Refused))
                lines.Add(string.Join(' ', options.Line.Split(' ').Take(name == "vzdump" || name == "qmrestore" ? 1 : name.StartsWith("qm ", StringComparison.Ordinal) ? name.Split(' ').Length : 2)), option, options.Line);
        return lines;
    }

    [Fact]
    public void Every_option_is_simulated_stored_inert_or_refused()
    {
        SortedDictionary<string, IEnumerable<string>> real = new(StringComparer.Ordinal);
        foreach (var binding in Commands.Bindings.Values) real[binding.Name] = Usage.OptionsOf(binding).Select(o => Usage.BaseName(o.Key, binding.Options));
        foreach (var method in ApiCatalogue.Tree.Methods.Where(m => !Commands.Bindings.Values.Any(b => ReferenceEquals(b.Method, m))))
        {
            var parameters = method.ParametersIn(Dialect.Book);
            var binding = new CommandBinding { Name = "x", Method = method with { Parameters = parameters } };
            real[$"{ApiTree.WordFor(method.Verb)} {method.Path}"] = Usage.OptionsOf(binding).Select(o => Usage.BaseName(o.Key, parameters))
                .Where(name => !method.Path.Contains("{" + name + "}", StringComparison.Ordinal));
        }
        List<string> wrong = [];
        foreach (var (name, names) in real)
        {
            var options = Table.GetValueOrDefault(name) ?? new Options();
            string[] told = [.. Names(options.Works), .. Names(options.Stored), .. Names(options.Inert), .. Names(options.Refused)];
            foreach (var option in names.Except(told)) wrong.Add($"{name}: what does '{option}' do?");
            foreach (var option in told.Except(names)) wrong.Add($"{name}: there is no '{option}'");
            foreach (var twice in told.GroupBy(o => o).Where(g => g.Count() > 1)) wrong.Add($"{name}: '{twice.Key}' is told twice");
        }
        foreach (var name in Table.Keys.Except(real.Keys).Where(n => !n.StartsWith("pvesh ", StringComparison.Ordinal))) wrong.Add($"there is no '{name}'");
        Assert.Empty(wrong);
    }

    [Fact]
    public void What_a_method_refuses_is_a_parameter_of_it() => Assert.All(
        ApiCatalogue.Tree.Methods.Concat(Commands.Bindings.Values.Select(b => b.Method)),
        method => Assert.Subset(method.Parameters.Properties.Keys.ToHashSet(), method.NotSimulated.ToHashSet()));

    [Theory]
    [MemberData(nameof(RefusedLines))]
    public void An_option_that_is_not_simulated_is_refused_by_name(string command, string option, string line)
    {
        var given = option.Replace("[n]", "0", StringComparison.Ordinal);
        Refuses($"{line} --{given} {Samples.GetValueOrDefault(option, "1")}", given, command);
    }

    [Theory]
    [InlineData("qm start 101 --timeout 1", "timeout 1", "qm start")]
    [InlineData("qm set 100 --ide2 local-lvm:cloudinit", "ide2 local-lvm:cloudinit", "qm set")]
    [InlineData("qm create 150 --scsi0 local-lvm:0,import-from=/x.img", "import-from", "qm create")]
    [InlineData("qmrestore - 150", "archive -", "qmrestore")]
    [InlineData("pvesh create /nodes/pve1/qemu/101/status/start --machine pc", "machine", "pvesh create")]
    [InlineData("pvesh create /cluster/backup --schedule 21:00 --all 1 --repeat-missed 1", "repeat-missed", "pvesh create")]
    [InlineData("pvesh set /cluster/backup/nightly --repeat-missed 1", "repeat-missed", "pvesh set")]
    public void So_is_a_value_that_is_not_simulated(string line, string option, string command) => Refuses(line, option, command);

    [Fact]
    public void Fleecing_that_is_off_is_no_fleecing() => Assert.DoesNotContain("not simulated", Run("vzdump 999 --storage nas --fleecing enabled=0").Text, StringComparison.Ordinal);

    [Fact]
    public void A_live_restore_needs_a_proxmox_backup_server()
    {
        Run("vzdump 100 --storage nas");
        var (text, status) = Run($"qmrestore {world.Nodes["pve1"].OnlyArchive()} 150 --live-restore 1");
        Assert.Contains("live-restore is only compatible with backup images from a Proxmox Backup Server\n", text, StringComparison.Ordinal);
        Assert.Equal(255, status);
    }

    [Fact]
    public void A_new_guest_joins_its_pool()
    {
        Assert.Equal("Permission check failed (pool 'nope' does not exist)", Run("qm create 150 --pool nope").Text.TrimEnd('\n').Replace("403 ", "", StringComparison.Ordinal));
        Assert.Equal(0, Run("qm create 150 --pool prod").Status);
        Assert.Equal("prod", Pools.Of(world, 150));
    }

    [Fact]
    public void A_guest_shuts_down_within_the_time_its_startup_order_allows_it()
    {
        Run("qm set 100 --startup order=1,down=1");
        var (text, status) = Run("qm shutdown 100");
        Assert.Equal(("VM quit/powerdown failed - got timeout\n", 255), (text, status));
    }

    [Fact]
    public void A_stop_without_patience_ends_with_a_signal() => Assert.Equal(("VM still running - terminating now with SIGTERM\n", 0), Run("qm stop 100 --timeout 0"));

    private static string[] Names(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private void Refuses(string line, string option, string command)
    {
        if (line.Contains("nightly", StringComparison.Ordinal)) world.Cluster.WriteText("/jobs.cfg", "vzdump: nightly\n\tschedule 21:00\n\tall 1\n\tstorage nas\n");
        Assert.Equal(($"PveLab: option '--{option}' of '{command}' is not simulated\n", 255), Run(line));
    }

    private (string Text, int Status) Run(string line)
    {
        var shell = new ShellSession(world.Nodes["pve1"]);
        var text = new StringBuilder();
        foreach (var step in shell.Execute(line))
        {
            switch (step)
            {
                case Step.Out data: text.Append(data.Text); break;
                case Step.Err error: text.Append(error.Text); break;
                case Step.Wait { Until: { } until }: world.Clock.AdvanceTo(until); break;
                case Step.Wait: world.Clock.Step(world.Clock.NextDue ?? world.Clock.Now + TimeSpan.FromSeconds(1)); break;
            }
        }
        return (text.ToString(), shell.Status);
    }
}
