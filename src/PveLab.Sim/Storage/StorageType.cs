using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;

namespace PveLab.Sim.Storage;

/// <summary>A storage as one node sees it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Definition">Its section of storage.cfg.</param>
public sealed record StorageView(Node Node, StorageDefinition Definition)
{
    /// <summary>The storage's id.</summary>
    public string Id => Definition.Id;

    /// <summary>The node's file tree.</summary>
    public FileTree Files => Node.Files;

    /// <summary>Its directory on the node.</summary>
    /// <exception cref="PveException">The storage has none.</exception>
    public string Path => Definition["path"] is { Length: > 0 } path ? path : throw new PveException("storage definition has no path");
}

/// <summary>Space of a storage in bytes.</summary>
/// <param name="Total">In all.</param>
/// <param name="Used">Taken.</param>
/// <param name="Available">Free.</param>
public sealed record StorageSpace(long Total, long Used, long Available);

/// <summary>
/// A kind of storage: what storage.cfg may say about it, and how it keeps volumes (pve-storage: PVE/Storage/Plugin.pm). Options are written
/// as names, <c>!</c> before a required fixed one, <c>+</c> before a required one, <c>*</c> before an optional fixed one.
/// </summary>
public abstract partial class StorageType(string name, string content, string defaultContent, string formats, string options)
{
    /// <summary>Its name in storage.cfg.</summary>
    public string Name { get; } = name;

    /// <summary>The content types it can hold.</summary>
    public ImmutableSortedSet<string> Content { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, content.Split(' '));

    /// <summary>The content types of a section that names none, joined by commas.</summary>
    public string DefaultContent { get; } = defaultContent;

    /// <summary>The image formats it can hold.</summary>
    public ImmutableSortedSet<string> Formats { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, formats.Split(' '));

    /// <summary>The options its section takes, by name.</summary>
    public ImmutableSortedDictionary<string, SectionOption> Options { get; } = options.Split(' ').ToImmutableSortedDictionary(
        o => o.TrimStart('!', '+', '*'), o => new SectionOption(o[0] is not ('!' or '+'), o[0] is '!' or '*'), StringComparer.Ordinal);

    /// <summary>The options that must be there, in the order in which a missing one is told.</summary>
    public ImmutableArray<string> Required { get; } = [.. options.Split(' ').Where(o => o[0] is '!' or '+').Select(o => o.TrimStart('!', '+'))];

    /// <summary>Whether PveLab simulates it; the others can be configured only.</summary>
    public virtual bool Simulated => true;

    /// <summary>The format of an image for which none is asked (get_formats).</summary>
    public string DefaultFormat(StorageDefinition storage) => Options.ContainsKey("format") && storage["format"] is { } format ? format : "raw";

