using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
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

    [Fact]
    public void The_end_of_a_task_comes_into_the_index_once_there_is_room_again()
    {
        var disk = Node.Files.MountOf("/var/log/pve").FileSystem;
        Node.Tasks.Fork("before", "", "root@pam", _ => []);
        var task = Node.Tasks.Fork("test", "", "root@pam", _ => [TimeSpan.FromMinutes(1)]);
        var free = disk.Available;
        FillIndex();
        Assert.True(disk.TryTake(disk.Available / FileSystem.BlockSize * FileSystem.BlockSize));
        Node.Clock.AdvanceTo(Node.Clock.Now + TimeSpan.FromMinutes(2));
        Assert.Equal("OK", task.ExitStatus);
        Assert.DoesNotContain(task.Id, Index(), StringComparison.Ordinal);
        Assert.Contains(Node.Journal.Entries, e => e.Text == "unable to close file '/var/log/pve/tasks/index' - No space left on device");

        disk.TryTake(-free / 2);
        Node.Clock.AdvanceTo(Node.Clock.Now + TimeSpan.FromSeconds(10));

        Assert.EndsWith($"{task.Id} {task.Ended!.Value.UnixSeconds:X8} OK\n", Index(), StringComparison.Ordinal);
    }

    private string Index() => Node.Files.ReadText("/var/log/pve/tasks/index");

    /// <summary>Until the next line needs a block of its own.</summary>
    private void FillIndex()
    {
        while (Index().Length % FileSystem.BlockSize < FileSystem.BlockSize - 60) Node.Tasks.Fork("t", "", "r", _ => []);
    }
}
