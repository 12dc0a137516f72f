using System.Globalization;
using PveLab.Sim.Migration;
using PveLab.Sim.Tasks;
using PveLab.Sim.Zfs;

namespace PveLab.Sim.Replication;

/// <content>A volume through the pipe <c>pvesm export</c> | ssh <c>pvesm import</c> (pve-storage: PVE/Storage.pm storage_migrate, ZFSPoolPlugin.pm).</content>
internal sealed partial class ReplicationTarget
{
    private static readonly TimeSpan CommandsStart = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly ZfsReceiveOptions Forced = new() { Force = true, Excluded = ["encryption"] };

    private readonly NodeReplicationVolumes here = new(source);
    private readonly NodeReplicationVolumes there = new(target);

    /// <inheritdoc />
    public IEnumerable<TimeSpan> Send(ReplicationSend send, Action<string> log)
    {
        if (Limit(send) is { } limit) log(string.Create(CultureInfo.InvariantCulture, $"using a bandwidth limit of {limit} bytes per second for transferring '{send.Volume}'"));
        var transfer = new Attempted(Transfer(send, log));
        foreach (var piece in transfer) yield return piece;
        if (transfer.Error is not { } error) yield break;
        foreach (var line in error.Message.Split('\n')) log(line);
        throw new PveException(send.Insecure ? $"failed to run insecure migration: command '{tunnel.Command("-- " + Import(send))}' failed: exit code 255\n"
            : $"command '{tunnel.Pipe(Export(send), Import(send))}' failed: exit code 255");
    }

    private static long? Limit(ReplicationSend send) => send.Rate is { } rate ? (long)(BytesPerMegabyte * rate) : null;

    private static string Export(ReplicationSend send) => $"pvesm export {NodeTunnel.Words(send.Volume)} zfs - -with-snapshots 1 -snapshot {send.Snapshot}"
        + (send.Base is { } known ? $" -base {known}" : "") + (Limit(send) is { } limit ? string.Create(CultureInfo.InvariantCulture, $" | /usr/bin/cstream -t {limit}") : "");

    private string Import(ReplicationSend send) =>
        $"pvesm import {NodeTunnel.Words(send.Volume)} zfs {(send.Insecure ? "tcp://" + tunnel.Address : "-")} -with-snapshots 1 -snapshot {send.Snapshot} -allow-rename 0"
        + (send.Base is { } known ? $" -base {known}" : "");

    private IEnumerable<TimeSpan> Transfer(ReplicationSend send, Action<string> log)
    {
        if (here.Locate(send.Volume) is not { Pool: { } from, Dataset: { } dataset }) throw new PveException($"volume '{send.Volume}' does not exist");
        var stream = from.Send(dataset.Snapshot(send.Snapshot)!, new ZfsSendOptions { Replicate = true, Intermediate = send.Base is not null, Properties = true, From = send.Base });
        PrintEstimates(stream, send, log);
        yield return CommandsStart;
        var path = there.Locate(send.Volume)!.Value.Path;
        var to = Importable(send, path);
        var moving = new Attempted(Move(to.Receive(stream, path, Forced), stream, from, to, send, log));
        foreach (var piece in moving) yield return piece;
        if (moving.Error is { } error) throw new PveException($"{error.Message}\n{Broken(send, stream, path, error)}");
        log($"successfully imported '{send.Volume}'");
    }

    /// <summary>The pool to receive into, when the import does not refuse at once.</summary>
    private ZfsPool Importable(ReplicationSend send, string path)
    {
        var place = there.Locate(send.Volume)!.Value;
        if (send.Base is { } known && place.Dataset?.Snapshot(known) is null) throw new PveException($"base snapshot '{path}@{known}' doesn't exist");
        if (send.Base is null && place.Dataset is not null) throw new PveException($"volume '{path}' already exists");
        return place.Pool ?? throw new PveException(
            $"cannot open '{path[..path.LastIndexOf('/')]}': dataset does not exist\ncannot receive new filesystem stream: unable to restore to destination");
    }

    private static string Broken(ReplicationSend send, ZfsStream stream, string path, PveException error)
    {
        var increment = send.Base is { } known ? $" -I {known}" : "";
        var sent = $"command 'zfs send -RpvU{increment} -- {stream.Source}@{send.Snapshot}' failed: got signal 13";
        return error is TunnelBrokenException ? sent : $"command 'zfs recv -F -x encryption -- {path}' failed: exit code 1\n{sent}";
    }

    private static void PrintEstimates(ZfsStream stream, ReplicationSend send, Action<string> log)
    {
        foreach (var (dataset, snapshot) in stream.Parts)
        {
            var what = snapshot.Base is null ? "full send of " : $"send from @{snapshot.Base.Name} to ";
            log($"{what}{dataset.Name}@{snapshot.Name} estimated size is {ZfsSize.Show(snapshot.Bytes)}");
        }
        log($"total estimated size is {ZfsSize.Show(stream.Bytes)}");
        log($"TIME        SENT   SNAPSHOT {stream.Source}@{send.Snapshot}");
    }

    private IEnumerable<TimeSpan> Move(ZfsReceiving receiving, ZfsStream stream, ZfsPool from, ZfsPool to, ReplicationSend send, Action<string> log)
    {
        const long kibibyte = 1024;
        try
        {
            receiving.Begin();
            using var flow = new TunnelFlow(tunnel, [from.Disk.Lane, to.Disk.Lane], Limit(send) / kibibyte);
            var told = source.Clock.Now;
            while (flow.Moved < stream.Bytes)
            {
                yield return Until(stream.Bytes - flow.Moved, flow.Rate);
                flow.Settle();
                var moved = Math.Min(stream.Bytes, flow.Moved);
                receiving.Arrived(moved);
                if (source.Clock.Now - told < Second) continue;
                told = source.Clock.Now;
                log($"{source.Datacenter.Zone.Stamp(told.UnixSeconds)[^8..]}   {ZfsSize.Show(moved),5}   {stream.Source}@{stream.To}");
            }
            receiving.Arrived(stream.Bytes);
        }
        finally
        {
            receiving.Abort();
        }
    }

    private static TimeSpan Until(long bytes, double rate)
    {
        const double mostMilliseconds = 1000;
        return TimeSpan.FromMilliseconds(rate > 0 ? Math.Clamp(Math.Ceiling(bytes * mostMilliseconds / rate), 1, mostMilliseconds) : mostMilliseconds);
    }
}
