using PveLab.Courseware.Attempts;
using PveLab.Tui.Manager;
using PveLab.Tui.Screen;

namespace PveLab.Tui.Lab;

/// <content>Real time: what goes on by itself, and when it next will.</content>
public sealed partial class LabRuntime
{
    /// <summary>Real time between two beats of what moves all the time.</summary>
    public static readonly TimeSpan Tempo = TimeSpan.FromMilliseconds(33);

    /// <summary>Real time between two looks at an attempt that moves, and between two portions of time that tasks get.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>How late a tick may come and still count whole: while the machine slept or the program was stopped, nobody worked.</summary>
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(1);

    private TimeSpan sinceGlance;
    private TimeSpan sincePortion;

    /// <summary>Real time until a tick has something to do although nobody did anything; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan Due
    {
        get
        {
            if (unjudged || Wanted is not null || Left) return TimeSpan.Zero;
            var due = exam?.Due ?? Timeout.InfiniteTimeSpan;
            if (Preview is { IsBusy: true } || played is { IsTaken: false }) due = Pace.Sooner(due, Tempo);
            if (IsPulled) due = Pace.Sooner(due, NextStep);
            if (PassesForTasks) due = Pace.Sooner(due, Glance - sincePortion);
            if (WantsGlance) due = Pace.Sooner(due, Glance - sinceGlance);
            return due == Timeout.InfiniteTimeSpan || due > TimeSpan.Zero ? due : TimeSpan.Zero;
        }
    }

    /// <summary>Whether the steps of a running program are pulled as time passes.</summary>
    private bool IsPulled => !Model.Paused && Attempt.IsRunning;

    /// <summary>Real time until a running program may take its next step.</summary>
    private TimeSpan NextStep => skipping || Attempt.World.Clock.Now.Milliseconds <= allowed ? Tempo
        : TimeSpan.FromMilliseconds(Math.Max(Tempo.TotalMilliseconds, (Attempt.World.Clock.Now.Milliseconds - allowed) / Model.Speed));

    /// <summary>At the prompt time stands still, but not while a task runs.</summary>
    private bool PassesForTasks => !Model.Paused && !Attempt.IsRunning && !Attempt.Shell.Ended && Attempt.HasTasks;

    /// <summary>Whether the manager shows something else than there is.</summary>
    private bool WantsGlance => Model.RightTab == RightTab.Manager && (seen != Present || IsUnread);

    /// <summary>Whether something that the manager shows has not been read yet.</summary>
    private bool IsUnread => ManagerReads.Of(Model.Manager).Any(w => !Model.Manager.Answers.ContainsKey(w.Path));

    /// <summary>Lets the attempt go on for <paramref name="real"/> time at the chosen speed. Returns whether the screen changed.</summary>
    public bool Tick(TimeSpan real)
    {
        var worked = Pace.Sooner(real, MostLate + (Due == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : Due));
        // The exam's minutes pass whatever else the tick is for.
        var examined = exam is not null && PassExam(real);
        if (ReadAgain(real) || TakeWays() || JudgeLook() || examined) return true;
        var moved = Pull(worked) || PassForTasks(worked);
        return GlanceInTime(real) || moved;
    }

    /// <summary>Pulls the steps of a running program that its time allows.</summary>
    private bool Pull(TimeSpan real)
    {
        if (!IsPulled) return false;
        var clock = Attempt.World.Clock;
        var pulled = 0;
        allowed += real.TotalMilliseconds * Model.Speed;
        for (; pulled < StepsPerTick && Attempt.IsRunning && (skipping || clock.Now.Milliseconds <= allowed); pulled++) Show(Attempt.Pull());
        if (pulled == 0) return false;
        if (!Attempt.IsRunning) Rest();
        Refresh();
        return true;
    }

    /// <summary>A task gets its time in portions, which are inputs.</summary>
    private bool PassForTasks(TimeSpan real)
    {
        if (!PassesForTasks)
        {
            sincePortion = TimeSpan.Zero;
            return false;
        }
        sincePortion += real;
        if (sincePortion < Glance) return false;
        var portion = TimeSpan.FromMilliseconds(Math.Floor(sincePortion.TotalMilliseconds * Model.Speed));
        sincePortion = TimeSpan.Zero;
        Attempt.Submit(new Input.Advance(portion < AttemptLimits.Advance ? portion : AttemptLimits.Advance));
        for (var i = 0; i < StepsPerTick && Attempt.IsRunning; i++) Show(Attempt.Pull());
        Begin();
        return true;
    }

    /// <summary>Looks at the attempt again when it has moved, a few times a second at most. Returns whether the screen changed.</summary>
    private bool GlanceInTime(TimeSpan real)
    {
        sinceGlance += real;
        if (sinceGlance < Glance || !WantsGlance) return false;
        Read(everything: seen != Present);
        return true;
    }
}
