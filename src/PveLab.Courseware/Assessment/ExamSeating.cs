using System.Collections.Immutable;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Assessment;

/// <summary>The exam somebody wants to sit.</summary>
/// <param name="Chapter">A chapter, or what several begin with.</param>
public sealed record ExamWish(string Chapter)
{
    /// <summary>Draws the exam; null for any.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Minutes there are; null for the usual ones.</summary>
    public int? Minutes { get; init; }

    /// <summary>Whether another one begins even when one was broken off.</summary>
    public bool Anew { get; init; }

    /// <summary>Whether this is the exam that was wished for.</summary>
    internal bool Fits(ExamSeat seat) => seat.Chapter == Chapter && (Seed is null || Seed == seat.Seed) && (Minutes is null || Minutes == seat.Minutes);
}

/// <summary>An exam that somebody sits down to: a new one, or one that was broken off and goes on where it was.</summary>
/// <param name="Exam">The exam.</param>
/// <param name="Sessions">The tasks that were begun, in order; the last one goes on. None in a new exam.</param>
/// <param name="Left">Real time that is left: what passed while nobody sat there is gone.</param>
public sealed record ExamSeating(Exam Exam, ImmutableArray<AttemptSession> Sessions, TimeSpan Left)
{
    /// <summary>Whether this is a new exam because one that was broken off cannot be gone on with.</summary>
    public bool IsInstead { get; init; }

    /// <summary>A new exam.</summary>
    public static ExamSeating New(Exam exam) => new(exam, [], TimeSpan.FromMinutes(exam.Minutes));

    /// <summary>Sits down to what was wished for.</summary>
    /// <param name="wish">The wish.</param>
    /// <param name="store">Where attempts are kept.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="seen">Called with the attempt that goes on and every moment of it, to show the screen again.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">There is no such exam.</exception>
    public static ExamSeating Of(ExamWish wish, AttemptStore store, DateTimeOffset now, Action<Attempt, Moment>? seen = null, Action<Exception>? failed = null)
    {
        var pool = ExamPool.Of(wish.Chapter, LessonLibrary.Shipped, ScenarioLibrary.Shipped);
        var broken = wish.Anew ? null : BrokenExam.Newest(store, wish.Fits);
        return (broken is null ? null : GoOn(broken, pool, store, now, seen, failed))
            ?? New(ExamDraw.Draw(pool, wish.Seed ?? ExamDraw.SeedAt(now), wish.Minutes ?? ExamDraw.UsualMinutes)) with { IsInstead = broken is not null };
    }

    private static ExamSeating? GoOn(BrokenExam broken, ExamPool pool, AttemptStore store, DateTimeOffset now, Action<Attempt, Moment>? seen, Action<Exception>? failed)
    {
        try
        {
            var exam = ExamDraw.Draw(pool, broken.Seat.Seed, broken.Seat.Minutes);
            return new ExamSeating(exam, broken.Resume(exam, store, seen, failed), broken.LeftAt(now));
        }
        catch (ContentException)
        {
            // Its scenarios have changed meanwhile, or another program has taken it: another exam begins, and 'exam result' explains the journals.
            return null;
        }
    }
}
