namespace PveLab.Courseware.Variants;

/// <summary>What a value may be. Exactly one of <see cref="Numbers"/>, <see cref="OneOf"/> and <see cref="Pattern"/> is given.</summary>
public sealed record VariantRange
{
    /// <summary>The value of the plain variant (seed 0): what the chapter prints.</summary>
    public required string Plain { get; init; }

    /// <summary>Whole numbers, both ends included: <c>100-899</c>.</summary>
    public string? Numbers { get; init; }

    /// <summary>One of these.</summary>
    public List<string>? OneOf { get; init; }

    /// <summary>A text in which <c>#</c> is a digit and <c>?</c> a small letter: <c>vm-????##</c>.</summary>
    public string? Pattern { get; init; }
}
