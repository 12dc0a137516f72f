using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>Writes into the book of progress what the journals tell: the book is an index of them, and can be made from them again.</summary>
public static class AttemptRecords
{
    /// <summary>Journals that are lived through at once, the newest first; older ones count when the next look comes to them.</summary>
    private const int AtOnce = 500;

    /// <summary>What an attempt comes to.</summary>
    /// <param name="file">The attempt's journal.</param>
    /// <param name="attempt">The attempt, lived through.</param>
    public static AttemptRecord Of(AttemptFile file, Attempt attempt)
    {
        var (grade, journal) = (attempt.Grade(), file.Journal);
        var began = journal.Began ?? DateTimeOffset.UnixEpoch;
        return new AttemptRecord
        {
            Journal = Path.GetFileName(file.Name),
            Scenario = file.Folder.Id,
            Seed = attempt.Seed,
            Mode = attempt.Mode,
            Began = began,
            Ended = journal.History.LastOrDefault()?.Wall ?? began,
            Finished = journal.IsFinished,
            Took = grade.TimeUsed,
            Points = grade.Points,
            MaxPoints = grade.MaxPoints,
            Passed = grade.Results.Length > 0 && grade.Passed,
            Hints = attempt.Entries.Select(e => e.Input).OfType<Input.HintBought>().Distinct().Count(),
            Skills =
            [
                .. grade.Results.GroupBy(r => Skills.Of(r.Criterion)).OrderBy(g => g.Key)
                    .Select(g => new SkillResult(g.Key.Id(), g.Sum(r => r.Points), g.Sum(r => r.Criterion.Points))),
            ],
        };
    }

    /// <summary>Writes down what was played since the last look, whoever played it and however it ended.</summary>
    /// <param name="book">The book.</param>
    /// <param name="store">The journals.</param>
    /// <param name="find">Finds the scenario of an id.</param>
    /// <returns>How many were written down, and what cannot be: a journal whose scenario has changed since, or that was tampered with.</returns>
    public static (int Written, IReadOnlyList<string> Refused) CatchUp(ProgressBook book, AttemptStore store, Func<string, ScenarioFolder> find)
    {
        var known = book.Attempts().ToDictionary(a => a.Journal, StringComparer.Ordinal);
        var (written, refused) = (0, new List<string>());
        foreach (var path in store.Journals.Reverse())
        {
            if (written == AtOnce) break;
            if (known.TryGetValue(Path.GetFileName(path), out var record) && (record.Finished || record.Ended >= Written(path))) continue;
            try
            {
                var file = AttemptFiles.Open(path, find);
                if (file.Journal.History.IsEmpty) continue;
                using var attempt = file.Replay();
                book.Record(Of(file, attempt));
                Answered(book, file);
                written++;
            }
            catch (ContentException error)
            {
                refused.Add(error.Message);
            }
        }
        return (written, refused);
    }

    /// <summary>Writes down how the quizzes were answered. The first answer counts: the explanation that follows it tells the right one.</summary>
    private static void Answered(ProgressBook book, AttemptFile file)
    {
        var known = book.Quizzes().Select(q => q.Quiz).ToHashSet(StringComparer.Ordinal);
        foreach (var line in file.Journal.History)
        {
            if (line.Entry.Input is not Input.QuizAnswer { Quiz: var name, Option: var option } || !known.Add(name)) continue;
            var quiz = LessonLibrary.Shipped.Chapters("en").SelectMany(c => c.Blocks).OfType<Quiz>().FirstOrDefault(q => q.Id == name);
            if (quiz is not null && option >= 0 && option < quiz.Options.Count)
                book.Answer(new QuizResult(name, option, quiz.Options[option].Right, line.Wall ?? file.Journal.Began ?? DateTimeOffset.UnixEpoch));
        }
    }

    /// <summary>Makes the attempts of the book from the journals again; what no journal tells is lost.</summary>
    public static (int Written, IReadOnlyList<string> Refused) Rebuild(ProgressBook book, AttemptStore store, Func<string, ScenarioFolder> find)
    {
        book.ForgetAttempts();
        return CatchUp(book, store, find);
    }

    /// <summary>When a journal was written last. The book keeps milliseconds.</summary>
    private static DateTimeOffset Written(string path) => File.GetLastWriteTimeUtc(path) - TimeSpan.FromSeconds(1);
}
