using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Storage;
using PveLab.Api.Storage;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Api.Tests.Storage;

public sealed class StorageMethodsTests
{
    private static readonly ApiTree Tree = new([.. StorageMethods.All, .. NodeStorageMethods.All]);

    private readonly Datacenter world = StorageLab.Build();
    private readonly List<string> warnings = [];
    private readonly List<string> printed = [];

    [Fact]
    public void A_storage_that_is_added_can_be_read_changed_and_removed()
    {
        Call(Verb.Create, "/storage", ("type", "dir"), ("storage", "b2"), ("path", "/mnt/b2/"), ("content", "backup"), ("nodes", ""));
        Assert.EndsWith("dir: b2\n\tpath /mnt/b2\n\tcontent backup\n\n", Config, StringComparison.Ordinal);
        Assert.True(world.Nodes["pve1"].Files.IsDirectory("/mnt/b2/dump"));

        Call(Verb.Set, "/storage/b2", ("disable", "1"), ("prune-backups", "keep-last=3"));
        Assert.EndsWith("dir: b2\n\tdisable\n\tpath /mnt/b2\n\tcontent backup\n\tprune-backups keep-last=3\n\n", Config, StringComparison.Ordinal);

        var read = Call(Verb.Get, "/storage/b2")!.AsObject();
        Assert.Equal((1L, "backup", world.Storages.Digest), ((long)read["disable"]!, (string?)read["content"], (string?)read["digest"]));

        Call(Verb.Delete, "/storage/b2");
        Assert.DoesNotContain("b2", Config, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_of_changes_carry_the_real_prefixes()
    {
        Assert.Equal("create storage failed: storage ID 'local' already defined", Fails(Verb.Create, "/storage", ("type", "dir"), ("storage", "local"), ("path", "/x")));
        Assert.Equal("missing value for required option 'path'", Fails(Verb.Create, "/storage", ("type", "dir"), ("storage", "b3")));
        Assert.Equal("unable to combine 'none' with other content types",
            Fails(Verb.Create, "/storage", ("type", "dir"), ("storage", "b3"), ("path", "/x"), ("content", "backup,none")));
        Assert.Equal("update storage failed: storage 'nope' does not exist", Fails(Verb.Set, "/storage/nope", ("disable", "1")));
        Assert.Equal("update storage failed: unable to delete required option 'path'", Fails(Verb.Set, "/storage/files", ("delete", "path")));
        Assert.Equal("update storage failed: detected modified configuration - file changed by other user? Try again.",
            Fails(Verb.Set, "/storage/files", ("disable", "1"), ("digest", "0000")));
        Assert.Equal("delete storage failed: storage 'nope' does not exist", Fails(Verb.Delete, "/storage/nope"));
        world.ClusterFiles.WriteGuard = _ => PveLab.Sim.Files.Errno.Access;
        Assert.Equal("create storage failed: cfs-lock 'file-storage_cfg' error: no quorum!", Fails(Verb.Create, "/storage", ("type", "dir"), ("storage", "b3"), ("path", "/x")));
    }

    [Fact]
    public void An_unsupported_content_type_is_told_before_it_is_refused()
    {
        Assert.Equal("storage does not support content type 'none'",
            Fails(Verb.Create, "/storage", ("type", "zfspool"), ("storage", "z4"), ("pool", "p"), ("content", "backup")));
        Assert.Equal(["storage does not support content type 'backup'"], warnings);
    }

    [Fact]
    public void A_type_that_is_not_simulated_can_be_configured_and_says_so()
    {
        Call(Verb.Create, "/storage", ("type", "rbd"), ("storage", "tank"), ("pool", "tank"));

        Assert.Equal(["PveLab: storage type 'rbd' is not simulated"], warnings);
        Assert.Contains("rbd: tank\n\tpool tank\n", Config, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_lists_storages_by_name_and_remembers_that_it_was_read()
    {
        var rows = Call(Verb.Get, "/nodes/pve1/storage")!.AsArray();

        Assert.Equal(["files", "local", "local-lvm", "nas", "off", "offline", "pve2only"], rows.Select(r => (string)r!["storage"]!));
        Assert.Equal(107374182400, (long)rows[2]!["total"]!);
        Assert.Contains(world.Facts.All, f => f is StorageStatusRead { Node: "pve1" });
        Assert.Equal(["unable to activate storage 'offline' - directory is expected to be a mount point but is not mounted: '/mnt/offline'"], warnings);
    }

    [Fact]
    public void Status_of_an_unknown_storage_is_a_parameter_error() =>
        Assert.Equal("Parameter verification failed.\nstorage: No such storage.", Fails(Verb.Get, "/nodes/pve1/storage", ("storage", "nope")));

    [Fact]
    public void A_volume_is_allocated_listed_and_freed()
    {
        Assert.Equal("local-lvm:vm-100-disk-0", (string?)Call(Verb.Create, "/nodes/pve1/storage/local-lvm/content", ("vmid", "100"), ("filename", ""), ("size", "4G")));
        Assert.Equal(["  Logical volume \"vm-100-disk-0\" created.", "  Logical volume pve/vm-100-disk-0 changed."], printed);
        var row = Assert.Single(Call(Verb.Get, "/nodes/pve1/storage/local-lvm/content")!.AsArray())!;
        Assert.Equal(("images", "raw", 4L << 30, 100), ((string)row["content"]!, (string)row["format"]!, (long)row["size"]!, (int)row["vmid"]!));

        var upid = (string)Call(Verb.Delete, "/nodes/pve1/storage/local-lvm/content/local-lvm:vm-100-disk-0")!;

        var task = world.Nodes["pve1"].Tasks.Find(upid)!;
        Assert.Equal(("imgdel", "100@local-lvm", "OK"), (task.Upid.Type, task.Upid.Id, task.ExitStatus));
        Assert.Equal(["  Logical volume \"vm-100-disk-0\" successfully removed.", "Removed volume 'local-lvm:vm-100-disk-0'"], task.Lines);
    }

    [Fact]
    public void Notes_and_protection_of_a_backup_are_files_beside_it()
    {
        const string Volume = "/nodes/pve1/storage/files/content/files:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst";
        MakeBackup("vzdump-qemu-100-2026_01_02-03_04_05.vma.zst");

        Call(Verb.Set, Volume, ("notes", "before the upgrade\nsecond line"), ("protected", "1"));

        var info = Call(Verb.Get, Volume)!;
        Assert.Equal(("before the upgrade\nsecond line", 1, 5000L), ((string)info["notes"]!, (int)info["protected"]!, (long)info["size"]!));
        var row = Assert.Single(Call(Verb.Get, "/nodes/pve1/storage/files/content", ("content", "backup"))!.AsArray())!;
        Assert.Equal("before the upgrade", (string)row["notes"]!);
        Assert.Contains(world.Facts.All, f => f is BackupsListed { Storage: "files" });
    }

    [Fact]
    public void Pruning_previews_and_then_runs_as_a_task()
    {
        foreach (var day in (int[])[1, 2, 3]) MakeBackup($"vzdump-qemu-100-2026_01_0{day}-00_00_00.vma.zst");

        var preview = Call(Verb.Get, "/nodes/pve1/storage/files/prunebackups")!.AsArray();
        Assert.Equal(["remove", "keep", "keep"], preview.Select(r => (string)r!["mark"]!));

        var upid = (string)Call(Verb.Delete, "/nodes/pve1/storage/files/prunebackups", ("prune-backups", "keep-last=1"), ("vmid", "100"))!;
        Assert.Equal("100@files", world.Nodes["pve1"].Tasks.Find(upid)!.Upid.Id);
        Assert.Single(world.Nodes["pve1"].Storages.List("files", "backup"));
    }

    [Fact]
    public void A_protected_backup_survives_and_the_task_fails()
    {
        MakeBackup("vzdump-qemu-100-2026_01_01-00_00_00.vma.zst");
        world.Nodes["pve1"].Files.WriteText("/srv/files/dump/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst.protected", "");

        var upid = (string)Call(Verb.Delete, "/nodes/pve1/storage/files/content/backup/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst")!;

        Assert.Equal("cannot remove protected volume 'backup/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst' on 'files'",
            world.Nodes["pve1"].Tasks.Find(upid)!.ExitStatus);
    }

    private string Config => world.Cluster.ReadText("/storage.cfg");

    private void MakeBackup(string name)
    {
        world.Nodes["pve1"].Storages.Activate("files");
        world.Nodes["pve1"].Files.CreateBlob("/srv/files/dump/" + name, 5000);
    }

    private JsonNode? Call(Verb verb, string path, params (string Key, string Value)[] parameters) => Tree.Invoke(verb, path, new ApiCall
    {
        Datacenter = world,
        LocalNode = "pve1",
        Parameters = new JsonObject(parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        Warn = warnings.Add,
        Print = printed.Add,
    });

    private string Fails(Verb verb, string path, params (string Key, string Value)[] parameters) =>
        Assert.ThrowsAny<PveException>(() => Call(verb, path, parameters)).Message;
}
