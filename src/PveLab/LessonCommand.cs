using System.CommandLine;

namespace PveLab;

/// <summary><c>pvelab lesson</c>: what authors of lessons need.</summary>
internal static class LessonCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Of(HostConsole host)
    {
        var command = new Command("lesson", "For authors of lessons");
        command.Subcommands.Add(LintCommand.OfLessons(host));
        return command;
    }
}
