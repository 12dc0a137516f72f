using System.Text.RegularExpressions;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Classes;

/// <summary>
/// Whose a file is, by its name alone: the first folder below the class's folder (<c>class/alice/x.jsonl</c>), or else what stands before the
/// first <c>_</c> (<c>alice_x.jsonl</c>), or else the file's own name. What Moodle adds to a folder (<c>_1234_assignsubmission_file_</c>) is left off.
/// </summary>
public static partial class StudentName
{
    private const int Longest = 80;
    private const int LongestPath = 200;

    /// <summary>The student a path names.</summary>
    /// <param name="path">The path below the class's folder, or as the user named the file.</param>
    /// <param name="inFolder">Whether it lies below the class's folder; of a file named by itself the nearest folder counts, after its own name.</param>
    public static string Of(string path, bool inFolder)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p is not ("." or "..")).ToArray();
        var file = parts.Length == 0 ? "" : Stem(parts[^1]);
        var folder = parts.Length < 2 ? null : inFolder ? parts[0] : parts[^2];
        var before = file.IndexOf('_', StringComparison.Ordinal) is > 0 and var at ? file[..at] : null;
        return Clean((inFolder ? folder ?? before : before ?? folder) ?? file);
    }

    /// <summary>A path as reports show it.</summary>
    public static string Shown(string path)
    {
        var clean = OneLine(path);
        return clean.Length <= LongestPath ? clean : "…" + clean[^LongestPath..];
    }

    private static string Clean(string name)
    {
        var clean = OneLine(Moodle().Replace(name, "")).Trim();
        return clean.Length == 0 ? "?" : clean.Length <= Longest ? clean : clean[..Cut(clean)] + "…";
    }

    /// <summary>Where to cut without halving a letter.</summary>
    private static int Cut(string text) => char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;

    private static string OneLine(string text) => SafeText.Clean(text).Replace('\n', ' ').Normalize();

    private static string Stem(string file) => file.LastIndexOf('.') is > 0 and var at ? file[..at] : file;

    [GeneratedRegex(@"_[0-9]+_assignsubmission_(file|onlinetext)_?$", RegexOptions.CultureInvariant)]
    private static partial Regex Moodle();
}
