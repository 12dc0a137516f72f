using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Tests.Properties;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>Whatever goes wrong together, nothing crashes, every byte is accounted for and every task ends with a status.</summary>
public sealed class RandomFaultTests
{
    private static readonly string[] Commands =
    [
        "vzdump 100 --storage nas --compress zstd", "vzdump 100 --storage local --mode stop", "vzdump 100 --storage nas --mode suspend --compress gzip --remove 0",
        "qmrestore $(pvesm list nas --vmid 100 | awk 'END{print $1}') 105 --storage local-lvm --unique 1", "qmrestore /var/lib/vz/dump/*.vma 106 --storage local-lvm",
        "pvesm status", "qm stop 100", "qm start 100", "qm unlock 100", "#! wait 10m", "df -h", "rm -f /mnt/pve/nas/office-share/*", "pvesm prune-backups nas --keep-last 1",
        "umount -f /mnt/pve/nas", "qm destroy 105",
    ];

    private static readonly string[] Whens =
    [
        "{ at: start }", "{ after: 3m }", "{ event: backup-started }", "{ event: backup-ended }", "{ event: restore-started, after: 2s }",
        "{ event: transfer-reached, percent: 7 }", "{ event: transfer-reached, percent: 60, count: 2 }", "{ event: guest-stopped }",
    ];

    private static readonly string[] Untils = ["", "    until: { after: 5s }\n", "    until: { after: 8m }\n", "    until: { event: backup-ended }\n"];

    private static readonly Gen<string> Fault = Gen.Select(Any(FaultPool.Faults), Any(Whens), Any(Untils), (fault, when, until) => $"{fault}    when: {when}\n{until}");

    private static readonly Gen<Move> Command = Gen.Select(Any(Commands), Gen.Int[0, 5], Gen.Int[1, 120], (line, interrupted, steps) => new Move(line, interrupted == 0 ? steps : null, 0));

    private static readonly Gen<(string World, string[] Faults, Move[] Moves)> Session =
        from world in Any(FaultPool.Worlds)
        from faults in Fault.Array[1, 4]
        from moves in Gen.OneOf(Command.Array[1, 4], Any(FaultPool.Typed(world)), Any(FaultPool.Typed(world))).Array[1, 3]
        select (world, faults, moves.SelectMany(m => m).ToArray());

    private static Gen<T> Any<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    [Fact]
    public void Nothing_crashes_no_byte_is_lost_and_every_task_ends_with_a_status()
    {
        var (sessions, withFaults) = (0, 0);
        Session.Holds(
            session =>
            {
                sessions++;
                if (Play(session.World, session.Faults, session.Moves)) withFaults++;
            },
            cases: 60,
            print: session => $"world: {session.World}\n{string.Concat(session.Faults)}---\n{string.Join('\n', session.Moves.Select(m => m.ToString()))}");
        Assert.True(withFaults * 2 > sessions, $"only {withFaults} of {sessions} sessions had a fault that fits their world");
    }

    /// <summary>Plays a session; returns whether a fault fits its world.</summary>
    private static bool Play(string world, string[] faults, Move[] moves)
    {
        using var library = new Library();
        using var attempt = new Attempt(Fitting(library, world, faults), seed: 1, dialect: Dialect.Pve);
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        RandomSession.Play(attempt, moves, _ => { });
        attempt.Submit(new Input.Advance(TimeSpan.FromHours(12)));
        while (attempt.IsRunning) attempt.Pull();
        foreach (var node in attempt.World.Nodes.Values)
        {
            Assert.All(node.Tasks.All, task => Assert.True(task.IsRunning ? Waits(attempt.World) : task.ExitStatus is { Length: > 0 }, $"{task.Id} has no status"));
            Assert.All(FileSystems(attempt.World, node), CheckBytes);
            Assert.All(node.Zpools.Values, Ledger.CheckPool);
        }
        return attempt.Scenario.Faults.Count > 0;
    }

    /// <summary>The scenario with those faults that fit its world, and with an end for those that may have one.</summary>
    private static ScenarioFolder Fitting(Library library, string world, string[] faults)
    {
        var head = Library.Head.Replace("single-node", world, StringComparison.Ordinal);
        var variant = library.Put(head + "faults:\n" + string.Concat(faults)).Variant(0);
        var built = WorldBuilder.Build(variant.World, 1);
        var fitting = variant.Scenario.Faults.Zip(faults).Where(f => !f.First.Check(built).Any()).Select(f => f.First.MayEnd ? f.Second : Endless(f.Second)).ToList();
        return library.Put(fitting.Count == 0 ? head : head + "faults:\n" + string.Concat(fitting));
    }

    private static string Endless(string fault) =>
        string.Concat(fault.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("    until:", StringComparison.Ordinal)).Select(line => line + "\n"));

    /// <summary>A backup to a storage that does not come back waits for it for ever, as a process in state D.</summary>
    private static bool Waits(Datacenter world) => world.Exports.Any(e => e.FileSystem.State != FileSystemState.Ok || !e.Host.OnNetwork || e.FileSystem.Link!.BytesPerSecond < 10e6);

    private static IEnumerable<FileSystem> FileSystems(Datacenter world, Node node) =>
        node.Files.Mounts.Select(m => m.FileSystem).Concat(world.Exports.Select(e => e.FileSystem)).Where(fs => fs.Type != "zfs").Distinct();

    /// <summary>What the files take is what is taken, but for what stood there unnamed from the beginning.</summary>
    private static void CheckBytes(FileSystem system)
    {
        // Its logs first: some are composed, and accounted for, when somebody looks at them.
        var named = Sum(system.Root);
        var unnamed = system.Used - named;
        Assert.True(unnamed >= 0 && unnamed % (1L << 20) == 0, $"{system.Source}: {system.Used} used, {unnamed} of them by no file");
    }

    private static long Sum(DirectoryEntry directory) =>
        directory.Allocated + directory.Entries.Sum(e => e.Value is DirectoryEntry inner ? Sum(inner) : e.Value.Allocated);
}
