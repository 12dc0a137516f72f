using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Progress;

/// <summary>
/// The book of a learner's progress: an index of the journals for lists and plots, what was answered and read in lessons, and settings.
/// Attempts can be rebuilt from their journals; a loss of the rest is a nuisance, no more. Used from any thread.
/// </summary>
public sealed class ProgressBook : IDisposable
{
    private readonly ProgressDatabase database;

    internal ProgressBook(ProgressDatabase database) => this.database = database;

    /// <summary>Whether nothing of it outlives the program, because the file could not be used.</summary>
    public bool IsForgetful => database.IsInMemory;

    /// <summary>Whether a damaged file was set aside for it, so that attempts are to be read from their journals again.</summary>
    public bool IsAnew => database.IsAnew;

    /// <summary>Opens the book of this user; never fails: what is damaged is set aside, and when no file can be used the book is kept in memory only.</summary>
    /// <param name="told">Called with a sentence for the learner when something is not as it should be.</param>
    public static ProgressBook OfUser(Action<string>? told = null) => Open(Path.Combine(UserFolders.Data, "progress.db"), told);

    /// <summary>Opens the book in a file, as <see cref="OfUser"/>.</summary>
    public static ProgressBook Open(string path, Action<string>? told = null) => new(ProgressDatabase.Open(path, told));

    /// <summary>A book in memory.</summary>
    public static ProgressBook InMemory() => new(ProgressDatabase.InMemory());

    /// <summary>Writes an attempt down, instead of what was written of it before.</summary>
    public void Record(AttemptRecord attempt) => database.InTransaction(() =>
    {
        database.Run(
            """
            INSERT INTO attempt VALUES ($journal, $scenario, $seed, $mode, $began, $ended, $finished, $took, $points, $max, $passed, $hints)
            ON CONFLICT (journal) DO UPDATE SET scenario = excluded.scenario, seed = excluded.seed, mode = excluded.mode, began = excluded.began, ended = excluded.ended,
                finished = excluded.finished, took_ms = excluded.took_ms, points = excluded.points, max_points = excluded.max_points, passed = excluded.passed, hints = excluded.hints
            """,
            AttemptRows.Parameters(attempt));
        database.Run("DELETE FROM skill WHERE journal = $journal", ("$journal", attempt.Journal));
        foreach (var skill in attempt.Skills)
            database.Run("INSERT INTO skill VALUES ($journal, $skill, $points, $max)",
                ("$journal", attempt.Journal), ("$skill", skill.Skill), ("$points", skill.Points), ("$max", skill.MaxPoints));
    });

    /// <summary>Writes several things down, or none of them.</summary>
    internal void AtOnce(Action work) => database.InTransaction(work);

    /// <summary>Forgets every attempt, to read them from their journals again.</summary>
    internal void ForgetAttempts() => database.Run("DELETE FROM attempt");

    /// <summary>Every attempt, the newest first.</summary>
    public ImmutableArray<AttemptRecord> Attempts()
    {
        var skills = Skills().ToLookup(s => s.Journal, s => s.Result, StringComparer.Ordinal);
        return [.. database.Read($"SELECT {AttemptRows.Columns} FROM attempt ORDER BY ended DESC, journal DESC", row => AttemptRows.Read(row, skills))];
    }

    /// <summary>
    /// The best attempt at each scenario, by its id: passed before not passed, then by points, then the earlier one. A task of an exam is no practice of it.
    /// </summary>
    /// <param name="mode">What the attempts were made for.</param>
    public ImmutableSortedDictionary<string, AttemptRecord> Bests(AttemptMode mode) => Attempts().Where(a => a.Mode == mode).GroupBy(a => a.Scenario, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(a => a.Key, a => a.OrderByDescending(r => r.Passed).ThenByDescending(r => r.Points).ThenBy(r => r.Ended).First(), StringComparer.Ordinal);

    /// <summary>What every attempt showed of every skill, the oldest first.</summary>
    public ImmutableArray<SkillMoment> SkillsOverTime() =>
    [
        .. Attempts().Reverse().SelectMany(a => a.Skills.Select(s => new SkillMoment(a.Ended, a.Scenario, a.Mode, s))),
    ];

    /// <summary>Writes down how a quiz was answered last.</summary>
    public void Answer(QuizResult answer) => database.Run(
        "INSERT INTO quiz VALUES ($quiz, $option, $right, $at) ON CONFLICT (quiz) DO UPDATE SET option = excluded.option, right = excluded.right, at = excluded.at",
        ("$quiz", answer.Quiz), ("$option", answer.Option), ("$right", answer.Right ? 1 : 0), ("$at", ProgressDatabase.Stamp(answer.At)));

    /// <summary>How each quiz was answered last, by its name.</summary>
    public ImmutableArray<QuizResult> Quizzes() =>
        [.. database.Read("SELECT quiz, option, right, at FROM quiz ORDER BY quiz", row => new QuizResult(row.GetString(0), row.GetInt32(1), row.GetInt32(2) != 0,
            ProgressDatabase.Time(row, 3)))];

    /// <summary>Puts a bookmark into a chapter.</summary>
    public void Place(LessonPosition position) => database.Run(
        """
        INSERT INTO position (chapter, language, line, at, furthest) VALUES ($chapter, $language, $line, $at, $furthest)
        ON CONFLICT (chapter, language) DO UPDATE SET line = excluded.line, at = excluded.at, furthest = max(furthest, excluded.furthest)
        """,
        ("$chapter", position.Chapter), ("$language", position.Language), ("$line", position.Line), ("$at", ProgressDatabase.Stamp(position.At)),
        ("$furthest", Math.Max(position.Line, position.Furthest)));

    /// <summary>The bookmarks, the newest first.</summary>
    public ImmutableArray<LessonPosition> Positions() =>
    [
        .. database.Read("SELECT chapter, language, line, at, furthest FROM position ORDER BY at DESC, chapter, language",
            row => new LessonPosition(row.GetString(0), row.GetString(1), row.GetInt32(2), ProgressDatabase.Time(row, 3)) { Furthest = row.GetInt32(4) }),
    ];

    /// <summary>The value of a setting (language, theme, speed, …); null when it was never set.</summary>
    public string? Setting(string key) => database.Read("SELECT value FROM setting WHERE key = $key", row => row.GetString(0), ("$key", key)).FirstOrDefault();

    /// <summary>Sets a setting; null forgets it.</summary>
    public void Set(string key, string? value)
    {
        if (value is null) database.Run("DELETE FROM setting WHERE key = $key", ("$key", key));
        else database.Run("INSERT INTO setting VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", ("$key", key), ("$value", value));
    }

    /// <summary>All settings by key.</summary>
    public ImmutableSortedDictionary<string, string> Settings() => database.Read("SELECT key, value FROM setting", row => (Key: row.GetString(0), Value: row.GetString(1)))
        .ToImmutableSortedDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);

    /// <inheritdoc />
    public void Dispose() => database.Dispose();

    private List<(string Journal, SkillResult Result)> Skills() => database.Read(
        "SELECT journal, skill, points, max_points FROM skill ORDER BY journal, skill", row => (row.GetString(0), new SkillResult(row.GetString(1), row.GetInt32(2), row.GetInt32(3))));
}
