using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Progress;

/// <summary>The journals of a user's attempts, one file each.</summary>
/// <param name="folder">The directory they lie in.</param>
/// <param name="time">Names the files by the time of day.</param>
public sealed class AttemptStore(string folder, TimeProvider time)
{
    /// <summary>The store of this user.</summary>
    public static AttemptStore OfUser { get; } = new(Path.Combine(UserFolders.Data, "attempts"), TimeProvider.System);

    /// <summary>The journals, oldest first.</summary>
    public IReadOnlyList<string> Journals => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*.jsonl").OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal)];

    /// <summary>Keeps a journal of an attempt that begins; null, and the attempt goes on without one, when the disk refuses.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="told">Called once with a sentence for the learner when the disk refuses, now or later.</param>
    public (JournalWriter Journal, string Path)? Keep(Attempt attempt, Action<string>? told = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
            var path = Path.Combine(folder, $"{stamp}-{attempt.Folder.Id}.jsonl");
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            var journal = new JournalWriter(new StreamWriter(file, new UTF8Encoding(false)), JournalHeader.Of(attempt),
                () => time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture))
            {
                Broken = error => told?.Invoke($"the journal cannot be written any more ({error.Message}): the attempt goes on without one"),
            };
            attempt.Recorded = journal.Append;
            return (journal, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            told?.Invoke($"no journal can be kept ({error.Message}): the attempt goes on without one");
            return null;
        }
    }
}
