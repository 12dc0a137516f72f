using System.CommandLine;
using PveLab.Tui;
using PveLab.Tui.Previews;

namespace PveLab;

/// <summary><c>pvelab scenario preview</c> and <c>pvelab lesson preview</c>: the trainer on what is being written.</summary>
internal static class PreviewCommand
{
    /// <summary>On a scenario.</summary>
    public static Command OfScenario(HostConsole host, Option<string?> language) => Of(host, language,
        new Argument<string>("SCENARIO"), static scenario => new Preview(scenario, null));

    /// <summary>On a lesson.</summary>
    public static Command OfLesson(HostConsole host, Option<string?> language) => Of(host, language,
        new Argument<string>("FILE"), static file => new Preview(null, file));

    private static Command Of(HostConsole host, Option<string?> language, Argument<string> content, Func<string, Preview> open)
    {
        var command = new Command("preview");
        command.Arguments.Add(content);
        command.SetAction(parsed =>
        {
            using var preview = open(parsed.GetValue(content)!);
            return TrainerCommand.Open(host, new TuiOptions { Preview = preview, Language = parsed.GetValue(language), UserLanguage = HostLanguage.OfUser });
        });
        return command;
    }
}
