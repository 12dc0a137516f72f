using PveLab.Courseware.Scenarios;
using PveLab.Sim.Faults;

namespace PveLab;

/// <summary><c>pvelab faults [KIND]</c>: what can go wrong in a scenario, for those who write one.</summary>
public static class FaultsCommand
{
    private const string Common = "common";

    /// <summary>Lists the kinds, or tells everything about one.</summary>
    public static int Run(HostConsole host, string? kind, string language)
    {
        if (kind is null) List(host, language);
        else if (FaultCatalogue.Kinds.TryGetValue(kind, out var record)) Describe(host, kind, record, language);
        else throw new ContentException(kind, 0, 0, $"no such kind of fault; {NearestNames.Advice(kind, FaultCatalogue.Kinds.Keys)}");
        host.Output.Flush();
        return ExitCode.Passed;
    }

    private static void List(HostConsole host, string language)
    {
        var width = FaultCatalogue.Kinds.Keys.Max(k => k.Length);
        foreach (var kind in FaultCatalogue.Kinds.Keys) host.Output.Write($"{kind.PadRight(width)}  {FaultTexts.All[kind].World.In(language)}\n");
    }

    private static void Describe(HostConsole host, string kind, Type record, string language)
    {
        var text = FaultTexts.All[kind];
        var (symptoms, cures, takes) = language == "ja" ? ("症状", "対処", "項目（* は必須）") : ("Symptoms", "Cures", "Takes (* must be given)");
        host.Output.Write($"{kind}\n  {text.World.In(language)}\n\n{symptoms}\n  {text.Symptoms.In(language)}\n\n{cures}\n  {text.Cures.In(language)}\n\n{takes}\n");
        foreach (var parameter in FaultParameters.Of(record))
            Line($"{parameter.Name}{(parameter.Required ? "*" : "")} {parameter.Type}", text.Parameters[parameter.Name].In(language));
        foreach (var (name, meaning) in FaultTexts.All[Common].Parameters) Line(name, meaning.In(language));
        host.Output.Write($"\nevent: {string.Join(", ", FaultEvents.Names)}\n");

        void Line(string head, string meaning) => host.Output.Write($"  {head,-24} {meaning}\n");
    }
}
