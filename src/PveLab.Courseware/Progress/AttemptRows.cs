using System.Globalization;
using Microsoft.Data.Sqlite;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Progress;

/// <summary>An attempt as a row of the book of progress.</summary>
internal static class AttemptRows
{
    public const string Columns = "journal, scenario, seed, mode, began, ended, finished, took_ms, points, max_points, passed, hints";

    public static (string, object?)[] Parameters(AttemptRecord attempt) =>
    [
        ("$journal", attempt.Journal), ("$scenario", attempt.Scenario), ("$seed", attempt.Seed.ToString(CultureInfo.InvariantCulture)), ("$mode", Word(attempt.Mode)),
        ("$began", ProgressDatabase.Stamp(attempt.Began)), ("$ended", ProgressDatabase.Stamp(attempt.Ended)), ("$finished", attempt.Finished ? 1 : 0),
        ("$took", (long)attempt.Took.TotalMilliseconds), ("$points", attempt.Points), ("$max", attempt.MaxPoints), ("$passed", attempt.Passed ? 1 : 0), ("$hints", attempt.Hints),
    ];

    public static AttemptRecord Read(SqliteDataReader row, ILookup<string, SkillResult> skills) => new()
    {
        Journal = row.GetString(0),
        Scenario = row.GetString(1),
        Seed = ulong.Parse(row.GetString(2), NumberStyles.None, CultureInfo.InvariantCulture),
        Mode = row.GetString(3) == Word(AttemptMode.Exam) ? AttemptMode.Exam : AttemptMode.Practice,
        Began = ProgressDatabase.Time(row, 4),
        Ended = ProgressDatabase.Time(row, 5),
        Finished = row.GetInt32(6) != 0,
        Took = TimeSpan.FromMilliseconds(row.GetInt64(7)),
        Points = row.GetInt32(8),
        MaxPoints = row.GetInt32(9),
        Passed = row.GetInt32(10) != 0,
        Hints = row.GetInt32(11),
        Skills = [.. skills[row.GetString(0)]],
    };

    private static string Word(AttemptMode mode) => mode == AttemptMode.Exam ? "exam" : "practice";
}
