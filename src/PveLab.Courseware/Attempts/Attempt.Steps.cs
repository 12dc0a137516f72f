namespace PveLab.Courseware.Attempts;

/// <summary>What was done at one prompt: an input, with everything that answered it up to the next prompt.</summary>
/// <param name="Entry">Index of the input among the attempt's entries.</param>
/// <param name="Input">The input.</param>
/// <param name="Changed">Whether it changed the world or the shell, and did not only look.</param>
public sealed record AttemptStep(int Entry, Input Input, bool Changed)
{
    /// <summary>When it began, in virtual time.</summary>
    public Sim.Time.Instant At { get; init; }

    /// <summary><c>$?</c> after it; null while there is no step after it.</summary>
    public int? Status { get; init; }

    /// <summary>How many facts there were before it.</summary>
    public int Facts { get; init; }
}

/// <content>What was done step by step, so that it can be taken back.</content>
public sealed partial class Attempt
{
    private readonly List<AttemptStep> done = [];
    private long changedBefore;
    private string memoryBefore = "";

    /// <summary>
    /// The steps so far. One that only looked is told by what it left alone: files, recorded facts but looks, calls of the API that are no
    /// reading, and what the shell remembers (directory, variables, another node). Time that was skipped counts as a change.
    /// </summary>
    public IReadOnlyList<AttemptStep> Steps
    {
        get
        {
            Judge();
            return done;
        }
    }

    /// <summary>The last step that changed something, or that still runs; null when none did.</summary>
    public AttemptStep? LastChange => program is not null && done.Count > 0 ? done[^1] : Steps.LastOrDefault(s => s.Changed);

    /// <summary>Whether a task runs anywhere, in the foreground of a shell or not.</summary>
    public bool HasTasks => World.Nodes.Values.Any(n => n.Tasks.All.Any(t => t.IsRunning));

    /// <summary>What was recorded from a step's beginning to the next one's.</summary>
    /// <param name="step">Its index among <see cref="Steps"/>.</param>
    internal IEnumerable<Sim.Cluster.Fact> FactsOf(int step)
    {
        var (all, end) = (World.Facts.All, step + 1 < done.Count ? done[step + 1].Facts : World.Facts.All.Count);
        for (var i = done[step].Facts; i < end; i++) yield return all[i];
    }

    private bool AtPrompt => program is null && pending.Length == 0;

    private string Memory => $"{Shell.Node.Name}\n{logins.Depth}\n{Shell.Memory}";

    private void Begin(Input input)
    {
        // Time that a task gets belongs to the step that began the task.
        if (!AtPrompt || input.IsAside || input is Input.ScreenSize or Input.Key || (input is Input.Advance && HasTasks)) return;
        Judge();
        if (done.Count > 0) done[^1] = done[^1] with { Status = Shell.Status };
        done.Add(new AttemptStep(entries.Count, input, input is Input.Advance) { At = World.Clock.Now, Facts = World.Facts.All.Count });
        Listen();
        (changedBefore, memoryBefore) = (deeds.Changed, Memory);
    }

    /// <summary>Whether the last step changed something shows when it is over.</summary>
    private void Judge()
    {
        if (done.Count > 0 && !done[^1].Changed && (deeds.Changed > changedBefore || Memory != memoryBefore)) done[^1] = done[^1] with { Changed = true };
    }
}
