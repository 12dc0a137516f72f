using System.Collections.Immutable;
using PveLab.Shell.Tools.Archives;
using PveLab.Sim.Cluster;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zfs receive: reads a stream from standard input (openzfs: cmd/zfs/zfs_main.c zfs_do_receive).</summary>
internal static class ZfsReceivingTool
{
    public static IEnumerable<Step> Receive(ZfsRun run)
    {
        run.Read("o:x:denuvFMh", "sAc");
        if (run.Has('d') && run.Has('e')) throw new ZfsUsageException("invalid option combination: -d and -e are mutually exclusive");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing snapshot argument");
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        if (run.Invocation.InputIsTerminal) throw new ZfsException("Error: Backup stream can not be read from a terminal.\nYou must redirect standard input.");
        var target = run.Operands[0];
        var options = new ZfsReceiveOptions
        {
            Force = run.Has('F'),
            Unmounted = run.Has('u'),
            Tail = run.Has('e'),
            Prefix = run.Has('d'),
            Properties = Given(run, target),
            Excluded = [.. run.All('x').Select(x => ZfsProperty.Find(x)?.Name ?? x)],
        };
        return Read(run.Invocation, run, target, options);
    }

    private static ImmutableSortedDictionary<string, string> Given(ZfsRun run, string target)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in run.All('o'))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new ZfsUsageException("missing '=' for property=value argument");
            var (name, value) = (text[..equals], text[(equals + 1)..]);
            var kind = ZfsProperty.Find(name) is { } property && !property.Types.Contains('f', StringComparison.Ordinal) ? ZfsKind.Volume : ZfsKind.Filesystem;
            given[ZfsProperty.Find(name)?.Name ?? name] = ZfsProperties.Checked(kind, name, value, "cannot receive");
        }
        return given.ToImmutable();
    }

    private static IEnumerable<Step> Read(Invocation invocation, ZfsRun run, string target, ZfsReceiveOptions options)
    {
        var lines = new Queue<Step>();
        Incoming? incoming = null;
        var something = false;
        try
        {
            foreach (var step in invocation.Input)
            {
                if (step is Step.Out { Text.Length: > 0 }) something = true;
                else if (step is Step.Bytes { Content: FileContent content })
                {
                    something = true;
                    if (content is { Meaning: ZfsStream stream, Compression: null })
                    {
                        incoming = new Incoming(Start(run, stream, target, options, lines), stream, content);
                        if (Attempt(invocation, () => incoming.Begin(run)) is { } refused) lines.Enqueue(refused);
                    }
                }
                else if (step is not Step.Out) yield return step;
                if (incoming is not null && invocation.ExitCode == 0 && Attempt(invocation, incoming.Look) is { } failed) lines.Enqueue(failed);
                while (lines.TryDequeue(out var line)) yield return line;
                if (invocation.ExitCode != 0) break;
            }
            if (invocation.ExitCode != 0) yield break;
            if (incoming is null)
                yield return invocation.Fail(1, something ? "cannot receive: invalid stream (bad magic number)" : "cannot receive: failed to read from stream");
            else
                foreach (var step in End(invocation, incoming, lines, options)) yield return step;
        }
        finally
        {
            incoming?.Leave();
        }
    }

    private static IEnumerable<Step> End(Invocation invocation, Incoming incoming, Queue<Step> lines, ZfsReceiveOptions options)
    {
        bool Arrive(long moved) => Attempt(invocation, () => incoming.Receiving.Arrived(moved), lines);
        if (!incoming.Waits)
            foreach (var step in Unpacking.Pass(invocation, incoming.Stream.Bytes, incoming.Lanes, Arrive)) yield return step;
        if (invocation.ExitCode == 0 && Attempt(invocation, incoming.Finish) is { } failed) lines.Enqueue(failed);
        while (lines.TryDequeue(out var line)) yield return line;
    }

    private static ZfsReceiving Start(ZfsRun run, ZfsStream stream, string target, ZfsReceiveOptions options, Queue<Step> lines)
    {
        var pool = run.PoolOf(target);
        if (pool is null)
        {
            var isNew = stream.Parts.FirstOrDefault().Snapshot?.Base is null;
            var missing = target.Split('@')[0];
            throw new ZfsException(isNew
                ? $"cannot open '{missing[..Math.Max(0, missing.LastIndexOf('/'))]}': dataset does not exist\ncannot receive new filesystem stream: unable to restore to destination"
                : $"cannot receive incremental stream: destination '{missing}' does not exist");
        }
        pool.Settle();
        return pool.Receive(stream, target, options, run.Has('v') ? line => lines.Enqueue(new Step.Out(line + "\n")) : null, line => lines.Enqueue(new Step.Err(line + "\n")));
    }

    private static bool Attempt(Invocation invocation, Action action, Queue<Step> lines)
    {
        if (Attempt(invocation, action) is not { } failed) return true;
        lines.Enqueue(failed);
        return false;
    }

    private static Step.Err? Attempt(Invocation invocation, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ZfsException error)
        {
            return invocation.Fail(1, error.Message);
        }
    }

    /// <summary>The stream that is being read.</summary>
    private sealed class Incoming(ZfsReceiving receiving, ZfsStream stream, FileContent content)
    {
        public ZfsReceiving Receiving => receiving;

        public ZfsStream Stream => stream;

        /// <summary>A sender up the pipe lets the time pass; a file does not.</summary>
        public bool Waits => content.Way is not null;

        public List<LaneUse> Lanes { get; } = [];

        public void Begin(ZfsRun run)
        {
            Lanes.Add(new LaneUse(run.PoolOf(receiving.Destination)!.Disk.Lane));
            if (content.Way is { } way) Join(run.Invocation.Node, way);
            receiving.Begin();
        }

        // Over the wire when it comes from another node; a disk that is read and written shares its lane with itself.
        private void Join(Node node, ZfsWay way)
        {
            way.Uses.AddRange(Lanes);
            if (way.From == node) return;
            foreach (var link in ((Lane?[])[way.From.Host.Link, node.Host.Link]).OfType<Lane>()) way.Uses.Add(new LaneUse(link));
        }

        public void Look()
        {
            if (content.Way is { } way) receiving.Arrived(Math.Min(way.Passed, Complete));
        }

        public void Finish()
        {
            if (content.Way is { } way && way.Passed < stream.Bytes || Complete < stream.Bytes)
            {
                receiving.Arrived(Math.Min(content.Way?.Passed ?? stream.Bytes, Complete));
                receiving.Abort();
                throw new ZfsException($"cannot receive {(stream.Parts.First().Snapshot.Base is null ? "new filesystem" : "incremental")} stream: incomplete stream");
            }
            receiving.Arrived(stream.Bytes);
        }

        public void Leave()
        {
            receiving.Abort();
            if (!receiving.IsComplete && content.Way is { } way) way.Broken = true;
        }

        private long Complete => content.Defect is Defect.None ? stream.Bytes : Math.Min(content.Size, stream.Bytes - 1);
    }
}
