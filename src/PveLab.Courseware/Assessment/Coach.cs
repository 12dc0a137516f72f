using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Replication;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Assessment;

/// <summary>Why the coach speaks up.</summary>
public enum CoachReason
{
    /// <summary>The same error came again.</summary>
    SameError,

    /// <summary>Something was done: this is what it made, and where.</summary>
    Done,

    /// <summary>Nothing was reached for a while.</summary>
    Stuck,
}

/// <summary>What the coach says.</summary>
/// <param name="Reason">Why it speaks up.</param>
/// <param name="Key">The same note has the same key: whoever shows it shows it once.</param>
/// <param name="Text">What it says, safe to print.</param>
/// <param name="Place">An anchor in the lessons to read at (<c>#locked</c>); null for none.</param>
public sealed record CoachNote(CoachReason Reason, string Key, LocalText Text, string? Place);

/// <summary>
/// Sits beside the learner and says in plain words what just happened. It looks only at the attempt - its steps, what they printed, what came of
/// them, and the grade - so the same inputs bring the same notes, also when they are replayed. It never tells the solution: it quotes a hint
/// that was bought, and points to the lesson. In an exam it is silent.
/// </summary>
public static class Coach
{
    /// <summary>Steps without anything reached after which it speaks up.</summary>
    public const int PatienceSteps = 10;

    /// <summary>Steps that are enough when much time has passed in them.</summary>
    public const int FewSteps = 5;

    /// <summary>Much time: virtual time that was worked in, not skipped.</summary>
    public static readonly TimeSpan PatienceTime = TimeSpan.FromMinutes(45);

    private const int StepsLookedAt = 8;
    private const int LongestName = 120;

    /// <summary>What there is to say now; null for nothing, and while something runs.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="grade">Its grade as of now; null to have it graded.</param>
    public static CoachNote? Of(Attempt attempt, Grade? grade = null)
    {
        if (attempt.Mode == AttemptMode.Exam || attempt.IsRunning || attempt.Steps.Count == 0) return null;
        grade ??= attempt.Grade();
        return SameError(attempt, grade) ?? Done(attempt) ?? Stuck(attempt, grade);
    }

    /// <summary>The last step and an earlier one failed alike.</summary>
    private static CoachNote? SameError(Attempt attempt, Grade grade)
    {
        var last = attempt.Steps.Count - 1;
        if (ErrorAt(attempt, last) is not { } error) return null;
        var before = Enumerable.Range(1, StepsLookedAt).Select(back => last - back).Where(i => i >= 0).ToList();
        if (!before.Exists(i => ErrorAt(attempt, i)?.Id == error.Id)) return null;
        var (text, place) = error.Known is { } known ? (known.Text, known.Place) : (CoachTexts.Shipped.Again, null);
        return new CoachNote(CoachReason.SameError, Key("error", error.Id, last), WithHint(attempt, text), place ?? Unmet(grade)?.ReadAgain);
    }

    /// <summary>What went wrong at a step: an error that is known, or else the last line of a command that failed.</summary>
    private static (string Id, KnownError? Known)? ErrorAt(Attempt attempt, int step)
    {
        var said = attempt.SaidAt(step);
        var failures = attempt.FactsOf(step).Select(FailureIn).OfType<string>();
        var text = string.Join('\n', failures.Prepend(said));
        if (attempt.Steps[step].Input is not Input.Line { Text: var line } || Looks(line))
            return failures.Any() && CoachTexts.Shipped.Find(text) is { } told ? (told.Id, told) : null;
        if (CoachTexts.Shipped.Find(text) is { } known) return (known.Id, known);
        var failed = (attempt.Steps[step].Status ?? attempt.Shell.Status) is not (0 or 130);
        return failed && LastLine(said).Length > 0 ? ("line: " + LastLine(said), null) : null;
    }

    /// <summary>Whether a line only reads: what a log tells of errors is not the learner's own.</summary>
    private static bool Looks(string line) => line.TrimStart().Split([' ', '\t'], 2)[0] is "cat" or "grep" or "tail" or "head" or "less" or "journalctl" or "zcat" or "more"
        || line.Contains("task log", StringComparison.Ordinal) || line.Contains("/log", StringComparison.Ordinal);

