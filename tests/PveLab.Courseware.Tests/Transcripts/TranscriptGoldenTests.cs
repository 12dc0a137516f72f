using System.Runtime.CompilerServices;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Transcripts;

/// <summary>
/// Every file of <c>tests/PveLab.Shell.Tests/Transcripts</c> is typed into a fresh one-node lab, as <c>pvelab run single-node FILE</c> does, and
/// what the terminal shows is compared with the golden beside it. The chapter's own file speaks the book's dialect, the others the product's.
/// </summary>
public sealed class TranscriptGoldenTests
{
    private static readonly string Folder = FolderOf();

    public static TheoryData<string> Topics =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Topics))]
    public void The_terminal_shows_what_the_golden_shows(string topic)
    {
        var shown = new StringBuilder();
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("single-node"), dialect: topic == "chapter" ? Dialect.Book : Dialect.Pve);
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        var file = Path.Combine(Folder, topic + ".txt");
        TranscriptPlayer.Play(attempt, Transcript.Parse(topic, File.ReadAllText(file)), topic, new PlainTerminal(text => shown.Append(text)));
        Golden.Verify(shown.ToString(), topic, file);
    }

    private static string FolderOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "PveLab.Shell.Tests", "Transcripts"));
}
