using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>What a restore is asked to do (qemu-server: PVE/CLI/qmrestore.pm, PVE/API2/Qemu.pm create_vm with <c>archive</c>).</summary>
/// <param name="Archive">Volume id or absolute path.</param>
/// <param name="Vmid">The VMID to restore to.</param>
public sealed record RestoreRequest(string Archive, int Vmid)
{
    /// <summary>Storage for all disks, null for those they were on.</summary>
    public string? Storage { get; init; }

    /// <summary>Overwrite an existing guest.</summary>
    public bool Force { get; init; }

    /// <summary>New MAC addresses and a new SMBIOS UUID.</summary>
    public bool Unique { get; init; }

    /// <summary>Start it afterwards.</summary>
    public bool Start { get; init; }

    /// <summary>Pool to add it to.</summary>
    public string? Pool { get; init; }

    /// <summary>KiB per second; 0 for no limit, null for the storages' own.</summary>
    public long? BandwidthLimit { get; init; }

    /// <summary>Run from the archive while it is restored.</summary>
    public bool Live { get; init; }

    /// <summary>Settings that replace those in the archive.</summary>
    public ImmutableSortedDictionary<string, string> Overrides { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The archive's path on the node (Qemu.pm classify_restore_archive after Storage.pm check_volume_access).</summary>
    /// <exception cref="PveException">No such storage, volume or file, or no backup.</exception>
    public string Locate(Node node)
    {
        if (VolumeId.TryParse(Archive) is { } volume)
        {
            node.View.Storages.Get(volume.Storage);
            if (node.Storages.NameOf(Archive).Kind != "backup")
                throw new PveException($"unable to use volume {Archive} - content type needs to be 'backup'");
            node.Storages.ActivateVolume(Archive);
            var path = node.Storages.PathOf(Archive);
            return IsFile(node, path) ? path : throw new PveException($"can't find file '{Archive}'");
        }
        if (!Archive.StartsWith('/') || !IsFile(node, Archive)) throw new PveException($"can't find file '{Archive}'");
        return node.Files.Locate(Archive).RealPath;
    }

    /// <summary>The storage's volume that lies at a path, or null (Storage.pm path_to_volume_id).</summary>
    internal static string? VolumeAt(Node node, string path)
    {
        foreach (var storage in node.View.Storages.Storages)
        {
            if (!storage.Content.Contains("backup") || storage["path"] is null) continue;
            if (UnixPath.Directory(path) == node.Storages.DumpDirectory(storage.Id)) return $"{storage.Id}:backup/{UnixPath.Name(path)}";
        }
        return null;
    }

    private static bool IsFile(Node node, string path) => node.Files.Find(path) is BlobFile or TextFile;
}
