using System.Globalization;
using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;
using PveLab.Sim.Time;

namespace PveLab.Sim.Migration;

/// <summary>
/// A guest on its way to another node: the tasks <c>qmigrate</c> and <c>vzmigrate</c> (pve-guest-common: PVE/AbstractMigrate.pm). When its node loses
/// power, nothing is cleaned up: the lock <c>migrate</c> stays in the configuration, and on the target what was copied.
/// </summary>
public abstract class GuestMigration
{
    private const string Interrupted = "interrupted by signal";
    private const string Problems = "migration problems";
    private const int LockTimeout = 10;

    private Instant started;
    private string? firstError;

    private protected GuestMigration(Guest guest, MigrationRequest request, PveTask task)
    {
        (Guest, Request, Task, Source) = (guest, request, task, guest.Node);
        Target = guest.Node.Datacenter.Node(request.Target);
        Tunnel = new NodeTunnel(Source, Target);
    }

    /// <summary>The guest.</summary>
    public Guest Guest { get; }

    /// <summary>The node it was on.</summary>
    public Node Source { get; }

    /// <summary>The node it goes to.</summary>
    public Node Target { get; }

    /// <summary>Where it is in its life.</summary>
    public MigrationStatus Status { get; internal set; }

    private protected MigrationRequest Request { get; }

    private protected PveTask Task { get; }

    private protected NodeTunnel Tunnel { get; }

    /// <summary>Whether something went wrong that does not end it.</summary>
    private protected bool Errors { get; set; }

    /// <summary>Whether the guest runs while it moves.</summary>
    private protected bool IsLive { get; private set; }

    /// <summary>What volumes are called on the target, by what they were called here.</summary>
    private protected SortedDictionary<string, string> Moved { get; } = new(StringComparer.Ordinal);

    private protected string Vmid => Guest.Vmid.ToString(CultureInfo.InvariantCulture);

    private protected bool IsInsecure => (Request.Type ?? DatacenterOption("type")) == "insecure";

    private string? Network => Request.Network ?? DatacenterOption("network");

    /// <summary>The worker.</summary>
    internal IEnumerable<TimeSpan> Work() => Guest.MigrationLock.Hold(Task.Log, Run(), LockTimeout);

    internal void RecordSuccess() => Record(new MigrationSucceeded(
        Source.Clock.Now, Guest.Vmid, Source.Name, Target.Name, IsLive, Source.Clock.Now - started, Task.Id));

    internal void RecordFailure() => Record(new MigrationFailed(Source.Clock.Now, Guest.Vmid, Source.Name, Target.Name, firstError ?? "", Task.Id));

    /// <summary>Looks for what stands in the way; a running guest that stays running makes <see cref="IsLive"/> true.</summary>
    private protected abstract IEnumerable<TimeSpan> Prepare();

    /// <summary>Whether the guest runs after <see cref="Prepare"/>.</summary>
    private protected abstract bool RunsMeanwhile { get; }

    /// <summary>Phase 1: copies what can be copied before.</summary>
    private protected abstract IEnumerable<TimeSpan> CopyData();

    /// <summary>Phase 1 failed: the guest stays here.</summary>
    private protected abstract void AbandonCopy();

    /// <summary>Phase 2: brings the memory over.</summary>
    private protected abstract IEnumerable<TimeSpan> GoLive();

    /// <summary>Phase 2 failed: the guest goes on here.</summary>
    private protected abstract void AbandonLive();

    /// <summary>Phase 3: moves the configuration and removes what is left here.</summary>
    private protected abstract IEnumerable<TimeSpan> Finish();

    private protected void Info(string message) => Print("", message);

    private protected void Error(string message)
    {
        firstError ??= message;
        Print(" ERROR:", message);
    }

    /// <summary>Does what may fail without ending the migration.</summary>
    private protected void Attempt(Action act, string prefix = "")
    {
        try
        {
            act();
        }
        catch (PveException error)
        {
            Error(prefix + error.Message);
            Errors = true;
        }
    }

