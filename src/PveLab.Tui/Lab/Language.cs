namespace PveLab.Tui.Lab;

/// <summary>A language of the interface.</summary>
public enum Language
{
    /// <summary>日本語.</summary>
    Ja,

    /// <summary>English.</summary>
    En,
}

/// <summary>Codes of languages.</summary>
public static class LanguageCode
{
    /// <summary><c>ja</c> or <c>en</c>.</summary>
    public static string Code(this Language language) => language == Language.Ja ? "ja" : "en";

    /// <summary>The language of a code such as <c>ja</c> or <c>ja-JP</c>; English for any other.</summary>
    public static Language Parse(string code) => code.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? Language.Ja : Language.En;
}
