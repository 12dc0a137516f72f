using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Replication;

/// <summary>A job on the node that runs it: its definition, what the node remembers of it, and where it is in its life.</summary>
public sealed class NodeReplicationJob
{
    private const int ShortPauses = 3;
    private const long PauseMinutes = 5;
    private const long LongPauseMinutes = 30;
    private const long Minute = 60;

    private (string Schedule, long After, long Next)? computed;

    internal NodeReplicationJob(string node, ReplicationJob definition, GuestKind kind, ReplicationState state)
    {
        (Node, Id, Guest) = (node, definition.Id, definition.Guest);
        Redefine(definition, kind, state);
        Status = state.FailCount > 0 ? ReplicationJobStatus.Failing : state.LastSync > 0 ? ReplicationJobStatus.Synced : ReplicationJobStatus.Created;
    }

    /// <summary>The node that runs it: the guest's.</summary>
    public string Node { get; }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The guest.</summary>
    public int Guest { get; }

    /// <summary>Its definition.</summary>
    public ReplicationJob Definition { get; private set; } = null!;

    /// <summary>The kind of the guest.</summary>
    public GuestKind Kind { get; private set; } = null!;

    /// <summary>What the node remembers of it.</summary>
    public ReplicationState State { get; internal set; } = null!;

    /// <summary>Where it is in its life.</summary>
    public ReplicationJobStatus Status { get; internal set; }

    /// <summary>Whether its last run was like most: it followed a successful one, sent what had changed, and succeeded.</summary>
    internal bool WasRoutine { get; set; }

    /// <summary>The target as the state file calls it, <c>local/pve2</c>.</summary>
    public string TargetId { get; private set; } = "";

    /// <summary>The node it copies to.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Whether the scheduler leaves it alone.</summary>
    public bool Disabled { get; private set; }

    /// <summary>How it is to be removed: <c>local</c>, <c>full</c>, or null.</summary>
    public string? Removal { get; private set; }

    /// <summary>Limit in MB/s as it is written; null for none.</summary>
    public string? Rate { get; private set; }

    /// <summary>Its calendar event.</summary>
    internal string Schedule { get; private set; } = "";

    /// <summary>
    /// When it is due next, in seconds since the Unix epoch: 1 for a job to be removed, 0 for never and for one that fails while its target is
    /// offline. After failures it waits 5, 10, 15 minutes, then half an hour each time (job_status).
    /// </summary>
    public long NextSync(IReplicationGround ground)
    {
        if (Removal is not null) return 1;
        if (State.FailCount > 0) return ground.IsOnline(Target) ? State.LastTry + Pause(State.FailCount) : 0;
        if (computed is not { } known || known.After != State.LastTry || known.Schedule != Schedule)
            computed = known = (Schedule, State.LastTry, ground.NextEvent(Schedule, State.LastTry) ?? 0);
        return known.Next;
    }

    /// <summary>Seconds to wait after that many failures.</summary>
    public static long Pause(long failures) => Minute * (failures <= ShortPauses ? PauseMinutes * failures : LongPauseMinutes);

    internal void Redefine(ReplicationJob definition, GuestKind kind, ReplicationState state)
    {
        (Kind, State) = (kind, state);
        if (ReferenceEquals(definition, Definition)) return;
        (Definition, Target, TargetId) = (definition, definition.Target, definition.TargetId);
        (Disabled, Removal, Rate, Schedule) = (definition.Disabled, definition["remove_job"], definition["rate"], definition.Schedule);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"replication job {Id} on {Node}");
}
