using PveLab.Courseware.Attempts;
using PveLab.Courseware.Rehearsals;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario test</c>: plays the transcripts of scenarios and tells what they do not keep.</summary>
public static class ScenarioTestCommand
{
    /// <summary>Tests these scenarios, or all; the exit code says whether all is as it should be.</summary>
    public static int Run(HostConsole host, IReadOnlyCollection<string> names, string format)
    {
        var library = ScenarioLibrary.Shipped;
        var folders = (names.Count > 0 ? names : library.ScenarioIds).Select(library.Find).ToList();
        // Attempts share nothing, so scenarios are played side by side; the report is in order all the same.
        var rehearsals = folders.AsParallel().AsOrdered().Select(f => ScenarioRehearsal.Of(f, new RehearsalScope(1, true, 0))).ToList();
        host.Output.Write(format switch
        {
            "json" => RehearsalReport.Json(rehearsals),
            "junit" => RehearsalReport.JUnit(rehearsals),
            _ => string.Join('\n', RehearsalReport.Text(rehearsals, details: names.Count > 0).Split('\n').Select(PlainTerminal.Visible)),
        });
        host.Output.Flush();
        return rehearsals.TrueForAll(r => r.Ok) ? ExitCode.Passed : ExitCode.NotPassed;
    }
}
