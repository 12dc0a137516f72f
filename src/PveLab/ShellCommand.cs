using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>
/// <c>pvelab shell</c>: a session by lines. Keys are written as in transcripts (<c>&lt;Ctrl+O&gt;</c>); a real Ctrl+C interrupts what runs.
/// </summary>
public static class ShellCommand
{
    /// <summary>Runs a session until its end; the exit code says whether the attempt passed.</summary>
    public static int Run(HostConsole host, string scenario, ulong seed, Dialect? dialect, string language)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find(scenario), seed, dialect);
        attempt.Failed = error => CrashLog.Write(error, host);
        using var input = new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        var kept = AttemptStore.OfUser.Keep(attempt, sentence => host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence)));
        using var journal = kept?.Journal;
        // A terminal shows what is typed; what comes over a pipe would be missing from the record.
        var terminal = new PlainTerminal(host.Output.Write, typedIsShown: !Console.IsInputRedirected);
        var lines = new TypedLines(attempt, host, input, terminal, language);
        Welcome(host, attempt.Scenario, language);
        lines.Drive();
        var report = Report.Of(attempt);
        if (attempt.Scenario.Criteria.Count > 0) host.Output.Write(TextReport.Write(report, language));
        host.Output.Flush();
        if (kept is { } file) host.Errors.WriteLine($"journal: {file.Path}");
        return ReportFormats.ExitCodeOf(report);
    }

    private static void Welcome(HostConsole host, Scenario scenario, string language)
    {
        host.Output.Write($"{scenario.Title.In(language)}\n{scenario.Story.In(language).TrimEnd()}\n");
        host.Output.Write(language == "ja"
            ? ":goal :grade :hint N :node NAME :wait 10m :quit で始まる行は PveLab への指示です。\n\n"
            : "Lines for PveLab itself: :goal :grade :hint N :node NAME :wait 10m :quit\n\n");
    }
}
