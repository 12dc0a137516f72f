using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>What <c>pvelab replay</c> was asked for.</summary>
public sealed record ReplayOptions
{
    /// <summary>A journal or a bundle.</summary>
    public required string File { get; init; }

    /// <summary>Where its scenario lies, when it is not one of ours.</summary>
    public string? Scenario { get; init; }

    /// <summary>Virtual seconds a second when it is played on the terminal; null only grades it.</summary>
    public double? Speed { get; init; }

    /// <summary>The entry after which it ends; null for the last.</summary>
    public int? Until { get; init; }

    /// <summary>text, json or junit.</summary>
    public required string Format { get; init; }

    /// <summary>Language of the report.</summary>
    public required string Language { get; init; }
}

/// <summary><c>pvelab replay</c>: an instructor does not trust a score but lives through the attempt again.</summary>
public static class ReplayCommand
{
    /// <summary>Seconds that nothing happens on the terminal at most.</summary>
    private const int LongestWait = 3;

    /// <summary>How it is called.</summary>
    internal static Command Of(HostConsole host, Option<string?> format, Option<string?> language)
    {
        var command = new Command("replay");
        var file = new Argument<string>("FILE");
        var scenario = CommandValues.Optional("SCENARIO");
        var speed = CommandValues.Number("--speed", 0.001, 1e6);
        var until = CommandValues.Number("--until", 0, Journal.MaxEntries, "ENTRY");
        command.Arguments.Add(file);
        command.Arguments.Add(scenario);
        foreach (var option in (Option[])[speed, until, format]) command.Options.Add(option);
        command.SetAction(parsed => Run(host, new ReplayOptions
        {
            File = parsed.GetValue(file)!,
            Scenario = parsed.GetValue(scenario),
            Speed = parsed.GetValue(speed),
            Until = parsed.GetValue(until),
            Format = parsed.GetValue(format) ?? "text",
            Language = parsed.GetValue(language) ?? HostLanguage.Fixed,
        }));
        return command;
    }

    /// <summary>Replays it and prints its grade; the exit code says whether the attempt passed.</summary>
    /// <exception cref="ContentException">It cannot be replayed; the message tells why.</exception>
    public static int Run(HostConsole host, ReplayOptions options)
    {
        var played = Open(options.File, options.Scenario);
        if (options.Until is { } entry) played = played with { Journal = played.Journal.Until(entry) };
        Warn(host, played);
        using var attempt = options.Speed is { } speed ? Play(host, played, speed) : played.Replay(failed: error => CrashLog.Write(error, host));
        var report = Report.WithParting(attempt, over: options.Until is null);
        host.Output.Write(ReportFormats.Write(report, options.Format, options.Language));
        host.Output.Flush();
        return ReportFormats.ExitCodeOf(report);
    }

    /// <summary>Opens a journal or bundle. What a journal says must not make us open a path of the host; what the user says may.</summary>
    /// <exception cref="ContentException">It is neither, or does not fit its scenario.</exception>
    internal static AttemptFile Open(string file, string? scenario)
    {
        var library = ScenarioLibrary.Shipped;
        return AttemptFiles.Open(file, scenario is null ? library.FindById : _ => library.Find(scenario));
    }

    private static void Warn(HostConsole host, AttemptFile played)
    {
        if (played.Journal.Cut) host.Errors.WriteLine($"pvelab: {played.Name}: the last line is not whole and was left out");
        if (played.Journal.Header.Program is var program && program != ProgramVersion.Text)
            host.Errors.WriteLine(PlainTerminal.Visible($"pvelab: {played.Name}: made with PveLab {program}; this is {ProgramVersion.Text}, which may judge otherwise"));
    }

    private static Attempt Play(HostConsole host, AttemptFile played, double speed)
    {
        var attempt = Replay.Begin(played.Journal, played.Folder, played.Name, error => CrashLog.Write(error, host));
        var at = TimeSpan.Zero;
        foreach (var frame in Recording.Of(attempt, played.Journal, played.Name, TimeSpan.FromSeconds(LongestWait * speed)))
        {
            if (frame.At > at) Thread.Sleep((frame.At - at) / speed);
            at = frame.At;
            host.Output.Write(frame.Text);
            host.Output.Flush();
        }
        host.Output.Write("\n\n");
        return attempt;
    }
}
