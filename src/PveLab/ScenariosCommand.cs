using PveLab.Courseware.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PveLab;

/// <summary><c>pvelab scenarios</c>: what there is to practise.</summary>
public static class ScenariosCommand
{
    private const int Width = 1000;

    /// <summary>Lists scenarios, then worlds, with their titles; one that cannot be read tells why.</summary>
    public static int Run(HostConsole host, string language)
    {
        var library = ScenarioLibrary.Shipped;
        var names = library.ScenarioIds.Concat(library.WorldIds).ToList();
        var table = new Grid().AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().NoWrap().Padding(0, 0, 0, 0));
        foreach (var name in names) table.AddRow(new Text(name), new Text(TitleOf(library, name, language)));
        foreach (var line in Plain(table).Split('\n', StringSplitOptions.RemoveEmptyEntries)) host.Output.Write(line.TrimEnd() + "\n");
        host.Output.Flush();
        return ExitCode.Passed;
    }

    /// <summary>Without colours and cut at no terminal's width: the same text on a screen and in a pipe.</summary>
    private static string Plain(IRenderable shown)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(shown);
        return text.ToString();
    }

    private static string TitleOf(ScenarioLibrary library, string name, string language)
    {
        try
        {
            return library.Find(name).Variant(0).Scenario.Title.In(language);
        }
        catch (ContentException error)
        {
            return error.Message;
        }
    }
}
