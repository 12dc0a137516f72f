using PveLab.Courseware.Assessment;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Home;

/// <summary>Something the home screen wants done.</summary>
public abstract record HomeEffect
{
    private HomeEffect()
    {
    }

    /// <summary>Open a scenario or a world; <paramref name="Anew"/> leaves an unfinished attempt behind.</summary>
    public sealed record Open(string Scenario, bool Anew = false) : HomeEffect
    {
        /// <summary>The chapter to read beside it; null for the one that practises it.</summary>
        public string? Chapter { get; init; }
    }

    /// <summary>Sit an exam.</summary>
    public sealed record Exam(ExamWish Wish) : HomeEffect;

    /// <summary>Keep the settings and show them.</summary>
    public sealed record Set(Settings Settings) : HomeEffect;

    /// <summary>Go back to the lab behind the screen.</summary>
    public sealed record Back : HomeEffect;

    /// <summary>Leave the program.</summary>
    public sealed record Quit : HomeEffect;
}

/// <summary>What a message makes of the home screen. Pure.</summary>
public static class HomeUpdate
{
    /// <summary>The screen after a message, with what it wants done, if anything.</summary>
    public static (HomeModel Model, HomeEffect? Effect) Apply(HomeModel model, LabMessage message) => message switch
    {
        LabMessage.Resized size => (Seen(model with { Width = size.Width, Height = size.Height }), null),
        LabMessage.KeyPressed key when model.Help => (model with { Help = false }, key.Key == "Ctrl+Q" ? new HomeEffect.Quit() : null),
        LabMessage.KeyPressed key when model.Search is not null => SearchKey(model, key),
        LabMessage.KeyPressed key => Key(model, key.Key),
        LabMessage.Clicked click => Click(model with { Help = false }, click.Column, click.Row),
        LabMessage.Wheeled wheel => (To(model, model.Chosen + Math.Sign(wheel.Lines)), null),
        _ => (model, null),
    };

    /// <summary>The screen once it is known what there is: the learner's chapter open, the next thing to do chosen.</summary>
    public static HomeModel Found(HomeModel model, Shelf shelf)
    {
        var first = model.Shelf is null;
        model = model with { Shelf = shelf };
        if (!first) return To(model, model.Chosen);
        var current = shelf.Chapters.FirstOrDefault(c => c.Scenarios.Any(s => s.Id == shelf.Next?.Id));
        return To(model with { Open = current is null ? model.Open : model.Open.Add(current.Id) }, 0);
    }

    /// <summary>The screen with a scenario chosen, its chapter open.</summary>
    public static HomeModel At(HomeModel model, string scenario)
    {
        if (model.Shelf?.Chapters.FirstOrDefault(c => c.Scenarios.Any(s => s.Id == scenario)) is not { } chapter) return model;
        model = model with { Open = model.Open.Add(chapter.Id), Search = null };
        return To(model, model.Items.TakeWhile(i => i is not HomeItem.Scenario { Shown.Id: var id } || id != scenario).Count());
    }

    private static (HomeModel, HomeEffect?) Key(HomeModel model, string key) => key switch
    {
        "CursorUp" or "k" => (To(model, model.Chosen - 1), null),
        "CursorDown" or "j" => (To(model, model.Chosen + 1), null),
        "PageUp" => (To(model, model.Chosen - Page(model)), null),
        "PageDown" => (To(model, model.Chosen + Page(model)), null),
        "Home" => (To(model, 0), null),
        "End" => (To(model, int.MaxValue), null),
        "CursorLeft" => (Fold(model, open: false), null),
        "CursorRight" when model.Item is HomeItem.Chapter => (Fold(model, open: true), null),
        "Enter" or "CursorRight" or " " => Enter(model),
        "n" => Anew(model),
        "r" => Read(model),
        "/" => (model with { Search = "" }, null),
        "F1" or "?" => (model with { Help = true }, null),
        "F4" => Set(model, SettingName.Language),
        "Esc" or "F12" when model.HasLab => (model, new HomeEffect.Back()),
        "Ctrl+Q" or "q" => (model, new HomeEffect.Quit()),
        _ => (model, null),
    };

    private static (HomeModel, HomeEffect?) SearchKey(HomeModel model, LabMessage.KeyPressed key) => key.Key switch
    {
        "Esc" => (To(model with { Search = null }, 0), null),
        "Backspace" when model.Search is { Length: 0 } => (model with { Search = null }, null),
        "Backspace" => (To(model with { Search = model.Search![..^1] }, 0), null),
        "CursorUp" or "CursorDown" or "PageUp" or "PageDown" or "Enter" or "Ctrl+Q" => Key(model, key.Key),
        _ when key.Text is { } text && model.Search!.Length < SearchLength => (To(model with { Search = model.Search + text }, 0), null),
        _ => (model, null),
    };

