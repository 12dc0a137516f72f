using PveLab.Courseware.Scenarios;
using PveLab.Shell.Editing;

namespace PveLab;

/// <summary><c>pvelab scenarios</c>: what there is to practise.</summary>
public static class ScenariosCommand
{
    /// <summary>Lists scenarios, then worlds, with their titles; one that cannot be read tells why.</summary>
    public static int Run(HostConsole host, string language)
    {
        var library = ScenarioLibrary.Shipped;
        var names = library.ScenarioIds.Concat(library.WorldIds).ToList();
        var width = names.Count == 0 ? 0 : names.Max(n => DisplayWidth.Of(n));
        foreach (var name in names) host.Output.Write($"{name.PadRight(width)}  {TitleOf(library, name, language)}\n");
        host.Output.Flush();
        return ExitCode.Passed;
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