    /// <summary>
    /// Checks a section and brings its values into their stored form (pve-common: PVE/SectionConfig.pm check_config; pve-storage:
    /// PVE/Storage/Plugin.pm decode_value). At creation required options must be there, later fixed ones must not.
    /// </summary>
    /// <exception cref="PveException">The section cannot be used.</exception>
    public virtual StorageDefinition CheckConfig(string id, IReadOnlyDictionary<string, string> values, bool create, Action<string> warn)
    {
        var decoded = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!Options.TryGetValue(key, out var option)) throw new PveException($"unexpected property '{key}'");
            if (!create && option.Fixed) throw new PveException($"can't change value of fixed parameter '{key}'");
            if (Decode(key, value, warn) is { } stored) decoded[key] = stored;
        }
        if (create && Required.FirstOrDefault(o => !values.ContainsKey(o)) is { } missing)
            throw new PveException($"missing value for required option '{missing}'");
        return new StorageDefinition(id, Name, decoded.ToImmutable());
    }

    private string? Decode(string key, string value, Action<string> warn)
    {
        switch (key)
        {
            case "content":
                return DecodeContent(value, warn);
            case "format" when !Formats.Contains(value):
                warn($"storage does not support format '{value}'");
                return null;
            case "nodes":
                return string.Join(',', SectionFormats.SplitList(value).Distinct(StringComparer.Ordinal));
            case "content-dirs":
                return string.Join(',', SectionFormats.SplitList(value).Order(StringComparer.Ordinal));
            default:
                return value;
        }
    }

    private string DecodeContent(string value, Action<string> warn)
    {
        var kept = new List<string>();
        foreach (var type in SectionFormats.SplitList(value))
        {
            if (!Content.Contains(type)) warn($"storage does not support content type '{type}'");
            else if (!kept.Contains(type)) kept.Add(type);
        }
        if (kept.Count > 1 && kept.Contains("none")) throw new PveException("unable to combine 'none' with other content types");
        if (kept.Count == 0 && !Content.Contains("none")) throw new PveException("storage does not support content type 'none'");
        return string.Join(',', kept);
    }

    /// <summary>Completes a new section from what the node has (on_add_hook).</summary>
    public virtual StorageDefinition OnAdd(StorageView storage, Action<string> warn) => storage.Definition;

    /// <summary>Whether its server answers (check_connection).</summary>
    public virtual bool IsOnline(StorageView storage) => true;

    /// <summary>Whether it could be used as it is, with nothing mounted or made for it.</summary>
    public virtual bool IsReady(StorageView storage) => true;

    /// <summary>Makes it ready on the node (activate_storage).</summary>
    public abstract void Activate(StorageView storage);

    /// <summary>Its space, or null while it is not usable (status).</summary>
    public abstract StorageSpace? Status(StorageView storage);

    /// <summary>What a volume name says (parse_volname).</summary>
    public abstract VolumeName Parse(string volumeName);

    /// <summary>Where the volume lies in the node's tree (path).</summary>
    public abstract string PathOf(StorageView storage, VolumeName volume);

    /// <summary>The volumes of one content type (list_volumes).</summary>
    public abstract IEnumerable<VolumeInfo> List(StorageView storage, string content, int? vmid);

    /// <summary>Makes a disk image and answers its volume name (alloc_image).</summary>
    public abstract string Allocate(StorageView storage, Allocation wish, Action<string> log);

    /// <summary>Removes a volume (free_image).</summary>
    public abstract void Free(StorageView storage, string volumeName, Action<string> log);

    /// <summary>Refuses a volume that is not there (activate_volume).</summary>
    public abstract void RequireVolume(StorageView storage, string volumeName);

    /// <summary>The disk image behind a volume, or null.</summary>
    public abstract DiskImage? Image(StorageView storage, string volumeName);

    /// <summary>How large a volume is, or null when it is not there (volume_size_info).</summary>
    public abstract VolumeSize? Measure(StorageView storage, VolumeName volume);

    /// <summary>Gives a disk image another size in bytes (volume_resize).</summary>
    public abstract void Resize(StorageView storage, string volumeName, long size);

    /// <summary>The disk its bytes lie on, or null when it cannot be told now.</summary>
    public abstract PhysicalDisk? Disk(StorageView storage);

    /// <summary>The network path to it, null when it is local.</summary>
    public virtual Lane? Link(StorageView storage) => null;
}

/// <summary>How large a volume is.</summary>
/// <param name="Size">Bytes a guest or a reader sees.</param>
/// <param name="Format">raw, qcow2, ….</param>
/// <param name="Used">Bytes it takes on the storage, 0 where the type does not tell.</param>
public sealed record VolumeSize(long Size, string Format, long Used);

/// <summary>A wish for a disk image.</summary>
/// <param name="Vmid">Its owner.</param>
/// <param name="Format">raw, qcow2, ….</param>
/// <param name="Name">Its name, or null for the next free one.</param>
/// <param name="Size">Bytes.</param>
public sealed record Allocation(int Vmid, string Format, string? Name, long Size);
