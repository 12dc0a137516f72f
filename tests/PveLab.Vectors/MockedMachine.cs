using System.Text.Json;
using System.Text.RegularExpressions;
using PveLab.Courseware.Attempts;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Vectors;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Printed(string Out, string Err, int Status);

/// <summary>
/// What stood in for QEMU when the vectors were recorded: while <c>vzdump-mock</c> runs, VM 100 runs if /etc/pve/.qmp.json says so, and
/// <c>query-backup</c> gives recorded answers, one a second.
/// </summary>
internal sealed partial class MockedMachine(Node node) : IDisposable
{
    private static readonly TimeSpan ShutdownTakes = TimeSpan.FromSeconds(5);

    // What a transcript that does not show its answers had.
    private static readonly BackupStatus[] UsualAnswers =
    [
        new("active", 8L << 30, 0, 0),
        new("active", 8L << 30, 300_000_000, 100_000_000),
        new("active", 8L << 30, 600_000_000, 200_000_000),
        new("active", 8L << 30, 900_000_000, 300_000_000),
        new("active", 8L << 30, 3_000_000_000, 2_000_000_000),
        new("active", 8L << 30, 6_000_000_000, 4_000_000_000),
        new("done", 8L << 30, 8L << 30, 6_500_000_000),
    ];

    private IReadOnlyList<BackupStatus> answers = UsualAnswers;
    private bool running;

    /// <summary>Takes a step that tells the mock what to do; false for any other.</summary>
    public bool Learns(string command)
    {
        if (!command.EndsWith("/etc/pve/.qmp.json", StringComparison.Ordinal)) return false;
        (answers, running) = (UsualAnswers, true);
        if (Echo().Match(command) is not { Success: true } echo) return true;
        using var told = JsonDocument.Parse(echo.Groups[1].Value);
        running = told.RootElement.TryGetProperty("running", out var guests) && guests.TryGetProperty("100", out _);
        if (told.RootElement.TryGetProperty("progress", out var progress)) answers = [.. Answers(progress)];
        return true;
    }

    /// <summary>Whether a command is one that the mock stands behind.</summary>
    public static bool Runs(string command) => command.StartsWith("vzdump-mock ", StringComparison.Ordinal);

    /// <summary>Runs such a command.</summary>
    public Printed Run(string command, Func<string, Printed> type)
    {
        var interfaces = node.Files.ReadText("/etc/network/interfaces");
        var guest = node.Guests.Find(100);
        Network(TranscriptWorld.Interfaces);
        if (running && guest is not null) Start(guest);
        Answer(node, answers);
        if (running && StopMode().IsMatch(command)) EndShutdown(node, AttemptLimits.Think);
        try
        {
            return type(command.Replace("vzdump-mock", "vzdump", StringComparison.Ordinal));
        }
        finally
        {
            if (guest is { IsRunning: true }) guest.Stop();
            Network(interfaces);
        }
    }

    /// <summary>Whether a command goes to other nodes: they stood in a list of members and were no machines.</summary>
    public static bool Connects(string command) => command.StartsWith("pvesr run", StringComparison.Ordinal);

    /// <summary>Runs such a command while nothing passes to the node it goes to; corosync, on whose word the list of members stands, sees it again afterwards.</summary>
    public Printed RunAlone(string command, Func<string, Printed> type)
    {
        var (links, target) = (node.Datacenter.Links, "pve2");
        // Nothing but the commands ran jobs.
        node.Services.Find("pvescheduler")!.Stop();
        links.Cut(node.Name, target);
        try
        {
            return type(command);
        }
        finally
        {
            links.Mend(node.Name, target);
            type("sleep 10");
        }
    }

    /// <summary>Puts recorded answers in the place of QEMU's; every backup begins with the first, and the last one stays.</summary>
    public static void Answer(Node node, IEnumerable<BackupStatus> answers)
    {
        var all = answers.ToList();
        BackupTransfer? of = null;
        Queue<BackupStatus> left = [];
        node.Backups.QueryBackup = transfer =>
        {
            if (!ReferenceEquals(of, transfer)) (of, left) = (transfer, new(all));
            return left.Count > 1 ? left.Dequeue() : left.Peek();
        };
    }

    /// <summary>Recorded answers: <c>status, total, transferred, zero-bytes, errmsg</c>.</summary>
    public static IEnumerable<BackupStatus> Answers(JsonElement progress) => progress.EnumerateArray().Select(answer =>
    {
        long Number(string key) => answer.TryGetProperty(key, out var value) ? value.GetInt64() : 0;
        return new BackupStatus(
            answer.GetProperty("status").GetString()!, Number("total"), Number("transferred"), Number("zero-bytes"),
            answer.TryGetProperty("errmsg", out var message) ? message.GetString() : null);
    });

    /// <summary>The mocked machine is down five seconds after it was asked to shut down, which happens after <paramref name="think"/>.</summary>
    public static void EndShutdown(Node node, TimeSpan think) => node.Clock.At(node.Clock.Now + think + ShutdownTakes, node.Guests.Get(100).Stop);

    /// <summary>Ends the mock.</summary>
    public void Dispose() => node.Backups.QueryBackup = transfer => transfer.Query();

    private void Network(string interfaces)
    {
        node.Files.WriteText("/etc/network/interfaces", interfaces);
        node.Datacenter.Network.Apply(node);
    }

    private void Start(VirtualMachine guest)
    {
        if (node.Storages.Image("local-zfs:vm-100-disk-0") is { } disk)
            disk.Restore(new DiskCapture(disk.Size, 0, new GuestSystem { OsName = TranscriptWorld.Os, HostName = "web", AgentInstalled = true }));
        guest.Start(skipLock: true);
        node.Clock.AdvanceTo(node.Clock.Now + TimeSpan.FromMinutes(1));
    }

    [GeneratedRegex(@"^echo '(.*)' > ", RegexOptions.Singleline)]
    private static partial Regex Echo();

    [GeneratedRegex(@"--mode[ =]stop")]
    private static partial Regex StopMode();
}
