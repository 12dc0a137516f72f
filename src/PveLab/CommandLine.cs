using System.CommandLine;
using System.CommandLine.Help;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>The command line of <c>pvelab</c>.</summary>
public static class CommandLine
{
    private static readonly Option<string?> Language = CommandValues.Choice("--lang", "ja", "en");

    /// <summary>Runs the program and returns its exit code.</summary>
    public static int Run(IReadOnlyList<string> args, HostConsole host)
    {
        try
        {
            var exit = Refusable(args, host);
            host.Output.Flush();
            return exit;
        }
        catch (IOException error) when (CrashLog.IsBrokenPipe(error))
        {
            // Whoever read our output has seen enough (pvelab … | head).
            return ExitCode.Unusable;
        }
        catch (IOException error) when (HostTrouble.IsFull(error))
        {
            host.Errors.WriteLine($"pvelab: the output cannot be written: {HostTrouble.Of(error, "-")}");
            return ExitCode.Unusable;
        }
#pragma warning disable CA1031 // The last door: a learner gets a sentence and a log file, never a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return CrashLog.Report(error, host);
        }
    }

    /// <summary>What is wrong with the input is told whether or not the output before it can be written.</summary>
    private static int Refusable(IReadOnlyList<string> args, HostConsole host)
    {
        try
        {
            return Invoke(args, host);
        }
        catch (ContentException error)
        {
            try
            {
                host.Output.Flush();
            }
            finally
            {
                host.Errors.WriteLine("pvelab: " + PlainTerminal.Visible(error.File == "pvelab" ? error.Problem : error.Message));
            }
            return ExitCode.Unusable;
        }
    }

    private static int Invoke(IReadOnlyList<string> args, HostConsole host)
    {
        var root = Root(host);
        var parsed = root.Parse(args);
        if (root.Options.OfType<HelpOption>().Any(help => parsed.GetResult(help) is not null)) return Help(host, parsed);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { Output = host.Output, Error = host.Errors, EnableDefaultExceptionHandler = false });
        foreach (var error in parsed.Errors.Select(e => e.Message).Distinct()) host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + error));
        var path = CommandTexts.PathOf(parsed.CommandResult.Command);
        host.Errors.WriteLine($"Try '{(parsed.CommandResult.Command is RootCommand ? path : "pvelab " + path)} --help'.");
        return ExitCode.Unusable;
    }

    private static int Help(HostConsole host, ParseResult parsed)
    {
        // A language that there is not is no reason to refuse help.
        var asked = parsed.GetResult(Language) is { Tokens: [{ Value: "ja" or "en" }] } given ? given.Tokens[0].Value : HostLanguage.OfUser;
        host.Output.Write(new HelpPage(parsed.CommandResult.Command, asked));
        host.Output.Flush();
        return ExitCode.Passed;
    }

    private static RootCommand Root(HostConsole host)
    {
        var root = new RootCommand();
        var (scenario, lesson) = (CommandValues.Optional("SCENARIO"), CommandValues.File("--lesson", "FILE"));
        Language.Recursive = true;
        root.Arguments.Add(scenario);
        root.Options.Add(Language);
        root.Options.Add(lesson);
        root.SetAction(parsed => TrainerCommand.Run(host, parsed.GetValue(scenario), parsed.GetValue(lesson), parsed.GetValue(Language)));
        root.Subcommands.Add(RunSubcommand(host));
        root.Subcommands.Add(ShellCommand.Of(host, Seed(), DialectOption(), ToDialect, Language));
        root.Subcommands.Add(ReplayCommand.Of(host, Format(), Language));
        root.Subcommands.Add(ExportCommand.Of(host));
        root.Subcommands.Add(ProgressCommand.Of(host, Language));
        root.Subcommands.Add(ExamCommand.Of(host, Language));
        var list = new Command("scenarios");
        list.SetAction(parsed => ScenariosCommand.Run(host, parsed.GetValue(Language) ?? HostLanguage.Fixed));
        root.Subcommands.Add(list);
        root.Subcommands.Add(FaultsSubcommand(host));
        root.Subcommands.Add(ScenarioSubcommand(host));
        root.Subcommands.Add(LessonCommand.Of(host, Language));
        root.Subcommands.Add(GradeCommand.Of(host, Language));
        return root;
    }

    private static Command FaultsSubcommand(HostConsole host)
    {
        var command = new Command("faults");
        var kind = CommandValues.Optional("KIND");
        command.Arguments.Add(kind);
        command.SetAction(parsed => FaultsCommand.Run(host, parsed.GetValue(kind), parsed.GetValue(Language) ?? HostLanguage.Fixed));
        return command;
    }

    private static Command RunSubcommand(HostConsole host)
    {
        var command = new Command("run");
        var (scenario, transcript) = (new Argument<string>("SCENARIO"), CommandValues.Optional("TRANSCRIPT"));
        var (seed, dialect, format) = (Seed(), DialectOption(), Format());
        var (noEcho, noGrade) = (CommandValues.Flag("--no-echo"), CommandValues.Flag("--no-grade"));
        command.Arguments.Add(scenario);
        command.Arguments.Add(transcript);
        foreach (var option in (Option[])[seed, dialect, format, noEcho, noGrade]) command.Options.Add(option);
        command.SetAction(parsed => RunCommand.Run(host, new RunOptions
        {
            Scenario = parsed.GetValue(scenario)!,
            Transcript = parsed.GetValue(transcript) ?? "-",
            Seed = parsed.GetValue(seed) ?? 0,
            Dialect = ToDialect(parsed.GetValue(dialect)),
            Format = parsed.GetValue(format) ?? "text",
            Echo = !parsed.GetValue(noEcho),
            Graded = !parsed.GetValue(noGrade),
            Language = parsed.GetValue(Language) ?? HostLanguage.Fixed,
        }));
        return command;
    }

    private static Command ScenarioSubcommand(HostConsole host)
    {
        var command = new Command("scenario");
        command.Subcommands.Add(ScenarioTestCommand.Of(host));
        command.Subcommands.Add(NewScenarioCommand.Of(host, Language));
        command.Subcommands.Add(SchemaCommand.Of(host));
        command.Subcommands.Add(LintCommand.OfScenarios(host));
        command.Subcommands.Add(RecordCommand.Of(host, Language));
        command.Subcommands.Add(PreviewCommand.OfScenario(host, Language));
        return command;
    }

    private static Option<ulong?> Seed() => CommandValues.Number("--seed", 0UL, ulong.MaxValue);

    private static Option<string?> DialectOption() => CommandValues.Choice("--dialect", "book", "pve");

    private static Option<string?> Format() => CommandValues.Choice("--format", "text", "json", "junit");

    private static Dialect? ToDialect(string? word) => word switch
    {
        "book" => Dialect.Book,
        "pve" => Dialect.Pve,
        _ => null,
    };
}
