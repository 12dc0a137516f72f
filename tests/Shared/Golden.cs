using System.Runtime.CompilerServices;
using Snapshooter;
using Snapshooter.Xunit;

namespace PveLab.Testing;

/// <summary>
/// The one door to golden files. Snapshooter stands in for Verify here: to change the library, change this file.
/// A golden lies beside its test in <c>__snapshots__</c>; with SNAPSHOOTER_STRICT_MODE=on (CI) a missing golden fails.
/// </summary>
internal static class Golden
{
    /// <summary>Compares <paramref name="text"/> with the golden called <paramref name="name"/>.</summary>
    public static void Verify(string text, string name, [CallerFilePath] string testFile = "") =>
        Snapshot.Match(text.Replace("\r\n", "\n", StringComparison.Ordinal), new SnapshotFullName(name + ".txt", Path.GetDirectoryName(testFile)!));
}
