using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab replay</c>: an instructor does not trust a score but lives through the attempt again.</summary>
public static class ReplayCommand
{
    private const int MaxJournalBytes = 64 << 20;

    /// <summary>Replays a journal and prints its grade.</summary>
    public static int Run(HostConsole host, string file, string? scenario, string format, string language)
    {
        var journal = Journal.Parse(file, ScenarioLibrary.ReadText(file, file, MaxJournalBytes).Text);
        using var attempt = Replay.Of(journal, ScenarioLibrary.Shipped.Find(scenario ?? journal.Header.Scenario), file, failed: error => CrashLog.Write(error, host));
        if (journal.Cut) host.Errors.WriteLine($"pvelab: {file}: the last line is not whole and was left out");
        var report = Report.Of(attempt);
        host.Output.Write(ReportFormats.Write(report, format, language));
        host.Output.Flush();
        return ReportFormats.ExitCodeOf(report);
    }
}
