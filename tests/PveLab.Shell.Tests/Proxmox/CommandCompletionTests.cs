using CsCheck;
using PveLab.Shell.Editing;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Proxmox;

public sealed class CommandCompletionTests
{
    private const string Archive = "nas:backup/vzdump-qemu-100-2026_04_01-09_00_00.vma.zst";

    private static readonly Datacenter World = Build();
    private static readonly ShellSession Shell = new(World.Nodes["pve1"]);

    private static Datacenter Build()
    {
        var world = BackupLab.Build(2, "4G", "900M");
        var node = world.Nodes["pve1"];
        node.Vzdump("100 --storage nas --compress zstd").Finish(node);
        world.Cluster.WriteText("/jobs.cfg", "vzdump: nightly\n\tschedule 21:00\n\tall 1\n\tstorage nas\n");
        return world;
    }

    private static Completion Complete(string line) => Completion.Complete(line, line.Length, Shell);

    private static string Offered(string line) => string.Join(' ', Complete(line).Candidates);

    [Theory]
    [InlineData("qm sta", "start status")]
    [InlineData("qm st", "start status stop")]
    [InlineData("pvenode ", "help task")]
    [InlineData("pvenode task ", "list log status")]
    [InlineData("pvesm a", "add alloc apiinfo")]
    [InlineData("pvesh ", "create delete get help ls set usage")]
    [InlineData("qm help sta", "start status")]
    public void Sub_commands_are_offered(string line, string words) => Assert.Equal(words, Offered(line));

    [Theory]
    [InlineData("qm config ", "100 101")]
    [InlineData("qm start ", "101")]
    [InlineData("qm stop ", "100")]
    [InlineData("vzdump 100 1", "100 101")]
    [InlineData("vzdump --vmid 100 --exclude 100,1", "100,101")]
    [InlineData("qm create ", "102")]
    [InlineData("qmrestore x ", "102")]
    public void Guests_are_offered_where_a_guest_is_meant(string line, string words) => Assert.Equal(words, Offered(line));

    [Theory]
    [InlineData("vzdump 100 --storage ", "local local-lvm nas")]
    [InlineData("vzdump 100 --storage=na", "nas")]
    [InlineData("pvesm list n", "nas")]
    [InlineData("vzdump 100 --node ", "pve1")]
    [InlineData("vzdump 100 --mode ", "snapshot stop suspend")]
    [InlineData("vzdump 100 --compress zs", "zstd")]
    [InlineData("vzdump --pool ", "prod")]
    [InlineData("vzdump 100 --prune-backups keep-last=3,keep-d", "keep-last=3,keep-daily=")]
    [InlineData("qm set 100 --delete cores,m", "cores,memory")]
    [InlineData("qm set 100 --scsi1 local-", "local-lvm:")]
    [InlineData("pvesm add ", "btrfs cephfs cifs dir esxi iscsi iscsidirect lvm lvmthin nfs pbs rbd zfs zfspool")]
    [InlineData("pvesm list nas --content b", "backup")]
    public void Values_are_offered_by_what_they_mean(string line, string words) => Assert.Equal(words, Offered(line));

    [Fact]
    public void A_switch_may_be_followed_by_its_value_or_the_next_option() =>
        Assert.Superset(new HashSet<string> { "0", "1", "--bwlimit", "--compress" }, Complete("vzdump 100 --all ").Candidates.ToHashSet());

    [Fact]
    public void A_family_shows_its_next_member_and_all_of_them_once_its_name_is_typed()
    {
        Assert.Equal(["--net0"], Complete("qm set 100 --ne").Candidates);
        Assert.Equal(32, Complete("qm set 100 --net").Candidates.Count);
        Assert.Equal(["--net1"], Complete("qm set 100 --net0 virtio --ne").Candidates);
    }

    [Theory]
    [InlineData("qmrestore nas:")]
    [InlineData("qmrestore na")]
    [InlineData("qmrestore nas:backup/vz")]
    [InlineData("pvesm extractconfig nas:b")]
    [InlineData("pvesm free --storage nas ")]
    [InlineData("pvesm path \"nas:")]
    public void Archives_are_offered_with_their_storage(string line) => Assert.Equal(Archive, Offered(line));

    [Fact]
    public void A_single_archive_is_written_out_and_followed_by_a_space()
    {
        var done = Complete("qmrestore nas:backup/");
        Assert.Equal($"qmrestore {Archive} ", done.Text);
        Assert.Equal(done.Text.Length, done.Cursor);
    }

    [Fact]
    public void An_archive_may_be_a_file_too() => Assert.Equal("/mnt/", Offered("qmrestore /mn"));

