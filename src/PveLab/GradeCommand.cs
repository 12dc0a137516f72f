using System.CommandLine;
using System.Text;
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

    /// <summary>Where the report goes; null for standard output.</summary>
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
    private const int MaxJobs = 256;

    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host, Option<string> language)
    {
        var command = new Command("grade", "Grade a class: replay journals side by side, refuse what was tampered with, find copies, report");
        var places = new Argument<string[]>("FILES") { Description = "Journals and bundles, or folders of them; folders below name the students", Arity = ArgumentArity.OneOrMore };
        var jobs = new Option<int>("--jobs") { Description = "Files graded at once; all cores if not given", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var format = Choice("--format", "Form of the report", Formats);
        var against = new Option<string?>("--against") { Description = "List every grade that changed since this earlier --format json, and why", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Write the report here", HelpName = "FILE" };
        var watch = new Option<bool>("--watch") { Description = "Go on: grade what arrives, until Ctrl+C" };
        var scenarios = new Option<string[]>("--scenario") { Description = "Folder of a scenario that is not one of ours", HelpName = "PATH" };
        var content = Choice("--content", "Judge by the content an attempt was made on, or by the scenario as it is here now", "made-on", "here");
        var counted = Choice("--attempt", "Which attempt counts of several at one exercise", "best", "last");
        var seconds = new Option<int>("--patience") { Description = "Seconds by the clock that one file may take", HelpName = "SECONDS", DefaultValueFactory = _ => 60 };
        var home = new Option<string>("--home-page") { Description = "Address that students' names are accounts of (xapi)", HelpName = "URL", DefaultValueFactory = _ => ClassXapi.Nowhere };
        jobs.Validators.Add(result => Bound(result.GetValueOrDefault<int>(), 1, MaxJobs, "--jobs", result.AddError));
        seconds.Validators.Add(result => Bound(result.GetValueOrDefault<int>(), 1, 86_400, "--patience", result.AddError));
        command.Arguments.Add(places);
        foreach (var option in (Option[])[jobs, format, against, output, watch, scenarios, content, counted, seconds, home]) command.Options.Add(option);
        command.SetAction(parsed => Run(host, new GradeOptions
        {
            Places = parsed.GetValue(places)!,
            Jobs = parsed.GetValue(jobs),
            Format = parsed.GetValue(format) ?? "table",
            Against = parsed.GetValue(against),
            Output = parsed.GetValue(output),
            Watch = parsed.GetValue(watch),
            Scenarios = parsed.GetValue(scenarios) ?? [],
            ContentHere = parsed.GetValue(content) == "here",
            Counted = parsed.GetValue(counted) == "last" ? CountedAttempt.Last : CountedAttempt.Best,
            Patience = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            HomePage = parsed.GetValue(home)!,
            Language = parsed.GetValue(language) ?? HostLanguage.Fixed,
        }));
        return command;
    }

    /// <summary>Grades; exits 0 when every file could be graded and nothing changed, 1 otherwise.</summary>
    private static int Run(HostConsole host, GradeOptions options)
    {
        var content = new ClassContent(options.Scenarios);
        var earlier = options.Against is { } file ? EarlierGrades.Parse(file, ScenarioLibrary.ReadText(file, file, MaxEarlierBytes).Text) : null;
        var room = new ClassRoom(new AttemptGrader(content.Find, new GradingLimits(), options.ContentHere), options.Jobs, options.Patience);
        if (options.Watch) return new ClassWatch(host, options, room, rows => Result(rows)).Run();
        var result = Result(room.Grade(ClassFolder.Find(options.Places)));
        Publish(host, result, options);
        return result.Refused.Any() || result.Changes is { IsEmpty: false } ? ExitCode.NotPassed : ExitCode.Passed;

        ClassResult Result(IEnumerable<GradedAttempt> rows)
        {
            var result = ClassResult.Of(rows, options.Counted, content.Taught);
            return earlier is null ? result : result with { Changes = GradeChange.Between(earlier, result, options.Language) };
        }
    }

    /// <summary>Writes the report where it was asked for; a file is replaced as a whole, so that nobody reads half of one.</summary>
    internal static void Publish(HostConsole host, ClassResult result, GradeOptions options)
    {
        var text = Write(result, options);
        if (options.Output is not { } file)
        {
            host.Output.Write(options.Format == "table" ? string.Join('\n', text.Split('\n').Select(PlainTerminal.Visible)) : text);
            host.Output.Flush();
            return;
        }
        try
        {
            var half = file + ".part";
            File.WriteAllText(half, text, new UTF8Encoding(false));
            File.Move(half, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ContentException(file, 0, 0, "cannot be written: " + error.Message);
        }
        host.Errors.WriteLine(PlainTerminal.Visible($"{file}: {ClassTable.Summary(result, options.Language)}"));
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

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static void Bound(int value, int least, int most, string name, Action<string> complain)
    {
        if (value < least || value > most) complain(FormattableString.Invariant($"{name} goes from {least} to {most}"));
    }
}
