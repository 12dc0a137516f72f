using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Backup;

/// <summary>A guest's backup began.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it runs.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Task">UPID of the task that does it.</param>
public sealed record BackupStarted(Instant At, string Node, int Vmid, string Task) : Fact(At);

/// <summary>A guest's backup was completed.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="VolumeId">The archive's volume id, null when it went to a directory (<c>--dumpdir</c>).</param>
/// <param name="Path">The archive's path on the node.</param>
/// <param name="Task">UPID of the task that did it.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Bytes">Size of the archive.</param>
public sealed record BackupSucceeded(
    Instant At, string Node, int Vmid, string? VolumeId, string Path, string Task, TimeSpan Duration, long Bytes) : Fact(At);

/// <summary>A guest's backup failed.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Task">UPID of the task.</param>
/// <param name="Error">The error in Proxmox's words.</param>
public sealed record BackupFailed(Instant At, string Node, int Vmid, string Task, string Error) : Fact(At);

/// <summary>A restore began.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where.</param>
/// <param name="Vmid">The guest that is to be restored.</param>
/// <param name="Archive">The archive as it was named.</param>
/// <param name="Task">UPID of the task.</param>
public sealed record RestoreStarted(Instant At, string Node, int Vmid, string Archive, string Task) : Fact(At);

/// <summary>How far a backup or restore is; told to listeners only (<see cref="FactLog.Pass"/>).</summary>
/// <param name="At">When.</param>
/// <param name="Vmid">The guest.</param>
/// <param name="Before">Percent when it was told last.</param>
/// <param name="Percent">Percent of the disks' bytes that passed.</param>
public sealed record TransferProgressed(Instant At, int Vmid, long Before, long Percent) : Fact(At);

/// <summary>A guest was restored from an archive.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where.</param>
/// <param name="Vmid">The restored guest.</param>
/// <param name="Archive">The archive as it was named by the learner: volume id or path.</param>
/// <param name="SourceVmid">The guest the archive was made of; 0 when its name does not tell.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Forced">Whether an existing guest was overwritten.</param>
/// <param name="CapturedAt">The moment whose data it brought back.</param>
/// <param name="Task">UPID of the task that did it.</param>
public sealed record RestoreSucceeded(
    Instant At, string Node, int Vmid, string Archive, int SourceVmid, TimeSpan Duration, bool Forced, Instant CapturedAt, string Task) : Fact(At);

/// <summary>A restore failed.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where.</param>
/// <param name="Vmid">The guest that was to be restored.</param>
/// <param name="Archive">The archive as it was named.</param>
/// <param name="Task">UPID of the task.</param>
/// <param name="Error">The error in Proxmox's words.</param>
public sealed record RestoreFailed(Instant At, string Node, int Vmid, string Archive, string Task, string Error) : Fact(At);

/// <summary>Somebody read the log of a task.</summary>
/// <param name="At">When.</param>
/// <param name="Upid">The task.</param>
public sealed record TaskLogRead(Instant At, string Upid) : Look(At);

/// <summary>A backup job appeared in jobs.cfg or was changed.</summary>
/// <param name="At">When.</param>
/// <param name="Job">Its id.</param>
public sealed record JobDefined(Instant At, string Job) : Fact(At);

/// <summary>The scheduler ran a backup job.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where.</param>
/// <param name="Job">Its id.</param>
/// <param name="Task">UPID of the task it started; null when there was nothing to do or it could not start.</param>
public sealed record JobFired(Instant At, string Node, string Job, string? Task) : Fact(At);

/// <summary>Somebody read an archive to its end to see whether it is good (<c>vma verify</c>, <c>zstd -t</c>).</summary>
/// <param name="At">When.</param>
/// <param name="Node">On which node.</param>
/// <param name="Path">The file.</param>
/// <param name="Vmid">The guest it was made of.</param>
/// <param name="Good">Whether it is whole and unharmed.</param>
public sealed record ArchiveVerified(Instant At, string Node, string Path, int Vmid, bool Good) : Look(At);
