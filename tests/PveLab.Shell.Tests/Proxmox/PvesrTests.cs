using PveLab.Shell.Tests.Guest;

namespace PveLab.Shell.Tests.Proxmox;

/// <summary>pvesr on a node alone: the rows 150 to 177 of MESSAGES that need no second node.</summary>
public sealed class PvesrTests
{
    private const string Header = "JobID                Target                 Schedule  Rate  Enabled\n";

    private readonly GuestLab lab = new();

    public PvesrTests() => lab.World.Cluster.WriteText("/replication.cfg", "local: 100-0\n\ttarget pve2\n\tsource pve1\n\n");

    [Theory]
    [InlineData("pvesr create-local-job 100-2 pve1", "Source and target must not be identical\n")]
    [InlineData("pvesr create-local-job 100-2 pve9", "Target 'pve9' does not exist.\n")]
    [InlineData("pvesr create-local-job 999-0 pve1", "Guest '999' does not exist.\n")]
    [InlineData("pvesr read 999-0", "no such replication job '999-0'\n")]
    [InlineData("pvesr delete 999-0", "no such job '999-0'\n")]
    [InlineData("pvesr enable 999-0", "no such job '999-0'\n")]
    [InlineData("pvesr update 100-0 --delete target", "unable to delete required option 'target'\n")]
    [InlineData("pvesr update 100-0 --delete foo", "no such option 'foo'\n")]
    [InlineData("pvesr run --id 999-0", "no such job '999-0'\n")]
    [InlineData("pvesr run --id 100-0 --mail 1", "Mail and id are mutually exclusive!\n")]
    [InlineData("pvesr run --id 100-0", "hostname lookup 'pve2' failed - failed to get address info for: pve2: Name or service not known\n")]
    [InlineData("pvesr schedule-now 999-0", "no such replication job '999-0'\n")]
    [InlineData("pvesr prepare-local-job 101-0", "no volumes specified\n")]
    [InlineData("pvesr prepare-local-job 100-0 local-zfs:vm-100-disk-0", "guest '100' is on local node\n")]
    [InlineData("pvesr prepare-local-job 999-0 local:999/vm-999-disk-0.qcow2", "storage 'local' is not replicatable\n")]
    [InlineData("pvesr finalize-local-job 999-0", "no volumes specified\n")]
    public void A_refusal_has_the_real_words(string line, string text)
    {
        Assert.Equal(text, lab.Run(line));
        Assert.NotEqual(0, lab.Shell.Status);
    }

    [Fact]
    public void A_job_is_listed_changed_and_marked_for_removal()
    {
        Assert.Equal(Header + "100-0                local/pve2                 */15     -      yes\n", lab.Run("pvesr list"));
        Assert.Equal("", lab.Run("pvesr update 100-0 --rate 10 --schedule daily && pvesr disable 100-0"));
        Assert.Equal(Header + "100-0                local/pve2                daily    10       no\n", lab.Run("pvesr list"));
        Assert.Equal("job '100-0' is disabled\n", lab.Run("pvesr run --id 100-0"));
        Assert.Equal("", lab.Run("pvesr run"));
        Assert.Equal("Replication job removal is a background task and will take some time.\n", lab.Run("pvesr delete 100-0"));
        Assert.Contains("\tremove_job full\n", lab.Run("cat /etc/pve/replication.cfg"), StringComparison.Ordinal);
        Assert.Equal("", lab.Run("pvesr delete 100-0 --force"));
        Assert.Equal(Header, lab.Run("pvesr list"));
    }

    [Fact]
    public void The_status_of_a_job_that_never_ran_is_pending() =>
        Assert.Equal(
            "JobID      Enabled    Target                           LastSync             NextSync   Duration  FailCount State\n"
            + "100-0      Yes        local/pve2                              -              pending          -          0 OK\n",
            lab.Run("pvesr status"));
}
