using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>A dataset or a snapshot was made, removed, renamed or rolled back.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="What">create, destroy, snapshot, rollback, clone, rename, receive.</param>
/// <param name="Name">Its full name.</param>
public sealed record ZfsChanged(Instant At, string Node, string What, string Name) : Fact(At);
