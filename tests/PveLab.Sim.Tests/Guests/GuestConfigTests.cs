using PveLab.Sim.Guests;

namespace PveLab.Sim.Tests.Guests;

public sealed class GuestConfigTests
{
    private const string Text = """
        #Notes%3A first
        #second
        cores: 2
        memory: 2048
        scsi0: local-lvm:vm-100-disk-0,size=32G

        [PENDING]
        cores: 4

        [before]
        #taken by hand
        cores: 1
        snaptime: 1774825200

        """;

    [Fact]
    public void What_is_read_is_written_back_unchanged() => Assert.Equal(Text, GuestConfig.Parse(Text).ToText());

    [Fact]
    public void Notes_are_decoded() => Assert.Equal("Notes: first\nsecond", GuestConfig.Parse(Text).Description);

    [Fact]
    public void The_current_configuration_takes_pending_changes_in() => Assert.Equal("4", PendingChanges.Future(GuestConfig.Parse(Text))["cores"]);

    [Theory]
    [InlineData("1", true)]
    [InlineData("enabled=1,fstrim_cloned_disks=1", true)]
    [InlineData("0", false)]
    public void The_agent_is_on_or_off(string value, bool enabled) => Assert.Equal(enabled, GuestConfig.Empty.With("agent", value).AgentEnabled);

    [Fact]
    public void An_edit_of_the_file_takes_effect_at_once()
    {
        var lab = new Lab();
        lab.World.Cluster.WriteText("/nodes/pve1/qemu-server/100.conf", Lab.Config.Replace("memory: 2048", "memory: 1024", StringComparison.Ordinal));
        Assert.Equal(1L << 30, lab.Guest.Config.Memory);
        Assert.Equal(2L << 30, lab.Guest.Memory);
    }

    [Fact]
    public void A_guest_whose_file_was_removed_has_no_configuration()
    {
        var lab = new Lab();
        var guest = lab.Guest;
        lab.Node.Guests.Remove(100);
        Assert.Equal("Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist", Assert.Throws<PveException>(() => guest.Config).Message);
        Assert.Contains(guest, lab.Node.Guests.Running);
    }

    [Fact]
    public void Network_lines_are_printed_as_PVE_prints_them() =>
        Assert.Equal("virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1", GuestNic.Print(GuestNic.Parse("firewall=1,virtio=bc:24:11:00:00:01,bridge=vmbr0")));
}
