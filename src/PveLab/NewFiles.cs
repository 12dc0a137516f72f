using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>Files that authors' commands write where there were none.</summary>
internal static class NewFiles
{
    /// <summary>Writes a file and says so. Nothing that exists is written over.</summary>
    /// <exception cref="ContentException">It exists, or cannot be written.</exception>
    public static void Write(HostConsole host, string path, string text)
    {
        if (Path.Exists(path)) throw new ContentException(path, 0, 0, "it exists already, and is not written over");
        HostTrouble.Writing(path, () =>
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using (var file = new FileStream(path, FileMode.CreateNew))
            using (var writer = new StreamWriter(file)) writer.Write(text);
        });
        host.Output.Write($"wrote {path}\n");
    }
}
