using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Rehearsals;

/// <summary>
/// Plays a scenario's own transcripts: every golden one earns everything and needs each of its steps, every wrong one fails exactly what it
/// names, doing nothing does not pass, and small mistakes in transcripts and criteria are noticed.
/// </summary>
public sealed class ScenarioRehearsal
{
    private readonly ScenarioFolder folder;
    private readonly RehearsalScope scope;
    private readonly Stage stage;
    private readonly ImmutableArray<string> goldens;
    private readonly ImmutableArray<string> wrongs;

    private ScenarioRehearsal(ScenarioFolder folder, RehearsalScope scope)
    {
        (this.folder, this.scope) = (folder, scope);
        stage = new Stage(folder);
        var files = Transcripts(folder);
        goldens = [.. files.Where(f => f.StartsWith("golden", StringComparison.Ordinal))];
        wrongs = [.. files.Where(f => f.StartsWith("wrong", StringComparison.Ordinal))];
        foreach (var name in files.Except(goldens).Except(wrongs)) stage.Find(name, 0, "a transcript is called golden*.txt or wrong*.txt");
    }

    /// <summary>Plays as much as <paramref name="scope"/> says. A scenario or world that cannot be read is a finding.</summary>
    public static Rehearsal Of(ScenarioFolder folder, RehearsalScope scope)
    {
        try
        {
            return new ScenarioRehearsal(folder, scope).Play();
        }
        catch (ContentException error)
        {
            return new Rehearsal(folder.Id, 0, [0], 0, [], [new RehearsalFinding(error.File, error.Line, error.Problem, 0)]);
        }
    }

    private Rehearsal Play()
    {
        var plain = folder.Variant(0);
        if (stage.Criteria.IsEmpty) stage.Find("", 0, "there are no criteria: nothing can be tested");
        else if (goldens.IsEmpty) stage.Find("", 0, "no golden*.txt shows how to earn everything");
        else if (wrongs.IsEmpty) stage.Find("", 0, "no wrong*.txt shows what must not pass");
        var seeds = Enumerable.Range(0, plain.Values.Count > 0 ? scope.Seeds : 1).Select(s => (ulong)s).ToImmutableArray();
        var (shown, mutants) = PlayPlain();
        foreach (var seed in seeds.Skip(1)) Play(seed, []);
        return new Rehearsal(folder.Id, stage.Criteria.Length, seeds, stage.Attempts, shown, stage.Findings) { Mutants = mutants };
    }

    /// <summary>Plays the plain values, and the mistakes that can be made.</summary>
    private (ImmutableArray<RehearsedTranscript> Shown, ImmutableArray<Mutant> Mutants) PlayPlain()
    {
        var mutants = new List<Mutant>();
        if (scope.WithMutants && !stage.Criteria.IsEmpty) stage.Watch = new CriterionWatch(folder);
        var played = Play(0, mutants);
        ImmutableArray<RehearsedTranscript> shown = [.. played.OrderBy(p => p.Name, StringComparer.Ordinal).Select(Shown)];
        if (stage.Watch is not { } watch) return (shown, []);
        ImmutableArray<PlayedTranscript> good = [.. played.Where(p => goldens.Contains(p.Name) && p.Performance.IsFull)];
        mutants.AddRange(new MutantRehearsal(stage, good, new WorldNames(folder.Variant(0))).Play(played.Where(p => wrongs.Contains(p.Name))));
        stage.Watch = null;
        if (scope.Search > 0 && good.Length > 0) FindShortcut(good, played);
        mutants.AddRange(watch.Mutants);
        if (MutantScore.Of(mutants) is { IsEnough: false } score)
            stage.Find("", 0, string.Create(CultureInfo.InvariantCulture,
                $"only {score.Killed} of {score.Killed + score.Survived} mutants are killed ({score.Rate:0.0} %), and {MutantScore.Least} % have to be")
                + ": a criterion or a wrong transcript is missing");
        return (shown, [.. mutants]);
    }

    /// <summary>Whether everything can be earned in fewer steps than in any golden transcript, with what the scenario's transcripts do.</summary>
    private void FindShortcut(ImmutableArray<PlayedTranscript> good, List<PlayedTranscript> played)
    {
        var shortest = good.Min(g => g.Steps.Count(s => !g.Transcript.NotNeeded.ContainsKey(s.Line)));
        var words = played.SelectMany(p => p.Steps.Where(s => !p.Transcript.NotNeeded.ContainsKey(s.Line))).DistinctBy(s => s.Text).ToImmutableArray();
        if (new Search(stage, 0, words, shortest - 1, scope.Search).Find() is { } way && way.Length < shortest)
            stage.Find("", 0, string.Create(CultureInfo.InvariantCulture, $"shortcut: {way.Length} steps earn everything, and no golden transcript has so few ")
                + $"({string.Join("; ", way.Select(s => s.Title))}): tighten a criterion, or keep it as a golden transcript if that is right");
    }

    /// <summary>Plays nothing, and every transcript; collects what becomes of goldens without each of their steps.</summary>
    private List<PlayedTranscript> Play(ulong seed, List<Mutant> dropped)
    {
        var played = new List<PlayedTranscript>();
        if (!stage.Criteria.IsEmpty) stage.PlayNothing(seed);
        foreach (var name in goldens)
        {
            var golden = new GoldenRehearsal(stage, name, seed);
            if (golden.Play(scope.WithoutEachStep) is { } done) played.Add(done);
            dropped.AddRange(golden.Dropped);
        }
        played.AddRange(wrongs.Select(name => WrongRehearsal.Play(stage, name, seed)).OfType<PlayedTranscript>());
        return played;
    }

    private RehearsedTranscript Shown(PlayedTranscript played) => new(stage.Shown(played.Name), goldens.Contains(played.Name), played.Steps.Length,
        [.. played.Steps.Where(s => played.Transcript.NotNeeded.ContainsKey(s.Line)).Select(s => new NotNeededStep(s.Line, s.Title, played.Transcript.NotNeeded[s.Line]))]);

    /// <summary>The transcripts of a scenario by name.</summary>
    internal static List<string> Transcripts(ScenarioFolder folder) => folder.Folder is null ? [] :
        [.. Directory.EnumerateFiles(folder.Folder, "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
