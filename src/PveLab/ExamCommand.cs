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

    /// <summary>Minutes there are.</summary>
    public int Minutes { get; init; } = ExamDraw.UsualMinutes;

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
    internal static Command Of(HostConsole host, Option<string> language)
    {
        var command = new Command("exam", "Find out whether you are ready: tasks drawn from a chapter, strictly real, without hints; a result per skill");
        var chapter = new Argument<string>("CHAPTER") { Description = "A chapter, or what several begin with: ch08, ch08-replication" };
        var seed = new Option<ulong?>("--seed") { Description = "Draws this very exam; another one every time if absent", HelpName = "N" };
        var minutes = new Option<int>("--minutes") { Description = "How long it may take", HelpName = "N", DefaultValueFactory = _ => ExamDraw.UsualMinutes };
        var plain = new Option<bool>("--plain") { Description = "Line by line instead of the trainer; works over pipes and with screen readers" };
        var format = Format();
        command.Arguments.Add(chapter);
        foreach (var option in (Option[])[seed, minutes, plain, format]) command.Options.Add(option);
        command.SetAction(parsed => Open(host, new ExamOptions
        {
            Chapter = parsed.GetValue(chapter)!,
            Seed = parsed.GetValue(seed),
            Minutes = parsed.GetValue(minutes),
            Format = parsed.GetValue(format) ?? Text,
            Language = parsed.GetValue(language) ?? HostLanguage.OfUser,
        }, parsed.GetValue(plain)));
        command.Subcommands.Add(ResultCommand(host, language));
        return command;
    }

    private static Command ResultCommand(HostConsole host, Option<string> language)
    {
        var command = new Command("result", "Live through the journals of an exam again, and tell its result");
        var journals = new Argument<string[]>("JOURNAL") { Description = "The journals of its tasks", Arity = ArgumentArity.OneOrMore };
        var format = Format();
        command.Arguments.Add(journals);
        command.Options.Add(format);
        command.SetAction(parsed => Result(host, parsed.GetValue(journals)!, parsed.GetValue(format) ?? Text, parsed.GetValue(language) ?? HostLanguage.Fixed));
        return command;
    }

    private static Option<string> Format()
    {
        var option = new Option<string>("--format") { Description = "Form of the result; json leaves standard output to it alone" };
        option.AcceptOnlyFromAmong(Text, "json");
        return option;
    }

    private static int Open(HostConsole host, ExamOptions options, bool plain)
    {
        if (plain || options.Format != Text || Console.IsInputRedirected || Console.IsOutputRedirected) return Run(host, options);
        return TrainerCommand.Open(host, new TuiOptions { Exam = Draw(options), Language = options.Language, UserLanguage = options.Language });
    }

    private static Exam Draw(ExamOptions options) =>
        ExamDraw.Draw(ExamPool.Of(options.Chapter, LessonLibrary.Shipped, ScenarioLibrary.Shipped), options.Seed ?? ExamDraw.SeedAt(options.Time.GetUtcNow()), options.Minutes);

    /// <summary>Gives the exam line by line; the exit code says whether the examinee is ready.</summary>
    /// <exception cref="ContentException">There is no such exam.</exception>
    public static int Run(HostConsole host, ExamOptions options)
    {
        var exam = Draw(options);
        // A result for programs has standard output to itself.
        var screen = options.Format == Text ? host : host with { Output = host.Errors };
        using var input = new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        var sessions = new SortedDictionary<int, AttemptSession>();
        try
        {
            Sit(exam, screen, input, options, sessions);
            var attempts = new SortedDictionary<int, Attempt>(sessions.ToDictionary(s => s.Key, s => s.Value.Attempt));
            var exit = Tell(host, ExamResult.Of(exam, attempts), options.Format, options.Language);
            foreach (var session in sessions.Values)
                if (session.Path is { } journal) host.Errors.WriteLine($"journal: {journal}");
            return exit;
        }
        finally
        {
            foreach (var session in sessions.Values) session.Dispose();
        }
    }

    /// <summary>Gives one task after the other until the last is handed in, the time or the input is over, or the examinee has had enough.</summary>
    private static void Sit(Exam exam, HostConsole console, StreamReader input, ExamOptions options, SortedDictionary<int, AttemptSession> sessions)
    {
        AttemptSession? session = null;
        var screen = console with { Output = new ShellOutput(console.Output, () => session) };
        var desk = new ExamDesk(exam, screen, options.Language, options.Time);
        desk.Welcome();
        foreach (var task in exam.Tasks)
        {
            var attempt = exam.Begin(task);
            attempt.Failed = error => CrashLog.Write(error, screen);
            session = sessions[task.Number] = options.Store.Keep(attempt, sentence => screen.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence)));
            desk.Give(task, attempt);
            var terminal = new PlainTerminal(screen.Output.Write, typedIsShown: !Console.IsInputRedirected);
            var lines = new TypedLines(() => sessions[task.Number], screen, input, terminal, options.Language) { Exam = desk };
            lines.Drive();
            Exam.HandIn(attempt);
            desk.Take();
            session.Finish();
            if (desk.GaveUp || desk.IsOver || lines.AtEnd) break;
        }
        screen.Output.Write("\n");
        screen.Output.Flush();
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
