using System.Collections.Immutable;

namespace PveLab.Sim.HighAvailability;

/// <summary>What the active manager publishes for everybody: /etc/pve/ha/manager_status.</summary>
public sealed record HaManagerStatus
{
    /// <summary>Before there was a manager.</summary>
    public static HaManagerStatus Empty { get; } = new();

    /// <summary>The node whose CRM is (or was last) the manager.</summary>
    public string? MasterNode { get; init; }

    /// <summary>Seconds since the epoch of its last round; null before the first.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Every node that has ever been seen.</summary>
    public ImmutableSortedDictionary<string, HaNodeStatus> Nodes { get; init; } =
        ImmutableSortedDictionary.Create<string, HaNodeStatus>(StringComparer.Ordinal);

    /// <summary>The nodes something was once requested of, and whether they are to be in maintenance.</summary>
    public ImmutableSortedDictionary<string, bool> NodeRequests { get; init; } = ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal);

    /// <summary>Every service under its care.</summary>
    public ImmutableSortedDictionary<string, HaServiceState> Services { get; init; } =
        ImmutableSortedDictionary.Create<string, HaServiceState>(StringComparer.Ordinal);

    /// <summary>Whether the node is to be left by its services.</summary>
    public bool WantsMaintenance(string node) => NodeRequests.GetValueOrDefault(node);
}

/// <summary>How a worker of an LRM ended.</summary>
/// <param name="Sid">The service.</param>
/// <param name="Wish">What was asked for.</param>
/// <param name="ExitCode">How it went (<see cref="HaExitCode"/>).</param>
public sealed record LrmResult(string Sid, HaServiceStatus Wish, int ExitCode);

/// <summary>What an LRM publishes for the manager: /etc/pve/nodes/NODE/lrm_status.</summary>
public sealed record LrmReport
{
    /// <summary>Of a node that has never published anything.</summary>
    public static LrmReport None { get; } = new() { Mode = LrmMode.Active };

    /// <summary>Where its LRM is in its life; null when unknown.</summary>
    public LrmStatus? State { get; init; }

    /// <summary>Its mode.</summary>
    public LrmMode Mode { get; init; }

    /// <summary>What its workers came to, by the uid of the wish.</summary>
    public ImmutableSortedDictionary<string, LrmResult> Results { get; init; } = ImmutableSortedDictionary.Create<string, LrmResult>(StringComparer.Ordinal);

    /// <summary>Seconds since the epoch; null when it has never been written.</summary>
    public long? Timestamp { get; init; }
}

/// <summary>Exit codes of resource agents (pve-ha-manager: PVE/HA/Tools.pm).</summary>
public static class HaExitCode
{
    /// <summary>It could not even be tried.</summary>
    public const int NotExecuted = -1;

    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It failed.</summary>
    public const int Error = 1;

    /// <summary>It failed, and the LRM tries again by itself.</summary>
    public const int TryAgain = 2;

    /// <summary>The guest is not on this node.</summary>
    public const int WrongNode = 3;

    /// <summary>There is no agent for that type.</summary>
    public const int UnknownServiceType = 4;

    /// <summary>The agent does not know the command.</summary>
    public const int UnknownCommand = 5;

    /// <summary>The service is not configured.</summary>
    public const int UnknownService = 7;

    /// <summary>Not done for a good reason.</summary>
    public const int Ignored = 8;
}
