using System.Collections.Immutable;
using PveLab.Courseware.Lessons;

namespace PveLab.Tui.Lab;

/// <summary>A place in the course that survives every change of width and language of the screen.</summary>
/// <param name="Chapter">The chapter's id.</param>
/// <param name="SourceLine">1-based line of its file.</param>
public readonly record struct LessonPlace(string Chapter, int SourceLine);

/// <summary>What is kept of a chapter while another one is read.</summary>
/// <param name="Progress">What the learner did in it.</param>
/// <param name="SourceLine">Where the learner was, a 1-based line of its file.</param>
public sealed record KeptChapter(LessonProgress Progress, int SourceLine);

/// <summary>A line of the outline: a heading of this chapter, or another chapter.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Level">1 for a chapter and its title, then deeper.</param>
/// <param name="Line">The line of the layout it leads to; -1 for another chapter.</param>
/// <param name="Chapter">The other chapter's id; empty for a heading.</param>
public sealed record OutlineLine(string Text, int Level, int Line, string Chapter = "");

/// <summary>A text looked for in the lesson.</summary>
/// <param name="Text">The text.</param>
/// <param name="Typing">Whether it is still being typed.</param>
/// <param name="Origin">The line the learner was on when the search began.</param>
/// <param name="Found">Where it stands.</param>
/// <param name="At">The place shown, an index in <paramref name="Found"/>; -1 when there is none.</param>
public sealed record Search(string Text, bool Typing, int Origin, IReadOnlyList<Found> Found, int At);

/// <summary>How the learner moves through the course: where from, what is looked for, what is chosen.</summary>
public sealed record Reading
{
    /// <summary>Which link of the chosen line is chosen; -1 for the line itself.</summary>
    public int Link { get; init; } = -1;

    /// <summary>The text looked for, null for none.</summary>
    public Search? Search { get; init; }

    /// <summary>Places to go back to, the latest first.</summary>
    public ImmutableStack<LessonPlace> Behind { get; init; } = [];

    /// <summary>Places gone back from, the latest first.</summary>
    public ImmutableStack<LessonPlace> Ahead { get; init; } = [];

    /// <summary>The outline, built when it is opened.</summary>
    public IReadOnlyList<OutlineLine> Outline { get; init; } = [];

    /// <summary>The line chosen in the outline.</summary>
    public int Chosen { get; init; }

    /// <summary>The term whose definition is shown, null for none.</summary>
    public GlossaryEntry? Term { get; init; }

    /// <summary>The chapters of the course in order, each with its title; empty beside a file of one's own.</summary>
    public IReadOnlyList<(string Id, string Title)> Chapters { get; init; } = [];

    /// <summary>What is kept of the chapters read before.</summary>
    public ImmutableSortedDictionary<string, KeptChapter> Kept { get; init; } = ImmutableSortedDictionary.Create<string, KeptChapter>(StringComparer.Ordinal);
}
