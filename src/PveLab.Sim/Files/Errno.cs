namespace PveLab.Sim.Files;

/// <summary>The Unix error numbers that file operations of a node can meet.</summary>
public enum Errno
{
    /// <summary>Operation not permitted.</summary>
    NotPermitted = 1,

    /// <summary>No such file or directory.</summary>
    NoEntry = 2,

    /// <summary>Input/output error.</summary>
    InputOutput = 5,

    /// <summary>Permission denied.</summary>
    Access = 13,

    /// <summary>Device or resource busy.</summary>
    Busy = 16,

    /// <summary>File exists.</summary>
    Exists = 17,

    /// <summary>Invalid cross-device link.</summary>
    CrossDevice = 18,

    /// <summary>Not a directory.</summary>
    NotDirectory = 20,

    /// <summary>Is a directory.</summary>
    IsDirectory = 21,

    /// <summary>Invalid argument.</summary>
    Invalid = 22,

    /// <summary>File too large.</summary>
    TooLarge = 27,

    /// <summary>No space left on device.</summary>
    NoSpace = 28,

    /// <summary>Read-only file system.</summary>
    ReadOnly = 30,

    /// <summary>File name too long.</summary>
    NameTooLong = 36,

    /// <summary>Directory not empty.</summary>
    NotEmpty = 39,

    /// <summary>Too many levels of symbolic links.</summary>
    Loop = 40,

    /// <summary>Connection timed out.</summary>
    TimedOut = 110,

    /// <summary>Stale file handle.</summary>
    Stale = 116,

    /// <summary>Disk quota exceeded.</summary>
    Quota = 122,
}

/// <summary>The sentences the C library prints for error numbers.</summary>
public static class ErrnoText
{
    /// <summary>What <c>strerror</c> says.</summary>
    public static string Describe(this Errno errno) => errno switch
    {
        Errno.NotPermitted => "Operation not permitted",
        Errno.NoEntry => "No such file or directory",
        Errno.InputOutput => "Input/output error",
        Errno.Access => "Permission denied",
        Errno.Busy => "Device or resource busy",
        Errno.Exists => "File exists",
        Errno.CrossDevice => "Invalid cross-device link",
        Errno.NotDirectory => "Not a directory",
        Errno.IsDirectory => "Is a directory",
        Errno.Invalid => "Invalid argument",
        Errno.TooLarge => "File too large",
        Errno.NoSpace => "No space left on device",
        Errno.ReadOnly => "Read-only file system",
        Errno.NameTooLong => "File name too long",
        Errno.NotEmpty => "Directory not empty",
        Errno.Loop => "Too many levels of symbolic links",
        Errno.TimedOut => "Connection timed out",
        Errno.Stale => "Stale file handle",
        Errno.Quota => "Disk quota exceeded",
        _ => "Unknown error",
    };
}

/// <summary>A file operation that failed; its message is <c>PATH: strerror</c>, as most Unix tools print it.</summary>
public sealed class FileException(Errno errno, string path) : PveException($"{path}: {errno.Describe()}")
{
    /// <summary>The error number.</summary>
    public Errno Errno { get; } = errno;

    /// <summary>The path as the caller gave it.</summary>
    public string Path { get; } = path;
}
