using System.CommandLine;
using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Authoring.Recording;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario record</c>: a played session becomes a transcript, which is played at once to prove it.</summary>
internal static class RecordCommand
{
    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("record");
        var scenario = CommandValues.Optional("SCENARIO");
        var journal = CommandValues.Optional("JOURNAL");
        var play = CommandValues.Flag("--play");
        var output = CommandValues.File("-o", "FILE");
        command.Arguments.Add(scenario);
        command.Arguments.Add(journal);
        command.Options.Add(play);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            var (name, path) = (parsed.GetValue(scenario), parsed.GetValue(journal));
            if (parsed.GetValue(play) && path is not null) throw new ContentException("pvelab", 0, 0, "--play plays the session now: leave out either it or the journal");
            var played = parsed.GetValue(play) ? Play(host, Named(name), parsed.GetValue(language) ?? HostLanguage.OfUser) : Open(name, path);
            return Write(host, RecordedTranscript.Of(played), parsed.GetValue(output));
        });
        return command;
    }

    /// <summary>A journal alone names its scenario itself.</summary>
    private static AttemptFile Open(string? name, string? journal)
    {
        if (journal is null && name is not null && File.Exists(name)) return AttemptFiles.Open(name, ScenarioLibrary.Shipped.FindById);
        var folder = Named(name);
        return journal is null ? throw new ContentException("pvelab", 0, 0, "name the journal of the session, or play it now with --play") : AttemptFiles.Open(journal, _ => folder);
    }

    private static ScenarioFolder Named(string? name) =>
        ScenarioLibrary.Shipped.Find(name ?? throw new ContentException("pvelab", 0, 0, "name the journal of a session, or the scenario to play with --play"));

    private static AttemptFile Play(HostConsole host, ScenarioFolder folder, string language)
    {
        using var session = new AttemptSession(new Attempt(folder));
        var attempt = session.Attempt;
        using var input = new StreamReader(host.OpenInput());
        var terminal = new PlainTerminal(host.Errors.Write, typedIsShown: host.IsTyped);
        var lines = new TypedLines(() => session, host with { Output = host.Errors }, input, terminal, language) { IsOneWay = true };
        host.Errors.WriteLine(attempt.Scenario.Story.In(language).TrimEnd());
        new AttemptDriver(attempt, lines, terminal).Run();
        return new AttemptFile("the session", Journal.Of(JournalHeader.Of(attempt), attempt.Entries), folder, IsBundle: false);
    }

    private static int Write(HostConsole host, RecordedTranscript recorded, string? file)
    {
        OutputFiles.WriteNew(host, host.Errors, file, recorded.Text);
        var grade = recorded.Grade;
        host.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pvelab: played: {grade.Points} of {grade.MaxPoints} points, {(recorded.IsGolden ? "golden" : "not golden")}; "
            + $"{(recorded.SameWorld ? "the same happened as in the session"
                : recorded.SameGrade ? "the same criteria are met as in the session" : "NOT the criteria that the session met")}"));
        foreach (var named in recorded.Named) host.Errors.WriteLine(PlainTerminal.Visible($"pvelab: written by name: {named}"));
        foreach (var left in recorded.Left) host.Errors.WriteLine(PlainTerminal.Visible($"pvelab: left as it is, though it may be {left}"));
        if (!recorded.FailsIn.IsEmpty)
            host.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pvelab: not in every variant: other criteria are met with seed {string.Join(", ", recorded.FailsIn)}"));
        return recorded.SameGrade ? ExitCode.Passed : ExitCode.NotPassed;
    }
}
