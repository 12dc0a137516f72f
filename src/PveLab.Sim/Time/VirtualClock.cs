namespace PveLab.Sim.Time;

/// <summary>
/// The only clock there is, with the agenda of everything that will happen. Time moves by taking appointments in
/// (due, sequence) order, so the same inputs always meet the same world.
/// </summary>
public sealed class VirtualClock(Instant start)
{
    private readonly PriorityQueue<Appointment, (Instant Due, long Sequence)> agenda = new();
    private long sequence;

    /// <summary>The current virtual time.</summary>
    public Instant Now { get; private set; } = start;

    /// <summary>When the world began: the instant the world file names.</summary>
    public Instant Start { get; } = start;

    /// <summary>When the next appointment is due, or null when nothing is planned.</summary>
    public Instant? NextDue
    {
        get
        {
            DropCancelled();
            return agenda.TryPeek(out var next, out _) ? next.Due : null;
        }
    }

    /// <summary>Whether somebody only looks (<see cref="Glance"/>): nothing is brought up to the present, made ready or recorded for that.</summary>
    public bool IsGlance { get; private set; }

    /// <summary>
    /// Looks at the world without leaving a trace, so that how often a screen is drawn never decides what happens. What is only brought up to the
    /// present when somebody needs it is then seen as of the last time.
    /// </summary>
    public T Glance<T>(Func<T> look)
    {
        var outer = IsGlance;
        IsGlance = true;
        try
        {
            return look();
        }
        finally
        {
            IsGlance = outer;
        }
    }

    /// <summary>Until when time moves while nobody looks: the end of the stretch that <see cref="AdvanceTo"/> lives through; null outside.</summary>
    internal Instant? Horizon { get; private set; }

    /// <summary>When something other than routine happened last, or somebody could act upon the world.</summary>
    internal Instant Disturbed { get; private set; } = start;

    /// <summary>When something other than routine is due next; null when nothing is.</summary>
    internal Instant? NextUnusual
    {
        get
        {
            Instant? next = null;
            foreach (var (appointment, _) in agenda.UnorderedItems)
                if (!appointment.Cancelled && !appointment.IsRoutine && (next is null || appointment.Due < next)) next = appointment.Due;
            return next;
        }
    }

    /// <summary>Plans <paramref name="act"/> for <paramref name="due"/>; a time already past means now.</summary>
    /// <param name="due">When.</param>
    /// <param name="act">What.</param>
    /// <param name="routine">Whether it comes again and again and nothing but itself depends on it.</param>
    public Appointment At(Instant due, Action act, bool routine = false)
    {
        var appointment = new Appointment(due < Now ? Now : due, act) { IsRoutine = routine };
        agenda.Enqueue(appointment, (appointment.Due, sequence++));
        return appointment;
    }

    /// <summary>Plans <paramref name="act"/> for <paramref name="delay"/> from now.</summary>
    public Appointment After(TimeSpan delay, Action act) => At(Now + delay, act);

    /// <summary>
    /// Takes the next appointment due at or before <paramref name="limit"/>. Returns false, with the clock at the limit, when there is none.
    /// </summary>
    public bool Step(Instant limit)
    {
        DropCancelled();
        if (!agenda.TryPeek(out var next, out _) || next.Due > limit)
        {
            if (limit > Now) Now = limit;
            return false;
        }
        agenda.Dequeue();
        Now = next.Due;
        if (!next.IsRoutine) Disturbed = Now;
        next.Keep();
        return true;
    }

    /// <summary>Lives through everything up to and including <paramref name="until"/>.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="most">Appointments that are kept at most.</param>
    /// <returns>Whether it came to the moment.</returns>
    public bool AdvanceTo(Instant until, int most = int.MaxValue)
    {
        var outer = Horizon;
        (Horizon, Disturbed) = (until, Now);
        try
        {
            for (; Step(until); most--)
                if (most == 0) return false;
            return true;
        }
        finally
        {
            Horizon = outer;
        }
    }

    private void DropCancelled()
    {
        while (agenda.TryPeek(out var next, out _) && next.Cancelled) agenda.Dequeue();
    }
}

/// <summary>Something planned on the agenda; it can be called off until it is kept.</summary>
public sealed class Appointment(Instant due, Action act)
{
    /// <summary>When it is due.</summary>
    public Instant Due { get; } = due;

    /// <summary>Whether it comes again and again and nothing but itself depends on it.</summary>
    internal bool IsRoutine { get; init; }

    /// <summary>Whether it was called off.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>Calls it off; harmless when already kept.</summary>
    public void Cancel() => Cancelled = true;

    internal void Keep() => act();
}
