using System.Diagnostics;
using PveLab.Courseware.Classes;

namespace PveLab;

/// <summary>
/// Grades files side by side. Rows come out in the order of the files, whatever the number of workers, and a file costs only itself: each has a
/// thread of its own with a deep stack, a time by the clock, and memory that all share; one that takes too much of either is given up.
/// </summary>
internal sealed class ClassRoom
{
    private const int Stack = 64 << 20;

    /// <summary>How long after its time a thread may take to come back before it is left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly AttemptGrader grader;
    private readonly int jobs;
    private readonly TimeSpan patience;
    private readonly long memory;

    /// <summary>A room with so many workers.</summary>
    /// <param name="grader">Grades a file.</param>
    /// <param name="jobs">Files graded at once.</param>
    /// <param name="patience">Time by the clock that one file may take.</param>
    public ClassRoom(AttemptGrader grader, int jobs, TimeSpan patience)
    {
        (this.grader, this.jobs, this.patience) = (grader, jobs, patience);
        memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    }

    /// <summary>Grades these files; the rows are in their order.</summary>
    public List<GradedAttempt> Grade(IReadOnlyList<ClassFolder.HandedIn> files)
    {
        var rows = new GradedAttempt[files.Count];
        var next = -1;
        var workers = Enumerable.Range(0, Math.Min(jobs, files.Count)).Select(_ => new Thread(() =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < files.Count;) rows[i] = InTime(files[i], alone: jobs == 1);
        })).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        // Who was given up because all together needed too much memory may have been the victim of another: each has a second chance alone.
        for (var i = 0; i < rows.Length; i++)
            if (jobs > 1 && rows[i].Refusal?.Kind == RefusalKind.TooLarge) rows[i] = InTime(files[i], alone: true);
        return [.. rows];
    }

    private GradedAttempt InTime(ClassFolder.HandedIn file, bool alone)
    {
        var watch = Stopwatch.StartNew();
        GradedAttempt? row = null;
        var submission = ClassFolder.Read(file);
        var work = new Thread(() => row = grader.Grade(submission, Stopped), Stack) { IsBackground = true };
        work.Start();
        if (work.Join(patience + Grace)) return row!;
        return new GradedAttempt
        {
            File = submission.File,
            Student = submission.Student,
            Refusal = new Refusal(RefusalKind.TooLong, FormattableString.Invariant($"a single step took more than {patience.TotalSeconds:0} seconds")),
        };

        Stop Stopped() => watch.Elapsed > patience ? Stop.Time : IsFull() ? Stop.Memory : Stop.None;
    }

    /// <summary>Whether what lives takes too much memory. Only when even the garbage would be too much is it collected to find out.</summary>
    private bool IsFull() => GC.GetTotalMemory(false) > memory && GC.GetTotalMemory(true) > memory;
}
