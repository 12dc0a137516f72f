using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>Something that happened, kept for grading, timelines and reports. Facts are never changed.</summary>
/// <param name="At">When, in virtual time.</param>
public abstract record Fact(Instant At);

/// <summary>Something was looked at, which changed nothing.</summary>
/// <param name="At">When, in virtual time.</param>
public abstract record Look(Instant At) : Fact(At);

/// <summary>A lifecycle took a transition.</summary>
/// <param name="At">When.</param>
/// <param name="Entity">What it happened to, for example <c>guest 100</c> or <c>storage nas on pve1</c>.</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
/// <param name="Trigger">What caused it.</param>
/// <param name="Machine">The <see cref="LifecycleTable.Kind"/> that permitted it; null where no lifecycle rules.</param>
public sealed record StatusChanged(Instant At, string Entity, string From, string To, string Trigger, string? Machine = null) : Fact(At);

/// <summary>The append-only record of what happened.</summary>
public sealed class FactLog(VirtualClock clock)
{
    private readonly List<Fact> facts = [];
    private readonly Dictionary<object, Places> looked = [];

    /// <summary>The clock facts are stamped with.</summary>
    public VirtualClock Clock { get; } = clock;

    /// <summary>Everything that happened, oldest first.</summary>
    public IReadOnlyList<Fact> All => facts;

    /// <summary>The facts of a kind from the <paramref name="start"/>th of all on, oldest first.</summary>
    public IEnumerable<T> Of<T>(int start = 0)
        where T : Fact => Where(typeof(T), static fact => fact is T, start).Cast<T>();

    /// <summary>What an entity's lifecycles went through from the <paramref name="start"/>th of all facts on, oldest first.</summary>
    public IEnumerable<StatusChanged> ChangesOf(string entity, int start = 0) =>
        Where(entity, fact => fact is StatusChanged change && change.Entity == entity, start).Cast<StatusChanged>();

    /// <summary>Something has just been recorded: daemons that look around every few seconds notice it this way.</summary>
    public event Action<Fact>? Recorded;

    /// <summary>Told of every fact as it is recorded, and of passing ones.</summary>
    public event Action<Fact>? Happened;

    /// <summary>Whether anybody listens: passing facts need not be made when nobody does.</summary>
    public bool HasListeners => Happened is not null;

    /// <summary>
    /// Grows with everything that changes: files, facts that are no mere look, and every call of the API that is no reading. Whoever compares it
    /// before and after a piece of work knows whether that only looked.
    /// </summary>
    public long Changes { get; private set; }

    /// <summary>Something changed.</summary>
    public void Touch()
    {
        if (!Clock.IsGlance) Changes++;
    }

    /// <summary>Records a fact; a glance leaves none.</summary>
    public void Record(Fact fact)
    {
        if (Clock.IsGlance) return;
        facts.Add(fact);
        if (fact is not Look) Touch();
        Recorded?.Invoke(fact);
        Happened?.Invoke(fact);
    }

    /// <summary>Tells listeners of something that is not worth keeping, such as how far a transfer is.</summary>
    public void Pass(Fact fact) => Happened?.Invoke(fact);

    /// <summary>Begins the record anew when the world is opened: what happened before is history, not the learner's doing.</summary>
    internal void Open()
    {
        facts.Clear();
        looked.Clear();
    }

    /// <summary>Records a transition as of now.</summary>
    /// <param name="entity">What it happened to.</param>
    /// <param name="from">The status before.</param>
    /// <param name="to">The status after.</param>
    /// <param name="trigger">What caused it.</param>
    /// <param name="routine">It is one of very many: listeners are told, it is not kept.</param>
    /// <param name="machine">The kind of lifecycle that permitted it, if one did.</param>
    public void StatusChanged(string entity, string from, string to, string trigger, bool routine = false, string? machine = null)
    {
        var change = new StatusChanged(Clock.Now, entity, from, to, trigger, machine);
        if (routine) Pass(change);
        else Record(change);
    }

    /// <summary>
    /// The facts for which something holds. Judges ask the same after every step of an attempt that may have lasted a year, so what was looked
    /// through once is remembered by <paramref name="what"/>.
    /// </summary>
    private IEnumerable<Fact> Where(object what, Func<Fact, bool> holds, int start)
    {
        if (!looked.TryGetValue(what, out var places)) looked.Add(what, places = new Places());
        for (; places.Seen < facts.Count; places.Seen++)
            if (holds(facts[places.Seen])) places.Found.Add(places.Seen);
        var first = places.Found.BinarySearch(start);
        for (var i = first < 0 ? ~first : first; i < places.Found.Count; i++) yield return facts[places.Found[i]];
    }

    /// <summary>Where facts are among all, and how many of all were looked through for them.</summary>
    private sealed class Places
    {
        public List<int> Found { get; } = [];

        public int Seen { get; set; }
    }
}
