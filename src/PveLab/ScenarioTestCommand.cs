using System.Collections.Concurrent;
using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Rehearsals;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario test</c>: plays the transcripts of scenarios and tells what they do not keep.</summary>
internal static class ScenarioTestCommand
{
    private const int MostSeeds = 1000;

    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host)
    {
        var names = CommandValues.Any("SCENARIO");
        var format = CommandValues.Choice("--format", "text", "json", "junit");
        var seeds = CommandValues.Number("--seeds", 1, MostSeeds);
        var jobs = CommandValues.Jobs();
        var quick = CommandValues.Flag("--quick");
        var test = new Command("test");
        test.Arguments.Add(names);
        foreach (var option in new Option[] { format, seeds, jobs, quick }) test.Options.Add(option);
        test.SetAction(parsed =>
        {
            var scope = parsed.GetValue(quick) ? RehearsalScope.Quick : RehearsalScope.Full;
            return Run(host, parsed.GetValue(names) ?? [], scope with { Seeds = parsed.GetValue(seeds) ?? scope.Seeds },
                parsed.GetValue(jobs) ?? Environment.ProcessorCount, parsed.GetValue(format) ?? "text");
        });
        return test;
    }

    private static int Run(HostConsole host, string[] names, RehearsalScope scope, int jobs, string format)
    {
        var library = ScenarioLibrary.Shipped;
        var folders = (names.Length > 0 ? names : library.ScenarioIds).Select(library.Find).ToList();
        // Attempts share nothing, so scenarios are played side by side; the report is in order all the same.
        var rehearsals = Partitioner.Create(folders, loadBalance: true).AsParallel().AsOrdered().WithDegreeOfParallelism(jobs)
            .WithMergeOptions(ParallelMergeOptions.FullyBuffered).Select(f => ScenarioRehearsal.Of(f, scope)).ToList();
        host.Output.Write(format switch
        {
            "json" => RehearsalReport.Json(rehearsals),
            "junit" => RehearsalReport.JUnit(rehearsals),
            _ => string.Join('\n', RehearsalReport.Text(rehearsals, details: names.Length > 0).Split('\n').Select(PlainTerminal.Visible)),
        });
        host.Output.Flush();
        return rehearsals.TrueForAll(r => r.Ok) ? ExitCode.Passed : ExitCode.NotPassed;
    }
}
