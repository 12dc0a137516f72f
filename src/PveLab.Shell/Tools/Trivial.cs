namespace PveLab.Shell.Tools;

/// <summary>true, false and yes.</summary>
internal static class Trivial
{
    public static IEnumerable<Step> True(Invocation invocation) => [];

    public static IEnumerable<Step> False(Invocation invocation)
    {
        invocation.ExitCode = 1;
        return [];
    }

    public static IEnumerable<Step> Yes(Invocation invocation)
    {
        var line = invocation.Arguments.Count == 0 ? "y\n" : string.Join(' ', invocation.Arguments) + "\n";
        while (true) yield return new Step.Out(line);
    }
}
