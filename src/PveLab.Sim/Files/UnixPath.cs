namespace PveLab.Sim.Files;

/// <summary>Pure functions over Unix paths; the host's own path rules never apply.</summary>
public static class UnixPath
{
    /// <summary>The absolute, normalised form of <paramref name="path"/> seen from <paramref name="directory"/> (no <c>.</c>, <c>..</c>, doubled or trailing slashes).</summary>
    public static string Absolute(string path, string directory = "/")
    {
        var full = path.StartsWith('/') ? path : directory + "/" + path;
        var parts = new List<string>();
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>The path of <paramref name="name"/> inside <paramref name="directory"/>.</summary>
    public static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : directory + "/" + name;

    /// <summary>The last component; <c>/</c> for the root.</summary>
    public static string Name(string path)
    {
        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        if (trimmed.Length == 0) return "/";
        var slash = trimmed.LastIndexOf('/');
        return slash < 0 || trimmed.Length == 1 ? trimmed : trimmed[(slash + 1)..];
    }

    /// <summary>Everything before the last component; <c>/</c> at the top, <c>.</c> for a bare name.</summary>
    public static string Directory(string path)
    {
        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        var slash = trimmed.LastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : trimmed[..slash];
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="directory"/> or lies below it; both absolute and normalised.</summary>
    public static bool IsWithin(string path, string directory) =>
        directory == "/" || path == directory || (path.StartsWith(directory, StringComparison.Ordinal) && path[directory.Length] == '/');
}
