using System.Collections.Immutable;
using PveLab.Courseware.Reports;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes;

/// <summary>One row of a class: a file with its grade, or with the reason why it has none.</summary>
public sealed record GradedAttempt
{
    /// <summary>The file as reports show it.</summary>
    public required string File { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Student { get; init; }

    /// <summary>SHA-256 of the file's text: the attempt's identity, whatever the file is called. Empty when it could not be read.</summary>
    public string Id { get; init; } = "";

    /// <summary>Why it was not graded; null when it was.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The report of its replay; null when it was refused.</summary>
    public Report? Report { get; init; }

    /// <summary>What its learner did; null when it was refused.</summary>
    public Activity? Activity { get; init; }

    /// <summary>What a teacher should know about it, though it does not change the grade.</summary>
    public ImmutableArray<LocalText> Remarks { get; init; } = [];

    /// <summary>Hash of the content it was judged by; empty when it was refused.</summary>
    public string JudgedBy { get; init; } = "";

    /// <summary>Whether it is the one that counts for its student and scenario.</summary>
    public bool Counts { get; init; }

    /// <summary>The scenario's id; empty when it was refused.</summary>
    public string Scenario => Report?.Scenario ?? "";

    /// <summary>Whether it was graded and passed.</summary>
    public bool Passed => Report?.Grade.Passed == true;
}

/// <summary>What a learner did in an attempt.</summary>
public sealed record Activity
{
    /// <summary>What was put in, oldest first.</summary>
    public required ImmutableArray<TypedLine> Lines { get; init; }

    /// <summary>The variant's drawn values, by name.</summary>
    public required ImmutableSortedDictionary<string, string> Values { get; init; }

    /// <summary>Hints bought, counted from 0.</summary>
    public required ImmutableSortedSet<int> Hints { get; init; }

    /// <summary>How many hints the scenario has.</summary>
    public required int HintCount { get; init; }

    /// <summary>The last answer to each quiz, by the quiz.</summary>
    public required ImmutableSortedDictionary<string, int> Quizzes { get; init; }

    /// <summary>Inputs altogether.</summary>
    public required int Inputs { get; init; }

    /// <summary>Inputs after the last one that a met criterion has evidence from.</summary>
    public required int SinceProgress { get; init; }

    /// <summary>The error met most often; null when there was none.</summary>
    public RepeatedError? Error { get; init; }

    /// <summary>The time of day that the journal notes.</summary>
    public required WallTimes Wall { get; init; }

    /// <summary>Whether its learner did not pass and seems not to know how to go on.</summary>
    public bool IsStuck { get; init; }
}

/// <summary>An error that a learner met again and again.</summary>
/// <param name="Text">The first line of the message.</param>
/// <param name="Count">How often.</param>
public sealed record RepeatedError(string Text, int Count);

/// <summary>Something a learner put in as text.</summary>
/// <param name="Number">The input's number in the journal, 1-based.</param>
/// <param name="Text">As it was put in; free of control characters.</param>
public sealed record TypedLine(int Number, string Text);
