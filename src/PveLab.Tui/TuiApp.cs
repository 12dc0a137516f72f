using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;
using PveLab.Tui.Previews;
using PveLab.Tui.Screen;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

namespace PveLab.Tui;

/// <summary>What the trainer is opened with.</summary>
public sealed record TuiOptions
{
    /// <summary>The scenario to begin with; null for home, or for free play beside a chapter of one's own.</summary>
    public string? Scenario { get; init; }

    /// <summary>A chapter to open beside a node instead of ours.</summary>
    public string? Lesson { get; init; }

    /// <summary>What an author is writing; null in a lab on content that stays. Disposed by whoever made it.</summary>
    public Preview? Preview { get; init; }

    /// <summary>The exam to begin with; null for none.</summary>
    public ExamWish? Exam { get; init; }

    /// <summary>Receives unexpected errors of PveLab's own code, for the log file.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Receives a sentence when something of the learner's own files is not as it should be.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Code of the language that was asked for, <c>ja</c> or <c>en</c>; null for the learner's choice.</summary>
    public string? Language { get; init; }

    /// <summary>Code of the language of the learner's machine, until there is a choice.</summary>
    public required string UserLanguage { get; init; }
}

/// <summary>The trainer: opens the terminal, plays one lab after the other, and gives the terminal back however it ends.</summary>
public static class TuiApp
{
    private const string FreePlay = "single-node";
    private const int SignalExit = 129;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SizeLook = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs until the learner leaves. An unexpected error is thrown after the terminal is its old self again.</summary>
    /// <exception cref="ContentException">The scenario or lesson asked for is not usable.</exception>
    public static int Run(TuiOptions options)
    {
        using var book = ProgressBook.OfUser(options.Told);
        var settings = new Settings { Language = LanguageCode.Parse(options.UserLanguage) }.With(book.Settings());
        if (options.Language is { } language) settings = settings with { Language = LanguageCode.Parse(language) };
        var begin = options.Scenario ?? (options.Lesson is null && options.Preview is null ? null : FreePlay);
        var first = begin is null ? null : new HomeEffect.Open(begin);
        var labs = new LabOpener(AttemptStore.OfUser, (scenario, of) => Lesson(scenario == FreePlay ? options.Lesson : null, scenario, of), options.Failed)
        {
            Bookmarks = of => book.Positions().Where(p => p.Language == of.Code()).ToImmutableSortedDictionary(p => p.Chapter, p => p.Line, StringComparer.Ordinal),
            Marked = (place, of) => book.Place(new LessonPosition(place.Chapter, of.Code(), place.SourceLine, DateTimeOffset.UtcNow)),
        };
        var host = new TrainerHost
        {
            // What is chosen at home is opened as ever; only what the trainer begins with is the preview.
            Open = (wanted, set) => options.Preview is { } preview && ReferenceEquals(wanted, first) ? preview.Open(set.Language) : labs.Open(wanted, set),
            Exam = (wanted, now) => labs.Sit(wanted.Wish, now),
            Shelf = () => Look(book),
            Keep = set => Keep(book, set),
        };
        using var trainer = new Trainer(host, settings, options.Exam is { } exam ? new HomeEffect.Exam(exam) : first);
        var fatal = Show(trainer, options.Preview);
        if (fatal is ContentException) ExceptionDispatchInfo.Throw(fatal);
        if (fatal is not null) throw new InvalidOperationException("The terminal interface failed.", fatal);
        foreach (var path in labs.Journals) Console.WriteLine($"pvelab: {path}");
        return 0;
    }

    /// <summary>What was played since the last look is in the journals: the book learns of it first.</summary>
    private static Shelf Look(ProgressBook book)
    {
        AttemptRecords.CatchUp(book, AttemptStore.OfUser, ScenarioLibrary.Shipped.FindById);
        return ShelfReader.Shipped().With(book.Attempts()).With(book.Positions(), book.Quizzes()).With(AttemptStore.OfUser, DateTimeOffset.UtcNow);
    }

    private static void Keep(ProgressBook book, Settings settings)
    {
        foreach (var (key, value) in settings.Stored) book.Set(key, value);
    }

    /// <summary>The lesson beside a scenario: the chapter that practises it, or the file that was asked for.</summary>
    public static Lesson Lesson(string? file, string scenario, Language language) =>
        file is null ? LessonLibrary.Shipped.ChapterOf(scenario, language.Code()) : LessonLibrary.Open(file);

    /// <summary>Plays until the learner leaves. Returns what went wrong.</summary>
    private static Exception? Show(Trainer trainer, Preview? preview)
    {
        using var pace = new Pace();
        // How often its loop goes round is for the pace to say, and the size is asked of the system, not of the terminal.
        (Application.MaximumIterationsPerSecond, Driver.SizeDetection) = (ushort.MaxValue, SizeDetectionMode.Polling);
        Exception? fatal = null;
        using (var app = PatientInput.Application(pace.Stir).Init(DriverRegistry.Names.ANSI))
        {
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                app.Invoke(() => app.RequestStop());
                pace.Stir();
                // A terminal that is gone keeps the loop from ending; the journal is already on disk, so nothing is lost.
                _ = Task.Delay(Grace).ContinueWith(_ => Environment.Exit(SignalExit), TaskScheduler.Default);
            }
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
            using var resized = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => pace.Stir());
            if (preview is not null) preview.Saved += pace.Stir;
            var plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
            using var window = new LabWindow(trainer.Send, () => trainer.Lab?.Model, trainer.Draw, () => plain ? Theme.Plain : Theme.Named(trainer.Settings.Theme));
            app.Paste += window.TakePaste;
            var clock = new RealTime();
            app.Iteration += (_, _) =>
            {
                // Windows does not tell that its terminal has another size.
                pace.Sleep(OperatingSystem.IsWindows() ? Pace.Sooner(trainer.Due, SizeLook) : trainer.Due);
                if (trainer.Beat(clock.Passed())) window.SetNeedsDraw();
                if (trainer.Left) app.RequestStop();
            };
#pragma warning disable CA1031 // Whatever happens, the terminal is given back first; the error is told right after.
            try
            {
                app.Run(window);
            }
            catch (Exception error)
            {
                fatal = error;
            }
#pragma warning restore CA1031
        }
        if (preview is not null) preview.Saved -= pace.Stir;
        return fatal;
    }
}
