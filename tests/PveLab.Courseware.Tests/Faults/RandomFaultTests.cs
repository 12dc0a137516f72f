using CsCheck;
using PveLab.Courseware.Attempts;
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

    private static readonly string[] Faults =
    [
        "storage-full\n    storage: nas\n    free: 700M", "storage-full\n    storage: local-lvm\n    free: 2G", "storage-full\n    storage: local",
        "storage-filling\n    storage: nas\n    size: 2T", "storage-quota\n    storage: nas\n    free: 1G", "storage-read-only\n    storage: nas",
        "storage-content\n    storage: nas", "storage-content\n    storage: local-lvm\n    missing: images", "storage-disabled\n    storage: nas",
        "storage-restricted\n    storage: local", "storage-path\n    storage: nas\n    path: /volume9",
        "nfs-down\n    storage: nas", "nfs-hanging\n    storage: nas", "export-removed\n    storage: nas", "slow-link\n    storage: nas\n    rate: 5M",
        "guest-lock\n    guest: 100", "guest-suspended\n    guest: 100", "agent-stopped\n    guest: 100", "disk-excluded\n    guest: 100\n    disk: scsi0",
        "bridge-absent\n    guest: 100", "memory-too-large\n    guest: 100", "boot-order-wrong\n    guest: 100", "root-full",
        "thin-metadata-full\n    storage: local-lvm", "disk-read-errors\n    guest: 100\n    disk: scsi0\n    percent: 3", "snapshot-left\n    guest: 100\n    name: before",
        "node-rebooted\n    node: pve1", "clock-skew\n    seconds: 3600", "notification-failing\n    reason: server", "link-cut\n    node: pve1\n    from: nas",
    ];

    private static readonly string[] Whens =
    [
        "{ at: start }", "{ after: 3m }", "{ event: backup-started }", "{ event: backup-ended }", "{ event: restore-started, after: 2s }",
        "{ event: transfer-reached, percent: 7 }", "{ event: transfer-reached, percent: 60, count: 2 }", "{ event: guest-stopped }",
    ];

    private static readonly string[] Untils = ["", "\n    until: { after: 5s }", "\n    until: { after: 8m }", "\n    until: { event: backup-ended }"];

    private static readonly Gen<string> Fault = Gen.Select(Any(Faults), Any(Whens), Any(Untils))
        .Select((fault, when, until) => $"  - kind: {fault}\n    when: {when}{(IsOver(fault) ? "" : until)}\n");

    private static readonly Gen<(string Faults, string Lines)> Session = Gen.Select(
        Fault.List[1, 3].Select(f => "faults:\n" + string.Concat(f)), Any(Commands).List[2, 7].Select(l => string.Join('\n', l) + "\n"));

    /// <summary>What happens in a moment has no end of its own.</summary>
    private static bool IsOver(string fault) => fault.StartsWith("node-rebooted", StringComparison.Ordinal);

    private static Gen<string> Any(string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    [Fact]
    public void Nothing_crashes_no_byte_is_lost_and_every_task_ends_with_a_status() => Session.Holds(
        session => Play(session.Faults, session.Lines), cases: 60);

    private static void Play(string faults, string lines)
    {
        using var library = new Library();
        using var attempt = new Attempt(library.Put(Library.Head + faults), seed: 1, dialect: Dialect.Pve);
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        TranscriptPlayer.Play(attempt, Transcript.Parse("random", lines), "random", new PlainTerminal(_ => { }));
        attempt.Submit(new Input.Advance(TimeSpan.FromHours(12)));
        while (attempt.IsRunning) attempt.Pull();
        foreach (var node in attempt.World.Nodes.Values)
        {
            Assert.All(node.Tasks.All, task => Assert.True(task.IsRunning ? Waits(attempt.World) : task.ExitStatus is { Length: > 0 }, $"{task.Id} has no status"));
            Assert.All(FileSystems(attempt.World, node), CheckBytes);
        }
    }

    /// <summary>A backup to a storage that does not come back waits for it for ever, as a process in state D.</summary>
    private static bool Waits(Datacenter world) => world.Exports.Any(e => e.FileSystem.State != FileSystemState.Ok || !e.Host.OnNetwork || e.FileSystem.Link!.BytesPerSecond < 10e6);

    private static IEnumerable<FileSystem> FileSystems(Datacenter world, Node node) =>
        node.Files.Mounts.Select(m => m.FileSystem).Concat(world.Exports.Select(e => e.FileSystem)).Distinct();

    /// <summary>What the files take is what is taken, but for what stood there unnamed from the beginning.</summary>
    private static void CheckBytes(FileSystem system)
    {
        var unnamed = system.Used - Sum(system.Root);
        Assert.True(unnamed >= 0 && unnamed % (1L << 20) == 0, $"{system.Source}: {system.Used} used, {unnamed} of them by no file");
    }

    private static long Sum(DirectoryEntry directory) =>
        directory.Allocated + directory.Entries.Sum(e => e.Value is DirectoryEntry inner ? Sum(inner) : e.Value.Allocated);
}
