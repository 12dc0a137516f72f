using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PveLab.Benchmarks;

/// <summary>
/// Whole processes on a pseudo terminal, seen from outside: the time from starting one until its first frame has come through
/// the terminal, the processor time that took, and the memory it had taken by then.
/// </summary>
internal static class FirstPaint
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(700);

    /// <summary>One start.</summary>
    /// <param name="Milliseconds">Start to first frame.</param>
    /// <param name="Processor">Milliseconds of processor time up to then, all threads.</param>
    /// <param name="PeakMiB">Most resident memory until half a second later.</param>
    private sealed record Start(double Milliseconds, double Processor, double PeakMiB);

    public static void Report(int rounds)
    {
        var (empty, first, lab) = (new List<Start>(), new List<Start>(), new List<Start>());
        for (var round = 0; round < rounds; round++)
        {
            empty.Add(Measure($"{typeof(FirstPaint).Assembly.GetName().Name}.dll --empty-window", EmptyWindow.Title));
            first.Add(Measure("pvelab.dll --lang en", "PveLab"));
            lab.Add(Measure("pvelab.dll --lang en ch08-restore-test", "root@"));
        }
        var emptyTime = Median(empty, s => s.Milliseconds);
        var emptyWork = Median(empty, s => s.Processor);
        var (emptyMemory, labMemory) = (Median(empty, s => s.PeakMiB), Median(lab, s => s.PeakMiB));
        Table.Row("first paint, empty window", $"{emptyTime:0} ms, {emptyWork:0} ms of processor");
        Compare("first paint, trainer", first, emptyTime, emptyWork);
        Compare("  the lab with its prompt", lab, emptyTime, emptyWork);
        Table.Row("peak memory, empty window", $"{emptyMemory:0} MiB");
        Table.Row("peak memory, trainer", $"{labMemory:0} MiB = {labMemory - emptyMemory:0} MiB beyond the empty window");
    }

    private static void Compare(string what, List<Start> starts, double time, double work)
    {
        var (milliseconds, processor) = (Median(starts, s => s.Milliseconds), Median(starts, s => s.Processor));
        Table.Row(what, $"{milliseconds:0} ms = {milliseconds / time:0.00} x, {processor:0} ms of processor = {processor / work:0.00} x");
    }

    private static double Median(List<Start> starts, Func<Start, double> of) => starts.Select(of).Order().ElementAt(starts.Count / 2);

    private static Start Measure(string program, string awaited)
    {
        var home = Directory.CreateTempSubdirectory("pvelab-bench-");
        var script = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var argument in (string[])["-qec", $"stty cols 100 rows 30; exec dotnet {program}", "/dev/null"]) script.ArgumentList.Add(argument);
        foreach (var name in (string[])["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]) script.Environment[name] = home.FullName;
        script.Environment["TERM"] = "xterm-256color";
        var watch = Stopwatch.StartNew();
        using var terminal = Process.Start(script)!;
        try
        {
            Await(terminal.StandardOutput.BaseStream, awaited);
            var painted = watch.Elapsed;
            using var painter = Process.GetProcessById(ChildOf(terminal.Id));
            var processor = painter.TotalProcessorTime;
            Thread.Sleep(Settle);
            return new Start(painted.TotalMilliseconds, processor.TotalMilliseconds, PeakOf(painter.Id));
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
            terminal.WaitForExit();
            home.Delete(recursive: true);
        }
    }

    private static void Await(Stream screen, string awaited)
    {
        var seen = new StringBuilder();
        var chunk = new byte[64 * 1024];
        var limit = Stopwatch.StartNew();
        while (!seen.ToString().Contains(awaited, StringComparison.Ordinal))
        {
            var count = limit.Elapsed < Limit ? screen.Read(chunk) : 0;
            if (count == 0) throw new InvalidOperationException($"'{awaited}' never came to the screen:\n{seen}");
            seen.Append(Encoding.UTF8.GetString(chunk, 0, count));
        }
    }

    private static int ChildOf(int pid) =>
        int.Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/task/{pid}/children")).Split(' ')[0], CultureInfo.InvariantCulture);

    private static double PeakOf(int pid)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status")).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
