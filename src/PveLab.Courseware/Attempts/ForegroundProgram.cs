using PveLab.Shell;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>What runs in the foreground of the learner's shell: pulled step by step, within limits.</summary>
internal sealed class ForegroundProgram : IDisposable
{
    private readonly ShellSession shell;
    private readonly VirtualClock clock;
    private readonly TimeSpan longest;
    private readonly Deeds deeds;
    private Instant deadline;
    private readonly IEnumerator<Step> steps;
    private Instant? waitingUntil;
    private long printed;
    private long painted;
    private int pulled;
    private bool stopped;

    /// <summary>Begins a program.</summary>
    /// <param name="shell">The shell whose terminal it has.</param>
    /// <param name="steps">What it does.</param>
    /// <param name="longest">Virtual time it may run.</param>
    /// <param name="deeds">Where it is counted what it changes.</param>
    public ForegroundProgram(ShellSession shell, IEnumerable<Step> steps, TimeSpan longest, Deeds deeds)
    {
        this.deeds = deeds;
        this.shell = shell;
        this.longest = longest;
        clock = shell.Node.Clock;
        deadline = clock.Now + longest;
        this.steps = steps.GetEnumerator();
    }

    /// <summary>The question that stands open.</summary>
    public Step.Ask? Asking { get; private set; }

    /// <summary>Whether the program has the terminal in raw mode, as its last question said.</summary>
    public bool Raw { get; private set; }

    /// <summary>Whether the program wants to be told of Ctrl+C where it is, to end in its own way.</summary>
    public bool CatchesInterrupt { get; private set; }

    /// <summary>The session that the terminal goes on in, if the program has just opened one.</summary>
    public ShellSession? Entered { get; private set; }

    /// <summary>The session it opened has ended: it goes on, with all its limits anew.</summary>
    public void Resume()
    {
        Entered = null;
        deadline = clock.Now + longest;
        (printed, pulled) = (0, 0);
    }

    /// <summary>One step; null when it has ended.</summary>
    public Output? Pull()
    {
        if (stopped) return null;
        if (Exceeded() is { } limit)
        {
            stopped = true;
            Dispose();
            return new Output.Err($"PveLab: stopped: {limit}\n");
        }
        pulled++;
        if (waitingUntil is { } until) return Wait(until);
        if (!Move()) return null;
        return steps.Current switch
        {
            Step.Out { Text: var text } => new Output.Out(Count(text)),
            Step.Err { Text: var text } => new Output.Err(Count(text)),
            Step.Screen screen => Paint(screen),
            Step.Clear => new Output.Clear(),
            Step.Ask ask => Ask(ask),
            Step.Wait wait => Wait(wait),
            Step.Login login => Enter(login),
            _ => new Output.Working(clock.Now),
        };
    }

    /// <summary>Hands over the answer to the open question; in raw mode a key may also come unasked.</summary>
    public void Answer(Answer answer)
    {
        Asking = null;
        painted = 0;
        shell.Terminal.Give(answer);
    }

    /// <summary>Tells the program of Ctrl+C.</summary>
    public void Interrupt()
    {
        waitingUntil = null;
        shell.Terminal.Interrupt();
    }

    public void Dispose()
    {
        var before = deeds.Now;
        steps.Dispose();
        deeds.AddSince(before);
    }

    private bool Move()
    {
        var before = deeds.Now;
        var moved = steps.MoveNext();
        deeds.AddSince(before);
        return moved;
    }

    private Output.Out Enter(Step.Login login)
    {
        Entered = login.Session;
        return new Output.Out(ShellSession.Greeting(login.Session.Node));
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
        return new Output.NeedInput(ask.Kind, Count(ask.Prompt), ask.Raw);
    }

    /// <summary>An editor paints its screen at every key, so what it painted counts from one answer to the next.</summary>
    private Output.Screen Paint(Step.Screen screen)
    {
        painted += screen.Lines.Sum(l => (long)l.Length + 1);
        return new Output.Screen(screen.Lines) { Cursor = screen.Cursor, Reversed = screen.Reversed };
    }

    private string Count(string text)
    {
        printed += text.Length;
        return text;
    }

    private string? Exceeded() =>
        Math.Max(printed, painted) > AttemptLimits.Output ? $"the command printed more than {AttemptLimits.Output >> 20} MiB"
        : pulled >= AttemptLimits.Steps ? "the command went on and on"
        : clock.Now > deadline ? $"the command ran for more than {longest.TotalDays:0} virtual days"
        : null;
}
