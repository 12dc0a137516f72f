using System.Globalization;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Migration;

/// <content>Phase 2: a second QEMU on the target, its disks mirrored, the memory sent until the guest can change sides.</content>
public sealed partial class QemuMigration
{
    private const int FirstPort = 60000;
    private const int DefaultDowntime = 100;
    private const long VideoMemory = 17L << 20;
    private const long DeviceState = 1_583_350;
    private const int Shortest = 15;
    private const int Spread = 60;

    private static readonly TimeSpan QemuStarts = TimeSpan.FromMilliseconds(1900);
    private static readonly TimeSpan TunnelOpens = TimeSpan.FromMilliseconds(600);

    private readonly SortedDictionary<string, Mirror> mirrors = new(StringComparer.Ordinal);
    private IncomingMachine? incoming;
    private bool liveFailed;

    private string Socket => IsInsecure ? FormattableString.Invariant($"tcp:{Tunnel.Address}:{FirstPort}") : $"unix:/run/qemu-server/{Vmid}.migrate";

    private protected override IEnumerable<TimeSpan> GoLive()
    {
        Info($"starting VM {Vmid} on remote node '{Target.Name}'");
        yield return QemuStarts;
        StartThere();
        Info("start remote tunnel");
        yield return TunnelOpens;
        if (!Target.HasQuorum) throw new PveException("can't open tunnel - no quorum on target node");
        Info("ssh tunnel ver 2");
        if (mirrors.Count > 0)
            foreach (var piece in MirrorDisks()) yield return piece;
        foreach (var piece in SendMemory()) yield return piece;
        if (mirrors.Count > 0)
            foreach (var piece in CompleteMirrors()) yield return piece;
    }

    /// <summary>Runs <c>qm start --migratedfrom</c> by ssh; what it prints comes back with the node's name before it.</summary>
    private void StartThere()
    {
        if (!Tunnel.IsOpen) throw new PveException("remote command failed with exit code 255");
        try
        {
            var config = MigratedConfig.Of(machine.Config, Moved);
            foreach (var volume in volumes.Values.Where(v => v.Online)) config = AllocateThere(volume, config);
            incoming = IncomingMachine.Start(Target, machine, config.Without("lock"), Task, line => Info($"[{Target.Name}] {line}"));
            foreach (var mirror in mirrors.Values) mirror.To = incoming.Disks[mirror.Key];
        }
        catch (PveException error)
        {
            foreach (var line in error.Message.Split('\n')) Info($"[{Target.Name}] {line}");
            throw new PveException("remote command failed with exit code 255");
        }
        foreach (var mirror in mirrors.Values) Info($"volume '{mirror.Volume.Volume}' is '{Moved[mirror.Volume.Volume]}' on the target");
    }

    /// <summary>Makes the volume that a mirror writes to (vm_migrate_alloc_nbd_disks); a replicated one is there.</summary>
    private GuestConfig AllocateThere(LocalVolume volume, GuestConfig config)
    {
        var drive = Drive.Parse(config[volume.Key!]!);
        if (!volume.Replicated)
        {
            var storage = Target.View.Storages.Get(volume.TargetStorage);
            var (type, format) = (StorageTypes.Get(storage.Type), Source.Storages.NameOf(volume.Volume).Format);
            if (!type.Formats.Contains(format)) format = type.DefaultFormat(storage);
            var made = Target.Storages.Allocate(volume.TargetStorage, machine.Vmid, format, null, volume.Size);
            drive = (drive with { Volume = made }).Without("format");
        }
        Moved[volume.Volume] = drive.Volume;
        mirrors[volume.Key!] = new Mirror(volume.Key!, volume, machine.Attached[volume.Key!]);
        return config.With(volume.Key!, drive.Sorted().ToString());
    }

    private IEnumerable<TimeSpan> SendMemory()
    {
        Info("starting online/live migration on " + Socket);
        Info("set migration capabilities");
        var limit = Request.BandwidthLimit is > 0 and var asked ? asked : (long?)null;
        if (limit is { } rate) Info($"migration speed limit: {Rendering.Bytes(rate * 1024, 1)}/s");
        var downtime = machine.Config["migrate_downtime"] is { } set && double.TryParse(set, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? (int)(seconds * 1000) : DefaultDowntime;
        Info(FormattableString.Invariant($"migration downtime limit: {downtime} ms"));
        Info($"migration cachesize: {Rendering.Bytes(PowerOfTwo(machine.Memory / 10), 1)}");
        Info("set migration parameters");
        Info("start migrate command to " + Socket);
        foreach (var piece in MoveMemory(limit)) yield return piece;
    }

    private IEnumerable<TimeSpan> MoveMemory(long? limit)
    {
        var (bytes, total, began) = (MachineState.Used(machine) + DeviceState, machine.Memory + VideoMemory, Source.Clock.Now);
        using var flow = new TunnelFlow(Tunnel, [], limit);
        for (var before = 0L; ; before = flow.Moved)
        {
            yield return Second;
            RequireIncoming();
            Settle(flow);
            if (!machine.IsRunning) throw new PveException("unable to parse migration status '' - aborting");
            var sent = Math.Min(flow.Moved, bytes);
            if (sent >= bytes) break;
            var speed = Rendering.Bytes(sent - before, 1);
            if (sent != before) Info($"migration active, transferred {Rendering.Bytes(sent, 1)} of {Rendering.Bytes(total, 1)} VM-state, {speed}/s");
        }
        if (!wasPaused && machine.Status == GuestStatus.Running) machine.Suspend();
        var took = Math.Max(1, (Source.Clock.Now - began).TotalSeconds);
        var downtime = Shortest + Source.Datacenter.Chance["migration"].Below(Spread);
        Info(FormattableString.Invariant($"average migration speed: {Rendering.Bytes(total / took, 1)}/s - downtime {downtime} ms"));
        Info($"migration completed, transferred {Rendering.Bytes(bytes, 1)} VM-state");
        Info("migration status: completed");
    }

    private void RequireIncoming()
    {
        if (!Tunnel.IsOpen || Target.Guests.Incoming.ContainsKey(machine.Vmid)) return;
        Info("migration status error: failed - Unable to write to socket: Broken pipe");
        throw new PveException("aborting");
    }

    private void Settle(TunnelFlow flow)
    {
        try
        {
            flow.Settle();
        }
        catch (TunnelBrokenException)
        {
            Info("migration status error: failed - Unable to write to socket: Broken pipe");
            throw new PveException("aborting");
        }
    }

    private protected override void AbandonLive()
    {
        liveFailed = true;
        Info("migrate_cancel");
        if (!wasPaused && machine.Status == GuestStatus.Paused) Attempt(machine.Resume, "resuming VM failed: ");
        Attempt(machine.RemoveLock);
        foreach (var mirror in mirrors.Values.Where(m => m.Started))
        {
            Task.Log($"mirror-{mirror.Key}: Cancelling block job");
            Task.Log($"mirror-{mirror.Key}: Done.");
        }
        RemoveBitmaps();
        if (!Tunnel.IsOpen)
        {
            Error("writing to tunnel failed: broken pipe");
            return;
        }
        Target.Guests.ExpectNoMore(machine.Vmid);
        RemoveCopies();
    }

    private static long PowerOfTwo(long bytes)
    {
        var power = 1L;
        while (power < bytes) power <<= 1;
        return power;
    }

    private sealed record Mirror(string Key, LocalVolume Volume, DiskImage From)
    {
        public DiskImage To { get; set; } = From;

        public bool Started { get; set; }
    }
}
