using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Faults;

/// <summary>Where a fault is in its life.</summary>
public enum FaultStatus
{
    /// <summary>It waits for its moment.</summary>
    Armed,

    /// <summary>It has changed the world.</summary>
    Present,

    /// <summary>It was turned back by itself.</summary>
    Ended,

    /// <summary>Chance decided against it, or what it is about was not there.</summary>
    Missed,
}

/// <summary>What can happen to a fault.</summary>
public enum FaultTrigger
{
    /// <summary>Its moment has come.</summary>
    Begin,

    /// <summary>Its end has come.</summary>
    End,

    /// <summary>It does not happen.</summary>
    Miss,
}

/// <summary>The life of a fault in an attempt.</summary>
public sealed class FaultLifecycle(FactLog facts) : Lifecycle<ArmedFault, FaultStatus, FaultTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<FaultStatus, FaultTrigger> machine)
    {
        machine.Configure(FaultStatus.Armed)
            .Permit(FaultTrigger.Begin, FaultStatus.Present)
            .Permit(FaultTrigger.Miss, FaultStatus.Missed);
        machine.Configure(FaultStatus.Present)
            .OnEntry(() => Current.RecordBeginning())
            .Permit(FaultTrigger.End, FaultStatus.Ended);
        machine.Configure(FaultStatus.Ended).OnEntry(() => Current.RecordEnd());
    }

    /// <inheritdoc />
    protected override FaultStatus StatusOf(ArmedFault entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(ArmedFault entity, FaultStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(ArmedFault entity) => string.Create(CultureInfo.InvariantCulture, $"fault {entity.Index} {entity.Fault.Kind}");

    /// <inheritdoc />
    protected override string Refusal(ArmedFault entity, FaultStatus status, FaultTrigger trigger) => $"fault {entity.Fault.Kind} is {status}";
}
