using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Backup;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    private readonly Library library = new();
    private readonly Attempt attempt;

    public ReportTests()
    {
        attempt = new Attempt(library.Put(Library.Head + """
            criteria:
              - { id: restore, kind: restore-task-ok, guest: 100, points: 10, required: true, text: { ja: リストアできた, en: "It was <restored>" } }
              - { id: login, kind: guest-login, guest: 100, points: 5, text: { ja: ログインした, en: Somebody logged in }, readAgain: "#restore" }
            hints:
              - { cost: 3, text: { ja: あ, en: a } }
            """));
        var now = attempt.World.Clock.Now;
        attempt.World.Facts.Record(new RestoreSucceeded(
            now, "pve1", 101, "nas:backup/a.vma.zst", 100, TimeSpan.FromSeconds(83.5), false, now - TimeSpan.FromHours(2), "UPID:pve1:1:"));
        attempt.Submit(new Input.HintBought(0));
        attempt.Submit(new Input.Advance(TimeSpan.FromSeconds(3725)));
    }

    public void Dispose()
    {
        attempt.Dispose();
        library.Dispose();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_text_report_is_this(string language) => Golden.Verify(TextReport.Write(Steady(), language), $"report.{language}");

    [Fact]
    public void The_json_report_is_this() => Golden.Verify(JsonReport.Write(Steady(), "ja"), "report.json");

    [Fact]
    public void The_junit_report_is_this() => Golden.Verify(JUnitReport.Write(Steady(), "en"), "report.junit");

    [Fact]
    public void Reports_are_well_formed()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(Report.Of(attempt), "en"));
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal("1", XDocument.Parse(JUnitReport.Write(Report.Of(attempt), "en")).Root!.Element("testsuite")!.Attribute("failures")!.Value);
    }

    [Fact]
    public void No_report_carries_what_a_learners_file_name_or_text_does_to_a_terminal()
    {
        using var own = new Library();
        using var written = new Attempt(own.Put(Library.Head + """
            criteria:
              - { id: written, kind: procedure-written, guest: 100, points: 10, text: { ja: あ, en: a } }
            """));
        written.Submit(new Input.Advance(TimeSpan.FromMinutes(1)));
        written.Submit(new Input.FileSaved("/root/a\u001b[2J\u009b\u202e\uffff\nok  100 of 100.md", "how to restore\u001b]0;x\a: qmrestore the newest archive as VM 101"));
        var report = Report.Of(written);
        Assert.True(report.Grade.Results[0].Finding.Met);
        string[] reports = [TextReport.Write(report, "en"), JsonReport.Write(report, "ja"), JUnitReport.Write(report, "ja")];
        Assert.All(reports, r => Assert.DoesNotContain(r, c => PveLab.Courseware.Lessons.SafeText.IsControl(c)));
        Assert.All(reports, r => Assert.DoesNotContain("\\u", r, StringComparison.Ordinal));
        Assert.DoesNotContain(reports[0].Split('\n'), l => l.StartsWith("ok  100 of 100", StringComparison.Ordinal));
    }

    [Fact]
    public void No_culture_changes_a_byte()
    {
        var before = CultureInfo.CurrentCulture;
        string[] Written() => [TextReport.Write(Report.Of(attempt), "ja"), JsonReport.Write(Report.Of(attempt), "ja"), JUnitReport.Write(Report.Of(attempt), "ja")];
        var invariant = Written();
        try
        {
            foreach (var culture in (string[])["tr-TR", "de-DE", "ar-SA"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(invariant, Written());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Without what a release or a changed world changes.</summary>
    private Report Steady() => Report.Of(attempt) with { Header = JournalHeader.Of(attempt) with { Content = "0123abcd", Program = "1.2.3" } };
}
