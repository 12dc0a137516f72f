namespace PveLab.Sim.Files;

/// <content>The short way to directories that were visited before.</content>
public sealed partial class FileTree
{
    // Programs touch the same few directories again and again: where those lie is remembered as long as nothing that leads there moved.
    private readonly Dictionary<string, Remembered> directories = new(StringComparer.Ordinal);
    private MountPoint[] mounted = [];
    private long mountChanges;

    /// <summary>The short way: the directory is remembered, and the name in it is no link, no mount point and no dot.</summary>
    private Located? Recall(string path, bool followLast)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || slash == path.Length - 1 || path.Length - slash > MaxName) return null;
        if (!directories.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path.AsSpan(0, slash), out var known)) return null;
        if (known.Directory.Unlinked || Stamp() is not { } stamp || stamp != known.Stamp) return null;
        var name = path[(slash + 1)..];
        if (name is "." or "..") return null;
        known.Directory.Entries.TryGetValue(name, out var entry);
        if (entry is LinkEntry && followLast) return null;
        var real = known.RealPath.Length == slash && path.StartsWith(known.RealPath, StringComparison.Ordinal) ? path : UnixPath.Join(known.RealPath, name);
        return entry is DirectoryEntry && mounts.ContainsKey(real) ? null : new Located(known.FileSystem, known.Directory, name, entry, real);
    }

    private void Remember(string path, Located located)
    {
        var slash = path.LastIndexOf('/');
        if (slash < 0 || Stamp() is not { } stamp || UnixPath.Name(located.RealPath) != path[(slash + 1)..]) return;
        if (directories.Count > 500) directories.Clear();
        directories[path[..slash]] = new Remembered(located.FileSystem, located.Parent, UnixPath.Directory(located.RealPath), stamp);
    }

    /// <summary>Changes with whatever may lead a path elsewhere; null while some file system does not answer.</summary>
    private long? Stamp()
    {
        if (mounted.Length == 0) mounted = [.. mounts.Values];
        var stamp = mountChanges;
        foreach (var mount in mounted)
        {
            if (mount.IsStale || RefusalOf(mount.FileSystem) is not null) return null;
            stamp += mount.FileSystem.Moves;
        }
        return stamp;
    }

    private void MountsChanged()
    {
        mounted = [.. mounts.Values];
        mountChanges++;
        directories.Clear();
        Remounted?.Invoke();
    }

    private sealed record Remembered(FileSystem FileSystem, DirectoryEntry Directory, string RealPath, long Stamp);
}
