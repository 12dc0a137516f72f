using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
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
        var names = new Argument<string[]>("SCENARIO") { Description = "Ids or paths of scenarios' folders; none for all", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "Form of the report" };
        format.AcceptOnlyFromAmong("text", "json", "junit");
        var seeds = Number("--seeds", "Play seeds 0 to N-1 (20)", MostSeeds);
        var jobs = Number("--jobs", "Scenarios played side by side; the report is the same (one for each processor)", 256);
        var quick = new Option<bool>("--quick") { Description = "Only what transcripts promise, with two seeds: no mistakes, no search" };
        var test = new Command("test", "Play the transcripts of scenarios: goldens earn everything and need every step, wrongs fail exactly what they name, mistakes are noticed");
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

    private static Option<int?> Number(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most))
                result.AddError($"{name} takes a number from 1 to {most}.");
        });
        return option;
    }
}
