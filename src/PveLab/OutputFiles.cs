using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>Where commands write what they were asked for: a file that the user named, or standard output, which is called <c>-</c>.</summary>
internal static class OutputFiles
{
    /// <summary>Whether standard output is meant: no file was named, or <c>-</c>; a file of that name is <c>./-</c>.</summary>
    public static bool IsStandard(string? path) => path is null or "-";

    /// <summary>Writes a file, instead of the one that was there.</summary>
    /// <exception cref="ContentException">It cannot be written.</exception>
    public static void Write(HostConsole host, string? path, string text)
    {
        if (IsStandard(path)) Print(host, text);
        else HostFiles.Replace(path!, text);
    }

    /// <summary>Writes a file that authors go on from, and says so. Nothing that exists is written over.</summary>
    /// <param name="host">The console.</param>
    /// <param name="told">Where it is said.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ContentException">It exists, or cannot be written.</exception>
    public static void WriteNew(HostConsole host, TextWriter told, string? path, string text)
    {
        if (IsStandard(path))
        {
            Print(host, text);
            return;
        }
        HostFiles.Create(path!, text);
        told.Write(PlainTerminal.Visible($"wrote {path}") + "\n");
    }

    private static void Print(HostConsole host, string text)
    {
        host.Output.Write(text);
        host.Output.Flush();
    }
}
