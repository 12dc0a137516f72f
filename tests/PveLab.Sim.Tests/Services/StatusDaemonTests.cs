using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Services;

public sealed class StatusDaemonTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    private Node Node => datacenter.Nodes["pve1"];

    private void Live(int seconds) => datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromSeconds(seconds));

    private List<JournalEntry> Said(string ident) => [.. Node.Journal.Entries.Where(e => e.Ident == ident && e.At >= datacenter.Opened)];

    [Fact]
    public void It_complains_at_every_poll_until_the_server_is_back()
    {
        datacenter.Hosts["nas"].Disconnect();
        Live(35);
        Assert.Equal(3, Said("pvestatd").Count);
        Assert.All(Said("pvestatd"), e => Assert.Equal("storage 'nas' is not online", e.Text));
        datacenter.Hosts["nas"].Connect();
        Live(60);
        Assert.Equal(3, Said("pvestatd").Count);
    }

    [Fact]
    public void The_kernel_tells_of_a_silent_server_and_of_its_return()
    {
        datacenter.Hosts["nas"].Disconnect();
        Live(300);
        datacenter.Hosts["nas"].Connect();
        Live(30);
        Assert.Equal(["nfs: server 192.168.10.20 not responding, still trying", "nfs: server 192.168.10.20 OK"], Said("kernel").Select(e => e.Text));
    }

    [Fact]
    public void What_was_unmounted_by_hand_is_mounted_again_only_while_it_runs()
    {
        Assert.True(Node.Files.Unmount("/mnt/pve/nas"));
        Live(11);
        Assert.NotNull(Node.Files.MountAt("/mnt/pve/nas"));
        Node.Services.Find("pvestatd")!.Stop();
        Assert.True(Node.Files.Unmount("/mnt/pve/nas"));
        Live(60);
        Assert.Null(Node.Files.MountAt("/mnt/pve/nas"));
    }

    [Fact]
    public void The_journal_is_bounded()
    {
        datacenter.Hosts["nas"].Disconnect();
        Live(24 * 3600 * 30);
        Assert.Equal(NodeJournal.Kept, Node.Journal.Entries.Count);
    }
}
