using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PveLab.Sim.Storage;

/// <summary>Reads storage.cfg line by line, warning as the real parser does (pve-common: PVE/SectionConfig.pm parse_config).</summary>
internal sealed partial class StorageConfigReader(string text, string fileName)
{
    private readonly string[] lines = text.Split('\n');
    private readonly List<string> warnings = [];
    private readonly List<(string Id, StorageDefinition? Storage)> sections = [];
    private int next;
    private string place = "";

    public StorageConfig Read()
    {
        while (NextLine() is { } line)
        {
            if (IsEmpty(line)) continue;
            place = Here();
            var header = Header().Match(line);
            if (header.Success) ReadSection(header.Groups[1].Value.ToLowerInvariant(), header.Groups[2].Value);
            else warnings.Add($"{place} - ignore config line: {line}");
        }
        return Complete();
    }

    private void ReadSection(string type, string id)
    {
        var known = StorageTypes.Find(type);
        var reason = StorageFormats.StorageId(id) ?? (known is null ? $"unsupported type '{type}'" : null);
        if (reason is not null) warnings.Add($"{place} (skip section '{id}'): {reason}");
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (NextLine() is { } line && !IsEmpty(line))
        {
            if (reason is not null) continue;
            place = Here();
            var match = KeyAndValue().Match(line);
            if (!match.Success) warnings.Add($"{place} (section '{id}') - ignore config line: {line}");
            else if (Take(known!, values, match.Groups[1].Value, match.Groups[3].Success ? match.Groups[3].Value : null) is { } error)
                warnings.Add($"{place} (section '{id}') - unable to parse value of '{match.Groups[1].Value}': {error}");
        }
        if (reason is null) Finish(known!, id, values);
    }

    /// <summary>Takes one property; answers what is wrong with it.</summary>
    private static string? Take(StorageType type, SortedDictionary<string, string> values, string key, string? value)
    {
        if (!StorageProperties.All.TryGetValue(key, out var property)) return "unknown property type";
        if (values.ContainsKey(key)) return "duplicate attribute";
        if (key == "type" && value == type.Name) return null;
        if (!type.Options.ContainsKey(key)) return $"unexpected property '{key}'";
        value ??= property.Kind == PropertyKind.Flag ? "1" : null;
        if (value is null) return "got undefined value";
        if (property.Complaint(value) is { } complaint) return complaint;
        values[key] = property.Kind == PropertyKind.Text ? value : Number(value);
        return null;
    }

    private void Finish(StorageType type, string id, SortedDictionary<string, string> values)
    {
        sections.RemoveAll(s => s.Id == id);
        try
        {
            sections.Add((id, type.CheckConfig(id, values, create: true, warnings.Add)));
        }
        catch (PveException error)
        {
            warnings.Add($"{place} (skip section '{id}'): {error.Message}");
            sections.Add((id, null));
        }
    }

    private StorageConfig Complete()
    {
        var order = sections.Select(s => s.Id).ToImmutableArray();
        var local = sections.FindIndex(s => s.Id == "local");
        if (local < 0) sections.Add(("local", ImplicitLocal));
        else if (sections[local].Storage is not { Type: "dir" } found || found["path"] is { Length: > 0 } path && path != "/var/lib/vz")
            sections[local] = ("local", ImplicitLocal);
        return new StorageConfig(text, [.. from section in sections where section.Storage is not null select WithDefaults(section.Storage)], [.. warnings])
        {
            Order = order,
            Broken = sections.Where(s => s.Storage is null).Select(s => s.Id).ToImmutableSortedSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The storage that always is there (pve-storage: PVE/Storage/Plugin.pm parse_config).</summary>
    private static StorageDefinition ImplicitLocal { get; } = new("local", "dir", new Dictionary<string, string>
    {
        ["content"] = "backup,images,iso,rootdir,snippets,vztmpl",
        ["path"] = "/var/lib/vz",
        ["priority"] = "0",
        ["prune-backups"] = "keep-all=1",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private static StorageDefinition WithDefaults(StorageDefinition storage)
    {
        var values = storage.Properties;
        if (storage.Id == "local") values = values.Remove("nodes");
        if (storage["content"] is null) values = values.SetItem("content", StorageTypes.Get(storage.Type).DefaultContent);
        if (StorageTypes.AlwaysShared.Contains(storage.Type)) values = values.SetItem("shared", "1");
        return storage with { Properties = values };
    }

    private static string Number(string value) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture) : value;

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

    [GeneratedRegex(@"^([^ \t\r\f\v]+):[ \t\r\f\v]*([^ \t\r\f\v]+)[ \t\r\f\v]*$")]
    private static partial Regex Header();

    [GeneratedRegex(@"^[ \t\r\f\v]+([^ \t\r\f\v]+)([ \t\r\f\v]+(.*[^ \t\r\f\v]))?[ \t\r\f\v]*$")]
    private static partial Regex KeyAndValue();
}
