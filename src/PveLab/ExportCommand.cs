using System.CommandLine;
using System.Text;
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
        var command = new Command("export", "Write an attempt as a bundle to hand over, or as an asciicast to show");
        var file = new Argument<string>("FILE") { Description = "A journal of an attempt, or a bundle" };
        var scenario = new Argument<string?>("SCENARIO") { Description = "Where its scenario lies, when it is not one of ours", Arity = ArgumentArity.ZeroOrOne };
        var bundle = new Option<string?>("--bundle") { Description = "Write the journal together with the content it was played on", HelpName = "OUT" + Bundle.Extension };
        var cast = new Option<string?>("--asciicast") { Description = "Write what the terminal showed, for asciinema and its like; - is standard output", HelpName = "OUT.cast" };
        var idle = new Option<double?>("--idle") { Description = "The longest wait in the asciicast, in seconds; 2 if absent", HelpName = "N" };
        command.Arguments.Add(file);
        command.Arguments.Add(scenario);
        foreach (var option in (Option[])[bundle, cast, idle]) command.Options.Add(option);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(bundle) is null && parsed.GetValue(cast) is null) parsed.AddError("Say what to write: --bundle OUT or --asciicast OUT.");
            if (parsed.GetValue(idle) is not (null or (> 0 and < 1e6))) parsed.AddError("--idle must be more than 0.");
        });
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(file)!;
            var played = ReplayCommand.Open(name, parsed.GetValue(scenario));
            if (parsed.GetValue(bundle) is { } to) Write(host, to, played.IsBundle ? AttemptFiles.Read(name) : Bundle.Write(name, AttemptFiles.Read(name), played.Folder));
            if (parsed.GetValue(cast) is { } shown) Write(host, shown, Cast(host, played, TimeSpan.FromSeconds(parsed.GetValue(idle) ?? UsualIdle)));
            return ExitCode.Passed;
        });
        return command;
    }

    private static string Cast(HostConsole host, AttemptFile played, TimeSpan idle)
    {
        using var attempt = Replay.Begin(played.Journal, played.Folder, played.Name, error => CrashLog.Write(error, host));
        return Recording.Asciicast(attempt, played.Journal, played.Name, idle);
    }

    /// <summary>Writes a file the user named; <c>-</c> is standard output.</summary>
    /// <exception cref="ContentException">It cannot be written.</exception>
    internal static void Write(HostConsole host, string path, string text)
    {
        if (path == "-")
        {
            host.Output.Write(text);
            host.Output.Flush();
            return;
        }
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ContentException(path, 0, 0, "cannot be written: " + error.Message);
        }
    }
}
