using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Lab;
using PveLab.Tui.Screen;
using Terminal.Gui.App;

namespace PveLab.Tui;

/// <summary>What the trainer is opened with.</summary>
public sealed record TuiOptions
{
    /// <summary>The scenario to begin with, null for the chapter's restore test.</summary>
    public string? Scenario { get; init; }

    /// <summary>A chapter to open beside a node instead of ours.</summary>
    public string? Lesson { get; init; }

    /// <summary>Receives unexpected errors of PveLab's own code, for the log file.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Code of the language, <c>ja</c> or <c>en</c>.</summary>
    public required string Language { get; init; }
}

/// <summary>The trainer: opens the terminal, plays one lab after the other, and gives the terminal back however it ends.</summary>
public static class TuiApp
{
    private const string RestoreTest = "ch08-restore-test";
    private const string FreePlay = "single-node";
    private const int SignalExit = 129;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(33);

    /// <summary>Runs until the learner leaves. An unexpected error is thrown after the terminal is its old self again.</summary>
    /// <exception cref="ContentException">The scenario or lesson asked for is not usable.</exception>
    public static int Run(TuiOptions options)
    {
        var kept = new List<(Attempt Attempt, string Path)>();
        using var entrance = new LabEntrance((scenario, language) => Open(options, scenario, language, kept), LanguageCode.Parse(options.Language), Exercise.Shipped);
        var fatal = Show(entrance);
        if (fatal is ContentException) ExceptionDispatchInfo.Throw(fatal);
        if (fatal is not null) throw new InvalidOperationException("The terminal interface failed.", fatal);
        foreach (var (attempt, path) in kept)
            if (attempt.Entries.Count > 0) Console.WriteLine($"pvelab: {path}");
        return 0;
    }

    /// <summary>The lesson beside a scenario: the chapter that practises it, or the file that was asked for.</summary>
    public static Lesson Lesson(string? file, string scenario, Language language) =>
        file is null ? LessonLibrary.Shipped.ChapterOf(scenario, language.Code()) : LessonLibrary.Open(file);

    private static LabRuntime Open(TuiOptions options, string? wanted, Language language, List<(Attempt, string)> kept)
    {
        var file = wanted is null ? options.Lesson : null;
        var folder = ScenarioLibrary.Shipped.Find(wanted ?? options.Scenario ?? (options.Lesson is null ? RestoreTest : FreePlay));
        var attempt = new Attempt(folder) { Failed = options.Failed };
        var journal = AttemptStore.OfUser.Keep(attempt);
        // Who names nothing begins where the course begins: its first chapters prepare the restore test.
        var first = wanted is null && options is { Scenario: null, Lesson: null } ? LessonLibrary.Shipped.Course.Chapters.FirstOrDefault() : null;
        var lab = new LabRuntime(attempt, of => first is null ? Lesson(file, folder.Id, of) : LessonLibrary.Shipped.Chapter(first.Id, of.Code())!, language) { Journal = journal?.Journal };
        if (journal is { Path: var path }) kept.Add((attempt, path));
        else lab.Send(new LabMessage.Told(Texts.In(language).NotKept));
        return lab;
    }

    /// <summary>Plays until the learner leaves. Returns what went wrong.</summary>
    private static Exception? Show(LabEntrance entrance)
    {
        Application.MaximumIterationsPerSecond = 60;
        Exception? fatal = null;
        using (IApplication app = Application.Create().Init())
        {
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                app.Invoke(() => app.RequestStop());
                // A terminal that is gone keeps the loop from ending; the journal is already on disk, so nothing is lost.
                _ = Task.Delay(Grace).ContinueWith(_ => Environment.Exit(SignalExit), TaskScheduler.Default);
            }
            using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
            var theme = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? Theme.Plain : Theme.Dark;
            using var window = new LabWindow(entrance.Send, () => entrance.Lab?.Model, entrance.Draw, theme);
            app.Paste += window.TakePaste;
            var watch = Stopwatch.StartNew();
            app.AddTimeout(Beat, () =>
            {
                var passed = watch.Elapsed;
                watch.Restart();
                if (entrance.TryEnter()) window.SetNeedsDraw();
                if (entrance.Lab is not { } lab) return true;
                if (lab.Tick(passed)) window.SetNeedsDraw();
                if (lab.Left) app.RequestStop();
                return !lab.Left;
            });
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
        return fatal;
    }
}
