using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using PveLab.Testing;

namespace PveLab.Benchmarks;

/// <summary>The work that is measured, the same for the figures and for BenchmarkDotNet.</summary>
internal static class Workloads
{
    private const int Days = 365;

    private static readonly ScenarioFolder RestoreTest = ScenarioLibrary.Shipped.Find("ch08-restore-test");

    private static readonly string Golden =
        ScenarioLibrary.ReadText(Path.Combine(ContentRoot.Scenarios, "ch08-restore-test", "golden.txt"), "golden.txt").Text;

    private static readonly string[] Commands =
    [
        "qm list", "qm config 100", "pvesm status", "ls -l /etc/pve", "cat /etc/pve/storage.cfg | grep content", "df -h", "echo $((6 * 7))",
        "pvesh get /cluster/resources --output-format json", "pvesm list nas --content backup", "date",
    ];

    /// <summary>About ten lines, as a learner's first attempt: looks around, backs up, looks at the archive.</summary>
    private static readonly string Short = string.Join('\n',
        "qm list", "pvesm status", "cat /etc/pve/storage.cfg", "vzdump ${vm.id} --storage nas --mode snapshot --compress zstd",
        "pvesm list nas --content backup", "ls /var/log/vzdump", "pvesh get /cluster/tasks --output-format json", "qm config ${vm.id}", "qm status ${vm.id}", "date") + "\n";

    /// <summary>A chapter of 3,000 lines: ours, as often as it takes.</summary>
    private static readonly string LongLesson = Repeat(ScenarioLibrary.ReadText(Path.Combine(ContentRoot.Lessons, "ja", "ch08-backup.md"), "ch08-backup.md").Text, 3000);

    /// <summary>The whole restore test, played and graded.</summary>
    public static bool GoldenAttempt(ulong seed = 0) => Play(Golden, seed);

    /// <summary>An attempt of ten lines, played and graded.</summary>
    public static bool ShortAttempt(ulong seed = 0) => Play(Short, seed);

    /// <summary>Types <paramref name="rounds"/> rounds of commands into one attempt. Returns how many.</summary>
    public static int TypeCommands(int rounds)
    {
        using var attempt = new Attempt(RestoreTest);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var command in Commands)
            {
                attempt.Submit(new Input.Line(command));
                while (attempt.IsRunning) attempt.Pull();
            }
        }
        return rounds * Commands.Length;
    }

    /// <summary>A year in which a job backs up 100 guests every night and keeps three archives each. Returns the archives kept.</summary>
    public static int Year()
    {
        var datacenter = BackupLab.Build(guests: 100, written: "900M");
        datacenter.Cluster.WriteText("/jobs.cfg", "vzdump: nightly\n\tschedule 21:00\n\tall 1\n\tenabled 1\n\tstorage nas\n\tcompress zstd\n\tprune-backups keep-last=3\n");
        datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromDays(Days));
        return datacenter.Nodes["pve1"].Storages.List("nas", "backup").Count;
    }

    /// <summary>A year in which 20 guests on three nodes are replicated every 15 minutes. Returns the snapshots that are left.</summary>
    public static int YearOfReplication()
    {
        var datacenter = ReplicationLab.Build(guests: 20);
        datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromDays(Days));
        return datacenter.Nodes.Values.Sum(n => n.Zpools["rpool"].Datasets.Values.Sum(d => d.Snapshots.Count));
    }

    /// <summary>A day of the same, lived through hour by hour: every run is simulated. Returns how many there were.</summary>
    public static int DayOfReplication()
    {
        const int guests = 20;
        const int hours = 24;
        const int runsAnHour = 4;
        var datacenter = ReplicationLab.Build(guests);
        for (var hour = 0; hour < hours; hour++) datacenter.Clock.AdvanceTo(datacenter.Clock.Now + TimeSpan.FromHours(1));
        return guests * hours * runsAnHour;
    }

    /// <summary>Reads the long lesson.</summary>
    public static Lesson ReadLesson() => Lesson.Parse("long.md", LongLesson);

    /// <summary>Lays a lesson out for half a wide terminal.</summary>
    public static int LayLesson(Lesson lesson) => LessonLayout.Of(lesson, 78).Lines.Count;

    private static bool Play(string text, ulong seed)
    {
        using var attempt = new Attempt(RestoreTest, seed);
        var transcript = Transcript.Parse("transcript", Placeholders.Fill("transcript", text, attempt.Variant.Values));
        TranscriptPlayer.Play(attempt, transcript, "transcript", new PlainTerminal(static _ => { }));
        return attempt.Grade().Passed;
    }

    private static string Repeat(string chapter, int lines)
    {
        var body = chapter[(chapter.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..];
        var text = new StringBuilder();
        for (var count = 0; count < lines; count += body.Count(c => c == '\n')) text.Append(body);
        return text.ToString();
    }
}
