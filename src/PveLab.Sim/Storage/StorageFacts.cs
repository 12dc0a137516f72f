using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>Somebody looked at the storages' numbers.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
public sealed record StorageStatusRead(Instant At, string Node) : Look(At);

/// <summary>Somebody listed the backups on a storage.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="Storage">The storage's id.</param>
public sealed record BackupsListed(Instant At, string Node, string Storage) : Look(At);

/// <summary>Retention removed a backup.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="VolumeId">The backup.</param>
public sealed record BackupPruned(Instant At, string Node, string VolumeId) : Fact(At);

/// <summary>A disk image was allocated.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="VolumeId">The volume.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record VolumeAllocated(Instant At, string Node, string VolumeId, long Size) : Fact(At);

/// <summary>A volume was removed: a disk image, a backup, an ISO.</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="VolumeId">The volume.</param>
public sealed record VolumeFreed(Instant At, string Node, string VolumeId) : Fact(At);
