using System.Runtime.CompilerServices;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Tests.Properties;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>What goes wrong in all of <c>Faults/Cases</c>, so in every kind of fault there is, and what is typed there, by world.</summary>
internal static class FaultPool
{
    private static readonly Lazy<ILookup<string, string>> Cases = new(() => Directory.GetFiles(Folder(), "*.txt").Order(StringComparer.Ordinal)
        .Select(file => File.ReadAllText(file).ReplaceLineEndings("\n")).ToLookup(World));

    /// <summary>The worlds in which something goes wrong.</summary>
    public static string[] Worlds { get; } = [.. Cases.Value.Select(cases => cases.Key)];

    /// <summary>Every fault as YAML without its moments; those of other worlds may not fit.</summary>
    public static string[] Faults { get; } = [.. Cases.Value.SelectMany(cases => cases).SelectMany(FaultsOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What is typed in the cases of a world, one array a case.</summary>
    public static Move[][] Typed(string world) => [.. Cases.Value[world].Select(MovesOf)];

    private static string World(string text) => text.StartsWith("world: ", StringComparison.Ordinal) ? text["world: ".Length..text.IndexOf('\n', StringComparison.Ordinal)] : "single-node";

    private static IEnumerable<string> FaultsOf(string text)
    {
        var head = text[(text.IndexOf("faults:\n", StringComparison.Ordinal) + "faults:\n".Length)..text.IndexOf("---\n", StringComparison.Ordinal)];
        return head.Split("  - ", StringSplitOptions.RemoveEmptyEntries)
            .Select(fault => "  - " + string.Concat(fault.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsMoment(line)).Select(line => line + "\n")));
    }

    private static bool IsMoment(string line) => line.StartsWith("    when:", StringComparison.Ordinal) || line.StartsWith("    until:", StringComparison.Ordinal);

    private static Move[] MovesOf(string text)
    {
        var lines = text[(text.IndexOf("---\n", StringComparison.Ordinal) + "---\n".Length)..].Split('\n').Where(line => line.Length > 0 && line[0] != ' ');
        return [.. Transcript.Parse("case", string.Join('\n', lines) + "\n").Lines.Select(MoveOf).OfType<Move>()];
    }

    private static Move? MoveOf(TranscriptLine line) => line switch
    {
        TranscriptLine.Typed { IsComment: false } typed => new Move(typed.Text, null, 0),
        TranscriptLine.Wait wait => new Move(null, null, (int)Math.Ceiling(wait.Time.TotalMinutes)),
        TranscriptLine.Node node => new Move(Move.Login + node.Name, null, 0),
        _ => null,
    };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
