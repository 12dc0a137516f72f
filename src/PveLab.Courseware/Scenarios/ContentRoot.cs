namespace PveLab.Courseware.Scenarios;

/// <summary>Where lessons and scenarios lie: in the source tree the program was built in, or else beside the executable.</summary>
public static class ContentRoot
{
    private static readonly Lazy<string> Found = new(() => Search(AppContext.BaseDirectory));

    /// <summary>The directory that holds <c>scenarios</c> and <c>lessons</c>.</summary>
    public static string Path => Found.Value;

    /// <summary>The directory of scenarios and worlds.</summary>
    public static string Scenarios => System.IO.Path.Combine(Path, "scenarios");

    /// <summary>The directory of lessons.</summary>
    public static string Lessons => System.IO.Path.Combine(Path, "lessons");

    private static string Search(string executable)
    {
        // The working tree first: its files are what an author edits, while copies beside a build may be old.
        for (var folder = new DirectoryInfo(executable); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PveLab.sln")) && Directory.Exists(System.IO.Path.Combine(folder.FullName, "scenarios")))
                return folder.FullName;
        return executable;
    }
}
