using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>The file tree inside a guest: its files, and the directories they imply beside those every Linux has.</summary>
internal static class GuestFiles
{
    private static readonly string[] Standard =
        ["/bin", "/boot", "/dev", "/etc", "/home", "/mnt", "/opt", "/proc", "/root", "/run", "/srv", "/sys", "/tmp", "/usr", "/var", "/var/lib", "/var/log", "/var/tmp"];

    internal static GuestFile? Find(GuestSession session, string path) => session.Guest.Os.System?.Files.GetValueOrDefault(path);

    internal static bool IsDirectory(GuestSession session, string path) =>
        path == "/" || path == session.Home || Standard.Contains(path) || MountPoints(session).Contains(path)
        || session.Guest.Os.System?.Files.Keys.Any(f => f.StartsWith(path + "/", StringComparison.Ordinal)) == true
        || session.Guest.Os.System?.Accounts.Keys.Any(a => path == "/home/" + a) == true;

    /// <summary>Names directly inside a directory, with their file or null for a directory.</summary>
    internal static SortedDictionary<string, GuestFile?> List(GuestSession session, string directory)
    {
        var names = new SortedDictionary<string, GuestFile?>(StringComparer.Ordinal);
        var prefix = directory == "/" ? "/" : directory + "/";
        if (session.Guest.Os.System is not { } system) return names;
        foreach (var known in Standard.Concat(system.Accounts.Keys.Where(a => a != "root").Select(a => "/home/" + a))) Add(known, null);
        foreach (var mounted in MountPoints(session)) Add(mounted, null);
        foreach (var (path, file) in system.Files) Add(path, file);
        return names;

        void Add(string path, GuestFile? file)
        {
            if (!path.StartsWith(prefix, StringComparison.Ordinal) || path.Length == prefix.Length) return;
            var rest = path[prefix.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0) names[rest] = file;
            else names.TryAdd(rest[..slash], null);
        }
    }

    private static IEnumerable<string> MountPoints(GuestSession session) => session.Guest.Os.Content?.Mounts.Select(m => m.Path) ?? [];

    /// <summary>Writes a file; answers what is wrong, or null.</summary>
    internal static string? Write(GuestSession session, string path, string text, bool append, bool isRoot = false)
    {
        if (path == "/dev/null") return null;
        if (Check(session, path, isRoot) is { } error) return error;
        var now = session.Guest.Node.Clock.Now;
        try
        {
            session.Guest.Os.Change(
                system => system with
                {
                    Files = system.Files.SetItem(path, append && system.Files.GetValueOrDefault(path) is { } old ? old.Append(text, now) : new GuestFile(text, now)),
                },
                (text.Length + FileSystem.BlockSize - 1) / FileSystem.BlockSize * FileSystem.BlockSize);
            return null;
        }
        catch (FileException failure)
        {
            return failure.Errno.Describe();
        }
    }

    /// <summary>Removes a file; answers what is wrong, or null.</summary>
    internal static string? Remove(GuestSession session, string path, bool isRoot)
    {
        if (!IsWritable(session, path, isRoot)) return "Permission denied";
        session.Guest.Os.Change(system => system with { Files = system.Files.Remove(path) });
        return null;
    }

    private static string? Check(GuestSession session, string path, bool isRoot)
    {
        if (IsDirectory(session, path)) return "Is a directory";
        if (!IsDirectory(session, UnixPath.Directory(path))) return "No such file or directory";
        return IsWritable(session, path, isRoot) ? null : "Permission denied";
    }

    private static bool IsWritable(GuestSession session, string path, bool isRoot) =>
        isRoot || session.User == "root" || UnixPath.IsWithin(path, session.Home) || UnixPath.IsWithin(path, "/tmp");
}
