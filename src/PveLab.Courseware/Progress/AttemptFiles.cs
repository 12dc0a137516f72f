using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>Journals and bundles on the host's disk.</summary>
public static class AttemptFiles
{
    /// <summary>Opens a journal or a bundle.</summary>
    /// <param name="path">The file.</param>
    /// <param name="find">Finds the scenario of an id; not asked for a bundle.</param>
    /// <param name="maxBytes">Largest size that is taken.</param>
    /// <exception cref="ContentException">It cannot be read, or <see cref="AttemptFile.Open(string, Stream, Func{string, ScenarioFolder}, int)"/> refuses it.</exception>
    public static AttemptFile Open(string path, Func<string, ScenarioFolder> find, int maxBytes = AttemptFile.MaxBytes) => AttemptFile.Open(path, Read(path, maxBytes), find);

    /// <summary>The text of a journal or bundle.</summary>
    /// <exception cref="ContentException">It cannot be read, or is no regular file.</exception>
    public static string Read(string path, int maxBytes = AttemptFile.MaxBytes)
    {
        Check(path);
        return ScenarioLibrary.ReadText(path, path, maxBytes).Text;
    }

    /// <summary>Whether a file may be opened at all.</summary>
    /// <exception cref="ContentException">It is no regular file, or an empty one.</exception>
    internal static void Check(string path)
    {
        // A pipe or a device could keep us waiting for ever.
        var isOdd = HostTrouble.Reading(path, path, () => File.Exists(path) && HostFiles.Filled(path) is null);
        if (isOdd) throw new ContentException(path, 0, 0, "this is no journal: no regular file, or an empty one");
    }
}