    private const int SearchLength = 40;

    private static (HomeModel, HomeEffect?) Enter(HomeModel model) => model.Item switch
    {
        HomeItem.Continue { Shown.Id: var id } => (model, new HomeEffect.Open(id)),
        HomeItem.Scenario { Shown.Id: var id } => (model, new HomeEffect.Open(id)),
        HomeItem.World { Shown.Id: var id } => (model, new HomeEffect.Open(id)),
        HomeItem.Exam { Shown.Subject: var subject } => (model, new HomeEffect.Exam(new ExamWish(subject))),
        HomeItem.Chapter { Open: var open } => (Fold(model, !open), null),
        HomeItem.Read => Read(model),
        HomeItem.Setting { Name: var name } => Set(model, name),
        _ => (model, null),
    };

    private static (HomeModel, HomeEffect?) Anew(HomeModel model) => model.Item switch
    {
        HomeItem.Continue { Shown.Id: var id } => (model, new HomeEffect.Open(id, Anew: true)),
        HomeItem.Scenario { Shown.Id: var id } => (model, new HomeEffect.Open(id, Anew: true)),
        HomeItem.Exam { Shown.Subject: var subject } => (model, new HomeEffect.Exam(new ExamWish(subject) { Anew = true })),
        _ => (model, null),
    };

    /// <summary>Opens the chapter that what is chosen belongs to, beside a world to try its commands in.</summary>
    private static (HomeModel, HomeEffect?) Read(HomeModel model) =>
        (model, model.Chapter is { } chapter ? new HomeEffect.Open(chapter.World) { Chapter = chapter.Id } : null);

    /// <summary>Opens or closes the chapter that is chosen, or the one whose scenario is.</summary>
    private static HomeModel Fold(HomeModel model, bool open)
    {
        var chapter = model.Item is HomeItem.Continue ? null : model.Chapter;
        if (chapter is null || model.Search is not null) return model;
        model = model with { Open = open ? model.Open.Add(chapter.Id) : model.Open.Remove(chapter.Id) };
        return To(model, model.Items.TakeWhile(i => i is not HomeItem.Chapter { Shown.Id: var id } || id != chapter.Id).Count());
    }

    private static (HomeModel, HomeEffect?) Set(HomeModel model, SettingName name)
    {
        var settings = model.Settings;
        settings = name switch
        {
            SettingName.Language => settings with { Language = Next([Language.En, Language.Ja], settings.Language) },
            SettingName.Theme => settings with { Theme = Next(Enum.GetValues<ThemeName>(), settings.Theme) },
            SettingName.Speed => settings with { Speed = Next(LabUpdate.Speeds, settings.Speed) },
            _ => settings with { Coach = !settings.Coach },
        };
        return (model with { Settings = settings }, new HomeEffect.Set(settings));
    }

    private static T Next<T>(IReadOnlyList<T> all, T one) => all[(all.TakeWhile(x => !Equals(x, one)).Count() + 1) % all.Count];

    private static (HomeModel, HomeEffect?) Click(HomeModel model, int column, int row)
    {
        if (row == model.Height - 1 && HomeView.KeyAt(model, column) is { } key) return Key(model, key);
        if (HomeView.ItemAt(model, column, row) is not { } item) return (model, null);
        // The first click shows what it is, a click on the chosen one opens it; a setting or chapter has nothing to be shown first.
        var again = item == model.Chosen;
        model = To(model, item);
        return again || model.Item is HomeItem.Setting or HomeItem.Chapter ? Enter(model) : (model, null);
    }

    private static HomeModel To(HomeModel model, int item) => Seen(model with { Chosen = Math.Clamp(item, 0, Math.Max(0, model.Items.Count - 1)) });

    private static int Page(HomeModel model) => Math.Max(1, HomeView.ListHeight(model) - 1);

    private static HomeModel Seen(HomeModel model)
    {
        var (height, row) = (HomeView.ListHeight(model), HomeView.RowOf(model, model.Chosen));
        var top = Math.Clamp(model.Top, Math.Max(0, row - height + 1), row);
        // The heading above the first item belongs to it.
        return model with { Top = model.Chosen == 0 ? 0 : top };
    }
}
