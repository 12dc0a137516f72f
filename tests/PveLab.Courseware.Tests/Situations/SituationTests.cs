using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Tests.Situations;

/// <summary>
/// What real Proxmox VE says in every situation we know of: each situation of the files in this folder is brought about in a fresh world, and the
/// terminal must show what the real one shows. The table in docs/FIDELITY.md is written from the same files.
/// </summary>
public sealed class SituationTests
{
    private const string Begin = "<!-- situations: written by the tests -->";
    private const string End = "<!-- end of situations -->";

    private static readonly string Folder = FolderOf();
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder, "..", "..", ".."));
    private static readonly string TranscriptWorld = Path.Combine(Root, "tests", "vectors", "transcript-world.yaml");
    private static readonly IReadOnlyList<Situation> All =
        [.. Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(f => Situation.Read(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))];

    public static TheoryData<string> Titles => [.. All.Select(s => s.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void PveLab_says_what_Proxmox_VE_says(string title)
    {
        var situation = All.Single(s => s.Title == title);
        using var library = new Library();
        using var attempt = new Attempt(PlaceOf(situation, library), dialect: Dialect.Pve);
        attempt.Failed = mistake => throw new InvalidOperationException("PveLab's own mistake", mistake);
        foreach (var line in situation.Lines)
        {
            var (printed, status) = Type(attempt, line.Command);
            var where = string.Create(CultureInfo.InvariantCulture, $"{situation.File}.txt:{line.At}: $ {line.Command}\n");
            if (!line.Shown) Assert.True(status == 0, $"{where}the preparation failed:\n{printed}");
            else if (!Situation.Pattern(line).IsMatch(printed)) Assert.Fail($"{where}printed:\n{printed}\nexpected:\n{string.Join('\n', line.Expected)}\n");
            else Assert.True(line.Fails == (status != 0), string.Create(CultureInfo.InvariantCulture, $"{where}exit status {status}"));
        }
    }

    [Fact]
    public void Every_situation_says_where_the_real_code_says_it() =>
        Assert.DoesNotContain(All, s => s.Source.Length == 0 || s.Lines.Count == 0);

    [Fact]
    public void The_table_in_FIDELITY_lists_every_situation()
    {
        var path = Path.Combine(Root, "docs", "FIDELITY.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("PVELAB_DOCS") == "write") File.WriteAllText(path, text[..from] + Table() + text[to..]);
        else Assert.Equal(Table(), text[from..to]);
    }

    private static ScenarioFolder PlaceOf(Situation situation, Library library)
    {
        if (situation.Faults.IsEmpty) return ScenarioLibrary.Shipped.Find(situation.World.Length > 0 ? situation.World : TranscriptWorld);
        var head = Library.Head.Replace("world: single-node\n", $"world: {situation.World}\n", StringComparison.Ordinal);
        return library.Put($"{head}faults:\n{string.Concat(situation.Faults.Select(f => $"  - {{ {f} }}\n"))}");
    }

    private static string Table()
    {
        var table = new StringBuilder("\n\n| situation | command | message | real source | held by |\n| --- | --- | --- | --- | --- |\n");
        foreach (var situation in All)
        {
            var telling = situation.Telling;
            var message = string.Join(" ⏎ ", telling.Expected.Where(l => l is not ("" or "...")).Take(3).Select(Code));
            table.Append(CultureInfo.InvariantCulture,
                $"| {Cell(situation.Title)} | {Code(telling.Command)} | {(message.Length > 0 ? message : "(nothing)")} | {Cell(situation.Source)} | {situation.File}.txt:{telling.At} |\n");
        }
        return table.Append('\n').ToString();
    }

    private static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {Cell(text)} ``" : $"`{Cell(text)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static (string Printed, int Status) Type(Attempt attempt, string line)
    {
        var printed = new StringBuilder();
        var terminal = new PlainTerminal(text => printed.Append(text), echo: false);
        attempt.Submit(new Input.Line(line));
        while (attempt.IsRunning) terminal.Show(attempt.Pull());
        Assert.True(attempt.Asking is null, $"'{line}' asks for input");
        return (printed.ToString(), attempt.Shell.Status);
    }

    private static string FolderOf([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
