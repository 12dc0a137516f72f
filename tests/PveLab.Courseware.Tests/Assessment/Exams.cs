using System.Globalization;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Tests.Assessment;

/// <summary>Exams as they are sat in tests.</summary>
internal static class Exams
{
    public static ExamPool Pool(string chapter = "ch08") => ExamPool.Of(chapter, LessonLibrary.Shipped, ScenarioLibrary.Shipped);

    /// <summary>How many exams a property is tried with: a few in the suite, PVELAB_EXAMS of them when somebody wants to be sure.</summary>
    public static int Count => int.TryParse(Environment.GetEnvironmentVariable("PVELAB_EXAMS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5;

    /// <summary>An exam drawn once for all tests that only look at it.</summary>
    public static Exam Drawn { get; } = ExamDraw.Draw(Pool(), 7);

    /// <summary>An exam that no change of the pool changes: plain variants of two scenarios.</summary>
    public static Exam Fixed { get; } = new(Pool(), 7, 45, [Task(1, "ch08-stale-lock"), Task(2, "ch08r-first-job")]);

    /// <summary>Plays a task as its first golden transcript that earns everything says.</summary>
    public static Attempt Solve(Exam exam, ExamTask task)
    {
        foreach (var golden in Directory.GetFiles(task.Candidate.Folder.Folder!, "golden*.txt").Order(StringComparer.Ordinal))
        {
            var attempt = exam.Begin(task);
            var text = Placeholders.Fill(golden, File.ReadAllText(golden).ReplaceLineEndings("\n"), attempt.Variant.Values);
            TranscriptPlayer.Play(attempt, Transcript.Parse(golden, text), golden, new PlainTerminal(_ => { }));
            if (attempt.Grade() is { Passed: true } grade && grade.Points == grade.MaxPoints) return attempt;
            attempt.Dispose();
        }
        throw new InvalidOperationException($"No golden transcript solves {task}.");
    }

    private static ExamTask Task(int number, string scenario) => new(number, ExamCandidate.Of(ScenarioLibrary.Shipped.FindById(scenario))!, 0, null);

    /// <summary>A journal of an attempt as it would lie on disk.</summary>
    public static Journal JournalOf(Attempt attempt)
    {
        using var text = new StringWriter();
        using (var writer = new JournalWriter(text, JournalHeader.Of(attempt)))
            foreach (var entry in attempt.Entries) writer.Append(entry);
        return Journal.Parse("journal", text.ToString());
    }
}
