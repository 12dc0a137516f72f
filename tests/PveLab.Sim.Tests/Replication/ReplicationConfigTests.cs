using PveLab.Sim.Replication;

namespace PveLab.Sim.Tests.Replication;

public sealed class ReplicationConfigTests
{
    private const string Two = "local: 100-0\n\ttarget pve2\n\nlocal: 101-1\n\tcomment a%3Ab\n\tdisable\n\ttarget pve3\n\trate 12.50\n\tsource pve1\n\n";

    [Fact]
    public void A_file_is_read_and_written_back_in_its_order()
    {
        var config = ReplicationConfig.Parse(Two);
        Assert.Equal(["100-0", "101-1"], config.Jobs.Select(j => j.Id));
        Assert.Equal(("a:b", "12.5", true), (config.Jobs[1]["comment"], config.Jobs[1]["rate"], config.Jobs[1].Disabled));
        Assert.Equal(Two.Replace("12.50\n\tsource pve1", "12.5\n\tsource pve1", StringComparison.Ordinal), config.Write());
    }

    [Fact]
    public void The_second_job_to_the_same_target_is_dropped_with_a_warning()
    {
        var config = ReplicationConfig.Parse("local: 100-1\n\ttarget pve2\n\nlocal: 100-0\n\ttarget pve2\n\n");
        Assert.Equal(["100-0"], config.Jobs.Select(j => j.Id));
        Assert.Equal("delete job 100-1: replication job for guest '100' to target 'local/pve2' already exists", Assert.Single(config.Warnings));
    }

    [Fact]
    public void A_section_without_target_breaks_the_reader_as_in_life() =>
        Assert.StartsWith("cannot lookup undefined type!", ReplicationConfig.Parse("local: 100-0\n\tdisable\n\n").Error, StringComparison.Ordinal);

    [Fact]
    public void A_guest_with_a_job_is_not_to_be_destroyed()
    {
        var config = ReplicationConfig.Parse(Two);
        config.RequireNone(102);
        var refusal = Assert.Throws<PveException>(() => config.RequireNone(100));
        Assert.Equal("There is a replication job '100-0' for guest '100' - Please remove that first.", refusal.Message);
    }
}
