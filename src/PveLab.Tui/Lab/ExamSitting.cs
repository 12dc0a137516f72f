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
    private readonly SortedDictionary<int, Attempt> attempts = [];
    private readonly Func<Attempt, JournalWriter?> keep;
    private Task<Attempt>? next;
    private JournalWriter? journal;

    /// <summary>Sits down to an exam.</summary>
    /// <param name="exam">The exam.</param>
    /// <param name="keep">Begins an attempt's journal; null when the disk refuses.</param>
    /// <exception cref="Courseware.Scenarios.ContentException">The first task is not usable.</exception>
    public ExamSitting(Exam exam, Func<Attempt, JournalWriter?> keep)
    {
        (Exam, Left, this.keep) = (exam, TimeSpan.FromMinutes(exam.Minutes), keep);
        Take(exam.Begin(exam.Tasks[0]));
    }

    /// <summary>The exam.</summary>
    public Exam Exam { get; }

    /// <summary>The attempt at the task that is worked on.</summary>
    public Attempt Current { get; private set; } = null!;

    /// <summary>Real time that is left.</summary>
    public TimeSpan Left { get; private set; }

    /// <summary>The result; null until the last task was handed in.</summary>
    public ExamResult? Result { get; private set; }

    /// <summary>What the screen shows.</summary>
    public ExamState State => new(attempts.Count, Exam.Tasks.Length, (int)Math.Ceiling(Left.TotalMinutes))
    {
        IsOver = Result is not null,
        LimitMinutes = Current.Scenario.TimeLimitMinutes,
    };

    /// <summary>Real time passes. Returns whether the minutes shown changed.</summary>
    public bool Pass(TimeSpan real)
    {
        if (Result is not null) return false;
        var shown = State.MinutesLeft;
        Left = real < Left ? Left - real : TimeSpan.Zero;
        return State.MinutesLeft != shown;
    }

    /// <summary>Hands the task in, or all of them; <see cref="Current"/> is the next one then, or <see cref="Result"/> tells the result.</summary>
    /// <exception cref="Courseware.Scenarios.ContentException">The next task is not usable.</exception>
    public void HandIn(bool all = false)
    {
        Exam.HandIn(Current);
        Close();
        if (!all && next is not null && Left > TimeSpan.Zero) Take(next.GetAwaiter().GetResult());
        else Result = ExamResult.Of(Exam, attempts);
    }

    /// <summary>The task as a sheet to read: it takes the lesson's place.</summary>
    public Lesson Sheet(Language language)
    {
        var (words, texts) = (ExamWords.In(language.Code()), ExamTexts.In(language));
        var (scenario, state) = (Current.Scenario, State);
        var limit = state.LimitMinutes is { } minutes ? words.TaskLimit(minutes) + "\n\n" : "";
        return Lesson.Parse("exam", $"# {words.Task(state.Task, state.Of)}\n\n## {scenario.Title.In(language.Code())}\n\n{scenario.Story.In(language.Code())}\n\n"
            + $"---\n\n{limit}{texts.Sheet}\n");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        foreach (var attempt in attempts.Values) attempt.Dispose();
    }

    private void Take(Attempt attempt)
    {
        Current = attempts[attempts.Count + 1] = attempt;
        journal = keep(attempt);
        next = Exam.Tasks.ElementAtOrDefault(attempts.Count) is { } following ? Task.Run(() => Exam.Begin(following)) : null;
    }

    private void Close()
    {
        if (Result is null && journal is not null) journal.Append(new Entry(Current.StepsSinceInput, new Input.Finished()));
        journal?.Dispose();
        journal = null;
    }
}
