using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>The journals of a user's attempts, one file each.</summary>
/// <param name="folder">The directory they lie in.</param>
/// <param name="time">Names the files by the time of day.</param>
public sealed class AttemptStore(string folder, TimeProvider time)
{
    /// <summary>Journals that are looked at for one that is not finished.</summary>
    private const int LookedAt = 100;

    private const string StampFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>The store of this user.</summary>
    public static AttemptStore OfUser { get; } = new(Path.Combine(UserFolders.Data, "attempts"), TimeProvider.System);

    /// <summary>The journals, oldest first.</summary>
    public IReadOnlyList<string> Journals => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*.jsonl").OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal)];

    /// <summary>Keeps an attempt that begins; without a journal when the disk refuses.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="told">Called once with a sentence for the learner when the disk refuses, now or later.</param>
    public AttemptSession Keep(Attempt attempt, Action<string>? told = null)
    {
        var path = Path.Combine(folder, $"{time.GetUtcNow().ToString(StampFormat, CultureInfo.InvariantCulture)}-{attempt.Folder.Id}.jsonl");
        try
        {
            Directory.CreateDirectory(folder);
            var files = JournalFiles.Create(path);
            return Session(attempt, files, path, Broken(new JournalWriter(files.Writer, JournalHeader.Of(attempt), WallTime), told));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            told?.Invoke($"no journal can be kept ({HostTrouble.Of(error, path)}): the attempt goes on without one");
            return new AttemptSession(attempt);
        }
    }

    /// <summary>The newest journal of a scenario that one can go on with; null when there is none. What cannot be read is passed over.</summary>
    /// <param name="scenario">The scenario as it is now: an attempt at an earlier version of it is replayed, not gone on with.</param>
    /// <param name="mode">What the attempt is made for.</param>
    public string? Unfinished(ScenarioFolder scenario, AttemptMode mode = AttemptMode.Practice) =>
        JournalsOf(scenario).FirstOrDefault(path => CanGoOn(path, scenario, mode) && !JournalFiles.IsInUse(path));

    /// <summary>Whether another program goes on with an attempt at a scenario right now.</summary>
    /// <param name="scenario">The scenario.</param>
    public bool IsPlayedElsewhere(ScenarioFolder scenario) => JournalsOf(scenario).Any(path => JournalFiles.IsInUse(path) && CanGoOn(path, scenario, AttemptMode.Practice));

    /// <summary>The newest journals of a scenario.</summary>
    private IEnumerable<string> JournalsOf(ScenarioFolder scenario) => Journals.Reverse()
        .Where(path => Path.GetFileNameWithoutExtension(path).EndsWith("Z-" + scenario.Id, StringComparison.Ordinal)).Take(LookedAt);

    /// <summary>Goes on with an attempt exactly where the screen was when the program ended, however it ended.</summary>
    /// <param name="path">Its journal.</param>
    /// <param name="find">Finds the scenario of an id.</param>
    /// <param name="seen">Called with the attempt and every moment of it, to show the screen again.</param>
    /// <param name="told">Called with a sentence for the learner when something is not as it should be.</param>
    /// <param name="failed">Where mistakes in PveLab's own code are logged.</param>
    /// <exception cref="ContentException">It is over, in use, does not fit its scenario, or cannot be read.</exception>
    public AttemptSession Resume(
        string path, Func<string, ScenarioFolder> find, Action<Attempt, Moment>? seen = null, Action<string>? told = null, Action<Exception>? failed = null)
    {
        var files = Open(path);
        try
        {
            var journal = files.Read(path);
            if (journal.Cut) told?.Invoke($"the last line of {path} was cut short and is set aside");
            var session = AttemptSession.Resume(
                journal, find(journal.Header.Scenario), path, files.ReadPlace(), attempt => Session(attempt, files, path, Broken(new JournalWriter(files.Writer,
                    journal, WallTime), told)), seen, failed);
            files.SeekEnd();
            return session;
        }
        catch
        {
            files.LeaveAlone();
            throw;
        }
    }

    /// <summary>Ends an attempt that nobody will go on with.</summary>
    /// <exception cref="ContentException">It is in use, or cannot be read.</exception>
    public void GiveUp(string path)
    {
        using var files = Open(path);
        var journal = files.Read(path);
        if (journal.IsFinished) return;
        files.SeekEnd();
        using var writer = new JournalWriter(files.Writer, journal, WallTime);
        writer.Append(new Entry(0, new Input.Finished()));
    }

    private static AttemptSession Session(Attempt attempt, JournalFiles files, string path, JournalWriter journal) => new(attempt, journal, files.Mark, files.Close) { Path = path };

    private static JournalFiles Open(string path)
    {
        AttemptFiles.Check(path);
        return HostTrouble.Reading(path, path, () =>
            JournalFiles.IsInUse(path) ? throw new ContentException(path, 0, 0, "another PveLab goes on with this attempt") : JournalFiles.Open(path));
    }

    private static bool CanGoOn(string path, ScenarioFolder scenario, AttemptMode mode)
    {
        try
        {
            var journal = Journal.Parse(path, AttemptFiles.Read(path));
            return !journal.IsFinished && journal.History.Length > 0 && journal.Header.Mode == mode
                && journal.Header.Content == scenario.HashOf(journal.Header.Format);
        }
        catch (ContentException)
        {
            return false;
        }
    }

    private static JournalWriter Broken(JournalWriter journal, Action<string>? told)
    {
        journal.Broken = error => told?.Invoke($"the journal cannot be written any more ({HostTrouble.Of(error, "")}): the attempt goes on without one");
        return journal;
    }

    private string WallTime() => time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);
}
