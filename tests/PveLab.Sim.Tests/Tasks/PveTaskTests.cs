using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;
using PveLab.Testing;
using TaskStatus = PveLab.Sim.Tasks.TaskStatus;

namespace PveLab.Sim.Tests.Tasks;

public sealed class PveTaskTests
{
    private readonly Datacenter datacenter = BackupLab.Build();

    private Node Node => datacenter.Nodes["pve1"];

    [Fact]
    public void A_mistake_in_a_worker_ends_its_task_and_reaches_the_caller()
    {
        var cleaned = false;
        var task = Node.Tasks.Fork("test", "", "root@pam", _ => Work());

        Assert.Equal("broken", Assert.Throws<InvalidOperationException>(() => Node.Clock.AdvanceTo(Node.Clock.Now + TimeSpan.FromSeconds(2))).Message);

        Assert.Equal((TaskStatus.Failed, "broken", true), (task.Status, task.ExitStatus, cleaned));

        IEnumerable<TimeSpan> Work()
        {
            try
            {
                yield return TimeSpan.FromSeconds(1);
                throw new InvalidOperationException("broken");
            }
            finally
            {
                cleaned = true;
            }
        }
    }

    [Fact]
    public void An_endless_worker_ends_with_its_cleanup()
    {
        var cleaned = false;

        Assert.Throws<InvalidOperationException>(() => Node.Tasks.Fork("test", "", "root@pam", _ => Endless()));

        Assert.True(cleaned);
        Assert.Equal(TaskStatus.Failed, Node.Tasks.All[^1].Status);

        IEnumerable<TimeSpan> Endless()
        {
            try
            {
                while (true) yield return TimeSpan.Zero;
            }
            finally
            {
                cleaned = true;
            }
        }
    }

    [Fact]
    public void A_task_ends_well_though_no_old_log_can_be_dropped()
    {
        for (var i = 0; i < TaskList.Kept; i++) Node.Tasks.Fork("test", "", "root@pam", _ => []);
        Node.Files.MountOf("/var/log").FileSystem.MakeReadOnly();

        Assert.Equal("OK", Node.Tasks.Fork("test", "", "root@pam", _ => []).ExitStatus);

        Assert.True(Node.Tasks.All.Count <= TaskList.Kept);
    }
}
