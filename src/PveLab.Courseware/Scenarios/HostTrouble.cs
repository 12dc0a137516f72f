namespace PveLab.Courseware.Scenarios;

/// <summary>Why the host refuses a file, in words of ours: the runtime's name its own methods and paths that nobody typed.</summary>
public static class HostTrouble
{
    private const int AlreadyThere = 17;
    private const int IsFolder = 21;
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);
    private const int ReadOnly = 30;
    private const int TooLong = 36;
    private const int Circle = 40;
    private const int Quota = 122;

    /// <summary>Whether an error is the host's: no such file, no permission, no space. Anything else is a mistake of ours, and not told as the host's.</summary>
    private static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>Whether there is no space left.</summary>
    public static bool IsFull(Exception error) => error.HResult is NoSpace or NoSpaceOnWindows or Quota;

    /// <summary>Reads from the host.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shownAs">What errors call it.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="ContentException">The host refuses.</exception>
    public static T Reading<T>(string path, string shownAs, Func<T> read)
    {
        CheckName(path, shownAs, "cannot be read");
        try
        {
            return read();
        }
        catch (Exception error) when (Is(error))
        {
            throw new ContentException(shownAs, 0, 0, "cannot be read: " + Of(error, path, "there is no such file"));
        }
    }

    /// <summary>Writes to the host.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="ContentException">The host refuses.</exception>
    public static void Writing(string path, Action write)
    {
        CheckName(path, path, "cannot be written");
        try
        {
            write();
        }
        catch (Exception error) when (Is(error))
        {
            throw new ContentException(path, 0, 0, "cannot be written: " + Of(error, path));
        }
    }

    /// <summary>Why something could not be written.</summary>
    public static string Of(Exception error, string path) => Of(error, path, "its folder does not exist or takes no files");

    /// <summary>A name that the runtime takes for no name at all is the user's mistake; the same error from anywhere else would be ours.</summary>
    private static void CheckName(string path, string shownAs, string what)
    {
        if (path.Length == 0) throw new ContentException(shownAs.Length == 0 ? "''" : shownAs, 0, 0, what + ": the name is empty");
        if (path.Contains('\0', StringComparison.Ordinal)) throw new ContentException(shownAs, 0, 0, what + ": this can be no file's name");
    }

    private static string Of(Exception error, string path, string missing) => error switch
    {
        PathTooLongException => "the name is too long",
        FileNotFoundException or DirectoryNotFoundException => missing,
        _ when IsFull(error) => "the disk is full",
        { HResult: AlreadyThere } when Path.Exists(path) => "it exists already",
        { HResult: AlreadyThere } => "a file is where a folder should be",
        { HResult: ReadOnly } => "the file system is read-only",
        { HResult: TooLong } => "the name is too long",
        { HResult: Circle } => "its links lead in a circle",
        UnauthorizedAccessException or { HResult: IsFolder } when Directory.Exists(path) => "this is a folder",
        UnauthorizedAccessException => "permission is denied",
        _ => FormattableString.Invariant($"the system refuses it (error {error.HResult & 0xFFFF})"),
    };
}
