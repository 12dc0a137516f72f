using System.Globalization;
using PveLab.Shell.Tools.Archives;
using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>A stream on its way through a pipe: whoever it passes adds the lanes it goes over, and the sender tells how far it is.</summary>
/// <param name="from">The node it comes from.</param>
internal sealed class ZfsWay(Node from)
{
    /// <summary>Where it comes from.</summary>
    public Node From { get; } = from;

    /// <summary>The lanes it goes over.</summary>
    public List<LaneUse> Uses { get; } = [];

    /// <summary>Bytes that have left by now.</summary>
    public long Passed { get; set; }

    /// <summary>Nobody reads it any more.</summary>
    public bool Broken { get; set; }
}

/// <summary>zfs send (openzfs: cmd/zfs/zfs_main.c zfs_do_send, lib/libzfs/libzfs_sendrecv.c).</summary>
internal static class ZfsSending
{
    public static IEnumerable<Step> Send(ZfsRun run)
    {
        // -U, -h and the layout of blocks (-L, -e, -c) change nothing here: no dataset is encrypted, no block larger than a record.
        run.Read("i:I:RpvVPnLecUhb", "DwsXtSd");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing snapshot argument");
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        if (!run.Has('n') && run.Invocation.OutputIsTerminal) throw new ZfsException("Error: Stream can not be written to a terminal.\nYou must redirect standard output.");
        var snapshot = Named(run, run.Operands[0]);
        snapshot.Dataset.Pool.Settle();
        var options = new ZfsSendOptions { From = From(run, snapshot), Intermediate = run.Has('I'), Replicate = run.Has('R'), Properties = run.Has('p') };
        var warnings = new List<string>();
        var stream = snapshot.Dataset.Pool.Send(snapshot, options, warnings.Add);
        return Write(run, snapshot, stream, warnings);
    }

    private static ZfsSnapshot Named(ZfsRun run, string name)
    {
        if (name.Contains('@', StringComparison.Ordinal)) return run.OpenSnapshot(name);
        if (run.Has('R') || run.Has('I')) throw new ZfsException("Error: Unsupported flag with filesystem or bookmark.");
        run.Open(name);
        throw new ZfsRun.NotSimulatedOption($"send of a dataset without a snapshot ({name})");
    }

    private static string? From(ZfsRun run, ZfsSnapshot snapshot)
    {
        if ((run.Value('I') ?? run.Value('i')) is not { } from) return null;
        if (from.Contains('#', StringComparison.Ordinal))
            throw new ZfsException(run.Has('R') || run.Has('I') ? "Error: multiple snapshots cannot be sent from a bookmark." : $"cannot open '{from}': dataset does not exist");
        var at = from.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 && !run.Has('R') && !run.Has('I'))
            run.Notes.Add("Warning: incremental source didn't specify type, assuming snapshot. Use '@' or '#' prefix to avoid ambiguity.");
        if (at > 0 && (run.Has('R') || run.Has('I')) && from != snapshot.Dataset.Origin?.FullName && from[..at] != snapshot.Dataset.Name)
            throw new ZfsUsageException("incremental source must be in same filesystem");
        return at < 0 ? "@" + from : from;
    }

    private static IEnumerable<Step> Write(ZfsRun run, ZfsSnapshot snapshot, ZfsStream stream, List<string> warnings)
    {
        foreach (var warning in warnings)
        {
            run.Invocation.ExitCode = 1;
            yield return new Step.Err(warning + "\n");
        }
        if (run.Has('v') || run.Has('V') || run.Has('P'))
        {
            var plan = Plan(stream, run.Has('P'));
            yield return run.Has('n') ? new Step.Out(plan) : new Step.Err(plan);
        }
        if (run.Has('n') || stream.Datasets.IsEmpty) yield break;
        var way = new ZfsWay(run.Invocation.Node);
        way.Uses.Add(new LaneUse(snapshot.Dataset.Pool.Disk.Lane));
        yield return new Step.Bytes(new FileContent("-", stream, null, stream.Bytes, stream.Bytes, Defect.None) { Way = way });
        foreach (var step in Pass(run, stream, way)) yield return step;
        if (way.Broken) yield return run.Invocation.Fail(1, $"warning: cannot send '{snapshot.FullName}': Broken pipe");
    }

    private static IEnumerable<Step> Pass(ZfsRun run, ZfsStream stream, ZfsWay way)
    {
        var (clock, bandwidth) = (run.Invocation.Node.Clock, run.Invocation.Node.Datacenter.Bandwidth);
        var flow = bandwidth.Start(way.Uses);
        var (parts, told) = (stream.Parts.ToList(), -1);
        try
        {
            while (flow.Moved < stream.Bytes && !way.Broken)
            {
                // Once a second at least: that is how often -v tells.
                var until = clock.Now + TimeSpan.FromMilliseconds(stream.Bytes > 64 << 20 ? 1000 : 20);
                while (clock.Now < until && !way.Broken) yield return new Step.Wait(until);
                bandwidth.Settle();
                way.Passed = Math.Min(flow.Moved, stream.Bytes);
                if (run.Has('v') && flow.Moved < stream.Bytes && stream.Bytes > 64 << 20)
                    foreach (var line in Progress(run, parts, way.Passed, told, t => told = t)) yield return line;
            }
        }
        finally
        {
            bandwidth.End(flow);
        }
    }

    private static IEnumerable<Step> Progress(ZfsRun run, List<(ZfsStreamDataset Dataset, ZfsStreamSnapshot Snapshot)> parts, long passed, int told, Action<int> tell)
    {
        var (at, before) = (0, 0L);
        while (at < parts.Count - 1 && before + parts[at].Snapshot.Bytes <= passed) before += parts[at++].Snapshot.Bytes;
        var name = $"{parts[at].Dataset.Name}@{parts[at].Snapshot.Name}";
        if (at != told && !run.Has('P')) yield return new Step.Err($"TIME        SENT   SNAPSHOT {name}\n");
        tell(at);
        var time = run.Invocation.Node.Datacenter.Zone.ToLocal(run.Invocation.Node.Clock.Now.UnixSeconds).ToCTime().Substring(11, 8);
        yield return new Step.Err(run.Has('P')
            ? string.Create(CultureInfo.InvariantCulture, $"{time}\t{passed - before}\t{name}\n") : $"{time}   {ZfsSize.Show(passed - before),5}   {name}\n");
    }

    private static string Plan(ZfsStream stream, bool exact)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (dataset, snapshot) in stream.Parts)
        {
            var (name, from) = ($"{dataset.Name}@{snapshot.Name}", snapshot.Base is { IsOrigin: false } known ? known.Name : null);
            // One snapshot alone is told with the full name of its base (zfs_send_one), a package with the short one (dump_snapshot).
            if (from is not null && !stream.Package) from = $"{dataset.Name}@{from}";
            else if (!stream.Package) from = snapshot.Base?.Name;
            if (exact) text.Append(from is null ? $"full\t{name}" : $"incremental\t{from}\t{name}").Append(CultureInfo.InvariantCulture, $"\t{snapshot.Bytes}\n");
            else text.Append(from is null ? $"full send of {name}" : $"send from {(from.Contains('@', StringComparison.Ordinal) ? "" : "@")}{from} to {name}")
                .Append(" estimated size is ").Append(ZfsSize.Show(snapshot.Bytes)).Append('\n');
        }
        return text.Append(exact ? string.Create(CultureInfo.InvariantCulture, $"size\t{stream.Bytes}\n") : $"total estimated size is {ZfsSize.Show(stream.Bytes)}\n").ToString();
    }
}
