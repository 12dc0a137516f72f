using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.HighAvailability;

/// <summary>What somebody asked the manager to do with a service (<c>ha-manager crm-command</c>), kept until the service's turn comes.</summary>
/// <param name="Verb"><c>migrate</c>, <c>relocate</c> or <c>stop</c>.</param>
/// <param name="Argument">The target node, or the timeout in seconds.</param>
public sealed record HaCommand(string Verb, string Argument);

/// <summary>What the manager knows of a service and writes to <c>manager_status</c> every round.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Node">The node it belongs to.</param>
/// <param name="Uid">Names this very wish: an LRM's result counts only for the wish it answers.</param>
public sealed record HaServiceState(HaServiceStatus Status, string Node, string Uid)
{
    /// <summary>Where it is moving to.</summary>
    public string? Target { get; init; }

    /// <summary>Seconds it gets to shut down, as asked by <c>crm-command stop</c>.</summary>
    public string? Timeout { get; init; }

    /// <summary>The nodes where it failed to start since it last ran.</summary>
    public ImmutableArray<string> FailedNodes { get; init; } = [];

    /// <summary>The node it left for maintenance and returns to.</summary>
    public string? MaintenanceNode { get; init; }

    /// <summary>Whether the LRM has reported it running since it was last told to.</summary>
    public bool Running { get; init; }

    /// <summary>What was asked of it and not yet begun.</summary>
    public HaCommand? Command { get; init; }

    /// <summary>Whether it keeps the LRM of <paramref name="node"/> busy, as its node or its target (PVE/HA/Tools.pm, count_active_services).</summary>
    public bool IsActiveOn(string node) => (Node == node || Target == node)
        && Status is not (HaServiceStatus.Stopped or HaServiceStatus.Freeze or HaServiceStatus.Error or HaServiceStatus.RequestStart);

    /// <summary>Whether it waits for <paramref name="node"/> to be fenced (PVE/HA/Tools.pm, count_fenced_services).</summary>
    public bool WaitsForFencingOf(string node) => Node == node && Status == HaServiceStatus.Fence;
}

/// <summary>A service in the hands of the active manager.</summary>
public sealed class HaService(string sid, HaServiceState state)
{
    /// <summary>Its id: <c>vm:100</c>.</summary>
    public string Sid { get; } = sid;

    /// <summary>What is known of it.</summary>
    public HaServiceState State { get; internal set; } = state;

    /// <summary>Takes it to another status. Of what was known only its node, its failures and its way back from maintenance stay.</summary>
    /// <exception cref="PveException">The status does not allow that.</exception>
    internal void Change(Lifecycles lifecycles, HaServiceTrigger trigger, HaServiceChange change, string uid)
    {
        var before = State;
        lifecycles.HaService.Fire(this, trigger);
        State = new HaServiceState(State.Status, change.Node ?? before.Node, uid)
        {
            Target = change.Target,
            Timeout = change.Timeout,
            FailedNodes = before.FailedNodes,
            MaintenanceNode = before.MaintenanceNode,
        };
    }
}

/// <summary>What goes with a change of status; the manager's log shows what is set.</summary>
/// <param name="Node">The node from now on.</param>
/// <param name="Target">Where it moves to.</param>
/// <param name="Timeout">Seconds to shut down.</param>
public readonly record struct HaServiceChange(string? Node = null, string? Target = null, string? Timeout = null)
{
    /// <summary>As the log shows it: <c>  (node = node1, target = node2)</c>, nothing when nothing is set.</summary>
    public string Text
    {
        get
        {
            (string Name, string? Value)[] all = [("node", Node), ("target", Target), ("timeout", Timeout)];
            var set = all.Where(p => p.Value is not null).Select(p => $"{p.Name} = {p.Value}").ToArray();
            return set.Length == 0 ? "" : $"  ({string.Join(", ", set)})";
        }
    }
}