    /// <summary>Refuses when ssh does not come through (test ssh connection).</summary>
    private protected IEnumerable<TimeSpan> CheckTunnel()
    {
        if (Tunnel.IsOpen)
        {
            yield return NodeTunnel.Takes;
            yield break;
        }
        yield return NodeTunnel.GivesUpAfter;
        Info("# " + Tunnel.Command("/bin/true"));
        Info(Tunnel.NoRoute);
        throw new PveException("Can't connect to destination address using public key");
    }

    /// <summary>Takes the lock off on the target, by ssh.</summary>
    private protected void UnlockThere()
    {
        if (Tunnel.IsOpen && Target.Guests.Either(Guest.Vmid) is { } there)
        {
            Attempt(there.RemoveLock, "failed to clear migrate lock: ");
            return;
        }
        Info("# " + Tunnel.Command($"{(Guest is Container ? "pct" : "qm")} unlock {Vmid}"));
        Error("failed to clear migrate lock: command failed: exit code 255");
        Errors = true;
    }

    /// <summary>Tells the target what this node remembers of the guest's replication (transfer_replication_state).</summary>
    private protected void HandReplicationOver() => Attempt(() =>
    {
        var states = Source.Replication.Handover(Guest.Vmid, Target.Name);
        var command = Tunnel.Command($"pvesr set-state {NodeTunnel.Words(Vmid, BackupText.ShellQuote(states))}");
        Info("# " + command);
        if (!Tunnel.IsOpen) throw new PveException($"command '{command}' failed: exit code 255");
        Target.Replication.TakeOver(Guest.Vmid, states);
    }, "transfer replication state failed - ");

    /// <summary>The job that copied to the target copies back from now on (switch_replication_job_target).</summary>
    private protected void TurnReplicationRound() =>
        Attempt(() => Source.Replication.TurnRound(Guest.Vmid, Source.Name, Target.Name), "switch replication job target failed - ");

    /// <summary>KiB/s between two storages, or null for no limit (get_bwlimit).</summary>
    private protected long? LimitOf(params string[] storages) => StorageLimits.Of(Source, "migration", storages, Request.BandwidthLimit);

    /// <summary>Where a volume of that storage goes.</summary>
    private protected string TargetOf(string storage) => Request.Storages is { } map ? map[storage] : storage;

    /// <summary>Copies a volume that nobody writes to meanwhile.</summary>
    private protected IEnumerable<TimeSpan> Copy(LocalVolume volume)
    {
        IEnumerable<TimeSpan> Transfer()
        {
            var wish = new TransferWish(volume.Volume, volume.TargetStorage)
            {
                WithSnapshots = volume.Snapshots,
                AllowRename = !volume.IsState,
                Limit = volume.Limit,
                Insecure = IsInsecure,
            };
            var transfer = new VolumeTransfer(Source, Target, wish, Info, Task.Log);
            foreach (var piece in transfer.Work()) yield return piece;
            Moved[volume.Volume] = transfer.Result!;
        }

        var attempt = new Attempted(Transfer());
        foreach (var piece in attempt) yield return piece;
        if (attempt.Error is { } error)
            throw new PveException($"storage migration for '{volume.Volume}' to storage '{volume.TargetStorage}' failed - {error.Message}");
        Info($"volume '{volume.Volume}' is '{Moved[volume.Volume]}' on the target");
    }

    private protected void Fire(MigrationTrigger trigger) => Source.Datacenter.Lifecycles.Migration.Fire(this, trigger);

    private void Record(Fact fact) => Source.Datacenter.Facts.Record(fact);

