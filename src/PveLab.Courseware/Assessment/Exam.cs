using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Assessment;

/// <summary>An exam: tasks that between them ask for every skill of a chapter. The same chapter, seed and minutes give the same exam.</summary>
/// <param name="Pool">What it was drawn from.</param>
/// <param name="Seed">What it was drawn with.</param>
/// <param name="Minutes">Minutes of real time there are for all tasks; whoever shows the exam watches the time of day, no grade depends on it.</param>
/// <param name="Tasks">The tasks, in the order in which they are given.</param>
public sealed record Exam(ExamPool Pool, ulong Seed, int Minutes, ImmutableArray<ExamTask> Tasks)
{
    /// <summary>The chapters it is about.</summary>
    public string Chapter => Pool.Chapter;

    /// <summary>Begins a task: strictly real, without hints.</summary>
    /// <exception cref="ContentException">Its scenario is not usable.</exception>
    public Attempt Begin(ExamTask task) => task.Begin(new ExamSeat(Chapter, Seed, Minutes, task.Number) { Twist = task.Twist });

    /// <summary>The task that a journal was kept of.</summary>
    /// <exception cref="ContentException">This exam has no such task: it would be drawn otherwise now.</exception>
    public ExamTask TaskOf(JournalHeader header, string file) => header.Exam is { } seat
        && Tasks.FirstOrDefault(t => t.Number == seat.Task) is { } task && task.Scenario == header.Scenario && task.Seed == header.Seed && task.Twist == seat.Twist
        ? task : throw new ContentException(file, 1, 1, "this exam would be drawn otherwise now: the chapter's scenarios have changed since");

    /// <summary>A task is taken away: what still runs is interrupted, as by the learner, so that a replay of the journal ends at the same point.</summary>
    public static void HandIn(Attempt attempt)
    {
        if (attempt.IsRunning) attempt.Submit(new Input.Key("Ctrl+C"));
        for (var pulled = 0; attempt.IsRunning && pulled < PullsToEnd; pulled++) attempt.Pull();
        if (attempt.IsRunning) attempt.Submit(new Input.Key(Attempt.HangUp));
    }

    /// <summary>Pulls that an interrupted program has to clean up.</summary>
    private const int PullsToEnd = 10_000;
}

/// <summary>A task of an exam.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Candidate">The scenario.</param>
/// <param name="Seed">Chooses the scenario's variant.</param>
/// <param name="Twist">What comes on top, by id; null for nothing.</param>
public sealed record ExamTask(int Number, ExamCandidate Candidate, ulong Seed, string? Twist)
{
    /// <summary>The scenario's id.</summary>
    public string Scenario => Candidate.Folder.Id;

    /// <summary>Begins it on a seat of an exam.</summary>
    internal Attempt Begin(ExamSeat seat) => new(Candidate.Folder, Seed, Dialect.Pve, seat);

    /// <summary>Whether some golden transcript still earns everything, with this variant, this twist, and strictly real commands.</summary>
    internal bool IsSolvable()
    {
        var seat = new ExamSeat("", 0, 1, Number) { Twist = Twist };
        return Goldens.Of(Candidate.Folder, Candidate.Folder.Variant(Seed)).Any(golden =>
        {
            using var attempt = Begin(seat);
            return golden.EarnsEverything(attempt);
        });
    }
}
