using System.Collections.Immutable;

namespace PveLab.Tui.Home;

/// <summary>A line of the home screen that can be chosen.</summary>
public abstract record HomeItem
{
    private HomeItem()
    {
    }

    /// <summary>Go on where it was left, or begin with what comes next.</summary>
    public sealed record Continue(ShelfScenario Shown) : HomeItem;

    /// <summary>A chapter; its scenarios are shown below it when it is open.</summary>
    public sealed record Chapter(ShelfChapter Shown, int Number, bool Open) : HomeItem;

    /// <summary>The text of a chapter.</summary>
    public sealed record Read(ShelfChapter Shown) : HomeItem;

    /// <summary>A scenario of a chapter.</summary>
    public sealed record Scenario(ShelfScenario Shown) : HomeItem;

    /// <summary>The exam about a subject.</summary>
    public sealed record Exam(ShelfExam Shown) : HomeItem;

    /// <summary>A world without a task.</summary>
    public sealed record World(ShelfWorld Shown) : HomeItem;

    /// <summary>Something that is set.</summary>
    public sealed record Setting(SettingName Name) : HomeItem;
}

/// <summary>What can be set.</summary>
public enum SettingName
{
    /// <summary>Language of the interface.</summary>
    Language,

    /// <summary>Its looks.</summary>
    Theme,

    /// <summary>Speed of virtual time.</summary>
    Speed,

    /// <summary>Whether the coach speaks up.</summary>
    Coach,
}

/// <summary>Everything the home screen shows.</summary>
public sealed record HomeModel
{
    /// <summary>Width of the terminal in cells.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Height of the terminal in cells.</summary>
    public int Height { get; init; } = 24;

    /// <summary>The settings as they are now.</summary>
    public required Settings Settings { get; init; }

    /// <summary>What there is, null until it was found.</summary>
    public Shelf? Shelf { get; init; }

    /// <summary>Ids of the chapters whose scenarios are shown.</summary>
    public ImmutableSortedSet<string> Open { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Which item is chosen.</summary>
    public int Chosen { get; init; }

    /// <summary>First row of the list that is shown.</summary>
    public int Top { get; init; }

    /// <summary>What is searched for, null when nothing is.</summary>
    public string? Search { get; init; }

    /// <summary>Whether a lab stands behind this screen, to which Esc goes back.</summary>
    public bool HasLab { get; init; }

    /// <summary>The keys are explained.</summary>
    public bool Help { get; init; }

    /// <summary>The items in the order they are shown.</summary>
    public IReadOnlyList<HomeItem> Items => [.. Search is { Length: > 0 } words ? Found(words) : Listed()];

    /// <summary>The chosen item, null while there is none.</summary>
    public HomeItem? Item => Items is var items && Chosen < items.Count ? items[Chosen] : null;

    /// <summary>The chapter that what is chosen belongs to; null for none.</summary>
    public ShelfChapter? Chapter => Item switch
    {
        HomeItem.Chapter { Shown: var shown } => shown,
        HomeItem.Read { Shown: var shown } => shown,
        HomeItem.Scenario { Shown.Id: var id } => ChapterOf(id),
        HomeItem.Continue { Shown.Id: var id } => ChapterOf(id),
        _ => null,
    };

    private ShelfChapter? ChapterOf(string scenario) => Shelf?.Chapters.FirstOrDefault(c => c.Scenarios.Any(s => s.Id == scenario));

    private IEnumerable<HomeItem> Listed()
    {
        if (Shelf is null) yield break;
        // The minutes of an exam that was broken off pass: it comes before everything.
        foreach (var exam in Shelf.Exams.Where(e => e.Task is not null)) yield return new HomeItem.Exam(exam);
        if (Shelf.Next is { } next) yield return new HomeItem.Continue(next);
        for (var i = 0; i < Shelf.Chapters.Count; i++)
        {
            var (chapter, open) = (Shelf.Chapters[i], Open.Contains(Shelf.Chapters[i].Id));
            yield return new HomeItem.Chapter(chapter, i + 1, open);
            if (!open) continue;
            yield return new HomeItem.Read(chapter);
            foreach (var scenario in chapter.Scenarios) yield return new HomeItem.Scenario(scenario);
        }
        foreach (var exam in Shelf.Exams.Where(e => e.Task is null)) yield return new HomeItem.Exam(exam);
        foreach (var world in Shelf.Worlds) yield return new HomeItem.World(world);
        foreach (var name in Enum.GetValues<SettingName>()) yield return new HomeItem.Setting(name);
    }

    private IEnumerable<HomeItem> Found(string words) => Shelf is null ? [] : Shelf.Chapters.SelectMany(c => c.Scenarios)
        .Where(s => Holds(s.Id, words) || Holds(s.Title.In("ja"), words) || Holds(s.Title.In("en"), words))
        .Select(s => new HomeItem.Scenario(s));

    private static bool Holds(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
