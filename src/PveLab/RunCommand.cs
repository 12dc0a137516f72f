using PveLab.Courseware.Attempts;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>What <c>pvelab run</c> was asked for.</summary>
public sealed record RunOptions
{
    /// <summary>Id, path or world.</summary>
    public required string Scenario { get; init; }

    /// <summary>A file, or <c>-</c> for standard input.</summary>
    public required string Transcript { get; init; }

    /// <summary>Chooses the variant.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whose word counts; null for the scenario's choice.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>text, json or junit.</summary>
    public required string Format { get; init; }

    /// <summary>Whether prompts and typed lines are printed.</summary>
    public bool Echo { get; init; } = true;

    /// <summary>Whether the grade is printed.</summary>
    public bool Graded { get; init; } = true;

    /// <summary>Language of the report.</summary>
    public required string Language { get; init; }
}

/// <summary><c>pvelab run</c>: plays a transcript and grades it.</summary>
public static class RunCommand
{
    private const int MaxTranscriptBytes = 1 << 20;

    /// <summary>Runs it; the exit code says whether the attempt passed.</summary>
    public static int Run(HostConsole host, RunOptions options)
    {
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find(options.Scenario), options.Seed, options.Dialect);
        attempt.Failed = error => CrashLog.Write(error, host);
        var (name, text) = Read(host, options.Transcript);
        var transcript = Transcript.Parse(name, Placeholders.Fill(name, text, attempt.Variant.Values));
        // A report for programs has standard output to itself.
        var screen = options.Format == "text" || !options.Graded ? host.Output : host.Errors;
        TranscriptPlayer.Play(attempt, transcript, name, new PlainTerminal(screen.Write, options.Echo));
        var report = Report.Of(attempt);
        if (options.Graded)
        {
            if (options.Format == "text") host.Output.Write("\n");
            host.Output.Write(ReportFormats.Write(report, options.Format, options.Language));
        }
        host.Output.Flush();
        return ReportFormats.ExitCodeOf(report);
    }

    private static (string Name, string Text) Read(HostConsole host, string transcript)
    {
        if (transcript != "-") return (transcript, ScenarioLibrary.ReadText(transcript, transcript).Text);
        using var input = host.OpenInput();
        return ("(standard input)", TextContent.Read(input, "(standard input)", MaxTranscriptBytes));
    }
}
