using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Assessment;

/// <summary>
/// Draws an exam: scenarios that cover every skill of the pool within the minutes, each with a variant and sometimes a twist. Nothing is asked that
/// was not seen to be solvable: a golden transcript earns everything on the very combination that is drawn.
/// </summary>
public sealed class ExamDraw
{
    /// <summary>Minutes of an exam unless others are asked for.</summary>
    public const int UsualMinutes = 45;

    /// <summary>Most minutes of an exam.</summary>
    public const int MostMinutes = 480;

    private const int MostTasks = 6;
    private const int Tries = 4;
    private const int LargestSeed = 999_999;

    private readonly ExamPool pool;
    private readonly Chance chance;
    private readonly ImmutableArray<Skill> wanted;
    private readonly Dictionary<string, ExamTask?> proved = new(StringComparer.Ordinal);
    private readonly List<ExamCandidate> order;

    private ExamDraw(ExamPool pool, ulong seed)
    {
        this.pool = pool;
        chance = new Chance(seed);
        order = Shuffled(pool.Candidates, chance["exam " + pool.Chapter]);
        // What few scenarios ask for is sought first: that keeps the search short.
        wanted = [.. pool.Skills.OrderBy(s => pool.Candidates.Count(c => c.Skills.ContainsKey(s))).ThenBy(s => s)];
    }

    /// <summary>Draws an exam.</summary>
    /// <exception cref="ContentException">The minutes are too few for the skills there are, or a scenario is not usable.</exception>
    public static Exam Draw(ExamPool pool, ulong seed, int minutes = UsualMinutes)
    {
        if (minutes is < 1 or > MostMinutes)
            throw new ContentException(pool.Chapter, 0, 0, string.Create(CultureInfo.InvariantCulture, $"an exam takes from 1 to {MostMinutes} minutes"));
        var draw = new ExamDraw(pool, seed);
        if (draw.Cover([], minutes) is not { } chosen) throw TooFew(pool, minutes);
        draw.Fill(chosen, minutes);
        var tasks = pool.Candidates.Where(chosen.Contains).Select((c, i) => draw.Prove(c)! with { Number = i + 1 });
        return new Exam(pool, seed, minutes, [.. tasks]);
    }

    /// <summary>A seed when none is asked for: another one at another time.</summary>
    public static ulong SeedAt(DateTimeOffset time) => (ulong)time.ToUnixTimeSeconds() % (LargestSeed + 1);

    /// <summary>Scenarios that ask for every skill not asked for yet, in the minutes that are left; null when there are none.</summary>
    private List<ExamCandidate>? Cover(List<ExamCandidate> chosen, int left)
    {
        var open = wanted.Where(s => !chosen.Exists(c => c.Skills.ContainsKey(s))).ToList();
        if (open.Count == 0) return chosen;
        if (chosen.Count == MostTasks) return null;
        foreach (var candidate in order.Where(c => c.Minutes <= left && c.Skills.ContainsKey(open[0]) && !chosen.Contains(c)))
            if (Prove(candidate) is not null && Cover([.. chosen, candidate], left - candidate.Minutes) is { } covered) return covered;
        return null;
    }

    /// <summary>Adds tasks as long as the minutes allow.</summary>
    private void Fill(List<ExamCandidate> chosen, int minutes)
    {
        foreach (var candidate in order)
            if (chosen.Count < MostTasks && !chosen.Contains(candidate) && chosen.Sum(c => c.Minutes) + candidate.Minutes <= minutes && Prove(candidate) is not null)
                chosen.Add(candidate);
    }

    /// <summary>The scenario as a task, with a variant and perhaps a twist that it was solved with; null when none was found.</summary>
    private ExamTask? Prove(ExamCandidate candidate)
    {
        if (!proved.TryGetValue(candidate.Folder.Id, out var task))
            proved[candidate.Folder.Id] = task = Tasks(candidate).FirstOrDefault(t => t.IsSolvable());
        return task;
    }

    /// <summary>What is tried, in order: draws of the scenario's own stream of chance, and at last the plain variant as everybody practised it.</summary>
    private IEnumerable<ExamTask> Tasks(ExamCandidate candidate)
    {
        var stream = chance["exam task " + candidate.Folder.Id];
        for (var i = 0; i < Tries; i++)
        {
            var seed = (ulong)stream.Between(1, LargestSeed);
            var twist = stream.Below(candidate.Twists.Length + 1);
            yield return new ExamTask(0, candidate, seed, twist == 0 ? null : candidate.Twists[(int)twist - 1]);
        }
        yield return new ExamTask(0, candidate, 0, null);
    }

    private static List<ExamCandidate> Shuffled(IEnumerable<ExamCandidate> candidates, ChanceStream stream)
    {
        var cards = candidates.ToList();
        for (var i = cards.Count - 1; i > 0; i--)
        {
            var j = (int)stream.Below(i + 1);
            (cards[i], cards[j]) = (cards[j], cards[i]);
        }
        return cards;
    }

    private static ContentException TooFew(ExamPool pool, int minutes) => new(pool.Chapter, 0, 0, string.Create(CultureInfo.InvariantCulture,
        $"{minutes} minutes are too few for an exam that asks for {string.Join(", ", pool.Skills.Select(s => s.Id()))}; give it more with --minutes"));
}
