using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>What creating or restoring a container is asked to do (pve-container: PVE/API2/LXC.pm create_vm).</summary>
/// <param name="Archive">Volume id or path of the template or backup.</param>
/// <param name="Vmid">The VMID.</param>
public sealed record ContainerRequest(string Archive, int Vmid)
{
    /// <summary>Whether the archive is a backup, not a template.</summary>
    public bool Restore { get; init; }

    /// <summary>Storage for volumes that name none.</summary>
    public string Storage { get; init; } = "local";

    /// <summary>Overwrite an existing container.</summary>
    public bool Force { get; init; }

    /// <summary>New MAC addresses.</summary>
    public bool Unique { get; init; }

    /// <summary>Start it afterwards.</summary>
    public bool Start { get; init; }

    /// <summary>Go on although the archive cannot be read to its end.</summary>
    public bool IgnoreUnpackErrors { get; init; }

    /// <summary>Pool to add it to.</summary>
    public string? Pool { get; init; }

    /// <summary>KiB per second; 0 for no limit, null for the storages' own.</summary>
    public long? BandwidthLimit { get; init; }

    /// <summary>Whether ids are shifted; null for what the backup says, or yes.</summary>
    public bool? Unprivileged { get; init; }

    /// <summary>Password of root in a new container.</summary>
    public string? Password { get; init; }

    /// <summary>The volumes asked for; empty for those of the backup, or one of 4 GiB.</summary>
    public ImmutableArray<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Settings; they win over those in the backup.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The kind of content the archive must be.</summary>
    private string Content => Restore ? "backup" : "vztmpl";

    /// <summary>Refuses a volume of another kind (pve-storage: PVE/Storage.pm check_volume_access).</summary>
    /// <exception cref="PveException">No such storage, or another content type.</exception>
    public void CheckAccess(Node node)
    {
        if (VolumeId.TryParse(Archive) is not { } volume) return;
        node.View.Storages.Get(volume.Storage);
        if (node.Storages.NameOf(Archive).Kind != Content) throw new PveException($"unable to use volume {Archive} - content type needs to be '{Content}'");
    }

    /// <summary>The archive's path on the node (Storage.pm abs_filesystem_path).</summary>
    /// <exception cref="PveException">No such volume or file.</exception>
    public string Locate(Node node)
    {
        if (VolumeId.TryParse(Archive) is not null)
        {
            node.Storages.ActivateVolume(Archive);
            var path = node.Storages.PathOf(Archive);
            return node.Files.Find(path) is BlobFile or TextFile ? path : throw new PveException($"can't find file '{Archive}'");
        }
        return Archive.StartsWith('/') && node.Files.Find(Archive) is BlobFile or TextFile ? node.Files.Locate(Archive).RealPath : throw new PveException($"can't find file '{Archive}'");
    }
}
