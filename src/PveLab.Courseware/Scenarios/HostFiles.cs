using System.Text;

namespace PveLab.Courseware.Scenarios;

/// <summary>Files that the user asked for: each is written whole or not at all, so that a disk that runs full costs nobody what was there before.</summary>
public static class HostFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The regular file with something in it that a path leads to; null for a pipe, a device and an empty file. What they have in common is that they have no length.</summary>
    internal static FileInfo? Filled(string path) =>
        (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true, Length: > 0 } file ? file : null;

    /// <summary>Writes a file where there was none; makes its folder.</summary>
    /// <exception cref="ContentException">It exists, or cannot be written.</exception>
    public static void Create(string path, string text)
    {
        if (Path.Exists(path)) throw new ContentException(path, 0, 0, "it exists already, and is not written over");
        HostTrouble.Writing(path, () =>
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            Write(path, text, overwrite: false);
        });
    }

    /// <summary>Writes a file, instead of the one that was there; through a link, and into a device or a pipe, which nothing can replace.</summary>
    /// <exception cref="ContentException">It cannot be written.</exception>
    public static void Replace(string path, string text) => HostTrouble.Writing(path, () =>
    {
        if (Directory.Exists(path)) throw new UnauthorizedAccessException();
        if (!File.Exists(path)) Write(path, text, overwrite: true);
        else if (Filled(path) is { } old) Write(old.FullName, text, overwrite: true);
        else File.WriteAllText(path, text, Utf8);
    });

    private static void Write(string path, string text, bool overwrite)
    {
        var half = path + ".part";
        try
        {
            File.WriteAllText(half, text, Utf8);
            File.Move(half, path, overwrite);
        }
        catch
        {
            if (File.Exists(half)) File.Delete(half);
            throw;
        }
    }
}
