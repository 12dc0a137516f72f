using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Tests.Cli;

/// <summary><c>pvelab grade</c>, from the command line and as a process of its own.</summary>
public sealed class GradeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-class-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_class_is_the_same_bytes_at_any_number_of_jobs_in_any_culture_zone_and_directory()
    {
        for (var i = 0; i < 6; i++) Put($"student{i}/attempt.jsonl", Journal(i % 2 == 0 ? ["qm list", "vzdump 100 --storage nas", "ls -l /var/log/vzdump"] : ["qm lst", "date", "pvesm status"]));
        Put("İpek ığdır/bozuk.jsonl", "{}\n");
        var here = Start(folder, "C.UTF-8", "UTC", "grade", ".", "--jobs", "1", "--format", "json");
        Assert.Equal(1, here.Exit);
        Assert.Equal(here, Start("/", "tr_TR.UTF-8", "Pacific/Kiritimati", "grade", folder, "--jobs", "4", "--format", "json"));
        Assert.Equal(here, Start(Path.GetTempPath(), "ja_JP.UTF-8", "America/New_York", "grade", folder, "--jobs", "2", "--format", "json"));
    }

    [Fact]
    public void A_hostile_file_costs_only_its_own_row()
    {
        Put("alice/good.jsonl", Journal(["qm list"]));
        Put("bob/cut.jsonl", Journal(["qm list", "qm list"])[..^30]);
        Put("mallory/empty.jsonl", "");
        Put("mallory/huge-line.jsonl", "{\"pvelab\":2,\"scenario\":\"" + new string('x', 5_000_000) + "\"}\n");
        Put("mallory/deep.jsonl", new string('[', 1_000_000) + "\n");
        Put("mallory/many.jsonl", string.Concat(Enumerable.Repeat("{}\n", 1_000_000)));
        Put("mallory/esc\u001B[2J\u0007.jsonl", "\u001B[31m\n");
        File.WriteAllBytes(Path.Combine(folder, "mallory/binary.jsonl"), [0x7F, 0x45, 0x4C, 0x46, 0xFF, 0xFE]);
        File.CreateSymbolicLink(Path.Combine(folder, "mallory/link.jsonl"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(folder, "mallory/loop.jsonl"), folder);
        Directory.CreateDirectory(Path.Combine(folder, "mallory/folder.jsonl"));
        Process.Start("mkfifo", [Path.Combine(folder, "mallory/pipe.jsonl")]).WaitForExit();
        Put("mallory/notes.txt", "no journal");
        var (exit, output, errors) = Pvelab("grade", folder, "--format", "json");
        Assert.Equal((1, ""), (exit, errors));
        using var json = JsonDocument.Parse(output);
        var rows = json.RootElement.GetProperty("attempts").EnumerateArray().ToList();
        Assert.Equal(
            ["alice/good.jsonl graded", "bob/cut.jsonl graded", "mallory/binary.jsonl unreadable", "mallory/deep.jsonl no-journal", "mallory/empty.jsonl unreadable",
             "mallory/esc[2J.jsonl unreadable", "mallory/huge-line.jsonl no-journal", "mallory/link.jsonl unreadable", "mallory/loop.jsonl unreadable",
             "mallory/many.jsonl too-much-work", "mallory/pipe.jsonl unreadable"],
            rows.Select(r => $"{r.GetProperty("file").GetString()} {(r.TryGetProperty("refused", out var refused) ? refused.GetProperty("kind").GetString() : "graded")}").ToArray());
        Assert.DoesNotContain('\u001B', Pvelab("grade", folder).Output);
    }

    [Fact]
    public void What_changed_since_an_earlier_grading_is_listed()
    {
        Put("alice/a.jsonl", Journal(["qm list"]));
        var earlier = Path.Combine(folder, "earlier.json");
        Assert.Equal(0, Pvelab("grade", folder, "--format", "json", "-o", earlier).Exit);
        Assert.Contains("No grade has changed.", Pvelab("grade", folder, "--against", earlier).Output, StringComparison.Ordinal);
        Put("alice/a.jsonl", Journal(["vzdump 100 --storage nas"]));
        var (exit, output, _) = Pvelab("grade", folder, "--against", earlier);
        Assert.Equal(1, exit);
        Assert.Contains("backup-ok: not met 0/5 -> met 5/5", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pvelab: /no/such/class: no such file or folder\n", "/no/such/class")]
    [InlineData("pvelab: --jobs takes a whole number from 1 to 256.\n", ".", "--jobs", "0")]
    [InlineData("pvelab: /etc/hostname:1:1: this is no grading that --format json wrote: from here on it is no JSON\n", ".", "--against", "/etc/hostname")]
    [InlineData("pvelab: nowhere: no address; ", ".", "--home-page", "nowhere")]
    [InlineData("pvelab: /no/such/folder/r.html: cannot be written: its folder does not exist or takes no files\n", ".", "-o", "/no/such/folder/r.html")]
    [InlineData("pvelab: /: cannot be written: this is a folder\n", ".", "-o", "/")]
    public void Unusable_input_exits_2_with_a_sentence(string complaint, params string[] args)
    {
        Put("alice/a.jsonl", Journal(["qm list"]));
        var (exit, _, errors) = Pvelab(["grade", .. args.Select(a => a == "." ? folder : a)]);
        Assert.Equal(2, exit);
        Assert.StartsWith(complaint, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_folders_that_are_no_journals_cost_only_themselves_and_name_their_reason()
    {
        Put("alice/good.jsonl", Journal(["qm list"]));
        var good = File.ReadAllBytes(Path.Combine(folder, "alice/good.jsonl"));
        Bytes("a-invalid.jsonl", [.. good[..40], 0xC3, 0x28, .. good[40..]]);
        Bytes("b-nul.jsonl", [.. good[..40], 0, .. good[40..]]);
        Bytes("c-utf16.jsonl", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good))]);
        using (var gzip = new System.IO.Compression.GZipStream(File.Create(Path.Combine(folder, "d-gzip.pvelab")), System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(good);
        Put("e-new\nline\u001b[2J.jsonl", "{}\n");
        File.CreateSymbolicLink(Path.Combine(folder, "f-zero.jsonl"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(folder, "g-loop.jsonl"), "g-loop.jsonl");
        File.CreateSymbolicLink(Path.Combine(folder, "h-out"), "/etc");
        Directory.CreateSymbolicLink(Path.Combine(folder, "i-around"), folder);
        var (exit, output, errors) = Pvelab("grade", folder, "--format", "json");
        Assert.Equal((1, ""), (exit, errors));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(
            ["a-invalid.jsonl: this is no UTF-8 text", "alice/good.jsonl: graded", "b-nul.jsonl: a control character (U+0000) may not stand in a text",
             "c-utf16.jsonl: this is no UTF-8 text", "d-gzip.pvelab: this is no UTF-8 text", "e-new line[2J.jsonl: ", "f-zero.jsonl: a symbolic link", "g-loop.jsonl: a symbolic link"],
            json.RootElement.GetProperty("attempts").EnumerateArray().Select(r =>
                $"{r.GetProperty("file").GetString()}: {(!r.TryGetProperty("refused", out var refused) ? "graded" : refused.GetProperty("kind").GetString() == "unreadable" ? refused.GetProperty("reason").GetString() : "")}").ToArray());
        Assert.DoesNotContain(Pvelab("grade", folder).Output, c => c is '\u001b');

        void Bytes(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    [Fact]
    public void A_folder_without_a_journal_is_nothing_to_grade()
    {
        Put("alice/notes.txt", "no journal");
        Assert.Equal((2, "", $"pvelab: {folder}: no journals or bundles there (*.jsonl, *.pvelab)\n"), Pvelab("grade", folder));
    }

    [Fact]
    public void A_report_that_cannot_be_written_leaves_no_half_of_it()
    {
        Put("alice/a.jsonl", Journal(["qm list"]));
        Directory.CreateDirectory(Path.Combine(folder, "report.html"));
        Assert.Equal(2, Pvelab("grade", folder, "-o", Path.Combine(folder, "report.html")).Exit);
        Assert.False(File.Exists(Path.Combine(folder, "report.html.part")));
    }

    [Fact]
    public void A_drop_folder_is_graded_as_files_arrive()
    {
        var report = Path.Combine(folder, "report.json");
        var drop = Directory.CreateDirectory(Path.Combine(folder, "drop")).FullName;
        using var process = Process.Start(Begin("/", "C.UTF-8", "UTC", "grade", drop, "--watch", "--format", "json", "-o", report))!;
        using var guard = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
        File.WriteAllText(Path.Combine(drop, "alice_1.jsonl"), Journal(["qm list"]));
        Assert.Equal("alice  ch08-restore-test  not passed  0/100  alice_1.jsonl", process.StandardOutput.ReadLine());
        File.WriteAllText(Path.Combine(drop, "bob_1.jsonl"), "{}\n");
        Assert.StartsWith("bob  refused  bob_1.jsonl: no journal", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        using var json = JsonDocument.Parse(File.ReadAllText(report));
        Assert.Equal(2, json.RootElement.GetProperty("attempts").GetArrayLength());
    }

    private static string Journal(string[] lines)
    {
        using var text = new StringWriter();
        using var attempt = new Attempt(ScenarioLibrary.Shipped.FindById("ch08-restore-test"));
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt));
        attempt.Recorded = journal.Append;
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", string.Join('\n', lines) + "\n"), "t", new PlainTerminal(_ => { }));
        return text.ToString();
    }

    private void Put(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static (int Exit, string Output, string Errors) Pvelab(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exit = CommandLine.Run(args, new HostConsole(() => Stream.Null, output, errors));
        return (exit, output.ToString(), errors.ToString());
    }

    private static (int Exit, string Output, string Errors) Start(string directory, string language, string zone, params string[] args)
    {
        using var process = Process.Start(Begin(directory, language, zone, args))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static ProcessStartInfo Begin(string directory, string language, string zone, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "pvelab.dll"));
        foreach (var arg in args) start.ArgumentList.Add(arg);
        foreach (var (name, value) in new[] { ("LANG", language), ("LC_ALL", language), ("TZ", zone) }) start.Environment[name] = value;
        return start;
    }
}
