using System.CommandLine;
using PveLab.Tui;
using PveLab.Tui.Previews;

namespace PveLab;

/// <summary><c>pvelab scenario preview</c> and <c>pvelab lesson preview</c>: the trainer on what is being written.</summary>
internal static class PreviewCommand
{
    /// <summary>On a scenario.</summary>
    public static Command OfScenario(HostConsole host, Option<string> language) => Of(host, language,
        new Argument<string>("SCENARIO") { Description = "An id or the path of a scenario's folder" }, static scenario => new Preview(scenario, null));

    /// <summary>On a lesson.</summary>
    public static Command OfLesson(HostConsole host, Option<string> language) => Of(host, language,
        new Argument<string>("FILE") { Description = "A Markdown file" }, static file => new Preview(null, file));

    private static Command Of(HostConsole host, Option<string> language, Argument<string> content, Func<string, Preview> open)
    {
        var command = new Command("preview", "Open the trainer on what you are writing: it reads a file again when you save it, and shows what is wrong in place");
        command.Arguments.Add(content);
        command.SetAction(parsed =>
        {
            using var preview = open(parsed.GetValue(content)!);
            return TrainerCommand.Open(host, new TuiOptions { Preview = preview, Language = parsed.GetValue(language), UserLanguage = HostLanguage.OfUser });
        });
        return command;
    }
}
