using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab export</c>: an attempt to hand over (with its scenario, in one file) or to show (an asciicast).</summary>
public static class ExportCommand
{
    private const double UsualIdle = 2;

    /// <summary>How it is called.</summary>
    internal static Command Of(HostConsole host)
    {
        var command = new Command("export");
        var file = new Argument<string>("FILE");
        var scenario = CommandValues.Optional("SCENARIO");
        var bundle = CommandValues.File("--bundle", "OUT" + Bundle.Extension);
        var cast = CommandValues.File("--asciicast", "OUT.cast");
        var idle = CommandValues.Number("--idle", 0.001, 86_400.0);
        command.Arguments.Add(file);
        command.Arguments.Add(scenario);
        foreach (var option in (Option[])[bundle, cast, idle]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(bundle) is null && parsed.GetValue(cast) is null)
                throw new ContentException("pvelab", 0, 0, "say what to write: --bundle OUT or --asciicast OUT");
            var name = parsed.GetValue(file)!;
            var played = ReplayCommand.Open(name, parsed.GetValue(scenario));
            if (parsed.GetValue(bundle) is { } to) OutputFiles.Write(host, to, played.IsBundle ? AttemptFiles.Read(name) : Bundle.Write(name, AttemptFiles.Read(name), played.Folder));
            if (parsed.GetValue(cast) is { } shown) OutputFiles.Write(host, shown, Cast(host, played, TimeSpan.FromSeconds(parsed.GetValue(idle) ?? UsualIdle)));
            return ExitCode.Passed;
        });
        return command;
    }

    private static string Cast(HostConsole host, AttemptFile played, TimeSpan idle)
    {
        using var attempt = Replay.Begin(played.Journal, played.Folder, played.Name, error => CrashLog.Write(error, host));
        return Recording.Asciicast(attempt, played.Journal, played.Name, idle);
    }
}
