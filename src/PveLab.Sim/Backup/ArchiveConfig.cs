using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Backup;

/// <summary>The guest's configuration stored in a backup (pve-storage: PVE/Storage.pm extract_vzdump_config).</summary>
public static class ArchiveConfig
{
    /// <summary>Its text.</summary>
    /// <param name="node">The node that reads it.</param>
    /// <param name="path">Where the archive lies.</param>
    /// <param name="warn">Receives what tar and decompressors print.</param>
    /// <exception cref="PveException">The name is no archive's, or there is no configuration to read.</exception>
    public static string Read(Node node, string path, Action<string> warn) => ArchiveName.Parse(path, node.Datacenter.Zone) switch
    {
        { Type: "qemu", Format: not "tar" } name => VmaFile.Config(node.Files, path, name),
        { Type: "qemu" or "lxc" or "openvz" } => TarFile.Config(node.Files, path, warn),
        _ => throw new PveException($"cannot determine backup guest type for backup archive '{path}'"),
    };
}
