using System.Globalization;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>A short text in both languages of the interface, so that a form changes its language while it is open.</summary>
/// <param name="En">English.</param>
/// <param name="Ja">Japanese.</param>
public readonly record struct Words(string En, string Ja)
{
    /// <summary>No words.</summary>
    public static Words None { get; } = new("", "");

    /// <summary>Whether there is nothing to read.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(En) && string.IsNullOrEmpty(Ja);

    /// <summary>The text in a language.</summary>
    public string In(Language language) => (language == Language.Ja ? Ja : En) ?? "";

    /// <summary>The same in both languages: names, numbers, what the API said.</summary>
    public static Words Same(string text) => new(text, text);

    /// <summary>The words with <c>{0}</c>, <c>{1}</c> replaced.</summary>
    public Words With(params object[] values) => new(string.Format(CultureInfo.InvariantCulture, En, values), string.Format(CultureInfo.InvariantCulture, Ja, values));

    /// <summary>The same in both languages.</summary>
    public static implicit operator Words(string text) => Same(text);

    /// <summary>English and Japanese.</summary>
    public static implicit operator Words((string En, string Ja) pair) => new(pair.En, pair.Ja);

    /// <summary>One text after the other.</summary>
    public static Words operator +(Words left, Words right) => new(left.En + right.En, left.Ja + right.Ja);
}
