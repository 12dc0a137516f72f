using System.Text;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Proxmox;

public sealed class BackupCommandsTests
{
    private readonly Datacenter world = BackupLab.Build(2, "4G", "900M");
    private readonly ShellSession shell;

    public BackupCommandsTests() => shell = new ShellSession(world.Nodes["pve1"]);

    private string Run(params string[] lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("$ ").Append(line).Append('\n');
            foreach (var step in shell.Execute(line))
            {
                switch (step)
                {
                    case Step.Out data: text.Append(data.Text); break;
                    case Step.Err error: text.Append(error.Text); break;
                    case Step.Wait { Until: { } until }: world.Clock.AdvanceTo(until); break;
                    case Step.Wait: world.Clock.Step(world.Clock.NextDue ?? world.Clock.Now + TimeSpan.FromSeconds(1)); break;
                }
            }
            if (shell.Status != 0) text.Append("=> ").Append(shell.Status).Append('\n');
        }
        return text.ToString();
    }

    [Fact]
    public void A_backup_is_made_restored_and_found_in_the_task_list() => Golden.Verify(
        Run(
            "vzdump 100 --storage nas --compress zstd --mode snapshot",
            "pvesm list nas --content backup",
            "qmrestore nas:backup/vzdump-qemu-100-2026_04_01-09_00_00.vma.zst 105 --unique 1",
            "qmrestore nas:backup/vzdump-qemu-100-2026_04_01-09_00_00.vma.zst 100",
            "qm list",
            "pvenode task list",
            "pvenode task list --noborder 1 --noheader 1 --errors 1",
            "tail -n 3 /var/log/vzdump/qemu-100.log"),
        "commands-backup-restore");

    [Fact]
    public void Jobs_are_kept_with_pvesh() => Golden.Verify(
        Run(
            "pvesh create /cluster/backup --id nightly --schedule 21:00 --storage nas --vmid 100 --mode snapshot --prune-backups keep-last=3",
            "cat /etc/pve/jobs.cfg",
            "pvesh get /cluster/backup --output-format json",
            "pvesh get /cluster/backup/nightly",
            "pvesh get /cluster/backup/nope",
            "pvesh create /cluster/backup --id nightly --schedule 21:00 --storage nas --all 1",
            "pvesh create /cluster/backup --schedule bad --storage nas --all 1",
            "pvesh create /cluster/backup --schedule 21:00 --storage nas",
            "pvesh set /cluster/backup/nightly --enabled 0",
            "pvesh set /cluster/backup/nope --enabled 0",
            "pvesh get /cluster/backup/nightly/included_volumes --output-format json",
            "pvesh get /cluster/backup-info/not-backed-up",
            "pvesh get /cluster/jobs/schedule-analyze --schedule 'mon..fri 22:00' --starttime 1767225600 --iterations 3",
            "pvesh delete /cluster/backup/nightly",
            "pvesh delete /cluster/backup/nightly"),
        "commands-jobs");

    [Fact]
    public void The_tree_can_be_walked() => Golden.Verify(
        Run(
            "pvesh get /version",
            "pvesh get /version --output-format yaml",
            "pvesh ls /",
            "pvesh ls /nodes/pve1",
            "pvesh ls /nodes/pve1/qemu",
            "pvesh get /nodes",
            "pvesh get /cluster/status --output-format json-pretty",
            "pvesh get /cluster/resources --type vm --noborder 1",
            "pvesh get /cluster/nextid",
            "pvesh get /cluster/nextid --vmid 100",
            "pvesh get /nope",
            "pvesh get /nodes/pve9/storage",
            "pvesh get /cluster/tasks --limit 20",
            "pvesh usage /cluster/nextid --verbose",
            "pvesh create /nodes/pve1/vzdump --vmid 999 --storage nas",
            "pvesh foo",
            "pveversion",
            "pveversion -v | head -3"),
        "commands-tree");

    [Fact]
    public void The_book_may_limit_the_cluster_task_list()
    {
        world.Dialect = Dialect.Book;
        Run("vzdump 100 --storage nas --quiet 1", "vzdump 100 --storage nas --quiet 1");
        var text = Run("pvesh get /cluster/tasks --limit 1 --output-format json");
        Assert.Equal(2, text.Split("\"upid\"").Length);
    }

    [Fact]
    public void Quiet_says_nothing_and_keeps_the_exit_code() =>
        Assert.Equal("$ vzdump 100 --storage nas --quiet 1\n$ vzdump 999 --storage nas --quiet 1\n=> 255\n", Run("vzdump 100 --storage nas --quiet 1", "vzdump 999 --storage nas --quiet 1"));

    [Fact]
    public void Options_of_vzdump_are_checked_as_in_real_pve() => Golden.Verify(
        Run(
            "vzdump",
            "vzdump 99",
            "vzdump 100 --mode foo",
            "vzdump 100 --all",
            "vzdump 100 --storage",
            "vzdump 100 --protected 1",
            "vzdump 100 --storage nas --notes-template '{{foo}}'",
            "vzdump --pool nope --storage nas",
            "vzdump 100 --storage nope",
            "vzdump 100 101 --stdout --storage nas",
            "vzdump 100 --node pve2 --storage nas",
            "vzdump 100 --script /root/hook",
            "qmrestore x",
            "qmrestore x 50",
            "qmrestore nope:backup/x 105",
            "qmrestore /x/y.vma 105 --pool nope",
            "qmrestore /etc/network/interfaces 105",
            "qm list"),
        "commands-errors");

    [Fact]
    public void Reading_a_log_is_a_fact()
    {
        Run("vzdump 100 --storage nas --quiet 1");
        Assert.DoesNotContain(world.Facts.All, f => f is TaskLogRead);
        Run("tail -n 2 /var/log/vzdump/qemu-100.log");
        var upid = world.Nodes["pve1"].Tasks.All[^1].Upid.Encode();
        Assert.Contains(world.Facts.All, f => f is TaskLogRead read && read.Upid == upid);
    }
}