    [Theory]
    [InlineData("qm stop 100 --", "--overrule-shutdown --skiplock --timeout")]
    [InlineData("qm stop 100 --skiplock 1 --", "--overrule-shutdown --timeout")]
    [InlineData("qm stop 100 ", "--overrule-shutdown --skiplock --timeout")]
    [InlineData("qm stop 100 -t", "-timeout")]
    [InlineData("pvenode task list --no", "--noborder --noheader")]
    public void Options_are_offered_once_and_only_when_they_do_something(string line, string words) => Assert.Equal(words, Offered(line));

    [Theory]
    [InlineData("pvesh get ", "/")]
    [InlineData("pvesh get /", "/cluster/ /nodes/ /pools/ /storage/ /version")]
    [InlineData("pvesh get /nodes/", "/nodes/pve1/")]
    [InlineData("pvesh get /nodes/pve1/qemu/", "/nodes/pve1/qemu/100/ /nodes/pve1/qemu/101/")]
    [InlineData("pvesh create /", "/cluster/ /nodes/ /pools /storage")]
    [InlineData("pvesh create /nodes/pve1/qemu/100/status/st", "/nodes/pve1/qemu/100/status/start /nodes/pve1/qemu/100/status/stop")]
    [InlineData("pvesh set /cluster/backup/", "/cluster/backup/nightly")]
    [InlineData("pvesh get /nodes/pve1/storage/nas/content/", "/nodes/pve1/storage/nas/content/" + Archive)]
    [InlineData("pvesh get /nodes/pve1/storage/nas/content/nas:backup/v", "/nodes/pve1/storage/nas/content/" + Archive)]
    [InlineData("pvesh get /nodes/pve1/tasks --so", "--source")]
    [InlineData("pvesh get /nodes/pve1/tasks --source a", "active all archive")]
    [InlineData("pvesh create /nodes/pve1/qemu/100/status/stop --t", "--timeout")]
    [InlineData("pvesh create /nodes/pve1/vzdump --vmid ", "100 101")]
    [InlineData("pvesh usage /version --command ", "create delete get set")]
    public void The_tree_is_offered_step_by_step_and_then_the_options_of_its_methods(string line, string words) => Assert.Equal(words, Offered(line));

    [Fact]
    public void Completing_changes_nothing()
    {
        var world = BackupLab.Build(1);
        var shell = new ShellSession(world.Nodes["pve1"]);
        string Look() => $"{world.Facts.All.Count} {world.Clock.Now} {string.Join(',', world.Nodes["pve1"].Storages.Connections.Select(c => c.Key + c.Value.Status))}"
            + $" {world.Nodes["pve1"].Files.Exists("/mnt/pve/nas/dump")} {world.Nodes["pve1"].Tasks.All.Count}";
        var before = Look();
        foreach (var line in (string[])["qmrestore ", "pvesm list ", "pvesm path ", "pvesh get /nodes/pve1/storage/",
            "pvesh get /nodes/pve1/storage/nas/content/", "pvesh get /nodes/pve1/tasks/"])
            Completion.Complete(line, line.Length, shell);
        Assert.Equal(before, Look());
    }

    private static readonly string[] Pieces =
    [
        "qm", "pvesm", "pvesh", "vzdump", "qmrestore", "pvenode", "task", "get", "create", "set", "start", "list", "free", "help", "100", "nas", "nas:", "nas:backup/", Archive,
        "--", "-", "--storage", "--net", "--net0", "--delete", "--prune-backups", "keep-last", "keep-last,", "/", "/nodes/", "/nodes/pve1/", "pve1", "/nodes/pve9/qemu/",
        "/cluster/backup/", "//", "~", ",", ":", "é", "日本", "9999999999999", "--skiplock", "--content", "/nodes/pve1/storage/nas/content/", "extractconfig", "--scsi0", "-s",
    ];

    private static readonly string[] Odd = ["$", "'", "\"", "\\", "=", ";", "|", "[", "*", "&", "`", "<", "--storage=", "keep-last=3,", "!", "(", "\t"];

    private static Gen<string> Line(string[] pieces) =>
        from program in Gen.OneOf(((string[])["", "qm ", "qm set 100 ", "pvesh get ", "pvesh create ", "pvesm ", "vzdump ", "qmrestore "]).Select(Gen.Const).ToArray())
        from parts in Gen.Int[0, pieces.Length - 1].Array[0, 8]
        from glued in Gen.Int[0, 1 << 8]
        select program + string.Concat(parts.Select((part, i) => pieces[part] + ((glued >> i & 3) == 0 ? "" : " ")));

    [Fact]
    public void Every_candidate_begins_with_what_is_typed() => Line(Pieces).Holds(
        text => Assert.All(Complete(text).Candidates, candidate => Assert.StartsWith(text[(text.LastIndexOf(' ') + 1)..], candidate, StringComparison.Ordinal)), cases: 3000);

    [Fact]
    public void No_line_is_too_odd() => Line([.. Pieces, .. Odd]).Holds(text => Complete(text).Cursor <= Complete(text).Text.Length, cases: 3000);
}
