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
        var command = new Command("record", "Turn a played session into a transcript, and prove it by playing it");
        var scenario = new Argument<string>("SCENARIO") { Description = "An id or the path of a scenario's folder" };
        var journal = new Argument<string?>("JOURNAL") { Description = "The journal or bundle of the session", Arity = ArgumentArity.ZeroOrOne };
        var play = new Option<bool>("--play") { Description = "Play the session now, line by line; end it with :quit" };
        var output = new Option<string?>("-o") { Description = "The file to write (golden-x.txt, wrong-x.txt); standard output if none is named", HelpName = "FILE" };
        command.Arguments.Add(scenario);
        command.Arguments.Add(journal);
        command.Options.Add(play);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            var folder = ScenarioLibrary.Shipped.Find(parsed.GetValue(scenario)!);
            var played = parsed.GetValue(play) ? Play(host, folder, parsed.GetValue(language) ?? HostLanguage.OfUser)
                : parsed.GetValue(journal) is { } path ? AttemptFiles.Open(path, _ => folder)
                : throw new ContentException("pvelab", 0, 0, "name the journal of the session, or play it now with --play");
            return Write(host, RecordedTranscript.Of(played), parsed.GetValue(output));
        });
        return command;
    }

    private static AttemptFile Play(HostConsole host, ScenarioFolder folder, string language)
    {
        using var session = new AttemptSession(new Attempt(folder));
        var attempt = session.Attempt;
        using var input = new StreamReader(host.OpenInput());
        var terminal = new PlainTerminal(host.Errors.Write, typedIsShown: !Console.IsInputRedirected);
        var lines = new TypedLines(() => session, host with { Output = host.Errors }, input, terminal, language) { IsOneWay = true };
        host.Errors.WriteLine(attempt.Scenario.Story.In(language).TrimEnd());
        new AttemptDriver(attempt, lines, terminal).Run();
        return new AttemptFile("the session", Journal.Of(JournalHeader.Of(attempt), attempt.Entries), folder, IsBundle: false);
    }

    private static int Write(HostConsole host, RecordedTranscript recorded, string? file)
    {
        if (file is not null) NewFiles.Write(host with { Output = host.Errors }, file, recorded.Text);
        else host.Output.Write(recorded.Text);
        host.Output.Flush();
        var grade = recorded.Grade;
        host.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pvelab: played: {grade.Points} of {grade.MaxPoints} points, {(recorded.IsGolden ? "golden" : "not golden")}; "
            + $"{(recorded.SameWorld ? "the same happened as in the session"
                : recorded.SameGrade ? "the same criteria are met as in the session" : "NOT the criteria that the session met")}"));
        if (!recorded.Drawn.IsEmpty) host.Errors.WriteLine($"pvelab: it holds in this variant only; before 'scenario test' write {string.Join(", ", recorded.Drawn)}");
        return recorded.SameGrade ? ExitCode.Passed : ExitCode.NotPassed;
    }
}
