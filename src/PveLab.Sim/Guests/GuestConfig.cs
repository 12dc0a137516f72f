using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Guests;

/// <summary>
/// A guest's configuration file: comment lines, <c>key: value</c> lines and snapshot sections, kept in file order so that what is
/// read can be written back (qemu-server: PVE/QemuServer.pm parse_vm_config, write_vm_config).
/// </summary>
public sealed record GuestConfig
{
    private const long DefaultMemoryMiB = 512;

    // 4 TiB (qemu-server: PVE/QemuServer/Memory.pm get_max_mem).
    private const long MaxMemoryMiB = 4_194_304;

    /// <summary>The section that holds changes waiting for the next start.</summary>
    public const string PendingSection = "PENDING";

    private const string ContainerPendingSection = "pve:pending";

    // Before Empty, whose initialiser needs it.
    private static ImmutableSortedDictionary<string, string> NoValues { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>An empty configuration.</summary>
    public static GuestConfig Empty { get; } = new();

    /// <summary>The notes, without the leading <c>#</c> of each line.</summary>
    public string Description { get; init; } = "";

    /// <summary>The current configuration's keys and values, sorted by key as PVE writes them.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = NoValues;

    /// <summary>Snapshot sections in file order; a section of its own named <c>PENDING</c> holds pending changes.</summary>
    public ImmutableArray<(string Name, ImmutableSortedDictionary<string, string> Values)> Sections { get; init; } = [];

    /// <summary>The value of <paramref name="key"/>, or null.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>Bytes of memory assigned.</summary>
    public long Memory
    {
        get
        {
            var text = this["memory"] ?? "";
            if (text.StartsWith("current=", StringComparison.Ordinal)) text = text[8..];
            return (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes <= MaxMemoryMiB ? mebibytes : DefaultMemoryMiB) << 20;
        }
    }

    /// <summary>Whether the guest agent's channel is enabled (<c>agent: 1</c>, <c>agent: enabled=1,…</c>).</summary>
    public bool AgentEnabled =>
        this["agent"]?.Split(',') is [var first, ..] && (first.StartsWith("enabled=", StringComparison.Ordinal) ? first[8..] : first) is "1" or "yes" or "on" or "true";

    /// <summary>Changes that wait for the next start; empty when none do.</summary>
    public ImmutableSortedDictionary<string, string> Pending => Section(PendingSection) ?? NoValues;

    /// <summary>The names of the snapshots, sorted.</summary>
    public IEnumerable<string> Snapshots => Sections.Select(s => s.Name).Where(IsSnapshot).Order(StringComparer.Ordinal);

    /// <summary>The values of a snapshot, its notes among them, or null when there is none of that name.</summary>
    public ImmutableSortedDictionary<string, string>? Snapshot(string name) => IsSnapshot(name) ? Section(name) : null;

    /// <summary>This configuration with a snapshot added or changed.</summary>
    public GuestConfig WithSnapshot(string name, ImmutableSortedDictionary<string, string> values) =>
        this with
        {
            Sections = [.. WithoutSnapshot(name).Sections.Add((name, values))
                .OrderBy(s => s.Name != PendingSection).ThenBy(s => !IsSnapshot(s.Name)).ThenBy(s => s.Name, StringComparer.Ordinal)],
        };

    /// <summary>This configuration without a snapshot.</summary>
    public GuestConfig WithoutSnapshot(string name) => this with { Sections = Sections.RemoveAll(s => s.Name == name) };

    /// <summary>This configuration with <paramref name="key"/> set.</summary>
    public GuestConfig With(string key, string value) => this with { Values = Values.SetItem(key, value) };

    /// <summary>This configuration without <paramref name="key"/>.</summary>
    public GuestConfig Without(string key) => this with { Values = Values.Remove(key) };

    /// <summary>The values of a section, or null when there is none of that name.</summary>
    public ImmutableSortedDictionary<string, string>? Section(string name) =>
        Sections.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal)).Values;

    /// <summary>This configuration with other pending changes; the section goes when there are none.</summary>
    public GuestConfig WithPending(ImmutableSortedDictionary<string, string> pending)
    {
        var others = Sections.RemoveAll(s => s.Name == PendingSection);
        return this with { Sections = pending.IsEmpty ? others : others.Insert(0, (PendingSection, pending)) };
    }

    /// <summary>The drives (<c>scsi0</c>, <c>ide2</c>, <c>efidisk0</c>, …) by key, in PVE's order of buses.</summary>
    public IReadOnlyList<(string Key, Drive Drive)> Drives()
    {
        var drives = new List<(int Rank, string Key, Drive Drive)>();
        foreach (var (key, value) in Values)
            if (Drive.BusRank(key) is >= 0 and var rank) drives.Add((rank, key, Drive.Parse(value)));
        drives.Sort((a, b) => a.Rank.CompareTo(b.Rank));
        return drives.ConvertAll(d => (d.Key, d.Drive));
    }

    /// <summary>Reads the text of a configuration file; lines that make no sense are skipped, as the real parser does with a warning.</summary>
    public static GuestConfig Parse(string text)
    {
        var description = new StringBuilder();
        var current = NoValues.ToBuilder();
        var main = current;
        var sections = ImmutableArray.CreateBuilder<(string, ImmutableSortedDictionary<string, string>.Builder)>();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.Length == 0) continue;
            if (line[0] == '#')
            {
                var note = Uri.UnescapeDataString(line[1..]);
                if (current == main) description.Append(note).Append('\n');
                else current["description"] = current.TryGetValue("description", out var before) ? before + "\n" + note : note;
            }
            else if (line[0] == '[' && line[^1] == ']')
            {
                current = NoValues.ToBuilder();
                var name = line[1..^1];
                var pending = name.Equals(PendingSection, StringComparison.OrdinalIgnoreCase) || name.Equals(ContainerPendingSection, StringComparison.OrdinalIgnoreCase);
                sections.Add((pending ? PendingSection : name, current));
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && line[(colon + 1)..].Trim() is { Length: > 0 } value)
            {
                var key = line[..colon];
                if (key == "description" && current == main) description.Append(Uri.UnescapeDataString(value));
                else current[key == "cdrom" ? "ide2" : key] = value;
            }
        }
        return new GuestConfig
        {
            Description = description.ToString().TrimEnd(),
            Values = main.ToImmutable(),
            Sections = [.. sections.Select(s => (s.Item1, s.Item2.ToImmutable()))],
        };
    }

    /// <summary>The text of the configuration file.</summary>
    /// <param name="kind">A container's file calls its pending section otherwise; a virtual machine's when absent.</param>
    public string ToText(GuestKind? kind = null)
    {
        var text = new StringBuilder();
        Write(text, Description, Values);
        foreach (var (name, values) in Sections)
        {
            text.Append("\n[").Append(kind == GuestKind.Container && name == PendingSection ? ContainerPendingSection : name).Append("]\n");
            Write(text, values.GetValueOrDefault("description", ""), values.Remove("description"));
        }
        return text.ToString();
    }

    private static bool IsSnapshot(string section) => section != PendingSection && !section.StartsWith("special:", StringComparison.Ordinal);

    private static void Write(StringBuilder text, string description, ImmutableSortedDictionary<string, string> values)
    {
        if (description.Length > 0)
            foreach (var line in description.TrimEnd('\n').Split('\n')) text.Append('#').Append(Encode(line)).Append('\n');
        foreach (var (key, value) in values) text.Append(key).Append(": ").Append(value).Append('\n');
    }

    /// <summary>Notes as a file line holds them: everything but plain ASCII, and colons, percent-encoded (pve-common: encode_text).</summary>
    public static string Encode(string text) => EncodedText.Of(text);
}
