using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Progress;

/// <summary>
/// The files of an attempt that goes on: the journal, to which lines are only added, and beside it the place (<see cref="JournalPlace"/>), which is
/// also the lock that keeps a second program from going on with the same attempt; the system gives it back when the program is killed.
/// </summary>
internal sealed class JournalFiles : IDisposable
{
    private readonly string path;
    private readonly FileStream place;
    private readonly FileStream journal;

    private JournalFiles(string path, FileStream place, FileStream journal) => (this.path, this.place, this.journal) = (path, place, journal);

    /// <summary>Makes the files of a new attempt.</summary>
    public static JournalFiles Create(string path)
    {
        var journal = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            return new JournalFiles(path, OpenPlace(path), journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Opens the files of an attempt that was broken off.</summary>
    /// <exception cref="IOException">They cannot be opened, or another program goes on with the attempt.</exception>
    public static JournalFiles Open(string path)
    {
        var place = OpenPlace(path);
        try
        {
            return new JournalFiles(path, place, new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read));
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Where lines are added.</summary>
    public TextWriter Writer => new StreamWriter(journal, new UTF8Encoding(false), leaveOpen: true);

    /// <summary>What is there; a last line that was cut short is set aside into a file of its own, and the next line follows the last whole one.</summary>
    /// <exception cref="ContentException">It is no journal, or was tampered with.</exception>
    public Journal Read(string name)
    {
        if (journal.Length > AttemptFile.MaxBytes) throw new ContentException(name, 0, 0, $"larger than {AttemptFile.MaxBytes >> 20} MiB");
        var bytes = new byte[journal.Length];
        journal.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        using var text = new MemoryStream(bytes, 0, whole);
        var parsed = Journal.Parse(name, TextContent.Read(text, name, AttemptFile.MaxBytes));
        if (whole == bytes.Length) return parsed;
        File.WriteAllBytes(path + ".cut", bytes[whole..]);
        journal.SetLength(whole);
        return parsed with { Cut = true };
    }

    /// <summary>The place that was marked last.</summary>
    public JournalPlace? ReadPlace()
    {
        Span<byte> bytes = stackalloc byte[JournalPlace.Length];
        return JournalPlace.Parse(bytes[..RandomAccess.Read(place.SafeFileHandle, bytes, 0)]);
    }

    /// <summary>Marks a place. A disk that refuses has refused the journal too, which tells so.</summary>
    public void Mark(JournalPlace at)
    {
        try
        {
            RandomAccess.Write(place.SafeFileHandle, at.ToBytes(), 0);
        }
        catch (IOException)
        {
            // The file has its full length after the first mark, so this is a disk that is broken altogether: the next entry says so.
        }
    }

    /// <summary>Puts the next line behind the last.</summary>
    public void SeekEnd() => journal.Seek(0, SeekOrigin.End);

    /// <summary>
    /// Closes the files and takes away what nobody needs: an attempt in which nothing was done, the place of one that is over. A task of an exam is
    /// kept all the same: that it was given out is what the exam goes on from.
    /// </summary>
    public void Close(AttemptSession session)
    {
        Dispose();
        var isNothing = session.IsEmpty && session.Attempt.Mode == AttemptMode.Practice;
        if (isNothing) File.Delete(path);
        if (isNothing || session.IsFinished) File.Delete(PlaceOf(path));
    }

    /// <summary>Closes the files of what could not be gone on with, and leaves nothing beside it that was not there before.</summary>
    public void LeaveAlone()
    {
        var isNew = place.Length == 0;
        Dispose();
        if (isNew) File.Delete(PlaceOf(path));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        journal.Dispose();
        place.Dispose();
    }

    /// <summary>Whether another program goes on with this attempt.</summary>
    public static bool IsInUse(string path)
    {
        if (!File.Exists(PlaceOf(path))) return false;
        try
        {
            OpenPlace(path).Dispose();
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static FileStream OpenPlace(string path) => new(PlaceOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static string PlaceOf(string path) => path + ".place";
}
