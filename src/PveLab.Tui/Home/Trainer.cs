using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;
using PveLab.Tui.Views;

namespace PveLab.Tui.Home;

/// <summary>What the trainer needs from outside; everything but <see cref="Keep"/> is run beside the screen.</summary>
public sealed record TrainerHost
{
    /// <summary>Builds the lab of a scenario or world. With <c>anew</c> an unfinished attempt is left behind.</summary>
    public required Func<HomeEffect.Open, Settings, LabRuntime> Open { get; init; }

    /// <summary>Builds the lab of an exam's first task.</summary>
    public required Func<HomeEffect.Exam, Settings, LabRuntime> Exam { get; init; }

    /// <summary>Finds what there is to do, and how far the learner is.</summary>
    public required Func<Shelf> Shelf { get; init; }

    /// <summary>Keeps the settings for the next start.</summary>
    public required Action<Settings> Keep { get; init; }
}

/// <summary>
/// What is on the screen: home, a lab, or that a lab is being built. A lab is built beside the screen, and what is typed meanwhile is handed over to it.
/// Used by one thread; a lab belongs to it once it was entered.
/// </summary>
/// <param name="host">What is needed from outside.</param>
/// <param name="settings">The settings to begin with.</param>
/// <param name="begin">What to open at once; null for the home screen.</param>
public sealed class Trainer(TrainerHost host, Settings settings, HomeEffect? begin = null) : IDisposable
{
    private readonly List<LabMessage> waiting = [];
    private HomeEffect? wanted = begin;
    private Task<LabRuntime>? opening;
    private Task<LabRuntime>? unwanted;
    private Task<Shelf>? looking;
    private HomeModel home = new() { Settings = settings };
    private bool atHome = begin is null;
    private bool isExam = begin is HomeEffect.Exam;
    private string? choose;
    private LabRuntime? lab;

    /// <summary>The lab that is shown, null at home and while one is being built.</summary>
    public LabRuntime? Lab => atHome || opening is not null ? null : lab;

    /// <summary>The settings as they are now.</summary>
    public Settings Settings => home.Settings;

    /// <summary>Whether the learner left.</summary>
    public bool Left { get; private set; }

    /// <summary>Whether something is being built or looked for beside the screen.</summary>
    public bool IsBusy => opening is not null || unwanted is not null || (atHome && looking is not null) || wanted is not null;

    /// <summary>Real time until a beat has something to do although nobody did anything; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan Due => IsBusy ? LabRuntime.Tempo : Lab?.Due ?? Timeout.InfiniteTimeSpan;

    /// <summary>Real time passes. Returns whether the screen changed by that.</summary>
    public bool Beat(TimeSpan passed) => Advance() | (Lab?.Tick(passed) ?? false);

    /// <summary>Goes on with what is done beside the screen. Returns whether the screen changed by that.</summary>
    /// <exception cref="Exception">What kept a lab from being built, or the shelf from being filled.</exception>
    public bool Advance()
    {
        if (IsLetGo() && wanted is not null) Begin();
        return Enter() | Fill() | Follow();
    }

    /// <summary>Sends a message to what is shown, now or when it stands.</summary>
    public void Send(LabMessage message)
    {
        if (message is LabMessage.Resized resized) home = HomeUpdate.Apply(home, resized).Model;
        if (opening is not null || wanted is not null) AtTheDoor(message);
        else if (!atHome) lab!.Send(message);
        else if (message is not LabMessage.Resized) AtHome(message);
    }

    /// <summary>The screen.</summary>
    public Frame Draw() => Lab is { } shown ? shown.Draw()
        : atHome && wanted is null ? HomeView.Draw(home)
        : OpeningView.Draw(home.Width, home.Height, home.Settings.Language, isExam);

    /// <inheritdoc />
    public void Dispose()
    {
        lab?.Dispose();
        IsLetGo();
    }

    private void AtHome(LabMessage message)
    {
        (home, var effect) = HomeUpdate.Apply(home, message);
        switch (effect)
        {
            case HomeEffect.Quit: Left = true; break;
            case HomeEffect.Back: Return(); break;
            case HomeEffect.Set set: host.Keep(set.Settings); break;
            case HomeEffect.Open or HomeEffect.Exam: (wanted, isExam) = (effect, effect is HomeEffect.Exam); break;
        }
    }

    private void Return()
    {
        atHome = false;
        lab!.Send(new LabMessage.Resized(home.Width, home.Height));
        lab.Send(new LabMessage.Set(home.Settings));
    }

    private void Begin()
    {
        lab?.Dispose();
        (lab, atHome) = (null, false);
        waiting.Insert(0, new LabMessage.Resized(home.Width, home.Height));
        var (what, with) = (wanted, home.Settings);
        opening = Task.Run(() => what is HomeEffect.Exam exam ? host.Exam(exam, with) : host.Open((HomeEffect.Open)what!, with));
        wanted = null;
    }

    /// <summary>While a lab is being built, the learner can go home; all other keys wait for it. Nobody turns round at the door of an exam: its minutes have begun.</summary>
    private void AtTheDoor(LabMessage message)
    {
        if (isExam || message is not LabMessage.KeyPressed { Key: "Esc" or "F12" })
        {
            waiting.Add(message);
            return;
        }
        (unwanted, opening, wanted) = (opening ?? unwanted, null, null);
        waiting.Clear();
        atHome = true;
        home = home with { HasLab = lab is not null, Search = null, Help = false };
        LookAgain();
    }

    /// <summary>One look after the other: two at once would both bring the book of progress up to the present.</summary>
    private void LookAgain()
    {
        var before = looking;
        looking = Task.Run(async () =>
        {
            if (before is not null) await before.ConfigureAwait(false);
            return host.Shelf();
        });
    }

    /// <summary>Whether a lab that nobody wants any more is out of the way: the next one may be the same attempt, which only one can have open.</summary>
    private bool IsLetGo()
    {
        if (unwanted is { IsCompleted: false }) return false;
        if (unwanted is { IsCompletedSuccessfully: true }) unwanted.Result.Dispose();
        unwanted = null;
        return true;
    }

    private bool Enter()
    {
        if (opening is not { IsCompleted: true }) return false;
        lab = opening.GetAwaiter().GetResult();
        opening = null;
        foreach (var message in waiting) lab.Send(message);
        waiting.Clear();
        return true;
    }

    /// <summary>The shelf is looked at again whenever the learner comes home: what was done meanwhile shows.</summary>
    private bool Fill()
    {
        if (!atHome || looking is { IsCompleted: false }) return false;
        if (looking is null)
        {
            if (home.Shelf is not null) return false;
            LookAgain();
            return false;
        }
        home = HomeUpdate.Found(home, looking.GetAwaiter().GetResult());
        if (choose is { } scenario) home = HomeUpdate.At(home, scenario);
        (looking, choose) = (null, null);
        return true;
    }

    /// <summary>What the lab wants of the trainer.</summary>
    private bool Follow()
    {
        if (Lab is not { } shown) return false;
        Left = shown.Left;
        Remember(shown.Model);
        if (shown.Wanted is not { } want) return false;
        shown.Wanted = null;
        (atHome, choose) = (true, want.Scenario);
        home = home with { HasLab = true, Search = null, Help = false };
        LookAgain();
        return true;
    }

    private void Remember(LabModel model)
    {
        var settings = home.Settings with { Language = model.Language, Speed = model.Speed };
        if (settings == home.Settings) return;
        home = home with { Settings = settings };
        host.Keep(settings);
    }
}
