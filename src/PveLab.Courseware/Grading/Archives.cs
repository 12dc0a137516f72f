using System.IO.Enumeration;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>An archive as it lies somewhere.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="File">The file.</param>
/// <param name="Content">What was written into it.</param>
internal sealed record FoundArchive(string Name, BlobFile File, BackupArchive Content)
{
    /// <summary>Whether all of it is there and unharmed.</summary>
    public bool IsWhole => Content.Damage == ArchiveDamage.None && File.Size >= Content.Length;
}

/// <summary>Finds archives where they really are, without asking a storage: looking changes nothing.</summary>
internal static class Archives
{
    /// <summary>All of a guest, on whatever file system a node has mounted or could mount.</summary>
    public static IEnumerable<FoundArchive> Of(Datacenter world, int guest) =>
        world.Nodes.Values.SelectMany(n => n.Files.Mounts).Select(m => m.FileSystem).Concat(world.Exports.Select(e => e.FileSystem)).Distinct()
            .SelectMany(f => Below(f.Root)).Where(a => a.Content.Vmid == guest).DistinctBy(a => a.File).OrderBy(a => a.Name, StringComparer.Ordinal);

    /// <summary>Those of a guest that a storage's directory shows on some node as things stand now.</summary>
    public static IEnumerable<FoundArchive> On(Datacenter world, string storage, int guest)
    {
        if (world.Storages.Find(storage) is not { Disabled: false } definition || !definition.Content.Contains("backup")) yield break;
        var seen = new HashSet<BlobFile>();
        foreach (var node in world.Nodes.Values.Where(n => n.Storages.IsEnabled(definition)))
        {
            if (node.Files.TryLocate(node.Storages.DumpDirectory(storage), true, out var at) is not null || at!.Entry is not DirectoryEntry directory) continue;
            foreach (var (name, entry) in directory.Entries)
                if (entry is BlobFile { Payload: BackupArchive content } file && content.Vmid == guest && seen.Add(file)) yield return new FoundArchive(name, file, content);
        }
    }

    /// <summary>Whether a name matches a pattern with <c>*</c> and <c>?</c>.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    private static IEnumerable<FoundArchive> Below(DirectoryEntry directory)
    {
        foreach (var (name, entry) in directory.Entries)
        {
            if (entry is DirectoryEntry inner)
                foreach (var found in Below(inner)) yield return found;
            else if (entry is BlobFile { Payload: BackupArchive content } file) yield return new FoundArchive(name, file, content);
        }
    }
}
