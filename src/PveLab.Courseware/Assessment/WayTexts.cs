using System.Reflection;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Assessment;

/// <summary>The steps of ways to a goal in words (<c>ways.yaml</c>).</summary>
public sealed record WayTexts
{
    private const string Resource = "ways.yaml";

    /// <summary>The words that come with the program.</summary>
    public static WayTexts Shipped { get; } = Read();

    /// <summary>What a fact is, by its kind.</summary>
    public required Dictionary<string, LocalText> Facts { get; init; }

    /// <summary>What a typed line does that leaves no fact; the first that fits counts.</summary>
    public required List<WayLine> Lines { get; init; }

    /// <summary>Heading: the golden transcript, steps alike, steps.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What the attempt lacks.</summary>
    public required LocalText Missing { get; init; }

    /// <summary>What it has instead.</summary>
    public required LocalText Instead { get; init; }

    /// <summary>What the golden transcript types there.</summary>
    public required LocalText Line { get; init; }

    private static WayTexts Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return YamlContent.Read<WayTexts>(Resource, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}

/// <summary>A kind of typed line.</summary>
public sealed record WayLine
{
    private Regex? expression;

    /// <summary>Its id: lines of one id are taken for the same.</summary>
    public required string Id { get; init; }

    /// <summary>A regular expression over the line.</summary>
    public required string Pattern { get; init; }

    /// <summary>What it does.</summary>
    public required LocalText Text { get; init; }

    /// <summary>The pattern, made once; linear in the line, which is not ours.</summary>
    internal Regex Expression => expression ??= new Regex(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
