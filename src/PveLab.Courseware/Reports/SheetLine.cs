namespace PveLab.Courseware.Reports;

/// <summary>What a line of a sheet is.</summary>
public enum SheetKind
{
    /// <summary>Ordinary text.</summary>
    Text,

    /// <summary>Less important text: evidence, what happened when.</summary>
    Note,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>A good verdict.</summary>
    Good,

    /// <summary>The other verdict.</summary>
    Bad,

    /// <summary>Something that holds.</summary>
    Met,

    /// <summary>Something that does not.</summary>
    Open,
}

/// <summary>A line of a report as a screen shows it: however wide the screen, the text is broken and what stands on the right stays there.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; empty for a space between parts.</param>
/// <param name="Right">What stands at the right edge of its first row.</param>
public sealed record SheetLine(SheetKind Kind, string Text, string Right = "")
{
    /// <summary>A space between parts.</summary>
    public static SheetLine Space { get; } = new(SheetKind.Text, "");

    /// <summary>Columns it is moved in by.</summary>
    public int Indent { get; init; }

    /// <summary>Percent that a bar before <see cref="Right"/> is filled by; null for no bar.</summary>
    public int? Percent { get; init; }
}
