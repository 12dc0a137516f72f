using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Assessment;

/// <summary>An exam that was broken off: the program was killed, or its terminal was closed, while a task was worked on. Its minutes go on passing.</summary>
/// <param name="Seat">How it was drawn; its task is the one that was worked on.</param>
/// <param name="Began">When it began, by the clock of the learner's machine.</param>
/// <param name="Journals">The journals of its tasks, in order.</param>
public sealed record BrokenExam(ExamSeat Seat, DateTimeOffset Began, ImmutableArray<string> Journals)
{
    /// <summary>Journals that are looked at.</summary>
    private const int LookedAt = 100;

    /// <summary>The one that was sat last; null when none was broken off. What cannot be read is passed over.</summary>
    /// <param name="store">The journals.</param>
    /// <param name="fits">Which is looked for.</param>
    public static BrokenExam? Newest(AttemptStore store, Func<ExamSeat, bool> fits)
    {
        var tasks = new List<(string Path, Journal Journal)>();
        foreach (var path in store.Journals.Reverse().Take(LookedAt))
        {
            if (Read(path) is not { Header.Exam: { } seat } journal) continue;
            // The newest journal tells which task was worked on; those of the tasks before it lie below it.
            if (tasks.Count == 0 ? !fits(seat) : !IsSameExam(seat, tasks[^1].Journal.Header.Exam!)) continue;
            if (tasks.Count == 0 && (journal.IsFinished || JournalFiles.IsInUse(path))) return null;
            tasks.Add((path, journal));
            if (seat.Task == 1) return new BrokenExam(tasks[0].Journal.Header.Exam!, journal.Began ?? DateTimeOffset.UnixEpoch, [.. tasks.Select(t => t.Path).Reverse()]);
        }
        return null;
    }

    /// <summary>The minutes that are left of it, none when they have passed.</summary>
    public TimeSpan LeftAt(DateTimeOffset now)
    {
        var (all, left) = (TimeSpan.FromMinutes(Seat.Minutes), Began + TimeSpan.FromMinutes(Seat.Minutes) - now);
        // A clock that was set back gives nobody more than there was.
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > all ? all : left;
    }

    /// <summary>Lives through its tasks again, to go on with the last of them exactly where the screen was.</summary>
    /// <param name="exam">The exam, drawn again.</param>
    /// <param name="store">The journals.</param>
    /// <param name="seen">Called with the last attempt and every moment of it, to show the screen again.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">It would be drawn otherwise now, or a journal cannot be gone on with.</exception>
    internal ImmutableArray<AttemptSession> Resume(Exam exam, AttemptStore store, Action<Attempt, Moment>? seen, Action<Exception>? failed)
    {
        var sessions = new List<AttemptSession>();
        try
        {
            foreach (var path in Journals)
            {
                var journal = Journal.Parse(path, AttemptFiles.Read(path));
                var folder = exam.TaskOf(journal.Header, path).Candidate.Folder;
                if (path == Journals[^1]) sessions.Add(store.Resume(path, _ => folder, seen, failed: failed));
                else sessions.Add(new AttemptSession(Replay.Of(journal, folder, path, failed: failed)) { Path = path });
                if (path != Journals[^1] && !journal.IsFinished) store.GiveUp(path);
            }
            return [.. sessions];
        }
        catch
        {
            sessions.ForEach(s => s.Dispose());
            throw;
        }
    }

    /// <summary>Whether a seat is that of the task before one, in the same exam.</summary>
    private static bool IsSameExam(ExamSeat before, ExamSeat after) => before with { Twist = null } == after with { Task = after.Task - 1, Twist = null };

    private static Journal? Read(string path)
    {
        try
        {
            return Journal.Parse(path, AttemptFiles.Read(path));
        }
        catch (ContentException)
        {
            return null;
        }
    }
}
