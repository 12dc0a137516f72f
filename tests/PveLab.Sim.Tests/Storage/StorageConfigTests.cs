using PveLab.Sim.Storage;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Storage;

public sealed class StorageConfigTests
{
    [Fact]
    public void Storages_are_read_in_file_order_with_their_properties()
    {
        var config = StorageConfig.Parse("nfs: nas\n\tserver 10.0.0.5\n\texport /srv\n\tcontent backup\n\ndir: local\n\tpath /var/lib/vz\n\n");

        Assert.Equal(["nas", "local"], config.Storages.Select(s => s.Id));
        Assert.Equal("/mnt/pve/nas", config.Get("nas")["path"]);
        Assert.True(config.Get("nas").Shared);
        Assert.Equal(["images", "rootdir"], config.Get("local").Content);
        Assert.Empty(config.Warnings);
    }

    [Fact]
    public void Local_is_there_even_when_the_file_is_empty()
    {
        var local = Assert.Single(StorageConfig.Parse("").Storages);

        Assert.Equal(("local", "dir", "/var/lib/vz"), (local.Id, local.Type, local["path"]));
        Assert.Contains("backup", local.Content);
    }

    [Fact]
    public void A_broken_line_is_a_warning_and_the_rest_goes_on()
    {
        var config = StorageConfig.Parse("dir: dup\n\tpath /a\n\tpath /b\n\nfoo: x1\n\tbar 1\n\ngarbage line\n");

        Assert.Equal<string>(
            [
                "file /etc/pve/storage.cfg line 3 (section 'dup') - unable to parse value of 'path': duplicate attribute",
                "file /etc/pve/storage.cfg line 5 (skip section 'x1'): unsupported type 'foo'",
                "file /etc/pve/storage.cfg line 8 - ignore config line: garbage line",
            ],
            config.Warnings);
        Assert.Equal("/a", config.Get("dup")["path"]);
    }

    [Fact]
    public void A_section_without_a_required_option_stops_writing()
    {
        var config = StorageConfig.Parse("nfs: nas\n\tserver 10.0.0.5\n\n");

        Assert.Equal<string>(["file /etc/pve/storage.cfg line 2 (skip section 'nas'): missing value for required option 'export'"], config.Warnings);
        Assert.Null(config.Find("nas"));
        Assert.Equal("unknown section type ''", Assert.Throws<PveException>(config.Write).Message);
    }

    [Fact]
    public void Writing_puts_disable_then_required_then_optional_keys()
    {
        var config = StorageConfig.Parse("dir: b1\n\tcontent backup\n\tshared 0\n\tdisable\n\tprune-backups keep-last=3\n\tpath /mnt/b1/\n\n");

        Assert.StartsWith("dir: b1\n\tdisable\n\tpath /mnt/b1\n\tcontent backup\n\tprune-backups keep-last=3\n\tshared 0\n\n", config.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_reads_back_the_same()
    {
        var once = StorageConfig.Parse(StorageLab.Config).Write();

        Assert.Equal(once, StorageConfig.Parse(once).Write());
        Assert.Equal(StorageLab.Config, once);
    }

    [Fact]
    public void Every_real_type_is_in_the_catalogue() => Assert.Equal(
        ["btrfs", "cephfs", "cifs", "dir", "esxi", "iscsi", "iscsidirect", "lvm", "lvmthin", "nfs", "pbs", "rbd", "zfs", "zfspool"],
        StorageTypes.All.Keys);

    [Fact]
    public void Every_option_of_every_type_is_a_known_property() =>
        Assert.All(StorageTypes.All.Values, type => Assert.All(type.Options.Keys, option => Assert.Contains(option, StorageProperties.All.Keys)));
}
