namespace PveLab.Shell.Tools;

/// <summary>true and false.</summary>
internal static class Trivial
{
    public static IEnumerable<Step> True(Invocation invocation) => [];

    public static IEnumerable<Step> False(Invocation invocation)
    {
        invocation.ExitCode = 1;
        return [];
    }
}
