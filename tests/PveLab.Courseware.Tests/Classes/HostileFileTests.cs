using System.Text;
using System.Text.Json;
using CsCheck;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Classes.Html;
using PveLab.Courseware.Lessons;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Classes;

/// <summary>What holds whatever is handed in.</summary>
public sealed class HostileFileTests
{
    private const int Files = 20;
    private static readonly TimeSpan Patience = Property.Hunting ? TimeSpan.FromSeconds(90) : Timeout.InfiniteTimeSpan;

    private static readonly AttemptGrader Tight = new(ClassLab.Find, new GradingLimits
    {
        Inputs = 1_000,
        Steps = 60_000,
        Output = 4 << 20,
        Saved = 1 << 20,
        Skipped = TimeSpan.FromDays(60),
    });

    private static readonly Lazy<(GradedAttempt Row, string Alone)> Good = new(() =>
    {
        var row = ClassLab.Grade("Aoki Mei", ClassLab.Journal(ClassLab.Golden(), began: ClassLab.Monday));
        return (row, RowOf(ClassResult.Of([row], CountedAttempt.Best, _ => []), "Aoki Mei"));
    });

    [Fact]
    public void A_hostile_journal_costs_only_itself() => HostileFile.OfJournal.Holds(Bear, Files, Print);

    [Fact]
    public void A_hostile_bundle_costs_only_itself() => HostileFile.OfBundle.Holds(Bear, Files, Print);

    [Fact]
    public void A_hostile_session_costs_only_itself() => HostileFile.OfSession.Holds(Bear, Files, Print);

    private static void Bear(string text)
    {
        // The file at hand lies in $TMPDIR/pvelab-hostile, should it end the process.
        if (Property.Hunting) File.WriteAllText(Path.Combine(Path.GetTempPath(), "pvelab-hostile"), text, Encoding.UTF8);
        var submission = Submission.Of("mallory/x.pvelab", inFolder: true, text);
        var row = OnDeepStack(() => Tight.Grade(submission, () => Stop.None));
        if (row.Refusal is { } refusal)
        {
            Assert.NotEqual(RefusalKind.Crashed, refusal.Kind);
            Assert.NotEqual("", refusal.Detail.Trim());
        }
        Assert.DoesNotContain(row.Remarks, r => r.En.StartsWith("PveLab itself failed", StringComparison.Ordinal));
        var result = ClassResult.Of([row, Good.Value.Row], CountedAttempt.Best, _ => []);
        Assert.Equal(Good.Value.Alone, RowOf(result, "Aoki Mei"));
        foreach (var format in Formats(result))
            Assert.DoesNotContain(format, c => c is not ('\n' or '\r' or '\t') && SafeText.IsControl(c));
    }

    internal static IEnumerable<string> Formats(ClassResult result) =>
    [
        ClassTable.Write(result, "ja"), ClassCsv.Write(result, "en"), ClassCsv.Gradebook(result),
        ClassJson.Write(result, "ja"), ClassJUnit.Write(result, "en"), ClassPage.Write(result, "en"), new ClassXapi(ClassXapi.Nowhere).Write(result),
    ];

    internal static string RowOf(ClassResult result, string student)
    {
        using var json = JsonDocument.Parse(ClassJson.Write(result, "en"));
        return json.RootElement.GetProperty("attempts").EnumerateArray().Single(a => a.GetProperty("student").GetString() == student).GetRawText();
    }

    /// <summary>As the host does it: on a thread with a deep stack. Only who looks at many by hand also looks at the clock.</summary>
    private static GradedAttempt OnDeepStack(Func<GradedAttempt> act)
    {
        GradedAttempt? result = null;
        var thread = new Thread(() => result = act(), 64 << 20) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), "grading hangs");
        return result!;
    }

    private static string Print(string text) => text.Length < 6_000 ? text : text[..3_000] + "\n…\n" + text[^3_000..];
}
