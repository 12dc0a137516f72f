using System.Text;
using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>What holds whatever a learner types.</summary>
public sealed class RandomSessionTests
{
    [Fact]
    public void The_world_stays_whole_under_any_session() => RandomSession.Sessions.Holds(
        moves =>
        {
            using var attempt = Begin();
            var ledger = new Ledger(attempt.World);
            RandomSession.Play(attempt, moves, output =>
            {
                ledger.Watch();
                if (output is Output.Err { Text: var text }) Assert.DoesNotContain("something went wrong", text, StringComparison.Ordinal);
            });
            ledger.Settle();
        },
        cases: 40, print: Print);

    [Fact]
    public void A_journal_replays_to_the_same_output_and_report() => RandomSession.Sessions.Holds(
        moves =>
        {
            using var text = new StringWriter();
            using var attempt = Begin();
            using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
            attempt.Recorded = journal.Append;
            var (seen, again) = (new StringBuilder(), new StringBuilder());
            RandomSession.Play(attempt, moves, output => RandomSession.Show(seen, output));
            using var replayed = Replay.Of(Journal.Parse("journal", text.ToString()), attempt.Folder, "journal", output => RandomSession.Show(again, output));
            Assert.Equal(seen.ToString(), again.ToString());
            Assert.Equal(JsonReport.Write(Report.Of(attempt), "en"), JsonReport.Write(Report.Of(replayed), "en"));
            Assert.Equal(attempt.World.Facts.All, replayed.World.Facts.All);
        },
        cases: 8, print: Print);

    private static Attempt Begin() => new(ScenarioLibrary.Shipped.Find("ch08-restore-test"))
    {
        Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake),
    };

    private static string Print(Move[] moves) => string.Join('\n', moves.Select(m => m.ToString()));

    /// <summary>Checks the world's books.</summary>
    private sealed class Ledger
    {
        private const int StepsPerLook = 7;
        private static readonly TimeSpan PatienceOfStatusDaemon = TimeSpan.FromMinutes(5);

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
            foreach (var node in world.Nodes.Values)
            {
                var running = node.Tasks.All.Where(t => t.IsRunning).Select(t => t.Upid.Type).ToHashSet();
                foreach (var guest in node.Guests.All)
                {
                    if (guest.Lock == "backup") Assert.Contains("vzdump", running);
                    else if (guest.Lock == "create") Assert.True(running.Contains("qmrestore") || running.Contains("qmcreate"), "a lock 'create' without its task");
                    else if (guest.Lock == "destroyed") Assert.Contains("qmdestroy", running);
                    else Assert.Null(guest.Lock);
                }
            }
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
                Assert.All(node.Tasks.All, task => EndsOnce(node, task));
            }
            var vmids = world.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid).ToList();
            Assert.Equal(vmids.Count, vmids.Distinct().Count());
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
            world.Nodes.Values.SelectMany(n => n.Files.Mounts).Select(m => m.FileSystem).Concat(world.Exports.Select(e => e.FileSystem)).Distinct();

        private static long Sum(DirectoryEntry directory) =>
            directory.Allocated + directory.Entries.Values.Sum(e => e is DirectoryEntry below ? Sum(below) : e.Allocated);
    }
}
