using System.IO.Enumeration;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Classes;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>The files that a class handed in, wherever the user says they are. What lies in a folder is a stranger's: links are not followed, only regular files are opened.</summary>
internal static class ClassFolder
{
    private const int MaxFiles = 20_000;
    private const int MaxDepth = 8;
    private const int MaxBytes = 32 << 20;

    /// <summary>How the files are called that are graded; others in a folder are let lie.</summary>
    public static readonly string[] Endings = [".jsonl", Bundle.Extension];

    /// <summary>A file that was handed in.</summary>
    /// <param name="Path">Where it lies.</param>
    /// <param name="Shown">What it is called in reports: its path below the folder the user named, or as the user named it.</param>
    /// <param name="InFolder">Whether it was found in a folder.</param>
    internal sealed record HandedIn(string Path, string Shown, bool InFolder)
    {
        /// <summary>What tells whether it changed: size and time of writing.</summary>
        public (long Size, DateTime Written) Stamp
        {
            get
            {
                var file = new FileInfo(Path);
                return file.Exists ? (file.Length, file.LastWriteTimeUtc) : default;
            }
        }
    }

    /// <summary>The files at these places, in order, each once.</summary>
    /// <exception cref="ContentException">A place does not exist, or there are too many files.</exception>
    public static List<HandedIn> Find(IEnumerable<string> places)
    {
        var found = new SortedDictionary<string, HandedIn>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            if (Directory.Exists(place))
                foreach (var file in Below(place)) found.TryAdd(Path.GetFullPath(file.Path), file);
            else if (File.Exists(place) || new FileInfo(place).LinkTarget is not null)
                found.TryAdd(Path.GetFullPath(place), new HandedIn(place, place, InFolder: false));
            else
                throw new ContentException(place, 0, 0, "no such file or folder");
            if (found.Count > MaxFiles) throw new ContentException(place, 0, 0, $"more than {MaxFiles} files");
        }
        return [.. found.Values];
    }

    /// <summary>Reads a file, or tells why not.</summary>
    public static Submission Read(HandedIn file)
    {
        try
        {
            if (file.InFolder && new FileInfo(file.Path).LinkTarget is not null) throw new ContentException(file.Shown, 0, 0, "a symbolic link");
            return Submission.Of(file.Shown, file.InFolder, AttemptFiles.Read(file.Path, MaxBytes));
        }
        catch (ContentException error)
        {
            return Submission.Of(file.Shown, file.InFolder, null, new Refusal(RefusalKind.Unreadable, error.Problem));
        }
    }

    /// <summary>A link to a folder is not entered; one that is called like a journal becomes a row, so that nobody misses it.</summary>
    private static FileSystemEnumerable<HandedIn> Below(string folder) => new(
        folder,
        (ref FileSystemEntry entry) => new HandedIn(entry.ToFullPath(), Path.GetRelativePath(entry.OriginalRootDirectory.ToString(), entry.ToSpecifiedFullPath()), InFolder: true),
        new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => (!entry.IsDirectory || IsLink(entry)) && IsHandedIn(entry.FileName),
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(entry) && entry.FileName[0] != '.',
    };

    private static bool IsLink(in FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsHandedIn(ReadOnlySpan<char> name)
    {
        if (name[0] == '.') return false;
        foreach (var ending in Endings)
            if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }
}
