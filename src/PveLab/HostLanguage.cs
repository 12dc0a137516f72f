namespace PveLab;

/// <summary>The language when none is asked for.</summary>
internal static class HostLanguage
{
    /// <summary>For reports, which must not differ between machines.</summary>
    public const string Fixed = "en";

    /// <summary>For people at a terminal: Japanese where the environment says so.</summary>
    public static string OfUser
    {
        get
        {
            foreach (var variable in (string[])["LC_ALL", "LC_MESSAGES", "LANG"])
                if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } locale)
                    return locale.StartsWith("ja", StringComparison.Ordinal) ? "ja" : "en";
            return "en";
        }
    }
}
