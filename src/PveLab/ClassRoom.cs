using System.Diagnostics;
using PveLab.Courseware.Classes;

namespace PveLab;

/// <summary>
/// Grades files side by side. Rows come out in the order of the files, whatever the number of workers, and a file costs only itself: each has a
/// deep stack, a time by the clock, and memory that all share; one that takes too much of either is given up.
/// </summary>
/// <param name="grader">Grades a file.</param>
/// <param name="jobs">Files graded at once.</param>
/// <param name="patience">Time by the clock that one file may take.</param>
internal sealed class ClassRoom(AttemptGrader grader, int jobs, TimeSpan patience)
{
    private const int Stack = 64 << 20;

    private readonly long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>How long after its time a file may take to come back before its worker is left behind.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    private TimeSpan Longest => patience + Grace;

    /// <summary>Grades these files; the rows are in their order.</summary>
    public List<GradedAttempt> Grade(IReadOnlyList<ClassFolder.HandedIn> files)
    {
        var rows = new Sitting(this, files).Run(jobs);
        // Who was given up because all together needed too much memory may have been the victim of another: each has a second chance alone.
        for (var i = 0; i < rows.Count; i++)
            if (jobs > 1 && rows[i].Refusal?.Kind == RefusalKind.TooLarge) rows[i] = new Sitting(this, [files[i]]).Run(1)[0];
        return rows;
    }

    private GradedAttempt Grade(ClassFolder.HandedIn file, long began) =>
        grader.Grade(ClassFolder.Read(file), () => Stopwatch.GetElapsedTime(began) > patience ? Stop.Time : IsFull() ? Stop.Memory : Stop.None);

    /// <summary>Whether what lives takes too much memory. Only when even the garbage would be too much is it collected to find out.</summary>
    private bool IsFull() => GC.GetTotalMemory(false) > memory && GC.GetTotalMemory(true) > memory;

    private GradedAttempt LeftBehind(ClassFolder.HandedIn file)
    {
        var submission = Submission.Of(file.Shown, file.InFolder, null);
        return new GradedAttempt
        {
            File = submission.File,
            Student = submission.Student,
            Refusal = new Refusal(RefusalKind.TooLong, FormattableString.Invariant($"a single step took more than {patience.TotalSeconds:0} seconds")),
        };
    }

    /// <summary>
    /// Some files and the workers that take one after another: a thread with a deep stack costs more to start than most files to grade. A worker
    /// that does not come back is left behind, with nothing to say any more, and another takes its place.
    /// </summary>
    private sealed class Sitting(ClassRoom room, IReadOnlyList<ClassFolder.HandedIn> files)
    {
        private readonly object gate = new();
        private readonly GradedAttempt?[] rows = new GradedAttempt?[files.Count];
        private readonly List<Worker> workers = [];
        private int next;

        /// <summary>Grades all files with so many workers.</summary>
        public List<GradedAttempt> Run(int jobs)
        {
            lock (gate)
            {
                for (var i = 0; i < jobs; i++) Start();
                while (workers.Count > 0)
                {
                    var left = workers.Min(Left);
                    if (left <= TimeSpan.Zero || !Monitor.Wait(gate, left)) ReplaceLate();
                }
            }
            return [.. rows.Select(row => row!)];
        }

        private TimeSpan Left(Worker worker) => room.Longest - Stopwatch.GetElapsedTime(worker.Began);

        private void Start()
        {
            var worker = new Worker();
            if (!HasNext(worker)) return;
            workers.Add(worker);
            new Thread(() => Work(worker), Stack) { IsBackground = true }.Start();
        }

        private bool HasNext(Worker worker)
        {
            if (next == files.Count) return false;
            (worker.File, worker.Began) = (next++, Stopwatch.GetTimestamp());
            return true;
        }

        private void Work(Worker worker)
        {
            while (GoesOn(worker, room.Grade(files[worker.File], worker.Began)))
            {
                // The next file.
            }
        }

        /// <summary>Takes a row from a worker, if it still counts, and gives it the next file, if there is one.</summary>
        private bool GoesOn(Worker worker, GradedAttempt row)
        {
            lock (gate)
            {
                if (!workers.Contains(worker)) return false;
                rows[worker.File] = row;
                if (HasNext(worker)) return true;
                workers.Remove(worker);
                Monitor.Pulse(gate);
                return false;
            }
        }

        private void ReplaceLate()
        {
            foreach (var worker in workers.Where(w => Left(w) <= TimeSpan.Zero).ToList())
            {
                rows[worker.File] = room.LeftBehind(files[worker.File]);
                workers.Remove(worker);
                Start();
            }
        }

        /// <summary>The file that a thread grades and since when, by <see cref="Stopwatch.GetTimestamp"/>.</summary>
        private sealed class Worker
        {
            public int File { get; set; }

            public long Began { get; set; }
        }
    }
}
