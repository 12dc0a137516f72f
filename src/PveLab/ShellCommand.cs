using System.CommandLine;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab;

/// <summary>What <c>pvelab shell</c> is asked for.</summary>
public sealed record ShellOptions
{
    /// <summary>Id, path or world; null with a journal.</summary>
    public string? Scenario { get; init; }

    /// <summary>Chooses the variant.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whose word counts; null for the scenario's choice.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>Whether an attempt that was broken off is gone on with.</summary>
    public bool Resume { get; init; }

    /// <summary>Its journal; null for the newest of the scenario.</summary>
    public string? Journal { get; init; }

    /// <summary>Language of texts and the report.</summary>
    public required string Language { get; init; }
}

/// <summary>
/// <c>pvelab shell</c>: a session by lines. Keys are written as in transcripts (<c>&lt;Ctrl+O&gt;</c>); a real Ctrl+C interrupts what runs.
/// </summary>
public sealed class ShellCommand
{
    private readonly HostConsole host;
    private readonly ShellOptions options;
    private readonly PlainTerminal terminal;
    private AttemptSession? session;

    private ShellCommand(HostConsole host, ShellOptions options)
    {
        (this.host, this.options) = (host with { Output = new ShellOutput(host.Output, () => session) }, options);
        // A terminal shows what is typed; what comes over a pipe would be missing from the record.
        terminal = new PlainTerminal(this.host.Output.Write, typedIsShown: host.IsTyped);
        session = options.Resume ? Resume() : Begin(ScenarioLibrary.Shipped.Find(options.Scenario!), options.Seed, options.Dialect);
    }

    /// <summary>Runs a session until its end; the exit code says whether the attempt passed.</summary>
    public static int Run(HostConsole host, ShellOptions options) => new ShellCommand(host, options).Play();

    /// <summary>How it is called.</summary>
    internal static Command Of(HostConsole host, Option<ulong?> seed, Option<string?> dialect, Func<string?, Dialect?> toDialect, Option<string?> language)
    {
        var command = new Command("shell");
        var scenario = CommandValues.Optional("SCENARIO");
        var resume = new Option<string?>("--resume") { HelpName = "JOURNAL", Arity = ArgumentArity.ZeroOrOne };
        command.Arguments.Add(scenario);
        foreach (var option in (Option[])[seed, dialect, resume]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            // "--resume ch08-restore-test" means the scenario, whichever way round it is written.
            var (name, journal) = (parsed.GetValue(scenario), parsed.GetValue(resume));
            if (name is null && journal is null) throw new ContentException("pvelab", 0, 0, "name a scenario ('pvelab scenarios' lists them), or a journal to go on with (--resume JOURNAL)");
            if (name is null && journal is not null && !File.Exists(journal)) (name, journal) = (journal, null);
            return Run(host, new ShellOptions
            {
                Scenario = name,
                Seed = parsed.GetValue(seed) ?? 0,
                Dialect = toDialect(parsed.GetValue(dialect)),
                Resume = parsed.GetResult(resume) is not null,
                Journal = journal,
                Language = parsed.GetValue(language) ?? HostLanguage.OfUser,
            });
        });
        return command;
    }

    private AttemptSession Session => session!;

    private int Play()
    {
        using var input = new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        var lines = new TypedLines(() => Session, host, input, terminal, options.Language);
        if (!options.Resume) Welcome(Session.Attempt.Scenario);
        do lines.Drive();
        while (Turn(lines.TakeWish()));
        return Leave(lines);
    }

    private int Leave(TypedLines lines)
    {
        var report = Report.WithParting(Session.Attempt, over: !lines.LeftForLater);
        if (Session.Attempt.Scenario.Criteria.Count > 0) host.Output.Write(TextReport.Write(report, options.Language));
        host.Output.Flush();
        if (!lines.LeftForLater) Session.Finish();
        Session.Dispose();
        if (Session is { IsEmpty: false, Path: { } path }) host.Errors.WriteLine($"journal: {path}");
        return ReportFormats.ExitCodeOf(report);
    }

    /// <summary>Turns the session as the learner wished; whether it goes on.</summary>
    private bool Turn(ShellWish wish)
    {
        switch (wish)
        {
            case ShellWish.TakeBack:
                var step = Session.TakeBack();
                host.Output.Write((step is null ? Words("取り消せる変更はありません", "There is nothing to take back") : Words("取り消しました: ", "Taken back: ") + NameOf(step)) + "\n");
                return true;
            case ShellWish.Restart:
                Session.Finish();
                var (folder, seed, dialect) = (Session.Attempt.Folder, Session.Attempt.Seed, Session.Attempt.Dialect);
                Session.Dispose();
                session = Begin(folder, seed, dialect);
                host.Output.Write("\n");
                Welcome(Session.Attempt.Scenario);
                return true;
            default:
                return false;
        }
    }

    private AttemptSession Begin(ScenarioFolder folder, ulong seed, Dialect? dialect) => AttemptStore.OfUser.Keep(new Attempt(folder, seed, dialect) { Failed = Failed }, Tell);

    private AttemptSession Resume()
    {
        terminal.TypedIsShown = false;
        var folder = options.Scenario is null ? null : ScenarioLibrary.Shipped.Find(options.Scenario);
        var path = options.Journal ?? AttemptStore.OfUser.Unfinished(folder!)
            ?? throw new ContentException(options.Scenario!, 0, 0, "there is no attempt at it that was broken off");
        // What a journal says must not make us open a path of the host; what the user says may.
        var resumed = AttemptStore.OfUser.Resume(path, folder is null ? ScenarioLibrary.Shipped.FindById : _ => folder, terminal.See, Tell, Failed);
        terminal.TypedIsShown = host.IsTyped;
        return resumed;
    }

    private void Welcome(Scenario scenario)
    {
        host.Output.Write($"{scenario.Title.In(options.Language)}\n{scenario.Story.In(options.Language).TrimEnd()}\n");
        host.Output.Write(Words("次で始まる行は PveLab への指示です: ", "Lines for PveLab itself: ") + TypedLines.Metas + "\n\n");
    }

    private static string NameOf(AttemptStep step) => step.Input switch
    {
        Input.Line { Text: var line } => line,
        Input.NodeOpened { Node: var node } => ":node " + node,
        Input.Advance => ":wait",
        _ => step.Input.GetType().Name,
    };

    private string Words(string ja, string en) => options.Language == "ja" ? ja : en;

    private void Tell(string sentence) => host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence));

    private void Failed(Exception error) => CrashLog.Write(error, host);
}
