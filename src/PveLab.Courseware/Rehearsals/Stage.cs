using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Rehearsals;

/// <summary>Where a scenario is played, and where what was found is collected.</summary>
internal sealed class Stage(ScenarioFolder folder)
{
    private readonly Dictionary<(string File, int Line, string Problem), RehearsalFinding> findings = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Attempts played so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Who looks at every attempt that keeps a promise of the scenario's.</summary>
    public CriterionWatch? Watch { get; set; }

    /// <summary>What was found, by file and line; what several seeds show stands once.</summary>
    public ImmutableArray<RehearsalFinding> Findings =>
        [.. findings.Values.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Seed).ThenBy(f => f.Problem, StringComparer.Ordinal)];

    /// <summary>The ids of the criteria.</summary>
    public ImmutableArray<string> Criteria { get; } = [.. folder.Variant(0).Scenario.Criteria.Select(c => c.Id)];

    /// <summary>The name errors give a file of the scenario; the empty name is the scenario's own.</summary>
    public string Shown(string name) => name.Length == 0 ? folder.File?.Name ?? folder.World.Name
        : Path.GetDirectoryName(folder.File?.Name) is { Length: > 0 } place ? $"{place}/{name}" : name;

    /// <summary>Remembers what is wrong.</summary>
    public void Find(string name, int line, string problem, ulong seed = 0) =>
        findings.TryAdd((name, line, problem), new RehearsalFinding(Shown(name), line, problem, seed));

    /// <summary>The transcript as the seed fills it in; null, with a finding, when it cannot be read.</summary>
    public Transcript? Read(string name, ulong seed)
    {
        try
        {
            if (!texts.TryGetValue(name, out var text)) texts[name] = text = ScenarioLibrary.ReadText(Path.Combine(folder.Folder!, name), name).Text;
            return Transcript.Parse(name, Placeholders.Fill(name, text, folder.Variant(seed).Values));
        }
        catch (ContentException error)
        {
            Find(name, error.Line, error.Problem, seed);
            return null;
        }
    }

    /// <summary>Plays a transcript to its end; null, with a finding, when it cannot be played.</summary>
    /// <param name="name">Its file.</param>
    /// <param name="transcript">What is played.</param>
    /// <param name="seed">The variant.</param>
    /// <param name="promise">What of its grade the scenario promises.</param>
    public Performance? Play(string name, Transcript transcript, ulong seed, Func<Grade, string> promise)
    {
        try
        {
            return Perform(name, transcript, seed, null, promise);
        }
        catch (ContentException error)
        {
            Find(name, error.Line, error.Problem, seed);
            return null;
        }
    }

    /// <summary>Plays steps of transcripts; null when they cannot be played one after the other.</summary>
    /// <param name="name">The file that mistakes in PveLab's own code are shown for.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="seed">The variant.</param>
    /// <param name="promise">What of the grade the scenario promises; null for nothing.</param>
    /// <param name="suggestion">What it is, for an author who looks for one more wrong transcript.</param>
    public Performance? Try(string name, IEnumerable<ScriptStep> steps, ulong seed, Func<Grade, string>? promise = null, string? suggestion = null)
    {
        var (transcript, begun) = Script.Compose(steps);
        try
        {
            return Perform(name, transcript, seed, begun, promise, suggestion);
        }
        catch (ContentException)
        {
            return null;
        }
    }

    /// <summary>Doing nothing must neither pass nor earn anything.</summary>
    public void PlayNothing(ulong seed)
    {
        Attempts++;
        using var attempt = new Attempt(folder, seed);
        var grade = attempt.Grade();
        Watch?.Look(attempt, g => $"{g.Passed} {string.Join(' ', g.Results.Where(r => r.Points > 0).Select(r => r.Criterion.Id))}");
        if (grade.Passed) Find("", 0, "an attempt at which nothing is done passes: some criterion it fails must be required", seed);
        foreach (var free in grade.Results.Where(r => r.Points > 0))
            Find("", 0, $"{free.Criterion.Id} is earned by doing nothing: say what it needs, needs: [ID]", seed);
    }

    private Performance Perform(string name, Transcript transcript, ulong seed, ImmutableSortedSet<int>? steps, Func<Grade, string>? promise, string? suggestion = null)
    {
        Attempts++;
        using var attempt = new Attempt(folder, seed);
        attempt.Failed = error => Find(name, 0, $"something went wrong inside PveLab: {error.GetType().Name}: {error.Message}", seed);
        var player = new TranscriptPlayer(attempt, transcript, name, steps);
        new AttemptDriver(attempt, player, new PlainTerminal(static _ => { })).Run();
        if (promise is not null) Watch?.Look(attempt, promise);
        if (suggestion is not null) Watch?.Suggest(attempt, suggestion);
        return new Performance(attempt.Grade(), [.. player.Begun], player.Unplayed, new Lazy<string>(() => WorldDigest.Of(attempt)));
    }
}
