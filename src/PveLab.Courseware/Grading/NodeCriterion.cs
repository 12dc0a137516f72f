using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>A criterion about the files of a node.</summary>
public abstract record NodeCriterion : Criterion
{
    /// <summary>The node; null for the first.</summary>
    public string? Node { get; init; }

    /// <summary>The node meant.</summary>
    protected Node NodeOf(Datacenter world) => Node is null ? world.Nodes.Values.First() : world.Node(Node);

    /// <summary>The files that a path with <c>*</c> in its last part means, by their paths.</summary>
    protected static IEnumerable<(string Path, FileEntry File)> FilesAt(Node node, string path)
    {
        var (directory, name) = (UnixPath.Directory(path), path[(path.LastIndexOf('/') + 1)..]);
        if (node.Files.TryLocate(directory, true, out var at) is not null || at!.Entry is not DirectoryEntry entries) yield break;
        foreach (var (found, entry) in entries.Entries)
            if (Archives.Matches(name, found)) yield return ($"{(directory == "/" ? "" : directory)}/{found}", entry);
    }
}
