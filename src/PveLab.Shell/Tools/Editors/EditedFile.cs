using PveLab.Sim.Files;

namespace PveLab.Shell.Tools.Editors;

/// <summary>Reads and writes the files of an editor.</summary>
internal static class EditedFile
{
    /// <summary>What came of opening a file.</summary>
    /// <param name="Text">Its text, empty for a new file; null when there is nothing to edit.</param>
    /// <param name="IsNew">There is no such file yet.</param>
    /// <param name="Errno">Why there is nothing to edit; null without a text: it is a file, but no text.</param>
    public sealed record Opened(string? Text, bool IsNew = false, Errno? Errno = null);

    /// <summary>Opens a file for editing.</summary>
    public static Opened Open(FileTree files, string path)
    {
        if (files.TryLocate(path, followLast: true, out var at) is { } errno) return new Opened(null, Errno: errno);
        return at!.Entry switch
        {
            null => new Opened("", IsNew: true),
            DirectoryEntry => new Opened(null, Errno: Errno.IsDirectory),
            TextFile { Size: <= EditBuffer.MaxLength } => new Opened(files.ReadText(path)),
            _ => new Opened(null),
        };
    }

    /// <summary>Writes the file; the error is the system's.</summary>
    public static Errno? Save(FileTree files, string path, string text)
    {
        try
        {
            files.WriteText(path, text);
            return null;
        }
        catch (FileException error)
        {
            return error.Errno;
        }
    }
}
