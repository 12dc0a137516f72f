namespace PveLab.Courseware.Progress;

/// <summary>Where a user's own files go (XDG Base Directory Specification).</summary>
public static class UserFolders
{
    /// <summary>Journals and progress: <c>~/.local/share/pvelab</c>.</summary>
    public static string Data => Find("XDG_DATA_HOME", ".local/share");

    /// <summary>Logs: <c>~/.local/state/pvelab</c>.</summary>
    public static string State => Find("XDG_STATE_HOME", ".local/state");

    private static string Find(string variable, string fallback)
    {
        // The specification ignores relative paths.
        var home = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback);
        return Path.Combine(home, "pvelab");
    }
}
