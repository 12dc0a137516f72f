using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Assessment;

/// <summary>An exam on file: the journals of its tasks, whose headers tell how it was drawn. Its result follows from living through them again.</summary>
public sealed class ExamRecord : IDisposable
{
    private readonly SortedDictionary<int, Attempt> attempts = [];

    private ExamRecord(Exam exam) => Exam = exam;

    /// <summary>The exam.</summary>
    public Exam Exam { get; }

    /// <summary>Its result.</summary>
    public ExamResult Result => ExamResult.Of(Exam, attempts);

    /// <summary>The exam that these journals tell.</summary>
    /// <param name="journals">The journals with the names errors give them.</param>
    /// <param name="lessons">The lessons.</param>
    /// <param name="scenarios">The scenarios.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">They do not belong to one exam, it would be drawn otherwise today, or a journal cannot be lived through.</exception>
    public static ExamRecord Of(IReadOnlyList<(string File, Journal Journal)> journals, LessonLibrary lessons, ScenarioLibrary scenarios, Action<Exception>? failed = null)
    {
        var seat = journals[0].Journal.Header.Exam ?? throw NoExam(journals[0].File);
        var record = new ExamRecord(ExamDraw.Draw(ExamPool.Of(seat.Chapter, lessons, scenarios), seat.Seed, seat.Minutes));
        try
        {
            foreach (var (file, journal) in journals) record.Add(file, journal, seat, failed);
            return record;
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var attempt in attempts.Values) attempt.Dispose();
    }

    private void Add(string file, Journal journal, ExamSeat first, Action<Exception>? failed)
    {
        var header = journal.Header;
        if (header.Exam is not { } seat) throw NoExam(file);
        if (seat with { Task = 0, Twist = null } != first with { Task = 0, Twist = null }) throw new ContentException(file, 1, 1, "this journal belongs to another exam");
        var task = Exam.TaskOf(header, file);
        if (attempts.ContainsKey(seat.Task)) throw new ContentException(file, 1, 1, FormattableString.Invariant($"task {seat.Task} is there twice"));
        attempts[seat.Task] = Replay.Of(journal, task.Candidate.Folder, file, failed: failed);
    }

    private static ContentException NoExam(string file) => new(file, 1, 1, "this is no journal of an exam");
}
