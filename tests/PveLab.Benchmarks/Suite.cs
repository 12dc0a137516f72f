using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PveLab.Benchmarks;

/// <summary>The same work under BenchmarkDotNet, in this process: nothing is generated and built, so it works without a network.</summary>
internal static class Suite
{
    public static void Run(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run(args, DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumn(StatisticColumn.OperationsPerSecond, StatisticColumn.P95));
}

#pragma warning disable CA1001, CA1515, CA1822 // BenchmarkDotNet wants public instance methods; the window lives as long as the process.

/// <summary>Attempts and the commands in them.</summary>
public class AttemptBenchmarks
{
    private const int Rounds = 10;
    private const int CommandsARound = 10;

    /// <summary>Ten lines, played and graded.</summary>
    [Benchmark]
    public bool ShortAttempt() => Workloads.ShortAttempt();

    /// <summary>The whole restore test, played and graded.</summary>
    [Benchmark]
    public bool RestoreTest() => Workloads.GoldenAttempt();

    /// <summary>One command of a running attempt.</summary>
    [Benchmark(OperationsPerInvoke = Rounds * CommandsARound)]
    public int Command() => Workloads.TypeCommands(Rounds);
}

/// <summary>The simulation alone.</summary>
public class SimulationBenchmarks
{
    /// <summary>365 nights, 100 guests, three archives each.</summary>
    [Benchmark]
    public int YearOfBackups() => Workloads.Year();

    /// <summary>Every 15 minutes, 20 guests, three nodes: 700,800 runs.</summary>
    [Benchmark]
    public int YearOfReplication() => Workloads.YearOfReplication();
}

/// <summary>What the learner sees.</summary>
public class ScreenBenchmarks
{
    private readonly Courseware.Lessons.Lesson lesson = Workloads.ReadLesson();
    private readonly Typist typist = new();
    private readonly ManagerTypist managerTypist = new();

    /// <summary>From Markdown to the render model, 3,000 lines.</summary>
    [Benchmark]
    public int ReadLesson() => Workloads.ReadLesson().Blocks.Count;

    /// <summary>From the render model to lines, 3,000 lines.</summary>
    [Benchmark]
    public int LayLesson() => Workloads.LayLesson(lesson);

    /// <summary>One key until its frame is painted.</summary>
    [Benchmark]
    public void KeyToPaint() => typist.Press();

    /// <summary>The same in the Server View with 200 guests, a year of tasks and a log of 5,000 lines.</summary>
    [Benchmark]
    public void ManagerKeyToPaint() => managerTypist.Press();
}
