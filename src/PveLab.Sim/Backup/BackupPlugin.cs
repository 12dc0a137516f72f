using PveLab.Sim.Cluster;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>What of a backup depends on the kind of guest; <see cref="BackupRun"/> is the frame around it (pve-guest-common: PVE/VZDump/Plugin.pm).</summary>
internal abstract class BackupPlugin(BackupRun run)
{
    /// <summary>What the archive's name ends with, before the compressor's part.</summary>
    internal abstract string Extension { get; }

    /// <summary>The guest's name as notes tell it.</summary>
    internal abstract string GuestName { get; }

    /// <summary>Volumes that are to be snapshot; with more than one the guest is halted meanwhile.</summary>
    internal virtual int SnapshotCount => 0;

    /// <summary>Whether data is copied while the guest runs and again while it is halted, so that it may go on before it is packed.</summary>
    internal virtual bool CopiesFirst => false;

    /// <summary>The run it works for.</summary>
    protected BackupRun Run { get; } = run;

    /// <summary>The node.</summary>
    protected Node Node => Run.Node;

    /// <summary>The task.</summary>
    protected PveTask Task => Run.Task;

    /// <summary>What is asked for.</summary>
    protected VzdumpSettings Settings => Run.Settings;

    /// <summary>Where it says what it does.</summary>
    protected BackupLog Log => Run.Log;

    /// <summary>Chooses and names what is backed up.</summary>
    /// <exception cref="PveException">It cannot be done; a message that begins with <c>mode failure</c> lets the run try <c>suspend</c>.</exception>
    internal abstract void Prepare(string mode);

    /// <summary>Shuts the guest down.</summary>
    internal abstract IEnumerable<TimeSpan> Stop();

    /// <summary>Starts it again.</summary>
    internal abstract void Start();

    /// <summary>Halts it.</summary>
    internal abstract void Suspend();

    /// <summary>Lets it go on.</summary>
    internal abstract void Resume();

    /// <summary>Copies its data to the temporary directory.</summary>
    /// <param name="text"><c>first</c> while it runs, <c>final</c> while it is halted.</param>
    internal virtual IEnumerable<TimeSpan> Copy(string text) => [];

    /// <summary>Takes snapshots of its volumes.</summary>
    internal virtual IEnumerable<TimeSpan> Snapshot() => [];

    /// <summary>Writes the configuration that goes into the archive.</summary>
    internal abstract void Assemble();

    /// <summary>Writes the archive.</summary>
    internal abstract IEnumerable<TimeSpan> Archive();

    /// <summary>Takes away what was only needed for the backup.</summary>
    internal virtual void Cleanup()
    {
    }
}
