using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Progress;

/// <summary>How far a learner is in a chapter: sections come to, quizzes answered. The first answer counts.</summary>
/// <param name="Sections">Sections there are.</param>
/// <param name="Reached">Sections that were come to; 0 when it was never opened.</param>
/// <param name="Quizzes">Quizzes there are.</param>
/// <param name="Answered">Quizzes that were answered.</param>
/// <param name="Right">Quizzes that were answered right.</param>
public sealed record ChapterProgress(int Sections, int Reached, int Quizzes, int Answered, int Right)
{
    /// <summary>Whether the last section was come to.</summary>
    public bool IsRead => Reached > 0 && Reached == Sections;

    /// <summary>The progress in a chapter.</summary>
    /// <param name="lesson">The chapter, in any language: they are line by line the same.</param>
    /// <param name="book">What was read and answered.</param>
    public static ChapterProgress Of(Lesson lesson, ProgressBook book) => Of(lesson, book.Positions(), book.Quizzes());

    /// <summary>The progress in a chapter.</summary>
    public static ChapterProgress Of(Lesson lesson, IEnumerable<LessonPosition> positions, IEnumerable<QuizResult> answers)
    {
        var sections = lesson.Blocks.OfType<Heading>().Where(h => h.Level == 2).Select(h => h.Line).ToList();
        var quizzes = lesson.Blocks.OfType<Quiz>().Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
        var furthest = positions.Where(p => p.Chapter == lesson.Id).Select(p => (int?)p.Furthest).Max();
        var answered = answers.Where(a => quizzes.Contains(a.Quiz)).ToList();
        return new ChapterProgress(sections.Count, furthest is { } line ? Math.Max(1, sections.Count(s => s <= line)) : 0,
            quizzes.Count, answered.Count, answered.Count(a => a.Right));
    }
}
