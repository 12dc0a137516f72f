using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab replay</c>: an instructor does not trust a score but lives through the attempt again.</summary>
public static class ReplayCommand
{
    /// <summary>Replays a journal and prints its grade.</summary>
    public static int Run(HostConsole host, string file, string? scenario, string format, string language)
    {
        var library = ScenarioLibrary.Shipped;
        // What a journal says must not make us open a path of the host; what the user says may.
        var played = AttemptFiles.Open(file, scenario is null ? library.FindById : _ => library.Find(scenario));
        var journal = played.Journal;
        using var attempt = played.Replay(failed: error => CrashLog.Write(error, host));
        if (journal.Cut) host.Errors.WriteLine($"pvelab: {file}: the last line is not whole and was left out");
        if (journal.Header.Program != ProgramVersion.Text)
            host.Errors.WriteLine(PlainTerminal.Visible($"pvelab: {file}: made with PveLab {journal.Header.Program}; this is {ProgramVersion.Text}, which may judge otherwise"));
        var report = Report.WithParting(attempt, over: true);
        host.Output.Write(ReportFormats.Write(report, format, language));
        host.Output.Flush();
        return ReportFormats.ExitCodeOf(report);
    }
}
