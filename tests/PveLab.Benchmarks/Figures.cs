using System.Diagnostics;

namespace PveLab.Benchmarks;

/// <summary>
/// The figures of docs/ARCHITECTURE.md, Measurements, in about a minute. They are processor time, collector and compiler included,
/// because the machine has other work; only keys are timed by the clock as well.
/// </summary>
internal static class Figures
{
    private const int Keys = 4000;
    private const int Repeats = 5;
    private const int MostForKey = 16;
    private const int SlowestShown = 12;

    private static readonly (string Name, Action Report)[] All =
    [
        ("keys", ReportKeys), ("manager", ReportManager), ("short", ReportShort), ("golden", ReportGolden), ("commands", ReportCommands), ("year", ReportYear), ("replication", ReportReplication), ("lesson", ReportLesson),
        ("class", ClassGrading.Report),
    ];

    public static void Report(string[] names)
    {
        foreach (var (name, report) in All)
            if (names.Length == 0 || names.Contains(name)) report();
    }

    /// <summary>Does one kind of work for a while: something for a profiler to look at.</summary>
    public static void Spin(string name, int seconds)
    {
        Action work = name switch
        {
            "short" => static () => Workloads.ShortAttempt(),
            "golden" => static () => Workloads.GoldenAttempt(),
            "commands" => static () => Workloads.TypeCommands(10),
            "year" => static () => Workloads.Year(),
            "replication" => static () => Workloads.DayOfReplication(),
            _ => static () => Workloads.LayLesson(Workloads.ReadLesson()),
        };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds;) work();
    }

    private static void ReportKeys()
    {
        using var typist = new Typist();
        var (watched, used) = (new double[Keys], new double[Keys]);
        for (var i = 0; i < Keys; i++)
        {
            var watch = Stopwatch.StartNew();
            used[i] = Milliseconds(typist.Press);
            watched[i] = watch.Elapsed.TotalMilliseconds;
        }
        Array.Sort(watched);
        Array.Sort(used);
        Table.Row("key to paint, 160x48", $"median {used[Keys / 2]:0.0} ms, p99 {used[Keys * 99 / 100]:0.0} ms, most {used[^1]:0} ms");
        Table.Row("  by the clock", $"median {watched[Keys / 2]:0.0} ms, p99 {watched[Keys * 99 / 100]:0.0} ms, most {watched[^1]:0} ms");
    }

    private static void ReportManager()
    {
        using var typist = new ManagerTypist();
        var count = ManagerTypist.Round * 8;
        var (watched, used, keys) = (new double[count], new double[count], new List<(string Key, double Used, bool Collected)>());
        for (var i = 0; i < ManagerTypist.Round; i++) typist.Press();
        for (var i = 0; i < count; i++)
        {
            var (before, collections, watch) = (typist.Shown, GC.CollectionCount(1), Stopwatch.StartNew());
            used[i] = Milliseconds(typist.Press);
            watched[i] = watch.Elapsed.TotalMilliseconds;
            keys.Add(($"{typist.Pressed} in {before}", used[i], GC.CollectionCount(1) > collections));
        }
        Array.Sort(watched);
        Array.Sort(used);
        Table.Row("manager key to paint, 160x48", $"median {used[count / 2]:0.0} ms, p99 {used[count * 99 / 100]:0.0} ms, most {used[^1]:0} ms");
        Table.Row("  by the clock", $"median {watched[count / 2]:0.0} ms, p99 {watched[count * 99 / 100]:0.0} ms, most {watched[^1]:0} ms");
        Table.Row($"  keys over {MostForKey} ms", $"{used.Count(u => u > MostForKey)} of {count}, {keys.Count(k => k.Used > MostForKey && k.Collected)} of them with a collection");
        foreach (var key in keys.GroupBy(k => k.Key).OrderByDescending(k => k.Max(p => p.Used)).Take(SlowestShown))
            Table.Row("  " + key.Key, $"{string.Join(' ', key.OrderByDescending(k => k.Used).Take(5).Select(k => $"{k.Used:0.0}{(k.Collected ? "*" : "")}"))} ms of {key.Count()}");
    }

    private static void ReportShort() => Rate("short graded attempts (10 lines)", 400, static () => Workloads.ShortAttempt());

    private static void ReportGolden() => Rate("whole restore tests, graded", 60, static () => Workloads.GoldenAttempt());

    private static void ReportCommands()
    {
        const int rounds = 100;
        var count = Workloads.TypeCommands(rounds);
        Table.Row("commands", $"{count * 1000 / Best(() => Workloads.TypeCommands(rounds)):0}/s");
    }

    private static void ReportYear()
    {
        Table.Row("a year of nightly backups, 100 guests", $"{Best(static () => Workloads.Year(), 3) / 1000:0.00} s");
        Table.Row("  the process after it", $"{Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 20):0} MiB at most");
    }

    private static void ReportReplication()
    {
        Table.Row("a year of replication every 15 minutes, 20 guests", $"{Best(static () => Workloads.YearOfReplication(), 3) / 1000:0.00} s");
        Table.Row("  a run that is simulated", $"{Best(static () => Workloads.DayOfReplication()) * 1000 / Workloads.DayOfReplication():0} µs");
        Table.Row("  the process after it", $"{Process.GetCurrentProcess().PeakWorkingSet64 / (double)(1 << 20):0} MiB at most");
    }

    private static void ReportLesson()
    {
        var lesson = Workloads.ReadLesson();
        var first = Milliseconds(() => Workloads.LayLesson(lesson));
        Table.Row("reading a lesson of 3,000 lines", $"{Best(static () => Workloads.ReadLesson()):0.0} ms");
        Table.Row("laying it out", $"{Best(() => Workloads.LayLesson(lesson)):0.0} ms, the first time {first:0} ms");
    }

    private static void Rate(string what, int count, Action work)
    {
        var first = Milliseconds(work);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < 2;) work();
        var time = Best(() =>
        {
            for (var i = 0; i < count; i++) work();
        });
        Table.Row(what, $"{count * 1000 / time:0}/s, the first in {first:0} ms");
    }

    /// <summary>The best of some repeats: what the machine's other work disturbed least.</summary>
    private static double Best(Action work, int repeats = Repeats) => Enumerable.Range(0, repeats).Min(_ => Milliseconds(work));

    private static double Milliseconds(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
