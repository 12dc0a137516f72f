using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Migration;

/// <content>Disks that the running guest goes on writing to: QEMU mirrors them by NBD (qemu-server: PVE/QemuServer/BlockJob.pm).</content>
public sealed partial class QemuMigration
{
    private string Nbd => IsInsecure ? FormattableString.Invariant($"nbd:{Tunnel.Address}:{FirstPort + 1}") : $"nbd:unix:/run/qemu-server/{Vmid}_nbd.migrate";

    private IEnumerable<TimeSpan> MirrorDisks()
    {
        Info("starting storage migration");
        foreach (var mirror in mirrors.Values)
        {
            Info($"{mirror.Key}: start migration to {Nbd}:exportname=drive-{mirror.Key}");
            foreach (var piece in Run(mirror)) yield return piece;
        }
        Info("switching mirror jobs to actively synced mode");
        foreach (var mirror in mirrors.Values) Task.Log($"mirror-{mirror.Key}: switching to actively synced mode");
        yield return Moment;
        foreach (var mirror in mirrors.Values) Task.Log($"mirror-{mirror.Key}: successfully switched to actively synced mode");
    }

    private IEnumerable<TimeSpan> Run(Mirror mirror)
    {
        if (mirror.Volume.Replicated) Task.Log($"drive mirror re-using dirty bitmap 'repl_{mirror.Key}'");
        Task.Log($"drive mirror is starting for drive-{mirror.Key}"
            + (mirror.Volume.Limit is > 0 and var limit ? FormattableString.Invariant($" with bandwidth limit: {limit} KB/s") : ""));
        mirror.Started = true;
        var (capture, began) = (mirror.From.Capture(), Source.Clock.Now);
        var work = mirror.Volume.Replicated ? Changed(mirror) : capture;
        using var pieces = DiskStream.Move(Flow(mirror), work, mirror.To).GetEnumerator();
        while (Next(mirror, pieces))
        {
            RequireIncoming(mirror);
            if (pieces.Current is not { } bytes) throw Failed(mirror, "No space left on device (io-status: nospace)");
            var percent = (work.Size == 0 ? 100 : bytes * 100.0 / work.Size).ToString("F2", CultureInfo.InvariantCulture);
            var ready = bytes >= work.Size ? ", ready" : "";
            Task.Log($"mirror-{mirror.Key}: transferred {Rendering.Bytes(bytes, 1)} of {Rendering.Bytes(work.Size, 1)} ({percent}%)"
                + $" in {Rendering.Duration((Source.Clock.Now - began).TotalSeconds)}{ready}");
            if (ready.Length == 0) yield return Second;
        }
        Task.Log("all 'mirror' jobs are ready");
    }

    private TunnelFlow Flow(Mirror mirror) => new(
        Tunnel,
        Source.Storages.Lanes(Storage.VolumeId.Parse(mirror.Volume.Volume).Storage).Concat(Target.Storages.Lanes(mirror.Volume.TargetStorage)),
        mirror.Volume.Limit);

    private static bool Next(Mirror mirror, IEnumerator<long?> pieces)
    {
        try
        {
            return pieces.MoveNext();
        }
        catch (TunnelBrokenException)
        {
            throw Failed(mirror, "Input/output error (io-status: ok)");
        }
    }

    private void RequireIncoming(Mirror mirror)
    {
        if (Tunnel.IsOpen && !Target.Guests.Incoming.ContainsKey(machine.Vmid)) throw Failed(mirror, "Input/output error (io-status: ok)");
    }

    private static PveException Failed(Mirror mirror, string why) => new($"block job (mirror) error: mirror-{mirror.Key}: {why}");

    /// <summary>The guest's CPUs are halted: what it wrote until now is on the other side too.</summary>
    private IEnumerable<TimeSpan> CompleteMirrors()
    {
        Task.Log("all 'mirror' jobs are ready");
        foreach (var mirror in mirrors.Values)
        {
            Task.Log($"mirror-{mirror.Key}: Completing block job...");
            try
            {
                mirror.To.Restore(mirror.From.Capture() with { Size = mirror.To.Size });
            }
            catch (PveException)
            {
                throw new PveException("Failed to complete storage migration: " + Failed(mirror, "No space left on device (io-status: nospace)").Message);
            }
            Task.Log($"mirror-{mirror.Key}: Completed successfully.");
        }
        yield return Moment;
        foreach (var mirror in mirrors.Values) Task.Log($"mirror-{mirror.Key}: mirror-job finished");
    }

    /// <summary>What a bitmap has noted since the last replication: a little.</summary>
    private static DiskCapture Changed(Mirror mirror)
    {
        const long granularity = 64 << 10;
        var changed = Math.Max(granularity, (mirror.From.Written - mirror.To.Written + granularity - 1) / granularity * granularity);
        return new DiskCapture(changed, changed, null);
    }
}
