using System.Collections.Immutable;
using System.Text;

namespace PveLab.Sim.Guests;

/// <summary>
/// A guest's configuration file: comment lines, <c>key: value</c> lines and snapshot sections, kept in file order so that what is
/// read can be written back (qemu-server: PVE/QemuServer.pm parse_vm_config, write_vm_config).
/// </summary>
public sealed record GuestConfig
{
    /// <summary>An empty configuration.</summary>
    public static GuestConfig Empty { get; } = new();

    /// <summary>The notes, without the leading <c>#</c> of each line.</summary>
    public string Description { get; init; } = "";

    /// <summary>The current configuration's keys and values, sorted by key as PVE writes them.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Snapshot sections in file order; a section of its own named <c>PENDING</c> holds pending changes.</summary>
    public ImmutableArray<(string Name, ImmutableSortedDictionary<string, string> Values)> Sections { get; init; } = [];

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>This configuration with <paramref name="key"/> set.</summary>
    public GuestConfig With(string key, string value) => this with { Values = Values.SetItem(key, value) };

    /// <summary>This configuration without <paramref name="key"/>.</summary>
    public GuestConfig Without(string key) => this with { Values = Values.Remove(key) };

    /// <summary>The drives (<c>scsi0</c>, <c>ide2</c>, <c>efidisk0</c>, …) by key, in PVE's order of buses.</summary>
    public IEnumerable<(string Key, Drive Drive)> Drives() =>
        from pair in Values
        let rank = Drive.BusRank(pair.Key)
        where rank >= 0
        orderby rank
        select (pair.Key, Drive.Parse(pair.Value));

    /// <summary>Reads the text of a configuration file; lines that make no sense are skipped, as the real parser does with a warning.</summary>
    public static GuestConfig Parse(string text)
    {
        var description = new StringBuilder();
        var current = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var main = current;
        var sections = ImmutableArray.CreateBuilder<(string, ImmutableSortedDictionary<string, string>.Builder)>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.Length == 0) continue;
            if (line[0] == '#')
            {
                if (current == main) description.Append(Uri.UnescapeDataString(line[1..])).Append('\n');
            }
            else if (line[0] == '[' && line[^1] == ']')
            {
                current = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
                sections.Add((line[1..^1], current));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                current[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }
        return new GuestConfig
        {
            Description = description.ToString(),
            Values = main.ToImmutable(),
            Sections = [.. sections.Select(s => (s.Item1, s.Item2.ToImmutable()))],
        };
    }

    /// <summary>The text of the configuration file.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var line in Description.Split('\n', StringSplitOptions.RemoveEmptyEntries)) text.Append('#').Append(line).Append('\n');
        foreach (var (key, value) in Values) text.Append(key).Append(": ").Append(value).Append('\n');
        foreach (var (name, values) in Sections)
        {
            text.Append("\n[").Append(name).Append("]\n");
            foreach (var (key, value) in values) text.Append(key).Append(": ").Append(value).Append('\n');
        }
        return text.ToString();
    }
}
