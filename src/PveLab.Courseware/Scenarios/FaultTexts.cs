using System.Collections.Immutable;
using System.Reflection;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Scenarios;

/// <summary>What authors read about the kinds of faults: one catalogue of texts in both languages (<c>faults.yaml</c>).</summary>
public static class FaultTexts
{
    private const string Resource = "faults.yaml";

    /// <summary>What there is to know about each kind.</summary>
    public static ImmutableSortedDictionary<string, FaultText> All { get; } = Read().ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Dictionary<string, FaultText> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return YamlContent.Read<Dictionary<string, FaultText>>(Resource, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>A kind of fault in words.</summary>
public sealed record FaultText
{
    /// <summary>What it does to the world.</summary>
    public required LocalText World { get; init; }

    /// <summary>What the learner notices.</summary>
    public required LocalText Symptoms { get; init; }

    /// <summary>What cures it.</summary>
    public required LocalText Cures { get; init; }

    /// <summary>Its own parameters by name.</summary>
    public Dictionary<string, LocalText> Parameters { get; init; } = [];
}
