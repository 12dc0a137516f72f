using System.Collections.Immutable;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Progress;

/// <summary>What the book of progress keeps of an attempt: enough for lists and plots; the journal has the rest.</summary>
public sealed record AttemptRecord
{
    /// <summary>Name of the journal's file, which is the attempt's id.</summary>
    public required string Journal { get; init; }

    /// <summary>Id of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>What it was made for.</summary>
    public AttemptMode Mode { get; init; }

    /// <summary>When it began, by the clock of the learner's machine.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>When it was last at work.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>Whether it is over; otherwise it can be gone on with.</summary>
    public bool Finished { get; init; }

    /// <summary>Virtual time that passed in it.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Points earned, hints paid.</summary>
    public int Points { get; init; }

    /// <summary>Points there are.</summary>
    public int MaxPoints { get; init; }

    /// <summary>Whether it passes.</summary>
    public bool Passed { get; init; }

    /// <summary>How many hints were bought.</summary>
    public int Hints { get; init; }

    /// <summary>Points per skill.</summary>
    public ImmutableArray<SkillResult> Skills { get; init; } = [];
}

/// <summary>What an attempt earned of a skill.</summary>
/// <param name="Skill">The skill: prepare, back-up, verify, restore, prove, diagnose, replicate.</param>
/// <param name="Points">Points earned.</param>
/// <param name="MaxPoints">Points there are.</param>
public sealed record SkillResult(string Skill, int Points, int MaxPoints);

/// <summary>A skill as one attempt showed it.</summary>
/// <param name="At">When that attempt was last at work.</param>
/// <param name="Scenario">Its scenario.</param>
/// <param name="Mode">What it was made for.</param>
/// <param name="Result">What it earned.</param>
public sealed record SkillMoment(DateTimeOffset At, string Scenario, AttemptMode Mode, SkillResult Result);

/// <summary>A quiz of a lesson as it was answered last.</summary>
/// <param name="Quiz">The quiz.</param>
/// <param name="Option">The option chosen, from 0.</param>
/// <param name="Right">Whether that is right.</param>
/// <param name="At">When.</param>
public sealed record QuizResult(string Quiz, int Option, bool Right, DateTimeOffset At);

/// <summary>Where somebody was in a chapter.</summary>
/// <param name="Chapter">Name of the chapter's file without its ending.</param>
/// <param name="Language">Code of the language.</param>
/// <param name="Line">The line of its Markdown.</param>
/// <param name="At">When.</param>
public sealed record LessonPosition(string Chapter, string Language, int Line, DateTimeOffset At)
{
    /// <summary>The furthest line that was ever come to.</summary>
    public int Furthest { get; init; } = Line;
}
