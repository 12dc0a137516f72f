using PveLab.Tui.Lab;

namespace PveLab.Tui.Home;

/// <summary>The looks of the interface.</summary>
public enum ThemeName
{
    /// <summary>Light text on a dark ground.</summary>
    Dark,

    /// <summary>Dark text on a light ground.</summary>
    Light,

    /// <summary>White and bright colours on black, for weak eyes and projectors.</summary>
    Contrast,

    /// <summary>The terminal's own two colours.</summary>
    Plain,
}

/// <summary>What a learner chose once and finds again at the next start.</summary>
public sealed record Settings
{
    /// <summary>Language of the interface.</summary>
    public Language Language { get; init; } = Language.En;

    /// <summary>Its looks.</summary>
    public ThemeName Theme { get; init; } = ThemeName.Dark;

    /// <summary>Virtual seconds per real second at the start of an attempt.</summary>
    public int Speed { get; init; } = 60;

    /// <summary>Whether the coach speaks up.</summary>
    public bool Coach { get; init; } = true;

    /// <summary>The settings by their stored names and values.</summary>
    public IReadOnlyDictionary<string, string> Stored => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["coach"] = Coach ? "on" : "off",
        ["language"] = Language.Code(),
        ["speed"] = Speed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["theme"] = Theme.ToString(),
    };

    /// <summary>These settings with what was stored in their place; a value nobody knows is passed over.</summary>
    public Settings With(IReadOnlyDictionary<string, string> stored) => this with
    {
        Coach = stored.TryGetValue("coach", out var coach) ? coach != "off" : Coach,
        Language = stored.TryGetValue("language", out var language) ? LanguageCode.Parse(language) : Language,
        Speed = stored.TryGetValue("speed", out var text) && int.TryParse(text, out var speed) && LabUpdate.Speeds.Contains(speed) ? speed : Speed,
        Theme = stored.TryGetValue("theme", out var name) && Enum.TryParse<ThemeName>(name, out var theme) && Enum.IsDefined(theme) ? theme : Theme,
    };
}
