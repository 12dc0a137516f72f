using System.Collections.Immutable;
using System.Reflection;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Authoring.Templates;

/// <summary>The exercises a new scenario may begin as, by the fault they are about (<c>exercises.yaml</c>).</summary>
public static class Exercises
{
    /// <summary>The exercise in which nothing goes wrong.</summary>
    public const string WithoutFault = "none";

    private const string Resource = "exercises.yaml";

    /// <summary>The faults there is a ready exercise for, the one without any first.</summary>
    public static ImmutableArray<string> Faults => [WithoutFault, .. All.Keys.Where(k => k != WithoutFault)];

    /// <summary>The exercises by fault.</summary>
    internal static ImmutableSortedDictionary<string, ExerciseTemplate> All { get; } = Read().ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Dictionary<string, ExerciseTemplate> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return YamlContent.Read<Dictionary<string, ExerciseTemplate>>(Resource, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>The parts of an exercise; names in braces are filled in.</summary>
internal sealed record ExerciseTemplate
{
    /// <summary>What the learner is told.</summary>
    public required LocalText Story { get; init; }

    /// <summary>YAML of the faults; empty for none.</summary>
    public string Fault { get; init; } = "";

    /// <summary>YAML of the criteria.</summary>
    public required string Criteria { get; init; }

    /// <summary>The hint.</summary>
    public required LocalText Hint { get; init; }

    /// <summary>The transcript that earns everything.</summary>
    public required string Golden { get; init; }

    /// <summary>The transcript that does not.</summary>
    public required string Wrong { get; init; }
}
