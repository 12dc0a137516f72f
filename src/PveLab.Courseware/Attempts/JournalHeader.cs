using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>What an attempt is made for.</summary>
public enum AttemptMode
{
    /// <summary>To learn: hints can be bought, steps taken back.</summary>
    Practice,

    /// <summary>To prove: neither.</summary>
    Exam,
}

/// <summary>What an attempt began with: enough to begin it again.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Content">Hash of the scenario's content.</param>
/// <param name="Program">Version of the program.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Dialect">Whose word counts.</param>
public sealed record JournalHeader(string Scenario, string Content, string Program, ulong Seed, Dialect Dialect)
{
    /// <summary>The first format: bound to every file of the scenario's folder; without rewinds, ends and modes.</summary>
    public const int FirstFormat = 1;

    /// <summary>The format that is written: bound to <see cref="Scenarios.ScenarioContent"/>.</summary>
    public const int NewestFormat = 2;

    /// <summary>The format of the journal.</summary>
    public int Format { get; init; } = NewestFormat;

    /// <summary>What the attempt is made for.</summary>
    public AttemptMode Mode { get; init; }

    /// <summary>The exam it is a task of; null when it is of none.</summary>
    public ExamSeat? Exam { get; init; }

    /// <summary>The header of an attempt.</summary>
    public static JournalHeader Of(Attempt attempt) =>
        new(attempt.Folder.Id, attempt.Folder.ContentHash, ProgramVersion.Text, attempt.Seed, attempt.Dialect) { Mode = attempt.Mode, Exam = attempt.Exam };
}

/// <summary>An entry as it stands in a journal.</summary>
/// <param name="Number">Its number, from 1; it stands on the line after it, because the first line is the header.</param>
/// <param name="Entry">The input.</param>
/// <param name="Wall">When it came, by the clock of the learner's machine: for people, never read by the simulation; null when not kept.</param>
public sealed record JournalLine(int Number, Entry Entry, DateTimeOffset? Wall);
