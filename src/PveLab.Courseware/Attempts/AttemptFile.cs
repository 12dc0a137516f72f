using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// An attempt that somebody handed over: a journal of a scenario that is known here, or a bundle (<see cref="Bundle"/>) that brings its scenario along.
/// </summary>
/// <param name="Name">The file's name in errors.</param>
/// <param name="Journal">What was done.</param>
/// <param name="Folder">The scenario it was done in; the content is what the journal was made with.</param>
/// <param name="IsBundle">Whether the scenario came with it.</param>
public sealed record AttemptFile(string Name, Journal Journal, ScenarioFolder Folder, bool IsBundle)
{
    /// <summary>Largest file in bytes.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Opens a journal or a bundle.</summary>
    /// <param name="name">Its name in errors.</param>
    /// <param name="stream">Its bytes: read at most up to <paramref name="maxBytes"/>, and never written to the disk.</param>
    /// <param name="find">Finds the scenario of an id (<see cref="ScenarioLibrary.FindById"/>); not asked for a bundle.</param>
    /// <param name="maxBytes">Largest size that is taken.</param>
    /// <exception cref="ContentException">
    /// It is neither, was tampered with, or its scenario is unknown or has another content than the journal was made with.
    /// </exception>
    public static AttemptFile Open(string name, Stream stream, Func<string, ScenarioFolder> find, int maxBytes = MaxBytes) =>
        Open(name, TextContent.Read(stream, name, maxBytes), find);

    /// <summary>Opens a journal or a bundle from its text.</summary>
    /// <exception cref="ContentException">As for a stream.</exception>
    public static AttemptFile Open(string name, string text, Func<string, ScenarioFolder> find)
    {
        var bundled = Bundle.IsBundle(text);
        var (journal, folder) = bundled ? Bundle.Read(name, text) : Plain(name, text, find);
        Attempts.Replay.Check(journal, folder, name);
        return new AttemptFile(name, journal, folder, bundled);
    }

    /// <summary>Lives through the attempt again, until nothing moves.</summary>
    /// <param name="shown">Called with every output.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">An input does not fit.</exception>
    public Attempt Replay(Action<Output>? shown = null, Action<Exception>? failed = null) => Attempts.Replay.Of(Journal, Folder, Name, shown, failed);

    private static (Journal, ScenarioFolder) Plain(string name, string text, Func<string, ScenarioFolder> find)
    {
        var journal = Journal.Parse(name, text);
        return (journal, find(journal.Header.Scenario));
    }
}
