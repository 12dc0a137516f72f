using System.Collections.Immutable;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Rehearsals;

/// <summary>
/// Plays a scenario's own transcripts: every golden one earns everything and needs each of its steps, every wrong one fails exactly what it
/// names, and doing nothing does not pass.
/// </summary>
public static class ScenarioRehearsal
{
    /// <summary>Seeds played when the scenario draws values.</summary>
    private const int SeedsOfVariants = 5;

    /// <summary>Plays everything. A scenario or world that cannot be read is a finding.</summary>
    public static Rehearsal Of(ScenarioFolder folder)
    {
        try
        {
            return Play(folder);
        }
        catch (ContentException error)
        {
            return new Rehearsal(folder.Id, 0, [0], 0, [], [new RehearsalFinding(error.File, error.Line, error.Problem, 0)]);
        }
    }

    private static Rehearsal Play(ScenarioFolder folder)
    {
        var plain = folder.Variant(0);
        var seeds = Enumerable.Range(0, plain.Values.Count > 0 ? SeedsOfVariants : 1).Select(s => (ulong)s).ToImmutableArray();
        var stage = new Stage(folder);
        var files = Transcripts(folder);
        if (plain.Scenario.Criteria.Count == 0) stage.Find("", 0, "there are no criteria: nothing can be tested");
        else if (!files.Any(IsGolden)) stage.Find("", 0, "no golden*.txt shows how to earn everything");
        else if (!files.Any(IsWrong)) stage.Find("", 0, "no wrong*.txt shows what must not pass");
        foreach (var name in files.Where(f => !IsGolden(f) && !IsWrong(f))) stage.Find(name, 0, "a transcript is called golden*.txt or wrong*.txt");
        var rehearsed = files.Where(f => IsGolden(f) || IsWrong(f)).ToImmutableSortedDictionary(f => f, RehearsedTranscript? (_) => null, StringComparer.Ordinal).ToBuilder();
        foreach (var seed in seeds)
        {
            if (plain.Scenario.Criteria.Count > 0) stage.PlayNothing(seed);
            foreach (var name in rehearsed.Keys.ToList())
            {
                var shown = IsGolden(name) ? new GoldenRehearsal(stage, name, seed).Play() : WrongRehearsal.Play(stage, name, seed);
                rehearsed[name] ??= shown;
            }
        }
        return new Rehearsal(folder.Id, plain.Scenario.Criteria.Count, seeds, stage.Attempts, [.. rehearsed.Values.OfType<RehearsedTranscript>()], stage.Findings);
    }

    private static List<string> Transcripts(ScenarioFolder folder) => folder.Folder is null ? [] :
        [.. Directory.EnumerateFiles(folder.Folder, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static bool IsGolden(string file) => file.StartsWith("golden", StringComparison.Ordinal);

    private static bool IsWrong(string file) => file.StartsWith("wrong", StringComparison.Ordinal);
}
