using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>Path name expansion over a node's files.</summary>
internal static class Glob
{
    /// <summary>The paths that match, sorted as the locale sorts names; none when nothing matches.</summary>
    /// <param name="pattern">A pattern as <see cref="Pattern"/> reads it.</param>
    /// <param name="directory">The working directory.</param>
    /// <param name="files">The node's tree.</param>
    public static List<string> Expand(string pattern, string directory, FileTree files)
    {
        var found = new List<string> { pattern.StartsWith('/') ? "/" : "" };
        var segments = pattern.Split('/');
        for (var i = pattern.StartsWith('/') ? 1 : 0; i < segments.Length && found.Count > 0; i++)
        {
            var last = i == segments.Length - 1;
            var segment = segments[i];
            found = segment.Length == 0
                ? Trailing(found, last, directory, files)
                : [.. found.SelectMany(head => Children(head, segment, last, directory, files))];
        }
        found.Sort(Collation.Compare);
        return found;
    }

    private static List<string> Trailing(List<string> found, bool last, string directory, FileTree files) =>
        last ? [.. found.Where(p => files.IsDirectory(UnixPath.Absolute(p, directory)))] : found;

    private static IEnumerable<string> Children(string head, string segment, bool last, string directory, FileTree files)
    {
        var end = last ? "" : "/";
        var path = UnixPath.Absolute(head.Length == 0 ? "." : head, directory);
        if (!Pattern.HasMagic(segment))
        {
            var name = Pattern.Unescape(segment);
            if (files.Find(UnixPath.Join(path, name), followLast: !last) is not null) yield return head + name + end;
            yield break;
        }
        if (files.Find(path) is not DirectoryEntry { Entries: var entries }) yield break;
        foreach (var (name, entry) in entries)
        {
            if (name[0] == '.' && segment[0] != '.') continue;
            if (!Pattern.Matches(segment, name)) continue;
            if (last || entry is DirectoryEntry || files.IsDirectory(UnixPath.Join(path, name))) yield return head + name + end;
        }
    }
}
