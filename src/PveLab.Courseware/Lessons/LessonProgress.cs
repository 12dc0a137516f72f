using System.Collections.Immutable;

namespace PveLab.Courseware.Lessons;

/// <summary>What the learner did in a lesson so far; the layout shows it.</summary>
public sealed record LessonProgress
{
    /// <summary>A lesson just opened.</summary>
    public static LessonProgress None { get; } = new();

    /// <summary>The last option chosen (from 0) per quiz id.</summary>
    public ImmutableSortedDictionary<string, int> Answers { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Ids of unfolded hints.</summary>
    public ImmutableSortedSet<string> Hints { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Keys of ticked tasks: criteria met, and tasks ticked by hand.</summary>
    public ImmutableSortedSet<string> Ticked { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}

/// <summary>Choices of the face that shows a lesson.</summary>
public sealed record LessonStyle
{
    /// <summary>Code lines that are too long end with a marker instead of going on below.</summary>
    public bool ClipCode { get; init; }
}