    private static string LastLine(string said) => said.TrimEnd().Split('\n')[^1];

    private static string? FailureIn(Fact fact) => fact switch
    {
        BackupFailed f => f.Error,
        RestoreFailed f => f.Error,
        ReplicationFailed f => f.Error,
        _ => null,
    };

    /// <summary>What the last step brought about.</summary>
    private static CoachNote? Done(Attempt attempt)
    {
        var last = attempt.Steps.Count - 1;
        return attempt.FactsOf(last).Reverse().Select(f => Told(attempt, f)).FirstOrDefault(t => t is not null) is { } text
            ? new CoachNote(CoachReason.Done, Key("done", "", last), text, null) : null;
    }

    private static LocalText? Told(Attempt attempt, Fact fact) => fact switch
    {
        BackupSucceeded f => Say("backup", Number(f.Vmid), f.VolumeId ?? f.Path, HostOf(attempt, f), f.Path),
        RestoreSucceeded { Forced: true } f => Say("overwritten", f.Archive, Number(f.Vmid), f.Node),
        RestoreSucceeded f => Say("restore", f.Archive, Number(f.Vmid), f.Node),
        ReplicationSynced { Full: true } f => Say("sync", f.Job, Number(f.Vmid), f.Target),
        _ => null,
    };

    /// <summary>The machine on whose disk a backup lies.</summary>
    private static string HostOf(Attempt attempt, BackupSucceeded backup) =>
        attempt.World.Node(backup.Node).Files.MountOf(backup.Path).FileSystem.Disk?.Host.Name ?? backup.Node;

    /// <summary>Nothing was reached for a number of steps: the first criterion that is not met, and where to read about it.</summary>
    private static CoachNote? Stuck(Attempt attempt, Grade grade)
    {
        if (Unmet(grade) is not { } open) return null;
        var reached = grade.Results.Where(r => r.Finding.Met).SelectMany(r => r.Finding.Evidence).Select(e => e.At).OfType<Instant>().Append(attempt.Began).Max();
        var since = attempt.Steps.Where(s => s.At >= reached).ToList();
        if (since.Count < FewSteps || (since.Count < PatienceSteps && Worked(attempt, since) < PatienceTime)) return null;
        var text = Fill(CoachTexts.Shipped.Stuck, open.Text);
        // The note comes back when as many steps again brought nothing.
        return new CoachNote(CoachReason.Stuck, Key("stuck", open.Id, since.Count / PatienceSteps), WithHint(attempt, text), open.ReadAgain);
    }

    /// <summary>Virtual time since the first of these steps, without what was skipped on purpose.</summary>
    private static TimeSpan Worked(Attempt attempt, List<AttemptStep> steps) =>
        attempt.World.Clock.Now - steps[0].At - TimeSpan.FromTicks(steps.Select(s => s.Input).OfType<Input.Advance>().Sum(a => a.Time.Ticks));

    private static Criterion? Unmet(Grade grade) => grade.Results.FirstOrDefault(r => !r.Finding.Met)?.Criterion;

    private static LocalText WithHint(Attempt attempt, LocalText text)
    {
        if (attempt.Entries.Select(e => e.Input).OfType<Input.HintBought>().LastOrDefault() is not { Hint: var index }) return text;
        var hint = attempt.Scenario.Hints[index].Text;
        var quoted = Fill(CoachTexts.Shipped.Hint, hint);
        return Finding.Say(text.Ja + "\n" + quoted.Ja, text.En + "\n" + quoted.En);
    }

    private static LocalText Say(string what, params object[] values)
    {
        object[] safe = [.. values.Select(v => SafeText.Clean((string)v) is var clean && clean.Length > LongestName ? clean[..LongestName] + "…" : clean)];
        var text = CoachTexts.Shipped.Done[what];
        return Finding.Say(string.Format(CultureInfo.InvariantCulture, text.Ja, safe), string.Format(CultureInfo.InvariantCulture, text.En, safe));
    }

    private static LocalText Fill(LocalText text, LocalText value) =>
        Finding.Say(string.Format(CultureInfo.InvariantCulture, text.Ja, value.Ja), string.Format(CultureInfo.InvariantCulture, text.En, value.En));

    private static string Key(string reason, string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{reason} {what} {number}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
