using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Classes.Formats;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>What <c>pvelab grade</c> was asked to do.</summary>
internal sealed record GradeOptions
{
    /// <summary>Folders and files.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>Files graded at once.</summary>
    public required int Jobs { get; init; }

    /// <summary>One of <see cref="GradeCommand.Formats"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The JSON of an earlier grading, or null.</summary>
    public string? Against { get; init; }

    /// <summary>Where the report goes, as <see cref="OutputFiles"/> reads it.</summary>
    public string? Output { get; init; }

    /// <summary>Whether to go on and grade what arrives.</summary>
    public bool Watch { get; init; }

    /// <summary>Folders of scenarios that are not ours.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>Whether attempts made on other content are judged by the content here.</summary>
    public bool ContentHere { get; init; }

    /// <summary>Which attempt counts.</summary>
    public CountedAttempt Counted { get; init; }

    /// <summary>Time by the clock that one file may take.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>The address that students' names are accounts of, in xAPI.</summary>
    public required string HomePage { get; init; }

    /// <summary>Language of the report.</summary>
    public required string Language { get; init; }
}

/// <summary><c>pvelab grade</c>: grades a class by replay.</summary>
internal static class GradeCommand
{
    /// <summary>The forms of a report.</summary>
    public static readonly string[] Formats = ["table", "csv", "gradebook", "json", "junit", "html", "xapi"];

    private const int MaxEarlierBytes = 256 << 20;
    private const int UsualPatience = 60;

    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("grade");
        var places = CommandValues.Some("FILES");
        var jobs = CommandValues.Jobs();
        var format = CommandValues.Choice("--format", Formats);
        var against = CommandValues.File("--against", "FILE");
        var output = CommandValues.File("--output", "FILE", "-o");
        var watch = CommandValues.Flag("--watch");
        var scenarios = new Option<string[]>("--scenario") { HelpName = "PATH" };
        var content = CommandValues.Choice("--content", "made-on", "here");
        var counted = CommandValues.Choice("--attempt", "best", "last");
        var seconds = CommandValues.Number("--patience", 1, 86_400, "SECONDS");
        var home = CommandValues.Text("--home-page", "URL");
        command.Arguments.Add(places);
        foreach (var option in (Option[])[jobs, format, against, output, watch, scenarios, content, counted, seconds, home]) command.Options.Add(option);
        command.SetAction(parsed => Run(host, new GradeOptions
        {
            Places = parsed.GetValue(places)!,
            Jobs = parsed.GetValue(jobs) ?? Environment.ProcessorCount,
            Format = parsed.GetValue(format) ?? "table",
            Against = parsed.GetValue(against),
            Output = parsed.GetValue(output),
            Watch = parsed.GetValue(watch),
            Scenarios = parsed.GetValue(scenarios) ?? [],
            ContentHere = parsed.GetValue(content) == "here",
            Counted = parsed.GetValue(counted) == "last" ? CountedAttempt.Last : CountedAttempt.Best,
            Patience = TimeSpan.FromSeconds(parsed.GetValue(seconds) ?? UsualPatience),
            HomePage = parsed.GetValue(home) ?? ClassXapi.Nowhere,
            Language = parsed.GetValue(language) ?? HostLanguage.Fixed,
        }));
        return command;
    }

    /// <summary>Grades; exits 0 when every file could be graded and nothing changed, 1 otherwise.</summary>
    private static int Run(HostConsole host, GradeOptions options)
    {
        if (!Uri.TryCreate(options.HomePage, UriKind.Absolute, out var home) || home.Scheme is not ("http" or "https"))
            throw new ContentException(options.HomePage, 0, 0, "no address; --home-page takes one that begins with https:// or http://");
        var content = new ClassContent(options.Scenarios);
        var earlier = options.Against is { } file ? EarlierGrades.Parse(file, ScenarioLibrary.ReadText(file, file, MaxEarlierBytes).Text) : null;
        var room = new ClassRoom(new AttemptGrader(content.Find, new GradingLimits(), options.ContentHere), options.Jobs, options.Patience);
        if (options.Watch) return new ClassWatch(host, options, room, rows => Result(rows)).Run();
        var files = ClassFolder.Find(options.Places);
        if (files.Count == 0)
            throw new ContentException(string.Join(", ", options.Places), 0, 0, $"no journals or bundles there ({string.Join(", ", ClassFolder.Endings.Select(e => "*" + e))})");
        var result = Result(room.Grade(files));
        Publish(host, result, options);
        return result.Refused.Any() || result.Changes is { IsEmpty: false } ? ExitCode.NotPassed : ExitCode.Passed;

        ClassResult Result(IEnumerable<GradedAttempt> rows)
        {
            var result = ClassResult.Of(rows, options.Counted, content.Taught);
            return earlier is null ? result : result with { Changes = GradeChange.Between(earlier, result, options.Language) };
        }
    }

    /// <summary>Writes the report where it was asked for.</summary>
    internal static void Publish(HostConsole host, ClassResult result, GradeOptions options)
    {
        var (text, isShown) = (Write(result, options), OutputFiles.IsStandard(options.Output));
        OutputFiles.Write(host, options.Output, isShown && options.Format == "table" ? string.Join('\n', text.Split('\n').Select(PlainTerminal.Visible)) : text);
        if (!isShown) host.Errors.WriteLine(PlainTerminal.Visible($"{options.Output}: {ClassTable.Summary(result, options.Language)}"));
    }

    private static string Write(ClassResult result, GradeOptions options) => options.Format switch
    {
        "csv" => ClassCsv.Write(result, options.Language),
        "gradebook" => ClassCsv.Gradebook(result),
        "json" => ClassJson.Write(result, options.Language),
        "junit" => ClassJUnit.Write(result, options.Language),
        "html" => Courseware.Classes.Html.ClassPage.Write(result, options.Language),
        "xapi" => new ClassXapi(options.HomePage).Write(result),
        _ => ClassTable.Write(result, options.Language),
    };
}
