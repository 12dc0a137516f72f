using PveLab.Courseware.Attempts;
using PveLab.Tui;

namespace PveLab;

/// <summary><c>pvelab</c> alone: the trainer in the terminal.</summary>
public static class TrainerCommand
{
    /// <summary>Opens the trainer, or says what to use without a terminal.</summary>
    public static int Run(HostConsole host, string? scenario, string? lesson, string? language)
    {
        return Open(host, new TuiOptions
        {
            Scenario = scenario,
            Lesson = lesson,
            Language = language,
            UserLanguage = HostLanguage.OfUser,
        });
    }

    /// <summary>Opens the trainer on something, or says what to use without a terminal.</summary>
    internal static int Open(HostConsole host, TuiOptions options)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            host.Errors.WriteLine("pvelab: the trainer needs a terminal. 'pvelab shell ch08-restore-test' is the same exercise line by line, and works without one.");
            return ExitCode.Unusable;
        }
        return TuiApp.Run(options with
        {
            Told = sentence => host.Errors.WriteLine(PlainTerminal.Visible("pvelab: " + sentence)),
            Failed = error => CrashLog.Write(error, host),
        });
    }
}
