using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Vectors;

/// <summary>The world that the g_* vectors start from: tests/vectors/transcript-world.yaml, which is g_cli_state.json as a datacenter.</summary>
internal static class TranscriptWorld
{
    private const string File = "transcript-world.yaml";

    private static readonly string Text = ReadText();

    // VM 100's mocked machine stands on a bridge, and its agent answers.
    private const string Interfaces = "auto vmbr0\niface vmbr0 inet static\n\taddress 10.0.0.11/24\n\tbridge-ports none\n\tbridge-stp off\n\tbridge-fd 0\n";

    /// <summary>What the mocked QEMU answers to <c>query-backup</c> in transcripts that do not show it: one answer a second.</summary>
    public static IReadOnlyList<BackupStatus> UsualAnswers { get; } =
    [
        new("active", 8L << 30, 0, 0),
        new("active", 8L << 30, 300_000_000, 100_000_000),
        new("active", 8L << 30, 600_000_000, 200_000_000),
        new("active", 8L << 30, 900_000_000, 300_000_000),
        new("active", 8L << 30, 3_000_000_000, 2_000_000_000),
        new("active", 8L << 30, 6_000_000_000, 4_000_000_000),
        new("done", 8L << 30, 8L << 30, 6_500_000_000),
    ];

    /// <summary>A new attempt in the world.</summary>
    public static Attempt Begin() => new(new ScenarioFolder("transcript-world", null, "") { World = new ContentFile(File, Text) }, dialect: Dialect.Pve);

    /// <summary>The world at a moment, with a VM 100 that can be started, and that has an agent when asked.</summary>
    public static Datacenter At(string time, bool running, bool agent)
    {
        var definition = YamlContent.Read<WorldDefinition>(File, Text);
        definition.Hosts[0].Files["/etc/network/interfaces"] = Interfaces;
        var guests = definition.Guests.Select(guest => guest.Vmid != 100 ? guest : guest with
        {
            Running = running,
            Config = (agent ? "agent: 1\n" : "") + guest.Config,
            Disks = new Dictionary<string, DiskContentDefinition> { ["scsi0"] = new DiskContentDefinition { Written = "1M", System = new SystemDefinition { Os = "Debian GNU/Linux 13 (trixie)", HostName = "web", Agent = agent } } },
        });
        var booted = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).AddHours(-1);
        return WorldBuilder.Build(definition with
        {
            Booted = booted.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            Start = time,
            Guests = [.. guests],
        }, seed: 1);
    }

    /// <summary>Lets the mocked machine of VM 100 run, and answer with what was recorded.</summary>
    public static void Mock(Node node, bool running, IEnumerable<BackupStatus> answers)
    {
        if (running)
        {
            node.Files.CreateDirectory("/etc/network", parents: true);
            node.Files.WriteText("/etc/network/interfaces", Interfaces);
            node.Guests.Get(100).Start();
        }
        Answer(node, answers);
    }

    /// <summary>Puts recorded answers in the place of QEMU's; the last one stays.</summary>
    public static void Answer(Node node, IEnumerable<BackupStatus> answers)
    {
        var left = new Queue<BackupStatus>(answers);
        node.Backups.QueryBackup = _ => left.Count > 1 ? left.Dequeue() : left.Peek();
    }

    /// <summary>Recorded answers: <c>status, total, transferred, zero-bytes, errmsg</c>.</summary>
    public static IEnumerable<BackupStatus> Answers(JsonElement progress) => progress.EnumerateArray().Select(answer =>
    {
        long Number(string key) => answer.TryGetProperty(key, out var value) ? value.GetInt64() : 0;
        return new BackupStatus(
            answer.GetProperty("status").GetString()!, Number("total"), Number("transferred"), Number("zero-bytes"),
            answer.TryGetProperty("errmsg", out var message) ? message.GetString() : null);
    });

    private static string ReadText()
    {
        using var stream = typeof(TranscriptWorld).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