    private string? DatacenterOption(string key)
    {
        if (Source.Cluster.Find("/datacenter.cfg") is not Files.TextFile file) return null;
        var line = file.Text.Split('\n').FirstOrDefault(l => l.StartsWith("migration:", StringComparison.Ordinal));
        return line?["migration:".Length..].Trim().Split(',').Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2 ? p[0] == key : key == "type").Select(p => p[^1]).FirstOrDefault();
    }

    private IEnumerable<TimeSpan> Run()
    {
        started = Source.Clock.Now;
        CheckNetwork();
        Task.AbortedAs = "migration aborted";
        Record(new MigrationStarted(started, Guest.Vmid, Source.Name, Target.Name, Guest.IsRunning && Request.Online, Task.Id));
        var attempt = new Attempted(Guest.Flock.Hold(Task.Log, Phases(), LockTimeout));
        foreach (var piece in attempt.Concluded(Interrupted, Conclude)) yield return piece;
        if (attempt.Error is not null) throw new PveException("migration aborted");
        if (Errors) throw new PveException(Problems);
    }

    private IEnumerable<TimeSpan> Phases()
    {
        foreach (var piece in Prepare()) yield return piece;
        IsLive = RunsMeanwhile;
        if (Network is not null) Info($"use dedicated network address for sending migration traffic ({Tunnel.Address})");
        Fire(MigrationTrigger.Copy);
        var copying = new Attempted(CopyData());
        foreach (var piece in copying.Concluded(Interrupted, FailedToCopy)) yield return piece;
        if (copying.Error is not null) throw copying.Error;
        if (IsLive)
        {
            Fire(MigrationTrigger.GoLive);
            Task.AbortedAs = Problems;
            foreach (var piece in new Attempted(GoLive()).Concluded(Interrupted, FailedLive)) yield return piece;
        }
        Fire(MigrationTrigger.Finish);
        Task.AbortedAs = Errors ? Problems : null;
        foreach (var piece in new Uninterrupted(Finish(), () => Error("received interrupt - delayed"))) yield return piece;
    }

    private void FailedToCopy(string? error)
    {
        if (error is null) return;
        Error(error);
        Info("aborting phase 1 - cleanup resources");
        AbandonCopy();
    }

    private void FailedLive(string? error)
    {
        if (error is null) return;
        Errors = true;
        Error("online migrate failure - " + error);
        Info("aborting phase 2 - cleanup resources");
        AbandonLive();
    }

    private void Conclude(string? error)
    {
        var duration = BackupText.Clock((long)(Source.Clock.Now - started).TotalSeconds);
        if (Status is MigrationStatus.Live) Fire(MigrationTrigger.Finish);
        // In the last phase a signal was noted, and nobody asks for it any more.
        if (Status == MigrationStatus.Finishing && Task.AbortedAs is null && error == Interrupted) error = null;
        if (error is not null && Status != MigrationStatus.Finishing)
        {
            Error($"migration aborted (duration {duration}): {error}");
            Fire(MigrationTrigger.Abort);
        }
        else if (error is not null || Errors)
        {
            Task.AbortedAs = Problems;
            Error($"migration finished with problems (duration {duration})");
            Fire(MigrationTrigger.FinishWithProblems);
        }
        else
        {
            Info($"migration finished successfully (duration {duration})");
            Fire(MigrationTrigger.Succeed);
        }
    }

    /// <summary>The network that was asked for must have an address of the target (pvecm mtunnel --get_migration_ip).</summary>
    private void CheckNetwork()
    {
        if (Network is not { } cidr
            || Ipv4Network.TryParse(cidr, out var subnet, out _) && Ipv4.TryParse(Tunnel.Address, out var address) && subnet.Contains(address)) return;
        Task.Log($"could not get migration ip: no IP address configured on local node for network '{cidr}'");
        throw new PveException($"command '{Tunnel.Command($"pvecm mtunnel -migration_network {cidr} -get_migration_ip")}' failed: exit code 255");
    }

    private void Print(string level, string message)
    {
        var stamp = Source.Datacenter.Zone.Stamp(Source.Clock.Now.UnixSeconds);
        foreach (var line in message.TrimEnd('\n').Split('\n'))
            if (line.Length > 0) Task.Log($"{stamp}{level} {line}");
    }
}
