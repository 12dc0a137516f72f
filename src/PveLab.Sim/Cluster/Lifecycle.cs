using Stateless;
using Stateless.Graph;

namespace PveLab.Sim.Cluster;

/// <summary>
/// The one shape of every status machine. The status lives on the entity; a datacenter has one machine per kind, which serves
/// every entity of that kind (building a Stateless machine per entity would cost more than a simulated backup).
/// A transition is a recorded fact; a trigger that is not permitted becomes the refusal in Proxmox's words.
/// </summary>
/// <typeparam name="TEntity">What has the status.</typeparam>
/// <typeparam name="TStatus">Enum of statuses.</typeparam>
/// <typeparam name="TTrigger">Enum of triggers; private to the entity's verbs.</typeparam>
public abstract class Lifecycle<TEntity, TStatus, TTrigger>
    where TEntity : class
    where TStatus : struct, Enum
    where TTrigger : struct, Enum
{
    private readonly StateMachine<TStatus, TTrigger> machine;
    private TEntity? current;

    /// <summary>Builds the machine from the table in <see cref="Describe"/>.</summary>
    protected Lifecycle(FactLog facts)
    {
        Kind = GetType().Name.Replace("Lifecycle", "", StringComparison.Ordinal);
        // Immediate: an entry action may drive another entity of the same kind, and must find it done when it returns.
        // Stateless asks for the state once while it is built: there is no entity yet.
        machine = new StateMachine<TStatus, TTrigger>(() => current is null ? default : StatusOf(current), status => SetStatus(Current, status), FiringMode.Immediate);
        Describe(machine);
        machine.OnTransitioned(t =>
        {
            var routine = IsRoutine(Current, t.Source, t.Destination);
            if (!routine || facts.HasListeners) facts.StatusChanged(NameOf(Current), t.Source.ToString(), t.Destination.ToString(), t.Trigger.ToString(), routine, Kind);
        });
        machine.OnUnhandledTrigger((status, trigger, unmet) =>
            throw new PveException(unmet is { Count: > 0 } ? unmet.First() : Refusal(Current, status, trigger)));
    }

    /// <summary>The entity whose trigger is being taken; entry actions act on it.</summary>
    protected TEntity Current => current ?? throw new InvalidOperationException("No trigger is being taken.");

    /// <summary>The transition table.</summary>
    protected abstract void Describe(StateMachine<TStatus, TTrigger> machine);

    /// <summary>Reads the status from the entity.</summary>
    protected abstract TStatus StatusOf(TEntity entity);

    /// <summary>Writes the status to the entity; nobody else does.</summary>
    protected abstract void SetStatus(TEntity entity, TStatus status);

    /// <summary>Whether a transition is one of so many of its kind that listeners are told of it and it is not kept.</summary>
    protected virtual bool IsRoutine(TEntity entity, TStatus from, TStatus to) => false;

    /// <summary>How facts call the entity, for example <c>guest 100</c>.</summary>
    protected abstract string NameOf(TEntity entity);

    /// <summary>What Proxmox answers when <paramref name="trigger"/> is not permitted in <paramref name="status"/>.</summary>
    protected abstract string Refusal(TEntity entity, TStatus status, TTrigger trigger);

    /// <summary>Takes a trigger for an entity.</summary>
    /// <exception cref="PveException">The trigger is not permitted.</exception>
    internal void Fire(TEntity entity, TTrigger trigger)
    {
        var outer = current;
        current = entity;
        try
        {
            machine.Fire(trigger);
        }
        finally
        {
            current = outer;
        }
    }

    /// <summary>Whether the entity would take the trigger now.</summary>
    internal bool CanFire(TEntity entity, TTrigger trigger)
    {
        var outer = current;
        current = entity;
        try
        {
            return machine.CanFire(trigger);
        }
        finally
        {
            current = outer;
        }
    }

    /// <summary>The table, drawn from the running machine.</summary>
    public LifecycleTable Table => new(
        Kind,
        [.. Enum.GetNames<TStatus>()],
        [.. from state in machine.GetInfo().States from way in state.FixedTransitions
            select new LifecycleWay(state.UnderlyingState.ToString()!, way.Trigger.UnderlyingTrigger.ToString()!, way.DestinationState.UnderlyingState.ToString()!)]);

    /// <summary>What its entities are, in facts and tables: <c>Restore</c>.</summary>
    private string Kind { get; }

    /// <summary>The table as a Mermaid state diagram, drawn from the running machine.</summary>
    public string ToMermaid() => MermaidGraph.Format(machine.GetInfo());
}
