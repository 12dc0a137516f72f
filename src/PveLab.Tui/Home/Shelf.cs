using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Sim.Cluster;

namespace PveLab.Tui.Home;

/// <summary>How far a learner is with a scenario.</summary>
public enum Mastery
{
    /// <summary>Never opened.</summary>
    New,

    /// <summary>Opened, not passed.</summary>
    Begun,

    /// <summary>Passed at least once.</summary>
    Passed,
}

/// <summary>A scenario on the shelf.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Story">What it is about.</param>
/// <param name="Points">Points there are to earn.</param>
/// <param name="Minutes">Minutes somebody needs who has read the chapter.</param>
/// <param name="Difficulty">1 (follow the chapter) to 5.</param>
/// <param name="Mastery">How far the learner is.</param>
/// <param name="Best">Most points earned so far, null when none was finished.</param>
/// <param name="Unfinished">An attempt waits to be continued.</param>
public sealed record ShelfScenario(string Id, LocalText Title, LocalText Story, int Points, int Minutes = 0, int Difficulty = 0, Mastery Mastery = Mastery.New,
    int? Best = null, bool Unfinished = false);

/// <summary>A chapter on the shelf.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Objectives">What one can do after it, a sentence each.</param>
/// <param name="Minutes">Minutes it takes without its scenarios.</param>
/// <param name="After">Titles of the chapters one should know first.</param>
/// <param name="Scenarios">Its scenarios in order.</param>
public sealed record ShelfChapter(string Id, LocalText Title, Objectives Objectives, int Minutes, IReadOnlyList<LocalText> After, IReadOnlyList<ShelfScenario> Scenarios)
{
    /// <summary>How far the learner is in reading it.</summary>
    public ChapterProgress Reading { get; init; } = new(1, 0, 0, 0, 0);

    /// <summary>The world to try its commands in.</summary>
    public string World { get; init; } = "";

    /// <summary>Scenarios passed.</summary>
    public int Passed => Scenarios.Count(s => s.Mastery == Mastery.Passed);
}

/// <summary>An exam.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Task">The task at which one was broken off, from 1; null when none was.</param>
/// <param name="MinutesLeft">Minutes left of that one.</param>
public sealed record ShelfExam(string Subject, int? Task = null, int MinutesLeft = 0);

/// <summary>A world without a task.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
public sealed record ShelfWorld(string Id, LocalText Title);

/// <summary>What a course can be taken with: its chapters, its exam, its worlds, and what the learner did last.</summary>
/// <param name="Title">Title of the course.</param>
/// <param name="Chapters">The chapters in order.</param>
/// <param name="Exams">What can be examined.</param>
/// <param name="Worlds">The worlds for free play.</param>
/// <param name="Last">The scenario played last, null for a learner's first start.</param>
public sealed record Shelf(LocalText Title, IReadOnlyList<ShelfChapter> Chapters, IReadOnlyList<ShelfExam> Exams, IReadOnlyList<ShelfWorld> Worlds, string? Last)
{
    /// <summary>The scenario with an id, null for none.</summary>
    public ShelfScenario? Find(string id) => Chapters.SelectMany(c => c.Scenarios).FirstOrDefault(s => s.Id == id);

    /// <summary>What to do next: the unfinished one, or the first in the course's order that is not passed; null when all are.</summary>
    public ShelfScenario? Next =>
        Last is { } last && Find(last) is { Mastery: not Mastery.Passed } begun ? begun
        : Chapters.SelectMany(c => c.Scenarios).FirstOrDefault(s => s.Mastery != Mastery.Passed);
}
