using System.Diagnostics;
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
    /// <summary>A chapter to open beside a node instead of ours.</summary>
    public string? Lesson { get; init; }

    /// <summary>Receives unexpected errors of PveLab's own code, for the log file.</summary>
    public Action<Exception>? Failed { get; init; }

    /// <summary>Code of the language, <c>ja</c> or <c>en</c>.</summary>
    public required string Language { get; init; }
}

/// <summary>The trainer: opens the terminal, plays a lab, and gives the terminal back however it ends.</summary>
public static class TuiApp
{
    private const string Scenario = "ch08-restore-test";
    private const string FreePlay = "single-node";
    private const string Chapter = "ch08-backup.md";
    private const int SignalExit = 129;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(33);

    /// <summary>Runs until the learner leaves. An unexpected error is thrown after the terminal is its old self again.</summary>
    public static int Run(TuiOptions options)
    {
        var folder = ScenarioLibrary.Shipped.Find(options.Lesson is null ? Scenario : FreePlay);
        var attempt = new Attempt(folder);
        var kept = AttemptStore.OfUser.Keep(attempt);
        using var journal = kept?.Journal;
        attempt.Failed = options.Failed;
        using var lab = new LabRuntime(attempt, language => Lesson(options.Lesson, language), LanguageCode.Parse(options.Language));
        if (kept is null) lab.Send(new LabMessage.Told(Texts.In(lab.Model.Language).NotKept));
        Show(lab);
        if (kept is { } file && attempt.Entries.Count > 0) Console.WriteLine($"pvelab: {file.Path}");
        return 0;
    }

    /// <summary>The lesson of a language: our chapter, or the file that was asked for.</summary>
    public static Lesson Lesson(string? file, Language language)
    {
        var path = file ?? Path.Combine(ContentRoot.Lessons, language.Code(), Chapter);
        var content = ScenarioLibrary.ReadText(path, path);
        return Courseware.Lessons.Lesson.Parse(path, content.Text);
    }

    private static void Show(LabRuntime lab)
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
            using var window = new LabWindow(lab.Send, () => lab.Model, lab.Draw, Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? Theme.Plain : Theme.Dark);
            app.Paste += window.TakePaste;
            var watch = Stopwatch.StartNew();
            app.AddTimeout(Beat, () =>
            {
                var passed = watch.Elapsed;
                watch.Restart();
                if (lab.Tick(passed)) window.SetNeedsDraw();
                if (lab.Left) app.RequestStop();
                return !lab.Left;
            });
#pragma warning disable CA1031 // Whatever happens, the terminal is given back first; the error is thrown again right after.
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
        if (fatal is not null) throw new InvalidOperationException("The terminal interface failed.", fatal);
    }
}
