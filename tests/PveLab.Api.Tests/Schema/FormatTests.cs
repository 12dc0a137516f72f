using System.Text.Json.Nodes;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Nodes.Vzdump;
using PveLab.Api.Schema;
using PveLab.Api.Storage;
using PveLab.Sim;

namespace PveLab.Api.Tests.Schema;

public class FormatTests
{
    [Theory]
    [InlineData("pve-vmid", "100", null)]
    [InlineData("pve-vmid", "99", "value does not look like a valid VM ID")]
    [InlineData("pve-vmid-list", "100,101;102 103", null)]
    [InlineData("pve-vmid-list", "", null)]
    [InlineData("pve-vmid-list", "100,5", "value does not look like a valid VM ID")]
    [InlineData("email-opt", "", null)]
    [InlineData("email-opt", "x", "value does not look like a valid email address")]
    [InlineData("pve-node", "pve_1", "value does not look like a valid node name")]
    [InlineData("pve-storage-content", "import", null)]
    [InlineData("pve-storage-content-list", "backup,foo", "invalid content type 'foo'")]
    [InlineData("mac-addr", "03:00:00:00:00:01", "value does not look like a valid unicast MAC address")]
    [InlineData("CIDR", "10.0.0.0/24", null)]
    [InlineData("CIDR", "10.0.0.0/33", "value does not look like a valid CIDR network")]
    [InlineData("CIDRv6", "fe80::/64", null)]
    [InlineData("ip", "2001:db8::10.0.0.1", null)]
    [InlineData("ip", "1::2::3", "value does not look like a valid IP address")]
    [InlineData("pve-vlan-id-or-range", "20-10", "VLAN range must go from lower to higher tag '20-10'")]
    [InlineData("pve-dir-override", "backup=dump2", null)]
    [InlineData("pve-dir-override", "foo=x", "invalid content type 'foo'")]
    [InlineData("pve-storage-zfs-blocksize", "12k",
        "value '12k' is not a valid ZFS blocksize. Must be a power of 2 between 512B and 16MiB (e.g., 4k, 8k, 16k, 64k, 1m).")]
    [InlineData("pve-cpuset", "0,5,8-11", null)]
    [InlineData("pve-cpuset", "11-8", "unable to parse cpuset option")]
    [InlineData("pve-startup-order", "order=1,up=30", null)]
    [InlineData("pve-startup-order", "soon", "unable to parse startup options")]
    [InlineData("pve-qm-bootdev", "scsi30", null)]
    [InlineData("pve-qm-bootdev", "scsi31", "invalid boot device 'scsi31'")]
    [InlineData("pve-qm-bootdisk", "unused0", "invalid boot disk 'unused0'")]
    [InlineData("pve-hotplug-features", "disk,floppy", "invalid hotplug feature 'floppy'")]
    [InlineData("pve-replication-job-id", "99-0", "invalid replication job id '99-0' (guest IDs < 100 are reserved)")]
    [InlineData("pve-vm-cpu-conf", "host,flags=+aes;+foo",
        "VM-specific CPU flags must be a subset of: aes, amd-no-ssb, amd-ssbd, hv-evmcs, hv-tlbflush, ibpb, md-clear, nested-virt, pcid, "
        + "pdpe1gb, spec-ctrl, ssbd, virt-ssbd")]
    public void A_format_says_what_is_wrong_in_its_own_words(string format, string text, string? error) =>
        Assert.Equal(error, FormatCatalogue.ErrorOf(format, text));

    public static TheoryData<string, ObjectSchema> Schemas => new()
    {
        { "vzdump", VzdumpParameters.Backup },
        { "pvesm add", StorageParameters.Add },
        { "pvesm set", StorageParameters.Set },
        { "qm create", QemuParameters.Create },
        { "qm set", QemuParameters.Set },
        { "qm start", QemuParameters.Start },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Every_format_a_schema_names_is_in_the_catalogue(string command, ObjectSchema schema)
    {
        IEnumerable<JsonSchema> all = schema.Properties.Values.Concat(schema.Properties.Values
            .Select(FormatCatalogue.KeysOf).OfType<ObjectSchema>().SelectMany(keys => keys.Properties.Values));
        Assert.All(all.Where(s => s.Format is not null), s => Assert.NotNull(FormatCatalogue.Get(s.Format!)));
        Assert.NotEmpty(command);
    }

    [Fact]
    public void A_network_card_is_read_with_its_model_as_key_and_written_back_the_same()
    {
        const string text = "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1";
        JsonObject values = PropertyStringText.Parse(QemuFormats.Net, text);
        Assert.Equal("virtio", (string?)values["model"]);
        Assert.Equal("BC:24:11:00:00:01", (string?)values["macaddr"]);
        Assert.Equal(text, PropertyStringText.Print(QemuFormats.Net, values));
    }

    [Fact]
    public void A_drive_is_written_with_its_volume_first_and_its_size_in_the_largest_unit()
    {
        JsonObject values = PropertyStringText.Parse(QemuDriveFormats.Scsi, "local-lvm:vm-100-disk-0,ssd=on,iothread=1");
        values["size"] = (32L << 30).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal("1", (string?)values["ssd"]);
        values["size"] = "32G";
        JsonObject sized = PropertyStringText.Parse(QemuDriveFormats.Scsi, "local-lvm:vm-100-disk-0,size=34359738368,ssd=1");
        Assert.Equal("local-lvm:vm-100-disk-0,size=32G,ssd=1", PropertyStringText.Print(QemuDriveFormats.Scsi, sized));
    }

    [Fact]
    public void Keep_all_stands_alone()
    {
        PveException refusal = Assert.Throws<PveException>(() => PropertyStringText.Parse("prune-backups", "keep-all=1,keep-last=3"));
        Assert.Equal("keep-all cannot be set together with other options.", refusal.Message);
    }

    [Theory]
    [InlineData("local:nas,local-lvm:tank", null)]
    [InlineData("tank", null)]
    [InlineData("a:b", "entry 'a:b' contains invalid ID - storage ID 'a' cannot be shorter than 2 characters\n\n")]
    public void A_storage_map_has_pairs_or_one_target(string text, string? error) => Assert.Equal(error, FormatCatalogue.ErrorOf("storage-pair-list", text));
}
