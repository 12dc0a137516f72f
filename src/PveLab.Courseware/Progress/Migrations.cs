namespace PveLab.Courseware.Progress;

/// <summary>
/// The tables of the book of progress, as the steps that made them: step n leads from version n to n + 1 (SQLite's <c>user_version</c>).
/// A step that was published is never changed; another one is added.
/// </summary>
internal static class Migrations
{
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE attempt (
            journal TEXT PRIMARY KEY, scenario TEXT NOT NULL, seed TEXT NOT NULL, mode TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL,
            finished INTEGER NOT NULL, took_ms INTEGER NOT NULL, points INTEGER NOT NULL, max_points INTEGER NOT NULL, passed INTEGER NOT NULL,
            hints INTEGER NOT NULL) STRICT;
        CREATE INDEX attempt_by_scenario ON attempt (scenario, ended);
        CREATE TABLE skill (
            journal TEXT NOT NULL REFERENCES attempt (journal) ON DELETE CASCADE, skill TEXT NOT NULL, points INTEGER NOT NULL, max_points INTEGER NOT NULL,
            PRIMARY KEY (journal, skill)) STRICT;
        CREATE TABLE quiz (quiz TEXT PRIMARY KEY, option INTEGER NOT NULL, right INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
        CREATE TABLE position (chapter TEXT NOT NULL, language TEXT NOT NULL, line INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (chapter, language)) STRICT;
        CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """,
        """
        ALTER TABLE position ADD COLUMN furthest INTEGER NOT NULL DEFAULT 0;
        UPDATE position SET furthest = line;
        """,
    ];
}
