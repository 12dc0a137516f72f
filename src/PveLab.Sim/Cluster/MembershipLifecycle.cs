using Stateless;

namespace PveLab.Sim.Cluster;

/// <summary>Where a node stands in its cluster.</summary>
public enum MembershipStatus
{
    /// <summary>Its corosync does not run: switched off, or stopped.</summary>
    Down,

    /// <summary>It runs without quorum: /etc/pve is read-only, activity is blocked.</summary>
    Blocked,

    /// <summary>It belongs to a part of the cluster that has quorum.</summary>
    Quorate,
}

/// <summary>What can happen to a node's membership.</summary>
public enum MembershipTrigger
{
    /// <summary>Corosync starts: the node is alone until it hears of others.</summary>
    Start,

    /// <summary>Enough votes are together.</summary>
    GainQuorum,

    /// <summary>Too few votes are together.</summary>
    LoseQuorum,

    /// <summary>Corosync ends, in order or not.</summary>
    Stop,
}

/// <summary>The life of a node in its cluster (corosync's votequorum as pmxcfs hears of it).</summary>
public sealed class MembershipLifecycle(FactLog facts) : Lifecycle<Membership, MembershipStatus, MembershipTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<MembershipStatus, MembershipTrigger> machine)
    {
        machine.Configure(MembershipStatus.Down)
            .Permit(MembershipTrigger.Start, MembershipStatus.Blocked);
        machine.Configure(MembershipStatus.Blocked)
            .Permit(MembershipTrigger.GainQuorum, MembershipStatus.Quorate)
            .Permit(MembershipTrigger.Stop, MembershipStatus.Down);
        machine.Configure(MembershipStatus.Quorate)
            .Permit(MembershipTrigger.LoseQuorum, MembershipStatus.Blocked)
            .Permit(MembershipTrigger.Stop, MembershipStatus.Down);
    }

    /// <inheritdoc />
    protected override MembershipStatus StatusOf(Membership entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(Membership entity, MembershipStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(Membership entity) => $"membership of {entity.Node.Name}";

    /// <inheritdoc />
    protected override string Refusal(Membership entity, MembershipStatus status, MembershipTrigger trigger) => "cluster not ready - no quorum?";
}
