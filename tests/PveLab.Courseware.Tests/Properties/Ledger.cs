using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>Checks the world's books.</summary>
internal sealed class Ledger
{
    private const int StepsPerLook = 7;
    private static readonly TimeSpan PatienceOfStatusDaemon = TimeSpan.FromMinutes(5);

    /// <summary>Who may hold a guest's lock while it runs. A backup of a container takes a snapshot and lets its own lock go meanwhile.</summary>
    private static readonly Dictionary<string, string[]> Holders = new(StringComparer.Ordinal)
    {
        ["backup"] = ["vzdump"],
        ["create"] = ["qmrestore", "qmcreate", "vzrestore", "vzcreate"],
        ["destroyed"] = ["qmdestroy", "vzdestroy"],
        ["migrate"] = ["qmigrate", "vzmigrate"],
        ["snapshot"] = ["qmsnapshot", "vzsnapshot", "vzdump"],
        ["snapshot-delete"] = ["qmdelsnapshot", "vzdelsnapshot", "vzdump"],
        ["rollback"] = ["qmrollback", "vzrollback"],
        ["disk"] = ["move_volume"],
    };

    private readonly Datacenter world;
    private readonly Dictionary<FileSystem, long> beside;
    private readonly HashSet<PveTask> cramped = [];
    private Instant last;
    private int steps;

    public Ledger(Datacenter world)
    {
        this.world = world;
        last = world.Clock.Now;
        world.Facts.Recorded += _ => MarkCramped();
        // A world begins with space taken by an installation whose files nobody sees.
        beside = FileSystems().ToDictionary(fs => fs, fs => fs.Used - Sum(fs.Root));
    }

    private bool Busy => world.Nodes.Values.Any(n => n.Tasks.All.Any(t => t.IsRunning));

    /// <summary>What holds at every step.</summary>
    public void Watch()
    {
        Assert.True(world.Clock.Now >= last, "the clock went back");
        last = world.Clock.Now;
        MarkCramped();
        if (++steps % StepsPerLook == 0) Look();
    }

    /// <summary>Tasks that run while there is no room for what they log.</summary>
    private void MarkCramped()
    {
        foreach (var node in world.Nodes.Values.Where(IsFull)) cramped.UnionWith(node.Tasks.All.Where(t => t.Ended is null));
    }

    /// <summary>Whether a log, the index and their directories cannot all grow by a block.</summary>
    private static bool IsFull(Node node) => node.Files.MountOf("/var/log/pve").FileSystem.Available < 4 * FileSystem.BlockSize;

    private void Look()
    {
        var running = world.Nodes.Values.SelectMany(n => n.Tasks.All).Where(t => t.IsRunning).Select(t => t.Upid.Type).ToHashSet();
        foreach (var guest in world.Nodes.Values.SelectMany(n => n.Guests.All))
            if (guest.Lock is { } held)
                Assert.True(Holders.TryGetValue(held, out var tasks) && running.Overlaps(tasks), $"{guest.Vmid} has the lock '{held}', and of tasks there run: {string.Join(' ', running)}");
    }

    /// <summary>What holds once nothing runs any more.</summary>
    public void Settle()
    {
        if (world.Cluster.Exists("/jobs.cfg")) world.Cluster.Remove("/jobs.cfg");
        for (var hours = 0; Busy && hours < 48; hours++) world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromHours(1));
        Assert.False(Busy, "a task runs for two days");
        world.Clock.AdvanceTo(world.Clock.Now + PatienceOfStatusDaemon);
        Look();
        foreach (var (fs, hidden) in beside) Assert.Equal(hidden + Sum(fs.Root), fs.Used);
        foreach (var node in world.Nodes.Values)
        {
            foreach (var pool in node.ThinPools.Values)
            {
                var used = pool.Used;
                Assert.Equal(used, pool.Volumes.Values.Sum(v => v.Written));
                Assert.InRange(used, 0, pool.Capacity);
                Assert.All(pool.Volumes.Values, volume => Assert.InRange(volume.Written, 0, volume.Size));
            }
            foreach (var pool in node.Zpools.Values) CheckPool(pool);
            Assert.All(node.Tasks.All, task => EndsOnce(node, task));
        }
        var vmids = world.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid).ToList();
        Assert.Equal(vmids.Count, vmids.Distinct().Count());
    }

    /// <summary>What a pool holds is what its datasets hold.</summary>
    public static void CheckPool(ZfsPool pool)
    {
        foreach (var dataset in pool.Datasets.Values)
        {
            Assert.Equal(dataset.UsedByDataset + dataset.UsedBySnapshots + dataset.UsedByRefReservation + dataset.UsedByChildren, dataset.Used);
            Assert.Equal(dataset.Children.Values.Sum(c => Math.Max(c.Used, c.Reservation)), dataset.UsedByChildren);
            Assert.True(dataset.Available >= 0);
        }
        Assert.InRange(pool.Root.Used, pool.Allocated, pool.Usable);
    }

    private void EndsOnce(Node node, PveTask task)
    {
        var upid = task.Upid.Encode();
        Assert.Single(world.Facts.All.OfType<StatusChanged>(), f => f.Entity == "task " + upid && f.To is "Succeeded" or "Failed" or "Aborted");
        // On a full disk the end of a log is lost; a line of the index waits until there is room.
        if (!cramped.Contains(task) || !IsFull(node))
            Assert.Single(node.Files.ReadText("/var/log/pve/tasks/index").Split('\n'), line => line.StartsWith(upid + " ", StringComparison.Ordinal));
        if (cramped.Contains(task)) return;
        var log = node.Files.ReadText(task.Upid.LogFile);
        var closing = "TASK " + (task.Ok && task.Warnings == 0 ? "OK" : task.Ok ? task.ExitStatus : "ERROR: " + task.ExitStatus) + "\n";
        Assert.EndsWith(closing, log, StringComparison.Ordinal);
    }

    private IEnumerable<FileSystem> FileSystems() =>
        world.Nodes.Values.SelectMany(n => n.Files.Mounts).Select(m => m.FileSystem).Concat(world.Exports.Select(e => e.FileSystem)).Where(fs => fs.Type != "zfs").Distinct();

    private static long Sum(DirectoryEntry directory) =>
        directory.Allocated + directory.Entries.Values.Sum(e => e is DirectoryEntry below ? Sum(below) : e.Allocated);
}
