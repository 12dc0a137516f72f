using System.Text.RegularExpressions;
using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>Puts the archives of a world's definition where they lie.</summary>
internal static partial class WorldArchives
{
    /// <summary>Writes one archive with its notes and its mark.</summary>
    /// <exception cref="WorldException">The definition contradicts itself.</exception>
    public static void Add(Datacenter datacenter, ArchiveDefinition definition)
    {
        var node = definition.Node is not { } name ? datacenter.Nodes.Values.First()
            : datacenter.Nodes.GetValueOrDefault(name) ?? throw new WorldException($"archive '{definition.Path}': there is no node '{name}'");
        var archive = ArchiveName.TryParse(definition.Path, datacenter.Zone) is { IsStandard: true } standard ? standard
            : throw new WorldException($"archive '{definition.Path}': the name is not one that vzdump gives");
        var length = WorldBuilder.ParseSize(definition.Size);
        var modified = definition.Modified is { } time ? WorldBuilder.ParseTime(time, "modified") : Instant.FromUnixSeconds(archive.Ctime!.Value);
        var directory = UnixPath.Directory(definition.Path);
        node.Files.CreateDirectory(directory, parents: true);
        node.Files.CreateBlob(definition.Path, definition.Left is { } left ? WorldBuilder.ParseSize(left) : length);
        ((BlobFile)node.Files.Get(definition.Path)).Payload = Content(definition, archive, length);
        var written = new List<string> { definition.Path };
        if (definition.Notes is { } notes) Write(UnixPath.Join(directory, archive.NotesFileName!), notes);
        if (definition.Protected) Write(definition.Path + ".protected", "");
        foreach (var path in written) node.Files.Get(path).Modified = modified;

        void Write(string path, string text)
        {
            node.Files.WriteText(path, text);
            written.Add(path);
        }
    }

    private static BackupArchive Content(ArchiveDefinition definition, ArchiveName name, long length)
    {
        var captured = Instant.FromUnixSeconds(name.Ctime!.Value);
        var config = definition.Config ?? "";
        var container = name.Type == GuestKind.Container.Type;
        return new BackupArchive
        {
            Config = config,
            Disks = container
                ? [.. ContainerMount.Of(GuestConfig.Parse(config)).Where(m => m.InBackup.Included).Select(m => Volume(definition, m, captured))]
                : [.. DiskMap().Matches(config).Select(line => Disk(definition, config, line, captured))],
            CapturedAt = captured,
            Vmid = name.Vmid!.Value,
            Kind = container ? GuestKind.Container : GuestKind.VirtualMachine,
            Uuid = "00000000-0000-0000-0000-000000000000",
            Length = length,
            Damage = definition.Damage,
        };
    }

    private static ArchivedDisk Volume(ArchiveDefinition definition, ContainerMount mount, Instant captured) =>
        new(mount.Key, VolumeId.TryParse(mount.Volume)?.Storage ?? "", "raw", Capture(definition, mount.Key, mount.Size, captured)) { Path = mount.Path };

    private static ArchivedDisk Disk(ArchiveDefinition definition, string config, Match line, Instant captured)
    {
        var key = line.Groups[1].Value;
        var size = GuestConfig.Parse(config).Drives().FirstOrDefault(d => d.Key == key).Drive?.Size;
        return new ArchivedDisk(key, line.Groups[2].Value, line.Groups[3].Value, Capture(definition, key, size, captured));
    }

    private static DiskCapture Capture(ArchiveDefinition definition, string key, long? configured, Instant captured)
    {
        var content = definition.Disks.GetValueOrDefault(key) ?? new ArchivedDiskDefinition();
        var size = (content.Size is { } text ? WorldBuilder.ParseSize(text) : configured) ?? throw new WorldException($"archive '{definition.Path}': {key} has no size");
        return new DiskCapture(size, WorldBuilder.ParseSize(content.Written), content.System is { } s ? WorldBuilder.MakeSystem(s, captured) : null);
    }

    [GeneratedRegex(@"^#qmdump#map:([^:\n]+):[^:\n]*:([^:\n]*):([^:\n]*):", RegexOptions.Multiline)]
    private static partial Regex DiskMap();
}
