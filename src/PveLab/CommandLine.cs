using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>The command line of <c>pvelab</c>.</summary>
public static class CommandLine
{
    private static readonly Option<string> Language = Choice("--lang", "Language of texts and reports", "ja", "en");

    /// <summary>Runs the program and returns its exit code.</summary>
    public static int Run(IReadOnlyList<string> args, HostConsole host)
    {
        try
        {
            var parsed = Root(host).Parse(args);
            if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { Output = host.Output, Error = host.Errors, EnableDefaultExceptionHandler = false });
            foreach (var error in parsed.Errors) host.Errors.WriteLine("pvelab: " + error.Message);
            host.Errors.WriteLine("Try 'pvelab --help'.");
            return ExitCode.Unusable;
        }
        catch (ContentException error)
        {
            host.Output.Flush();
            host.Errors.WriteLine("pvelab: " + PlainTerminal.Visible(error.File == "pvelab" ? error.Problem : error.Message));
            return ExitCode.Unusable;
        }
        catch (IOException error) when (CrashLog.IsBrokenPipe(error))
        {
            // Whoever read our output has seen enough (pvelab … | head).
            return ExitCode.Unusable;
        }
#pragma warning disable CA1031 // The last door: a learner gets a sentence and a log file, never a stack trace.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return CrashLog.Report(error, host);
        }
    }

    private static RootCommand Root(HostConsole host)
    {
        var root = new RootCommand("Practise Proxmox VE backup, restore and replication in a simulated lab, and see whether you can do it.");
        var lesson = new Option<string?>("--lesson") { Description = "Open this Markdown chapter beside a node", HelpName = "FILE" };
        var scenario = new Argument<string?>("SCENARIO") { Description = "The exercise to begin with; the restore test if none is named", Arity = ArgumentArity.ZeroOrOne };
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
        var list = new Command("scenarios", "List the scenarios and worlds");
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
        var command = new Command("faults", "List what can go wrong in a scenario, or tell everything about one kind");
        var kind = new Argument<string?>("KIND") { Description = "A kind of fault", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(kind);
        command.SetAction(parsed => FaultsCommand.Run(host, parsed.GetValue(kind), parsed.GetValue(Language) ?? HostLanguage.Fixed));
        return command;
    }

    private static Command RunSubcommand(HostConsole host)
    {
        var command = new Command("run", "Play a transcript headless: print what the terminal would show, then the grade");
        var scenario = Scenario();
        var transcript = new Argument<string>("TRANSCRIPT") { Description = "A file of lines to type; - is standard input", DefaultValueFactory = _ => "-" };
        var (seed, dialect, format) = (Seed(), DialectOption(), Format());
        var noEcho = new Option<bool>("--no-echo") { Description = "Leave out prompts and typed lines: only what the commands print" };
        var noGrade = new Option<bool>("--no-grade") { Description = "Leave out the grade; the exit code tells it all the same" };
        command.Arguments.Add(scenario);
        command.Arguments.Add(transcript);
        foreach (var option in (Option[])[seed, dialect, format, noEcho, noGrade]) command.Options.Add(option);
        command.SetAction(parsed => RunCommand.Run(host, new RunOptions
        {
            Scenario = parsed.GetValue(scenario)!,
            Transcript = parsed.GetValue(transcript)!,
            Seed = parsed.GetValue(seed),
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
        var command = new Command("scenario", "For authors of scenarios");
        command.Subcommands.Add(ScenarioTestCommand.Of(host));
        command.Subcommands.Add(NewScenarioCommand.Of(host, Language));
        command.Subcommands.Add(SchemaCommand.Of(host));
        command.Subcommands.Add(LintCommand.OfScenarios(host));
        command.Subcommands.Add(RecordCommand.Of(host, Language));
        command.Subcommands.Add(PreviewCommand.OfScenario(host, Language));
        return command;
    }

    private static Argument<string> Scenario() => new("SCENARIO") { Description = "An id, the path of a scenario's folder, or a world for free play" };

    private static Option<ulong> Seed() => new("--seed") { Description = "Chooses the variant; 0 is the plain one", HelpName = "N" };

    private static Option<string> DialectOption() => Choice("--dialect", "What works: the book's commands as printed, or only what real Proxmox VE does", "book", "pve");

    private static Option<string> Format() => Choice("--format", "Form of the report; json and junit leave standard output to it alone", "text", "json", "junit");

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Dialect? ToDialect(string? word) => word switch
    {
        "book" => Dialect.Book,
        "pve" => Dialect.Pve,
        _ => null,
    };
}
