using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Benchmarks;

/// <summary>
/// <c>pvelab grade</c> on a thousand journals of sixty commands: whole processes, watched from outside, held on one core and on all. A single job
/// on all cores is shown too: the compiler at work beside it has a core of its own.
/// </summary>
internal static class ClassGrading
{
    private const int Students = 1_000;
    private const int Lines = 60;
    private const int Rounds = 3;

    private static readonly string[] Looking =
    [
        "qm list", "pvesm status", "df -h", "cat /etc/pve/storage.cfg", "qm config 100", "ls -l /var/log/vzdump", "pvesm list nas", "date", "zpool list", "pvesh get /cluster/resources",
    ];

    public static void Report()
    {
        var folder = Directory.CreateTempSubdirectory("pvelab-class-").FullName;
        try
        {
            for (var i = 0; i < Students; i++) File.WriteAllText(Path.Combine(folder, FormattableString.Invariant($"student{i:000}_1.jsonl")), Journal(i));
            var cores = Environment.ProcessorCount;
            // Turn by turn: a machine that is shared is now fast and now slow, and its other cores are not always there.
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (One: Run(folder, 1, 1), Beside: Run(folder, cores, 1), Many: Run(folder, cores, cores), Machine: CoresHad())).ToList();
            var one = Row("1 core", rounds.Select(r => r.One));
            _ = Row(FormattableString.Invariant($"{cores} cores but 1 job"), rounds.Select(r => r.Beside));
            var many = Row(FormattableString.Invariant($"{cores} cores"), rounds.Select(r => r.Many));
            Table.Row("  faster by", $"{one.Seconds / many.Seconds:0.00}, with {(many.Processor / one.Processor) - 1:0%} more of processor");
            Table.Row("  plain hashing on as many threads is faster by", $"{string.Join(", ", rounds.Select(r => r.Machine.ToString("0.00", CultureInfo.InvariantCulture)))}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measured Row(string what, IEnumerable<Measured> runs)
    {
        var run = runs.MinBy(r => r.Seconds)!;
        Table.Row($"grading {Students} journals of {Lines} commands, {what}", $"{Students / run.Seconds:0}/s by the clock, {run.Processor:0.0} s of processor, {run.Peak >> 20} MiB at most");
        return run;
    }

    /// <summary>How many cores the machine really gives at this moment: the same work on every thread, against one alone.</summary>
    private static double CoresHad()
    {
        var alone = Hashing(1);
        return Environment.ProcessorCount * alone / Hashing(Environment.ProcessorCount);

        static double Hashing(int threads)
        {
            var watch = Stopwatch.StartNew();
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, static _ =>
            {
                var block = new byte[8_192];
                for (var i = 0; i < 100_000; i++) SHA256.HashData(block, block.AsSpan(0, SHA256.HashSizeInBytes));
            });
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static Measured Run(string folder, int cores, int jobs)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("taskset",
        [
            "-c", FormattableString.Invariant($"0-{cores - 1}"),
            "dotnet", Path.Combine(AppContext.BaseDirectory, "pvelab.dll"), "grade", folder, "--jobs", jobs.ToString(CultureInfo.InvariantCulture), "--format", "json", "-o", Path.Combine(folder, "report.json"),
        ])
        { RedirectStandardError = true })!;
        long peak = 0;
        var processor = TimeSpan.Zero;
        while (!process.WaitForExit(20))
        {
            try
            {
                process.Refresh();
                (peak, processor) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                // It ended between the two looks.
            }
        }
        return new Measured(watch.Elapsed.TotalSeconds, processor.TotalSeconds, peak);
    }

    /// <summary>The restore test as each student goes about it: looking around at other places, with another new VMID.</summary>
    private static string Journal(int student)
    {
        var golden = ScenarioLibrary.ReadText(Path.Combine(ContentRoot.Scenarios, "ch08-restore-test", "golden.txt"), "golden.txt").Text.TrimEnd('\n').Split('\n')
            .Where(l => l.Length == 0 || l[0] != '#').Select(l => l.Replace("101", (200 + (student % 700)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).ToList();
        var missing = Lines - golden.Count;
        IEnumerable<string> lines = [.. Enumerable.Range(0, missing).Select(i => Looking[(student + (i * 7)) % Looking.Length]), .. golden];
        using var text = new StringWriter();
        using var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test"));
        var now = new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero).AddMinutes(student);
        using var journal = new JournalWriter(text, JournalHeader.Of(attempt), () => (now = now.AddMilliseconds(2_000 + ((student * 31) % 977))).ToString("o", CultureInfo.InvariantCulture));
        attempt.Recorded = journal.Append;
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", string.Join('\n', lines) + "\n"), "t", new PlainTerminal(static _ => { }));
        return text.ToString();
    }

    /// <summary>What a run took.</summary>
    private sealed record Measured(double Seconds, double Processor, long Peak);
}
