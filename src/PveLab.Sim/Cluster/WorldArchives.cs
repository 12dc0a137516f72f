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
        return new BackupArchive
        {
            Config = config,
            Kind = name.Format == "tar" ? GuestKind.Container : GuestKind.VirtualMachine,
            Disks = name.Format == "tar"
                ? [.. ContainerMount.Of(GuestConfig.Parse(config)).Where(m => m.InBackup.Included).Select(m => FileSystem(definition, m, captured))]
                : [.. DiskMap().Matches(config).Select(line => Disk(definition, config, line, captured))],
            CapturedAt = captured,
            Vmid = name.Vmid!.Value,
            Uuid = "00000000-0000-0000-0000-000000000000",
            Length = length,
            Damage = definition.Damage,
        };
    }

    private static ArchivedDisk Disk(ArchiveDefinition definition, string config, Match line, Instant captured)
    {
        var key = line.Groups[1].Value;
        var content = definition.Disks.GetValueOrDefault(key) ?? new ArchivedDiskDefinition();
        var size = content.Size ?? GuestConfig.Parse(config).Drives().FirstOrDefault(d => d.Key == key).Drive?["size"]
            ?? throw new WorldException($"archive '{definition.Path}': {key} has no size");
        var system = content.System is { } s ? WorldBuilder.MakeSystem(s, captured) : null;
        return new ArchivedDisk(key, line.Groups[2].Value, line.Groups[3].Value,
            new DiskCapture(WorldBuilder.ParseSize(size), WorldBuilder.ParseSize(content.Written), system));
    }

    private static ArchivedDisk FileSystem(ArchiveDefinition definition, ContainerMount mount, Instant captured)
    {
        var content = definition.Disks.GetValueOrDefault(mount.Key) ?? new ArchivedDiskDefinition();
        var system = content.System is { } s ? WorldBuilder.MakeSystem(s, captured) : GuestSystem.Data;
        return new ArchivedDisk(mount.Key, VolumeId.TryParse(mount.Volume)?.Storage ?? "", "raw",
            new DiskCapture(mount.Size ?? 0, WorldBuilder.ParseSize(content.Written), system)) { Path = mount.Path };
    }

    [GeneratedRegex(@"^#qmdump#map:([^:\n]+):[^:\n]*:([^:\n]*):([^:\n]*):", RegexOptions.Multiline)]
    private static partial Regex DiskMap();
}
