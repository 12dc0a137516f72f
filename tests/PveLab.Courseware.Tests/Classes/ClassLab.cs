using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Tests.Classes;

/// <summary>Plays attempts and grades them as a class.</summary>
internal static class ClassLab
{
    public const string RestoreTest = "ch08-restore-test";

    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 9, 0, 0, TimeSpan.FromHours(9));

    private static readonly Dictionary<string, ScenarioFolder> Known = new(StringComparer.Ordinal);

    public static AttemptGrader Grader { get; } = new(Find, new GradingLimits());

    public static ScenarioFolder Find(string id)
    {
        lock (Known) return Known.TryGetValue(id, out var folder) ? folder : Known[id] = ScenarioLibrary.Shipped.FindById(id);
    }

    /// <summary>The golden transcript of a scenario, without its directives.</summary>
    public static string[] Golden(string scenario = RestoreTest) =>
        [.. ScenarioLibrary.ReadText(Path.Combine(ContentRoot.Scenarios, scenario, "golden.txt"), "golden.txt").Text.Split('\n').Where(l => !l.StartsWith("#!", StringComparison.Ordinal))];

    /// <summary>The journal of an attempt in which these lines were typed.</summary>
    /// <param name="lines">A transcript's lines; <c>${name}</c> is what the variant drew.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="began">When it began by the clock on the wall; null notes no times.</param>
    public static string Journal(IEnumerable<string> lines, ScenarioFolder scenario, ulong seed = 0, DateTimeOffset? began = null)
    {
        using var text = new StringWriter();
        using var attempt = new Attempt(scenario, seed);
        var now = began;
        var pace = 0;
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt), () =>
        {
            // People pause, each in their own way.
            now += TimeSpan.FromMilliseconds(1000 + (((++pace * 7919) + ((began?.Ticks ?? 0) / 10_000_000)) % 9973));
            return now?.ToString("o", CultureInfo.InvariantCulture);
        });
        attempt.Recorded = journal.Append;
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", Placeholders.Fill("t", string.Join('\n', lines) + "\n", attempt.Variant.Values)), "t", new PlainTerminal(_ => { }));
        return text.ToString();
    }

    public static string Journal(IEnumerable<string> lines, string scenario = RestoreTest, ulong seed = 0, DateTimeOffset? began = null) =>
        Journal(lines, Find(scenario), seed, began);

    public static GradedAttempt Grade(string student, string text, string? file = null) => Grader.Grade(Submission.Of(file ?? $"{student}/attempt.jsonl", inFolder: true, text), () => Stop.None);

    public static ClassResult Class(params IEnumerable<GradedAttempt> rows) => ClassResult.Of(rows, CountedAttempt.Best, Taught);

    /// <summary>What everybody reads: the scenario, its transcripts, the lessons.</summary>
    public static IReadOnlyList<string> Taught(string scenario) =>
        [.. new[] { Path.Combine(ContentRoot.Scenarios, scenario), ContentRoot.Lessons }.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>A small class with everything that a report has to tell.</summary>
    public static ClassResult Sample()
    {
        string[] golden = Golden();
        string[] own = ["mkdir -p /root/zebrafish-plan", "echo my notez, dont lose them > /root/zebrafish-plan/notez", "cat /root/zebrafish-plan/notez", "pvesm statsu", "ehco retention shud be threee"];
        return Class(
            Grade("Aoki Mei", Journal(golden, began: Monday)),
            Grade("Baker Sam", Journal([.. golden.Take(4), .. own, .. golden.Skip(4)], began: Monday.AddMinutes(7))),
            Grade("Chen Li", Journal([.. golden.Take(4), .. own, .. golden.Skip(4)], began: Monday.AddMinutes(33))),
            Grade("Dubois Léa", Journal(["#! hint 1", "#! hint 2", .. golden.Take(14), .. Enumerable.Repeat("qm strat 101", 16)], began: Monday.AddMinutes(2))),
            Grade("佐藤 花子", Journal([.. Golden("ch08-storage-full").Take(9)], "ch08-storage-full", began: Monday.AddDays(1))),
            Grade("佐藤 花子", Journal(golden.Take(20), began: Monday.AddDays(1)), "佐藤 花子/first try.jsonl"),
            Grade("Mallory", Journal(golden.Take(6)).Replace("pvesm status", "pvesm  status", StringComparison.Ordinal)),
            Grade("", "{}\n", "<b>Eve\u001B[2J/\u001B]0;pwned\u0007<img src=x onerror=alert(1)>.jsonl"));
    }
}
