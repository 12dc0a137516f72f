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
        var journal = Journal.Parse(file, Read(file));
        var library = ScenarioLibrary.Shipped;
        // What a journal says must not make us open a path of the host; what the user says may.
        using var attempt = Replay.Of(
            journal, scenario is null ? library.FindById(journal.Header.Scenario) : library.Find(scenario), file, failed: error => CrashLog.Write(error, host));
        if (journal.Cut) host.Errors.WriteLine($"pvelab: {file}: the last line is not whole and was left out");
        if (journal.Header.Program != ProgramVersion.Text)
            host.Errors.WriteLine(PlainTerminal.Visible($"pvelab: {file}: made with PveLab {journal.Header.Program}; this is {ProgramVersion.Text}, which may judge otherwise"));
        var report = Report.Of(attempt);
        host.Output.Write(ReportFormats.Write(report, format, language));
        host.Output.Flush();
        return ReportFormats.ExitCodeOf(report);
    }

    /// <summary>The text of a journal: of a regular file only.</summary>
    /// <exception cref="ContentException">It cannot be read, or is too large.</exception>
    internal static string Read(string file)
    {
        try
        {
            // A pipe or a device could keep us waiting for ever; what they have in common is that they have no length.
            if (File.Exists(file) && (File.ResolveLinkTarget(file, returnFinalTarget: true) ?? new FileInfo(file)) is not FileInfo { Exists: true, Length: > 0 })
                throw new ContentException(file, 0, 0, "this is no journal: no regular file, or an empty one");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ContentException(file, 0, 0, "cannot be read: " + error.Message);
        }
        return ScenarioLibrary.ReadText(file, file, MaxJournalBytes).Text;
    }
}
