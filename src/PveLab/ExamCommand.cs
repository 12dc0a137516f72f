using System.CommandLine;
using System.Text;
using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;
using PveLab.Tui;

namespace PveLab;

/// <summary>What <c>pvelab exam</c> was asked for.</summary>
public sealed record ExamOptions
{
    /// <summary>A chapter, or what several begin with.</summary>
    public required string Chapter { get; init; }

    /// <summary>Draws the exam; null for any.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Minutes there are; null for the usual ones.</summary>
    public int? Minutes { get; init; }

    /// <summary>Whether another one begins even when one was broken off.</summary>
    public bool Anew { get; init; }

    /// <summary>text or json.</summary>
    public required string Format { get; init; }

    /// <summary>Language of everything that is said.</summary>
    public required string Language { get; init; }

    /// <summary>Where the journals are kept.</summary>
    public AttemptStore Store { get; init; } = AttemptStore.OfUser;

    /// <summary>The clock on the wall.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary><c>pvelab exam</c>: a self-assessment drawn from a chapter, and its result from journals.</summary>
public static class ExamCommand
{
    private const string Text = "text";

    /// <summary>The subcommand.</summary>
    /// <param name="host">The streams.</param>
    /// <param name="language">The language asked for.</param>
    internal static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("exam");
        var chapter = new Argument<string>("CHAPTER");
        var seed = CommandValues.Number("--seed", 0UL, ulong.MaxValue);
        var minutes = CommandValues.Number("--minutes", 1, ExamDraw.MostMinutes);
        var anew = CommandValues.Flag("--anew");
        var plain = CommandValues.Flag("--plain");
        var format = Format();
        command.Arguments.Add(chapter);
        foreach (var option in (Option[])[seed, minutes, anew, plain, format]) command.Options.Add(option);
        command.SetAction(parsed => Open(host, new ExamOptions
        {
            Chapter = parsed.GetValue(chapter)!,
            Seed = parsed.GetValue(seed),
            Minutes = parsed.GetValue(minutes),
            Anew = parsed.GetValue(anew),
            Format = parsed.GetValue(format) ?? Text,
            Language = parsed.GetValue(language) ?? HostLanguage.OfUser,
        }, parsed.GetValue(plain)));
        command.Subcommands.Add(ResultCommand(host, language));
        return command;
    }

    private static Command ResultCommand(HostConsole host, Option<string?> language)
    {
        var command = new Command("result");
        var journals = CommandValues.Some("JOURNAL");
        var format = Format();
        command.Arguments.Add(journals);
        command.Options.Add(format);
        command.SetAction(parsed => Result(host, parsed.GetValue(journals)!, parsed.GetValue(format) ?? Text, parsed.GetValue(language) ?? HostLanguage.Fixed));
        return command;
    }

    private static Option<string?> Format() => CommandValues.Choice("--format", Text, "json");

    private static int Open(HostConsole host, ExamOptions options, bool plain)
    {
        if (plain || options.Format != Text || Console.IsInputRedirected || Console.IsOutputRedirected) return Run(host, options);
        return TrainerCommand.Open(host, new TuiOptions { Exam = WishOf(options), Language = options.Language, UserLanguage = options.Language });
    }

    private static ExamWish WishOf(ExamOptions options) => new(options.Chapter) { Seed = options.Seed, Minutes = options.Minutes, Anew = options.Anew };

    /// <summary>Gives the exam line by line; the exit code says whether the examinee is ready.</summary>
    /// <exception cref="ContentException">There is no such exam.</exception>
    public static int Run(HostConsole host, ExamOptions options)
    {
        // A result for programs has standard output to itself.
        var screen = options.Format == Text ? host : host with { Output = host.Errors };
        using var input = new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        var sessions = new List<AttemptSession>();
        try
        {
            var exam = Sit(screen, input, options, sessions);
            var attempts = sessions.Select((s, i) => (Task: i + 1, s.Attempt)).ToDictionary(t => t.Task, t => t.Attempt);
            var exit = Tell(host, ExamResult.Of(exam, attempts), options.Format, options.Language);
            foreach (var session in sessions)
                if (session.Path is { } journal) host.Errors.WriteLine($"journal: {journal}");
            return exit;
        }
        finally
        {
            foreach (var session in sessions) session.Dispose();
        }
    }

    /// <summary>Gives one task after the other until the last is handed in, the time or the input is over, or the examinee has had enough.</summary>
    private static Exam Sit(HostConsole console, StreamReader input, ExamOptions options, List<AttemptSession> sessions)
    {
        var screen = console with { Output = new ShellOutput(console.Output, () => sessions.LastOrDefault()) };
        // What was on the screen before is shown only when the exam really goes on.
        var before = new StringBuilder();
        var past = new PlainTerminal(text => before.Append(text));
        var seating = ExamSeating.Of(WishOf(options), options.Store, options.Time.GetUtcNow(), past.See, Failed);
        sessions.AddRange(seating.Sessions);
        if (sessions.Count > 0) screen.Output.Write(before.ToString());
        var (exam, desk) = (seating.Exam, new ExamDesk(seating, screen, options.Language, options.Time));
        desk.Welcome();
        for (var number = Math.Max(1, sessions.Count); ; number++)
        {
            var handedIn = sessions.Count < number ? sessions.LastOrDefault() : null;
            if (sessions.Count < number) sessions.Add(Begin(exam.Tasks[number - 1]));
            // The task before is over only when this one is on file: an exam that is killed in between does not look like one that was ended.
            handedIn?.Finish();
            var (session, terminal) = (sessions[^1], new PlainTerminal(screen.Output.Write, typedIsShown: screen.IsTyped));
            desk.Give(exam.Tasks[number - 1], session.Attempt);
            var lines = new TypedLines(() => session, screen, input, terminal, options.Language) { Exam = desk };
            lines.Drive();
            Exam.HandIn(session.Attempt);
            desk.Take();
            if (!desk.GaveUp && !desk.IsOver && !lines.AtEnd && number < exam.Tasks.Length) continue;
            session.Finish();
            break;
        }
        screen.Output.Write("\n");
        screen.Output.Flush();
        return exam;

        AttemptSession Begin(ExamTask task)
        {
            var attempt = exam.Begin(task);
            attempt.Failed = Failed;
            return options.Store.Keep(attempt, sentence => screen.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence)));
        }

        void Failed(Exception error) => CrashLog.Write(error, screen);
    }

    private static int Result(HostConsole host, IReadOnlyList<string> files, string format, string language)
    {
        var journals = files.Select(f => (File: f, Journal: Journal.Parse(f, AttemptFiles.Read(f)))).ToList();
        using var record = ExamRecord.Of(journals, LessonLibrary.Shipped, ScenarioLibrary.Shipped, error => CrashLog.Write(error, host));
        return Tell(host, record.Result, format, language);
    }

    private static int Tell(HostConsole host, ExamResult result, string format, string language)
    {
        host.Output.Write(format == Text ? ExamReport.Text(result, language) : ExamReport.Json(result, language));
        host.Output.Flush();
        return result.Ready ? ExitCode.Passed : ExitCode.NotPassed;
    }
}
