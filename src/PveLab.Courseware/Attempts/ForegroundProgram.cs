using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>What runs in the foreground of the learner's shell: pulled step by step, within limits.</summary>
internal sealed class ForegroundProgram : IDisposable
{
    private readonly ShellSession shell;
    private readonly VirtualClock clock;
    private readonly Instant deadline;
    private readonly IEnumerator<Step> steps;
    private readonly Action<Exception>? failed;
    private Instant? waitingUntil;
    private long printed;
    private int pulled;
    private bool crashed;

    public ForegroundProgram(ShellSession shell, string line, Action<Exception>? failed)
    {
        this.shell = shell;
        this.failed = failed;
        clock = shell.Node.Clock;
        deadline = clock.Now + AttemptLimits.Time;
        steps = shell.Execute(line).GetEnumerator();
    }

    /// <summary>The question that stands open.</summary>
    public Step.Ask? Asking { get; private set; }

    /// <summary>Whether the program has the terminal in raw mode, as its last question said.</summary>
    public bool Raw { get; private set; }

    /// <summary>Whether the program wants to be told of Ctrl+C where it is, to end in its own way.</summary>
    public bool CatchesInterrupt { get; private set; }

    /// <summary>One step; null when it has ended.</summary>
    public Output? Pull()
    {
        if (Exceeded() is { } limit)
        {
            if (pulled > int.MaxValue / 2) return null;
            pulled = int.MaxValue;
            steps.Dispose();
            return new Output.Err($"PveLab: stopped: {limit}\n");
        }
        pulled++;
        if (waitingUntil is { } until) return Wait(until);
        if (!Move(out var crash)) return null;
        if (crash is not null) return crash;
        return steps.Current switch
        {
            Step.Out { Text: var text } => new Output.Out(Count(text)),
            Step.Err { Text: var text } => new Output.Err(Count(text)),
            Step.Screen { Lines: var lines } => new Output.Screen(lines),
            Step.Clear => new Output.Clear(),
            Step.Ask ask => Ask(ask),
            Step.Wait wait => Wait(wait),
            _ => new Output.Working(clock.Now),
        };
    }

    /// <summary>Hands over the answer to the open question; in raw mode a key may also come unasked.</summary>
    public void Answer(Answer answer)
    {
        Asking = null;
        shell.Terminal.Give(answer);
    }

    /// <summary>Tells the program of Ctrl+C.</summary>
    public void Interrupt()
    {
        waitingUntil = null;
        shell.Terminal.Interrupt();
    }

    public void Dispose() => steps.Dispose();

    /// <summary>A mistake in PveLab's own code ends the command, not the learner's attempt.</summary>
    private bool Move(out Output.Err? crash)
    {
        crash = null;
        try
        {
            return !crashed && steps.MoveNext();
        }
#pragma warning disable CA1031 // Whatever it is: it is logged by the face, and the learner goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            crashed = true;
            failed?.Invoke(error);
            crash = new Output.Err($"PveLab: something went wrong inside PveLab ({error.GetType().Name}); the command was stopped\n");
            return true;
        }
    }

    private Output.Working Wait(Step.Wait wait)
    {
        CatchesInterrupt = wait.CatchesInterrupt;
        return wait.Until is { } moment ? Wait(moment) : Nudge();
    }

    private Output.Working Wait(Instant until)
    {
        var limit = clock.Now + AttemptLimits.Pull;
        var moved = clock.Step(until < limit ? until : limit);
        waitingUntil = clock.Now >= until && !moved ? null : until;
        return new Output.Working(clock.Now);
    }

    private Output.Working Nudge()
    {
        clock.Step(clock.Now + AttemptLimits.Pull);
        return new Output.Working(clock.Now);
    }

    private Output.NeedInput Ask(Step.Ask ask)
    {
        (Asking, Raw, CatchesInterrupt) = (ask, ask.Raw, false);
        return new Output.NeedInput(ask.Kind, ask.Prompt, ask.Raw);
    }

    private string Count(string text)
    {
        printed += text.Length;
        return text;
    }

    private string? Exceeded() =>
        printed > AttemptLimits.Output ? $"the command printed more than {AttemptLimits.Output >> 20} MiB"
        : pulled >= AttemptLimits.Steps ? "the command went on and on"
        : clock.Now > deadline ? $"the command ran for more than {AttemptLimits.Time.TotalDays:0} virtual days"
        : null;
}
