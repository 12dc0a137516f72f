using System.Collections.Immutable;

namespace PveLab.Courseware.Rehearsals;

/// <summary>
/// A bounded search for steps that earn everything. It goes on from what earned most so far, and turns round where a step changed nothing or
/// led to a world it has seen (<see cref="WorldDigest"/>). The same search always takes the same way.
/// </summary>
/// <param name="stage">Where it plays.</param>
/// <param name="seed">The variant.</param>
/// <param name="words">The steps it may take, each once.</param>
/// <param name="longest">Steps of a way at most.</param>
/// <param name="budget">Attempts it may play.</param>
internal sealed class Search(Stage stage, ulong seed, ImmutableArray<ScriptStep> words, int longest, int budget)
{
    private readonly PriorityQueue<ImmutableArray<ScriptStep>, (int Lacking, int Length, int Number)> open = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int played;

    /// <summary>The steps that earn everything; null when none were found.</summary>
    public ImmutableArray<ScriptStep>? Find()
    {
        if (Play([]) is { IsFull: true }) return [];
        while (open.TryDequeue(out var way, out _))
            foreach (var word in words.Where(w => !way.Contains(w)))
            {
                if (played >= budget) return null;
                if (Play(way.Add(word)) is { IsFull: true }) return Shortened(way.Add(word));
            }
        return null;
    }

    private Performance? Play(ImmutableArray<ScriptStep> way)
    {
        played++;
        if (stage.Try("", way, seed) is not { } performance) return null;
        var lacking = performance.Grade.MaxPoints - performance.Grade.Results.Sum(r => r.Points);
        if (way.Length < longest && seen.Add($"{performance.World.Value} {string.Join(' ', performance.Failed)}")) open.Enqueue(way, (lacking, way.Length, played));
        return performance;
    }

    /// <summary>The way without the steps that it does not need.</summary>
    private ImmutableArray<ScriptStep> Shortened(ImmutableArray<ScriptStep> way)
    {
        foreach (var step in way)
            if (stage.Try("", way.Remove(step), seed) is { IsFull: true }) way = way.Remove(step);
        return way;
    }
}

/// <summary>Steps that earn everything, or that none were found.</summary>
/// <param name="IsSolved">Whether there are some.</param>
/// <param name="Steps">What is typed, a step each.</param>
/// <param name="Attempts">Attempts that were played to find them.</param>
public sealed record Solution(bool IsSolved, ImmutableArray<string> Steps, int Attempts);

/// <summary>Shows that a variant can be solved: by a golden transcript, or by a search over the steps of all its transcripts.</summary>
public static class Solver
{
    /// <summary>Attempts that a search may play.</summary>
    public const int Budget = 200;

    /// <summary>Looks for a way to earn everything.</summary>
    /// <param name="folder">The scenario, with its transcripts.</param>
    /// <param name="seed">The variant.</param>
    /// <param name="budget">Attempts that may be played beyond the transcripts.</param>
    /// <exception cref="Scenarios.ContentException">The scenario or its world is not usable.</exception>
    public static Solution Solve(Scenarios.ScenarioFolder folder, ulong seed, int budget = Budget)
    {
        var stage = new Stage(folder);
        var words = new List<ScriptStep>();
        foreach (var name in ScenarioRehearsal.Transcripts(folder))
        {
            if (stage.Read(name, seed) is not { } transcript || stage.Play(name, transcript, seed, static _ => "") is not { } played) continue;
            var steps = Script.Of(name, transcript, played.Begun);
            if (played.IsFull) return Found(steps);
            words.AddRange(steps);
        }
        var way = new Search(stage, seed, [.. words.DistinctBy(w => w.Text)], int.MaxValue, budget).Find();
        return way is { } found ? Found(found) : new Solution(false, [], stage.Attempts);

        Solution Found(IEnumerable<ScriptStep> steps) => new(true, [.. steps.Select(s => s.Text)], stage.Attempts);
    }
}
