using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Sections;

/// <summary>The first line of a section.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Error">Why the section is skipped, or null.</param>
internal sealed record SectionHeader(string Type, string Id, string? Error = null);

/// <summary>What a file of sections may hold.</summary>
/// <typeparam name="T">A section as its readers want it.</typeparam>
internal sealed record SectionGrammar<T>
    where T : class
{
    /// <summary>Every property any type knows, by name.</summary>
    public required ImmutableSortedDictionary<string, SectionProperty> Properties { get; init; }

    /// <summary>The options of a type, or null for an unknown type.</summary>
    public required Func<string, ImmutableSortedDictionary<string, SectionOption>?> OptionsOf { get; init; }

    /// <summary>Takes a line as the first of a section; null when it is none.</summary>
    public Func<string, SectionHeader?> Header { get; init; } = SectionLines.Header;

    /// <summary>Makes a section of checked values: type, id, values, warnings (check_config). Refuses with a <see cref="PveException"/>.</summary>
    public required Func<string, string, SortedDictionary<string, string>, Action<string>, T> Complete { get; init; }
}

/// <summary>What a file of sections held.</summary>
/// <param name="Sections">The sections in file order; one whose values cannot be used is null, but keeps its place.</param>
/// <param name="Warnings">What real PVE prints while reading, in order, without the final line feed.</param>
internal sealed record SectionFile<T>(List<(string Id, T? Section)> Sections, List<string> Warnings)
    where T : class;

/// <summary>Reads a file of sections line by line, warning as the real parser does (pve-common: PVE/SectionConfig.pm parse_config).</summary>
internal sealed class SectionReader<T>(SectionGrammar<T> grammar, string text, string fileName)
    where T : class
{
    private readonly string[] lines = text.Split('\n');
    private readonly List<string> warnings = [];
    private readonly List<(string Id, T? Section)> sections = [];
    private int next;
    private string place = "";

    /// <summary>Reads the file.</summary>
    public SectionFile<T> Read()
    {
        while (NextLine() is { } line)
        {
            if (IsEmpty(line)) continue;
            place = Here();
            if (grammar.Header(line) is { } header) ReadSection(header);
            else warnings.Add($"{place} - ignore config line: {line}");
        }
        return new(sections, warnings);
    }

    private void ReadSection(SectionHeader header)
    {
        var options = grammar.OptionsOf(header.Type);
        var reason = header.Error ?? (options is null ? $"unsupported type '{header.Type}'" : null);
        if (reason is not null) warnings.Add($"{place} (skip section '{header.Id}'): {reason}");
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (NextLine() is { } line && !IsEmpty(line))
        {
            if (reason is not null) continue;
            place = Here();
            if (SectionLines.Property(line) is not { } property) warnings.Add($"{place} (section '{header.Id}') - ignore config line: {line}");
            else if (Take(header.Type, options!, values, property.Key, property.Value) is { } error)
                warnings.Add($"{place} (section '{header.Id}') - unable to parse value of '{property.Key}': {error}");
        }
        if (reason is null) Finish(header, values);
    }

    /// <summary>Takes one property; answers what is wrong with it.</summary>
    private string? Take(
        string type, ImmutableSortedDictionary<string, SectionOption> options, SortedDictionary<string, string> values, string key, string? value)
    {
        if (!grammar.Properties.TryGetValue(key, out var property)) return "unknown property type";
        var earlier = values.GetValueOrDefault(key);
        if (earlier is not null && !property.Repeats) return "duplicate attribute";
        if (key == "type" && value == type) return null;
        if (!options.ContainsKey(key)) return $"unexpected property '{key}'";
        value ??= property.Kind == PropertyKind.Flag ? "1" : null;
        if (value is null) return "got undefined value";
        if (value.Contains('\r', StringComparison.Ordinal)) return "property contains a line feed";
        if (property.Complaint(value) is { } complaint) return complaint;
        values[key] = earlier is null ? property.Normal(value) : earlier + SectionProperty.ListSeparator + value;
        return null;
    }

    private void Finish(SectionHeader header, SortedDictionary<string, string> values)
    {
        sections.RemoveAll(s => s.Id == header.Id);
        try
        {
            sections.Add((header.Id, grammar.Complete(header.Type, header.Id, values, warnings.Add)));
        }
        catch (PveException error)
        {
            warnings.Add($"{place} (skip section '{header.Id}'): {error.Message}");
            sections.Add((header.Id, null));
        }
    }

    private string Here() => string.Create(CultureInfo.InvariantCulture, $"file {fileName} line {next}");

    private string? NextLine()
    {
        while (next < lines.Length)
        {
            var line = lines[next++];
            if (!line.TrimStart(' ', '\t', '\r', '\f', '\v').StartsWith('#')) return line;
        }
        return null;
    }

    // Perl takes the text "0" for false too.
    private static bool IsEmpty(string line) => line is "" or "0";
}

/// <summary>The lines of a section.</summary>
internal static partial class SectionLines
{
    /// <summary><c>type: id</c> (parse_section_header).</summary>
    public static SectionHeader? Header(string line) =>
        TypeAndId().Match(line) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value) : null;

    /// <summary>An indented key with perhaps a value.</summary>
    public static (string Key, string? Value)? Property(string line) =>
        KeyAndValue().Match(line) is { Success: true } match ? (match.Groups[1].Value, match.Groups[3].Success ? match.Groups[3].Value : null) : null;

    [GeneratedRegex(@"^([^ \t\r\f\v]+):[ \t\r\f\v]*([^ \t\r\f\v]+)[ \t\r\f\v]*$")]
    private static partial Regex TypeAndId();

    [GeneratedRegex(@"^[ \t\r\f\v]+([^ \t\r\f\v]+)([ \t\r\f\v]+(.*[^ \t\r\f\v]))?[ \t\r\f\v]*$")]
    private static partial Regex KeyAndValue();
}
