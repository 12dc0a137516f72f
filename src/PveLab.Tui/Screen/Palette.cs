namespace PveLab.Tui.Screen;

/// <summary>
/// The colours a theme is made of, as <c>#rrggbb</c>. Every text colour stands out from <see cref="Ground"/> by at least 4.5 to 1
/// (WCAG AA), as do those on bars; a test holds it for every ink.
/// </summary>
internal sealed record Palette
{
    /// <summary>Behind everything.</summary>
    public required string Ground { get; init; }

    /// <summary>Behind bars.</summary>
    public required string Panel { get; init; }

    /// <summary>Behind what is chosen.</summary>
    public required string Selected { get; init; }

    /// <summary>Ordinary text.</summary>
    public required string Text { get; init; }

    /// <summary>Text that stands out.</summary>
    public required string Strong { get; init; }

    /// <summary>Less important text and lines.</summary>
    public required string Faint { get; init; }

    /// <summary>The house's own colour.</summary>
    public required string Accent { get; init; }

    /// <summary>Text on <see cref="Accent"/>.</summary>
    public required string OnAccent { get; init; }

    /// <summary>Text on <see cref="Yellow"/>.</summary>
    public required string OnYellow { get; init; }

    /// <summary>Done, right, running.</summary>
    public required string Green { get; init; }

    /// <summary>Failed, wrong.</summary>
    public required string Red { get; init; }

    /// <summary>Links and notes.</summary>
    public required string Blue { get; init; }

    /// <summary>Code.</summary>
    public required string Cyan { get; init; }

    /// <summary>Hints and notices.</summary>
    public required string Yellow { get; init; }

    /// <summary>Quizzes.</summary>
    public required string Violet { get; init; }

    /// <summary>Light on dark.</summary>
    public static Palette Dark { get; } = new()
    {
        Ground = "#1b1f2a",
        Panel = "#2a3042",
        Selected = "#44506e",
        Text = "#d8dee9",
        Strong = "#ffffff",
        Faint = "#8e99b2",
        Accent = "#f08020",
        OnAccent = "#1b1f2a",
        OnYellow = "#1b1f2a",
        Green = "#8fbf6f",
        Red = "#ee7a83",
        Blue = "#7aa2f7",
        Cyan = "#7dcfff",
        Yellow = "#e0af68",
        Violet = "#bb9af7",
    };

    /// <summary>Dark on light.</summary>
    public static Palette Light { get; } = new()
    {
        Ground = "#fbfaf7",
        Panel = "#e6e4dd",
        Selected = "#cfdcf3",
        Text = "#2b303b",
        Strong = "#000000",
        Faint = "#5d6374",
        Accent = "#a34a00",
        OnAccent = "#ffffff",
        OnYellow = "#ffffff",
        Green = "#2f6b1f",
        Red = "#b3202c",
        Blue = "#2450a8",
        Cyan = "#0b6075",
        Yellow = "#7d5600",
        Violet = "#6a3fb0",
    };

    /// <summary>As strong as a terminal can show.</summary>
    public static Palette Contrast { get; } = new()
    {
        Ground = "#000000",
        Panel = "#000000",
        Selected = "#0050c8",
        Text = "#ffffff",
        Strong = "#ffffff",
        Faint = "#c8c8c8",
        Accent = "#ffb000",
        OnAccent = "#000000",
        OnYellow = "#000000",
        Green = "#5cff5c",
        Red = "#ff8080",
        Blue = "#8cc8ff",
        Cyan = "#66ffff",
        Yellow = "#ffff40",
        Violet = "#e0b0ff",
    };
}
