using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;

namespace PveLab;

/// <summary>What goes on between an examinee and PveLab itself, line by line: the clock on the wall, and the words that begin with a colon.</summary>
/// <param name="seating">The exam, new or gone on with.</param>
/// <param name="host">Where words are said.</param>
/// <param name="language">In which language.</param>
/// <param name="time">The clock on the wall. No grade depends on it: when it has run out, nothing more is taken.</param>
internal sealed class ExamDesk(ExamSeating seating, HostConsole host, string language, TimeProvider time)
{
    private readonly DateTimeOffset ends = time.GetUtcNow() + seating.Left;
    private readonly Exam exam = seating.Exam;
    private readonly ExamWords words = ExamWords.In(language);

    /// <summary>Whether the examinee ended the exam before its last task.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Whether the minutes are over.</summary>
    public bool IsOver => time.GetUtcNow() >= ends;

    /// <summary>What holds for the whole exam.</summary>
    public void Welcome() => Say($"{words.Title} {exam.Chapter}\n{words.Rules(exam.Tasks.Length, exam.Minutes)}{Beginning}");

    private string Beginning => !seating.Sessions.IsEmpty ? "\n" + words.GoesOn : seating.IsInstead ? "\n" + words.IsAnother : "";

    /// <summary>Gives out a task.</summary>
    public void Give(ExamTask task, Attempt attempt)
    {
        Say($"\n── {words.Task(task.Number, exam.Tasks.Length)} · {Left} ──\n{attempt.Scenario.Title.In(language)}");
        Tell(attempt);
        Say(words.Commands + "\n");
    }

    /// <summary>The task was handed in, or the time has run out.</summary>
    public void Take() => Say("\n" + (IsOver ? words.TimeIsUp : words.HandedIn));

    /// <summary>Answers a word. Returns whether the task is handed in by it; null when the word is none of an exam's.</summary>
    public bool? Answer(string word, Attempt attempt)
    {
        switch (word)
        {
            case "finish":
                return true;
            case "quit":
                return GaveUp = true;
            case "goal":
                Tell(attempt);
                return false;
            case "time":
                Say(Left);
                return false;
            case "grade" or "hint":
            case var _ when word.StartsWith("hint ", StringComparison.Ordinal):
                Say(words.NothingShown);
                return false;
            default:
                return null;
        }
    }

    /// <summary>The words there are.</summary>
    public void Help() => Say(words.Commands);

    private string Left => words.Left((int)Math.Max(0, Math.Ceiling((ends - time.GetUtcNow()).TotalMinutes)));

    private void Tell(Attempt attempt)
    {
        Say(attempt.Scenario.Story.In(language).TrimEnd());
        if (attempt.Scenario.TimeLimitMinutes is { } limit) Say(words.TaskLimit(limit));
    }

    private void Say(string text) => host.Output.Write(text + "\n");
}
