using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;
using static PveLab.Sim.Sections.SectionProperty;

namespace PveLab.Sim.Backup;

/// <summary>
/// What a job in jobs.cfg may say (pve-common: PVE/Job/Registry.pm; pve-guest-common: PVE/VZDump/Common.pm; pve-access-control:
/// PVE/Jobs/RealmSync.pm). A property of one type is known to the others, but not expected there.
/// </summary>
public static partial class JobProperties
{
    private static readonly PropertyString Fleecing =
        PropertyString.Of(("enabled", Flag), ("storage", Format(SectionFormats.StorageId))) with { DefaultKey = "enabled" };

    private static readonly PropertyString Performance = PropertyString.Of(("max-workers", Between(1, 256)), ("pbs-entries-max", Between(1, null)));

    private static readonly ImmutableSortedDictionary<string, SectionProperty> OfEveryJob = Sorted(
        ("comment", AtMost(512)),
        ("enabled", Flag),
        ("repeat-missed", Flag),
        ("schedule", Format(SectionFormats.CalendarEvent).And(AtMost(128))));

    private static readonly ImmutableSortedDictionary<string, SectionProperty> OfVzdump = Sorted(
        ("all", Flag),
        ("bwlimit", Between(0, null)),
        ("compress", OneOf("0", "1", "gzip", "lzo", "zstd")),
        ("dumpdir", Text),
        ("exclude", ListOf(SectionFormats.Vmid)),
        ("exclude-path", Text with { Repeats = true }),
        ("fleecing", Format(FleecingComplaint)),
        ("ionice", Between(0, 8)),
        ("lockwait", Between(0, null)),
        ("mailnotification", OneOf("always", "failure")),
        ("mailto", ListOf(SectionFormats.EmailOrUserName)),
        ("mode", OneOf("snapshot", "suspend", "stop")),
        ("node", Format(SectionFormats.NodeName)),
        ("notes-template", AtMost(1024)),
        ("notification-mode", OneOf("auto", "legacy-sendmail", "notification-system")),
        ("pbs-change-detection-mode", OneOf("legacy", "data", "metadata")),
        ("performance", Format(Performance.Complaint)),
        ("pigz", Between(null, null)),
        ("pool", Text),
        ("protected", Flag),
        ("prune-backups", Format(StorageFormats.PruneBackups)),
        ("quiet", Flag),
        ("remove", Flag),
        ("script", Text),
        ("stdexcludes", Flag),
        ("stop", Flag),
        ("stopwait", Between(0, null)),
        ("storage", Format(SectionFormats.StorageId)),
        ("tmpdir", Text),
        ("vmid", ListOf(SectionFormats.Vmid)),
        ("zstd", Between(null, null)));

    // 'full' and 'purge' are known to the schema only: no section may hold them any more.
    private static readonly ImmutableSortedDictionary<string, SectionProperty> OfRealmSync = Sorted(
        ("enable-new", Flag),
        ("full", Flag),
        ("purge", Flag),
        ("realm", Format(SectionFormats.Realm).And(AtMost(32))),
        ("remove-vanished", Matching(RemoveVanished())),
        ("scope", OneOf("users", "groups", "both")));

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, SectionOption>> Options =
        new Dictionary<string, ImmutableSortedDictionary<string, SectionOption>>
        {
            [JobDefinition.Backup] = OfEveryJob.Concat(OfVzdump).ToImmutableSortedDictionary(
                p => p.Key, p => new SectionOption(p.Key != "schedule", false), StringComparer.Ordinal),
            ["realm-sync"] = OfEveryJob.Concat(OfRealmSync).Where(p => p.Key is not ("full" or "purge" or "repeat-missed")).ToImmutableSortedDictionary(
                p => p.Key, p => new SectionOption(p.Key is not ("schedule" or "realm" or "scope"), p.Key == "realm"), StringComparer.Ordinal),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Every property of every type.</summary>
    public static ImmutableSortedDictionary<string, SectionProperty> All { get; } =
        OfEveryJob.AddRange(OfVzdump).AddRange(OfRealmSync).AddRange(Sorted(("id", Text), ("type", Text)));

    /// <summary>Properties of vzdump itself: what a job hands over when it runs.</summary>
    public static ImmutableSortedSet<string> Vzdump { get; } = [.. OfVzdump.Keys];

    /// <summary>The options of a type of job, or null for an unknown type.</summary>
    public static ImmutableSortedDictionary<string, SectionOption>? OptionsOf(string type) => Options.GetValueOrDefault(type);

    /// <summary>The options a type must have, in the order in which a missing one is told. (The real order is a hash's.)</summary>
    public static IEnumerable<string> Required(string type) => Options[type].Where(o => !o.Value.Optional).Select(o => o.Key);

    /// <summary>A value as it is kept and written back (decode_value, encode_value).</summary>
    internal static string Stored(string key, string value) => key switch
    {
        "comment" => EncodedText.Read(value),
        "fleecing" => Fleecing.Print(Fleecing.Parse(value)),
        "performance" => Performance.Print(Performance.Parse(value)),
        "prune-backups" => StorageFormats.Keeps.Print(StorageFormats.PruneOptions(value)),
        _ => value,
    };

    private static string? FleecingComplaint(string value)
    {
        if (Fleecing.Complaint(value) is { } complaint) return complaint;
        var values = Fleecing.Parse(value);
        return values.GetValueOrDefault("enabled") == "1" && !values.ContainsKey("storage") ? "'storage' parameter is required when 'enabled' is set" : null;
    }

    private static ImmutableSortedDictionary<string, SectionProperty> Sorted(params (string Key, SectionProperty Property)[] properties) =>
        properties.ToImmutableSortedDictionary(p => p.Key, p => p.Property, StringComparer.Ordinal);

    [GeneratedRegex(@"\A(?:((?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none)\z")]
    private static partial Regex RemoveVanished();
}
