using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Sections;

/// <summary>What a value in a section is.</summary>
public enum PropertyKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary><c>0</c> or <c>1</c>; a key without value means <c>1</c>.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A number with a fraction.</summary>
    Decimal,
}

/// <summary>One property that a section may hold (pve-common: PVE/SectionConfig.pm, the <c>properties</c> of every plugin).</summary>
/// <param name="Kind">What its value is.</param>
/// <param name="Check">Says what is wrong with a value as PVE's JSON schema does, or null when nothing is.</param>
public sealed partial record SectionProperty(PropertyKind Kind, Func<string, string?>? Check = null)
{
    /// <summary>Stands between the values of a property that may be given on several lines.</summary>
    public const char ListSeparator = '\0';

    /// <summary>Any text.</summary>
    public static SectionProperty Text { get; } = new(PropertyKind.Text);

    /// <summary><c>0</c> or <c>1</c>.</summary>
    public static SectionProperty Flag { get; } = new(PropertyKind.Flag);

    /// <summary>Whether every line with this key adds a value (an array in the schema).</summary>
    public bool Repeats { get; init; }

    /// <summary>The schema's complaint about <paramref name="value"/>, or null (pve-common: PVE/JSONSchema.pm check_prop).</summary>
    public string? Complaint(string value) => Kind switch
    {
        PropertyKind.Flag when value is not ("0" or "1") => $"type check ('boolean') failed - got '{value}'",
        PropertyKind.Number when !Integer().IsMatch(value) => $"type check ('integer') failed - got '{value}'",
        PropertyKind.Decimal when !Real().IsMatch(value) => $"type check ('number') failed - got '{value}'",
        _ => Check?.Invoke(value),
    };

    /// <summary>The value as it is kept: numbers without sign and leading zeros.</summary>
    public string Normal(string value) =>
        Kind != PropertyKind.Text && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Kind == PropertyKind.Decimal ? number.ToString("R", CultureInfo.InvariantCulture) : PerlNumber.Whole(number) : value;

    /// <summary>A text that <paramref name="check"/> accepts.</summary>
    public static SectionProperty Format(Func<string, string?> check) =>
        new(PropertyKind.Text, value => check(value) is { } error ? $"invalid format - {error}\n" : null);

    /// <summary>A list of texts that <paramref name="check"/> accepts each.</summary>
    public static SectionProperty ListOf(Func<string, string?> check) =>
        Format(value => SectionFormats.SplitList(value).Select(check).FirstOrDefault(error => error is not null));

    /// <summary>One of some words.</summary>
    public static SectionProperty OneOf(params string[] values) =>
        new(PropertyKind.Text, value => values.Contains(value) ? null
            : $"value '{value}' does not have a value in the enumeration '{string.Join(", ", values)}'");

    /// <summary>A text of at most so many characters.</summary>
    public static SectionProperty AtMost(int characters) =>
        new(PropertyKind.Text, value => value.Length <= characters ? null
            : string.Create(CultureInfo.InvariantCulture, $"value may only be {characters} characters long"));

    /// <summary>A text that a pattern matches.</summary>
    public static SectionProperty Matching(Regex pattern) =>
        new(PropertyKind.Text, value => pattern.IsMatch(value) ? null : "value does not match the regex pattern");

    /// <summary>A number within bounds, both included; null is none.</summary>
    public static SectionProperty Between(long? low, long? high, PropertyKind kind = PropertyKind.Number) =>
        new(kind, value => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) switch
        {
            var n when n > high => string.Create(CultureInfo.InvariantCulture, $"value must have a maximum value of {high}"),
            var n when n < low => string.Create(CultureInfo.InvariantCulture, $"value must have a minimum value of {low}"),
            _ => null,
        });

    /// <summary>This, with <paramref name="other"/> looked at when nothing is wrong so far.</summary>
    public SectionProperty And(SectionProperty other) => this with { Check = value => Complaint(value) ?? other.Complaint(value) };

    [GeneratedRegex(@"\A[+-]?[0-9]+\z")]
    internal static partial Regex Integer();

    [GeneratedRegex(@"\A[+-]?([0-9]+\.[0-9]+|[0-9]+\.|\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?\z")]
    internal static partial Regex Real();
}

/// <summary>How a kind of section treats one of its properties.</summary>
/// <param name="Optional">It may be absent.</param>
/// <param name="Fixed">It can be given at creation only.</param>
public sealed record SectionOption(bool Optional, bool Fixed);
