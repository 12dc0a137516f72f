using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Zfs;

/// <summary>
/// A stream on its way into a pool. Bytes take room as they come; a snapshot is there when its last byte is, and what was begun and cut
/// off is gone (openzfs: lib/libzfs/libzfs_sendrecv.c zfs_receive_one, module/zfs/dmu_recv.c).
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="stream">The stream.</param>
/// <param name="target">The dataset, or the snapshot, it is received as.</param>
/// <param name="options">How.</param>
/// <param name="say">Takes what <c>-v</c> prints.</param>
/// <param name="warn">Takes what is printed about properties that could not be set.</param>
public sealed partial class ZfsReceiving(ZfsPool pool, ZfsStream stream, string target, ZfsReceiveOptions options, Action<string>? say = null, Action<string>? warn = null)
{
    private readonly List<(ZfsStreamDataset Dataset, ZfsStreamSnapshot Snapshot)> parts = [.. stream.Parts];
    private int next;
    private long passed;
    private Arriving? current;
    private bool cutOff;

    /// <summary>The node whose program sends it; null when it is what somebody typed.</summary>
    private readonly Node? sender = pool.Node.Datacenter.Bandwidth.Owner;

    /// <summary>The dataset that the top of the stream becomes.</summary>
    public string Destination => NameOf(stream.Source);

    /// <summary>Whether everything has arrived.</summary>
    public bool IsComplete => next == parts.Count;

    /// <summary>Looks whether the stream can be received at all.</summary>
    /// <exception cref="ZfsException">It cannot, in libzfs's words.</exception>
    public void Begin()
    {
        if (cutOff || current is not null || next > 0) return;
        if (stream.Replication && stream.From is not null && pool.Datasets.ContainsKey(Destination)) Follow();
        if (!IsComplete) Take();
    }

    private Arriving Take()
    {
        current = Open(parts[next]);
        current.HoldFor(this);
        return current;
    }

    /// <summary>That many bytes of the stream have arrived by now.</summary>
    /// <exception cref="ZfsException">There is no room, or the next snapshot does not fit; what was not complete is gone.</exception>
    public void Arrived(long bytes)
    {
        if (cutOff) return;
        Begin();
        while (!IsComplete)
        {
            var part = (current ?? Take()).Snapshot;
            var have = Math.Min(bytes - passed, part.Bytes);
            if (!current!.TryTake(have))
            {
                var isNew = current.IsNew;
                Abort();
                throw Cannot(isNew, pool.TakesWrites ? "out of space" : Suspended);
            }
            if (have < part.Bytes) return;
            Complete(current);
            passed += part.Bytes;
            (current, next) = (null, next + 1);
        }
    }

    /// <summary>A node lost power: nobody sends any more, or nobody receives.</summary>
    internal static void LosePower(Node node)
    {
        foreach (var pool in node.Datacenter.Nodes.Values.SelectMany(n => n.Zpools.Values))
            foreach (var receiving in pool.Datasets.Values.Select(d => d.Receiver).OfType<ZfsReceiving>().Where(r => pool.Node == node || r.sender == node).ToList())
                receiving.Abort();
    }

    /// <summary>The stream was cut off: what is not complete is gone.</summary>
    public void Abort()
    {
        if (IsComplete || current is not { } arriving) return;
        arriving.Forget();
        (current, cutOff) = (null, true);
    }

    /// <summary>Moves the whole stream from one pool to the other, for a worker to go on with.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="between">The lanes between the two.</param>
    /// <param name="limit">Bytes per second at most.</param>
    /// <param name="progress">Told how many bytes have passed.</param>
    /// <exception cref="ZfsException">See <see cref="Arrived"/>.</exception>
    public IEnumerable<TimeSpan> Transfer(ZfsPool source, IEnumerable<LaneUse>? between = null, double? limit = null, Action<long>? progress = null)
    {
        Begin();
        var bandwidth = pool.Node.Datacenter.Bandwidth;
        var flow = bandwidth.Start([.. ((Lane[])[source.Disk.Lane, pool.Disk.Lane]).Distinct().Select(l => new LaneUse(l)), .. between ?? []], limit);
        try
        {
            while (flow.Moved < stream.Bytes)
            {
                yield return Until(stream.Bytes - flow.Moved, flow.Rate);
                bandwidth.Settle();
                Arrived(Math.Min(flow.Moved, stream.Bytes));
                progress?.Invoke(Math.Min(flow.Moved, stream.Bytes));
            }
            Arrived(stream.Bytes);
        }
        finally
        {
            bandwidth.End(flow);
            Abort();
        }
    }

    private static TimeSpan Until(long bytes, double rate) =>
        TimeSpan.FromMilliseconds(rate > 0 ? Math.Clamp(Math.Ceiling(bytes * 1000.0 / rate), 1, 1000) : 1000);

    private string NameOf(string sent)
    {
        var at = target.IndexOf('@', StringComparison.Ordinal);
        if (at > 0) return target[..at];
        var top = stream.Source;
        var tail = options.Tail ? top.LastIndexOf('/') : options.Prefix ? top.IndexOf('/', StringComparison.Ordinal) : top.Length;
        return target + (options.Tail && tail < 0 ? "/" + sent : options.Prefix && tail < 0 ? sent[top.Length..] : sent[tail..]);
    }

    private void Complete(Arriving arriving)
    {
        var (sent, snapshot) = (arriving.Sent, arriving.Snapshot);
        if (arriving.Skipped) return;
        arriving.Settle(pool);
        var dataset = pool.Datasets[arriving.Name];
        foreach (var (property, value) in snapshot.Properties) dataset.Snapshots[^1].Set(property, value);
        if (sent.Snapshots[0] == snapshot) Configure(dataset, sent, arriving.IsNew);
        if (!options.Unmounted && sent.Snapshots[^1] == snapshot && dataset.Kind == ZfsKind.Filesystem) pool.Mount(dataset);
        if (say is null) return;
        var seconds = Math.Max(0.01, (pool.Node.Clock.Now - arriving.Since).TotalSeconds);
        say(string.Create(CultureInfo.InvariantCulture, $"received {ZfsSize.Show(snapshot.Bytes)} stream in {seconds:F2} seconds ({ZfsSize.Show((long)(snapshot.Bytes / seconds))}/sec)"));
    }

    private void Configure(ZfsDataset dataset, ZfsStreamDataset sent, bool created)
    {
        foreach (var (property, value) in sent.Properties)
        {
            if (options.Excluded.Contains(property) || options.Properties.ContainsKey(property)) continue;
            Apply(dataset, property, value);
            dataset.MarkReceived(property);
        }
        if (created) foreach (var (property, value) in options.Properties) Apply(dataset, property, value);
    }

    private void Apply(ZfsDataset dataset, string property, string value)
    {
        try
        {
            ZfsProperties.Set(dataset, property, value);
        }
        catch (ZfsException error)
        {
            var colon = error.Message.IndexOf(": ", StringComparison.Ordinal);
            warn?.Invoke($"cannot receive {property} property on {dataset.Name}{error.Message[colon..]}");
        }
    }

    private static ZfsException Cannot(bool isNew, string why) => new($"cannot receive {(isNew ? "new filesystem" : "incremental")} stream: {why}");
}
