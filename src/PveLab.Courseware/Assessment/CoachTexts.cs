using System.Reflection;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Assessment;

/// <summary>What the coach knows to say (<c>coach.yaml</c>).</summary>
public sealed record CoachTexts
{
    private const string Resource = "coach.yaml";

    /// <summary>The words that come with the program.</summary>
    public static CoachTexts Shipped { get; } = Read();

    /// <summary>The errors it can explain; the first that fits counts.</summary>
    public required List<KnownError> Errors { get; init; }

    /// <summary>An error it cannot explain came again.</summary>
    public required LocalText Again { get; init; }

    /// <summary>What just happened, by what it was.</summary>
    public required Dictionary<string, LocalText> Done { get; init; }

    /// <summary>Nothing was reached for a while: the criterion is {0}.</summary>
    public required LocalText Stuck { get; init; }

    /// <summary>The hint that was bought last: {0}.</summary>
    public required LocalText Hint { get; init; }

    /// <summary>The error that a text tells of; null for none that is known.</summary>
    public KnownError? Find(string text) => Errors.Find(e => e.Expression.IsMatch(text));

    private static CoachTexts Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return YamlContent.Read<CoachTexts>(Resource, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>An error in plain words.</summary>
public sealed record KnownError
{
    private Regex? expression;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>A regular expression over what was printed.</summary>
    public required string Pattern { get; init; }

    /// <summary>Where the lesson tells of it; null for nowhere.</summary>
    public string? Place { get; init; }

    /// <summary>What it means.</summary>
    public required LocalText Text { get; init; }

    /// <summary>The pattern, made once. It runs in time that is linear in the text: what is printed is not ours.</summary>
    internal Regex Expression => expression ??= new Regex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
