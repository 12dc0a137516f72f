namespace PveLab.Shell.Tools;

/// <summary>The ordinary Unix programs of a node.</summary>
internal static class UnixTools
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new("true", Trivial.True, "do nothing, successfully"),
    ];
}
