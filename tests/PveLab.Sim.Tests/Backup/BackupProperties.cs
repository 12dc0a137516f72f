using System.Globalization;
using CsCheck;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Backup;

/// <summary>What must hold however backups, restores and interruptions fall.</summary>
public sealed class BackupProperties
{
    private static readonly Gen<(int Kind, int Pick, int Seconds)[]> Inputs = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 20]).Array[1, 14];

    [Fact]
    public void Bytes_locks_and_tasks_agree_at_every_moment() => Inputs.Holds(
        inputs =>
        {
            var world = BackupLab.Build(2, "2G", "700M");
            var node = world.Nodes["pve1"];
            foreach (var (kind, pick, seconds) in inputs)
            {
                Act(node, kind, pick);
                Check(world, node);
                world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(seconds));
                Check(world, node);
            }
            world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromHours(2));
            Check(world, node);
            Assert.DoesNotContain(node.Tasks.All, t => t.IsRunning);
            Assert.DoesNotContain(node.Guests.All, g => g.Lock is not null);
            if (node.Files.IsDirectory("/mnt/pve/nas/dump"))
                Assert.DoesNotContain(node.Files.List("/mnt/pve/nas/dump").Keys, n => n.EndsWith(".dat", StringComparison.Ordinal) || n.EndsWith(".tmp", StringComparison.Ordinal));
        },
        cases: 60,
        print: inputs => string.Join(' ', inputs.Select(i => $"{i.Kind}/{i.Pick}/{i.Seconds}")));

    private static void Act(Node node, int kind, int pick)
    {
        string[] modes = ["snapshot", "suspend", "stop"];
        string[] programs = ["zstd", "0"];
        switch (kind)
        {
            case 0 or 1:
                node.Vzdump($"{100 + pick % 2} --storage nas --mode {modes[pick % 3]} --compress {programs[pick % 2]} --prune-backups keep-last=2");
                break;
            case 2 or 3:
                if (node.Files.IsDirectory("/mnt/pve/nas/dump") && node.Storages.List("nas", "backup") is { Count: > 0 } archives) Restore(node, archives[pick % archives.Count].VolumeId, 200 + pick % 3, pick > 2);
                break;
            default:
                var running = node.Tasks.All.Where(t => t.IsRunning).ToList();
                if (running.Count > 0) running[pick % running.Count].Abort();
                break;
        }
    }

    private static void Restore(Node node, string archive, int vmid, bool force)
    {
        try
        {
            RestoreRun.Start(node, new RestoreRequest(archive, vmid) { Force = force }, "root@pam");
        }
        catch (PveException)
        {
            // The VMID is taken or locked: a refusal is an answer.
        }
    }

    private static void Check(Datacenter world, Node node)
    {
        var nas = world.Exports[0].FileSystem;
        Assert.Equal((100L << 30) + Allocated(nas.Root), nas.Used);
        Assert.True(node.ThinPools["pve/data"].Used <= node.ThinPools["pve/data"].Capacity);
        foreach (var guest in node.Guests.All)
        {
            var id = guest.Vmid.ToString(CultureInfo.InvariantCulture);
            var type = guest.Lock switch { "backup" => "vzdump", "create" => "qmrestore", null => null, var other => throw new InvalidOperationException(other) };
            if (type is not null) Assert.Contains(node.Tasks.All, t => t.IsRunning && t.Upid.Type == type && t.Upid.Id == id);
        }
        Assert.True(node.Backups.LockHolder is null or { IsRunning: true });
        var ends = world.Facts.All.OfType<StatusChanged>().Where(f => f.To is nameof(PveLab.Sim.Tasks.TaskStatus.Succeeded) or nameof(PveLab.Sim.Tasks.TaskStatus.Failed) or nameof(PveLab.Sim.Tasks.TaskStatus.Aborted))
            .Where(f => f.Entity.StartsWith("task ", StringComparison.Ordinal)).Select(f => f.Entity).ToList();
        Assert.Equal(ends.Count, ends.Distinct().Count());
        Assert.Equal(node.Tasks.All.Count(t => !t.IsRunning), ends.Count);
    }

    private static long Allocated(DirectoryEntry directory) =>
        directory.Allocated + directory.Entries.Values.Sum(e => e is DirectoryEntry below ? Allocated(below) : e.Allocated);
}
