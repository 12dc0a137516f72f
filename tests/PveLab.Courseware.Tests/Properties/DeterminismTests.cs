using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>Alone, because these change what the whole process sees.</summary>
[CollectionDefinition(nameof(DeterminismTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(DeterminismTests))]
public sealed class DeterminismTests
{
    [Theory]
    [InlineData("tr-TR", "America/New_York")]
    [InlineData("ja-JP", "Asia/Kolkata")]
    [InlineData("ar-SA", "Pacific/Chatham")]
    public void The_golden_run_is_the_same_bytes_in_any_culture_directory_and_time_zone(string culture, string zone)
    {
        var here = Run();
        var (before, directory, timeZone) = (CultureInfo.CurrentCulture, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Directory.SetCurrentDirectory(Path.GetTempPath());
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            Assert.Equal(here, Run());
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
            Directory.SetCurrentDirectory(directory);
            Environment.SetEnvironmentVariable("TZ", timeZone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    /// <summary>Everything the golden run of chapter 8 shows and reports.</summary>
    private static (string Seen, string Upids, string Json, string Text, string JUnit, string Journal) Run()
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test"), 42);
        using var kept = new StringWriter { NewLine = "\n" };
        using var journal = new JournalWriter(kept, JournalHeader.Of(attempt));
        attempt.Recorded = journal.Append;
        var seen = new StringBuilder();
        var golden = File.ReadAllText(Path.Combine(ContentRoot.Scenarios, "ch08-restore-test", "golden.txt"));
        TranscriptPlayer.Play(attempt, Transcript.Parse("golden", Placeholders.Fill("golden", golden, attempt.Variant.Values)), "golden", new PlainTerminal(text => seen.Append(text)));
        var report = Report.Of(attempt);
        Assert.True(report.Grade.Passed);
        return (seen.ToString(), string.Join('\n', attempt.World.Node("pve1").Tasks.All.Select(t => t.Upid.Encode())),
            JsonReport.Write(report, "en"), TextReport.Write(report, "ja"), JUnitReport.Write(report, "en"), kept.ToString());
    }
}
