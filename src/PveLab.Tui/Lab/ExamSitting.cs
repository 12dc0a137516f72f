using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Lab;

/// <summary>What the screen shows of an exam.</summary>
/// <param name="Task">The task, from 1.</param>
/// <param name="Of">How many there are.</param>
/// <param name="MinutesLeft">Minutes left, begun ones counted.</param>
public sealed record ExamState(int Task, int Of, int MinutesLeft)
{
    /// <summary>Whether the exam is over: its result is what the grade shows.</summary>
    public bool IsOver { get; init; }

    /// <summary>Virtual minutes there are for the task; null for no limit.</summary>
    public int? LimitMinutes { get; init; }
}

/// <summary>
/// An exam that is sat in the trainer: one attempt after the other, the next one built beside the screen while a task is worked on. Real time is
/// what the trainer's beats tell; no grade depends on it.
/// </summary>
public sealed class ExamSitting : IDisposable
{
    private readonly List<AttemptSession> sessions = [];
    private readonly Func<Attempt, AttemptSession> keep;
    private Task<Attempt>? next;

    /// <summary>Sits down to an exam.</summary>
    /// <param name="seating">The exam, new or broken off.</param>
    /// <param name="keep">Keeps an attempt that begins.</param>
    /// <exception cref="Courseware.Scenarios.ContentException">The first task is not usable.</exception>
    public ExamSitting(ExamSeating seating, Func<Attempt, AttemptSession> keep)
    {
        (Exam, Left, this.keep) = (seating.Exam, seating.Left, keep);
        sessions.AddRange(seating.Sessions);
        if (sessions.Count == 0) Take(Exam.Begin(Exam.Tasks[0]));
        else Prepare();
    }

    /// <summary>The exam.</summary>
    public Exam Exam { get; }

    /// <summary>The attempt at the task that is worked on.</summary>
    public AttemptSession Current => sessions[^1];

    /// <summary>Real time that is left.</summary>
    public TimeSpan Left { get; private set; }

    /// <summary>Real time until the minutes shown change; <see cref="Timeout.InfiniteTimeSpan"/> when they stand still.</summary>
    public TimeSpan Due => Result is not null ? Timeout.InfiniteTimeSpan
        : Left == TimeSpan.Zero ? TimeSpan.Zero
        : Left - TimeSpan.FromMinutes(State.MinutesLeft - 1) + TimeSpan.FromMilliseconds(1);

    /// <summary>The result; null until the last task was handed in.</summary>
    public ExamResult? Result { get; private set; }

    /// <summary>What the screen shows.</summary>
    public ExamState State => new(sessions.Count, Exam.Tasks.Length, (int)Math.Ceiling(Left.TotalMinutes))
    {
        IsOver = Result is not null,
        LimitMinutes = Current.Attempt.Scenario.TimeLimitMinutes,
    };

    /// <summary>Real time passes. Returns whether the minutes shown changed, or are over.</summary>
    public bool Pass(TimeSpan real)
    {
        if (Result is not null) return false;
        var shown = State.MinutesLeft;
        Left = real < Left ? Left - real : TimeSpan.Zero;
        return State.MinutesLeft != shown || Left == TimeSpan.Zero;
    }

    /// <summary>Hands the task in, or all of them; <see cref="Current"/> is the next one then, or <see cref="Result"/> tells the result.</summary>
    /// <exception cref="Courseware.Scenarios.ContentException">The next task is not usable.</exception>
    public void HandIn(bool all = false)
    {
        var handedIn = Current;
        Exam.HandIn(handedIn.Attempt);
        // The next task is on file before this one is over: an exam that is killed in between does not look like one that was ended.
        if (!all && next is not null && Left > TimeSpan.Zero) Take(next.GetAwaiter().GetResult());
        else Result = ExamResult.Of(Exam, sessions.Select((s, i) => (Task: i + 1, s.Attempt)).ToDictionary(t => t.Task, t => t.Attempt));
        handedIn.Finish();
    }

    /// <summary>The task as a sheet to read: it takes the lesson's place.</summary>
    public Lesson Sheet(Language language)
    {
        var (words, texts) = (ExamWords.In(language.Code()), ExamTexts.In(language));
        var (scenario, state) = (Current.Attempt.Scenario, State);
        var limit = state.LimitMinutes is { } minutes ? words.TaskLimit(minutes) + "\n\n" : "";
        return Lesson.Parse("exam", $"# {words.Task(state.Task, state.Of)}\n\n## {scenario.Title.In(language.Code())}\n\n{scenario.Story.In(language.Code())}\n\n"
            + $"---\n\n{limit}{texts.Sheet}\n");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var session in sessions) session.Dispose();
    }

    private void Take(Attempt attempt)
    {
        sessions.Add(keep(attempt));
        Prepare();
    }

    private void Prepare() => next = Exam.Tasks.ElementAtOrDefault(sessions.Count) is { } following ? Task.Run(() => Exam.Begin(following)) : null;
}
