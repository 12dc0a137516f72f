using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Zfs;

/// <content>Streams of snapshots (openzfs: lib/libzfs/libzfs_sendrecv.c zfs_send, zfs_send_one, dump_filesystem).</content>
public sealed partial class ZfsPool
{
    /// <summary>Bytes of a record's head in a stream (sizeof dmu_replay_record_t).</summary>
    private const long RecordHead = 312;

    private const long FilesystemRecord = 128 << 10;

    /// <summary>Begins a stream of a snapshot; it does not change any more, whatever happens to the pool.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">What else goes with it, and what the receiver has already.</param>
    /// <param name="warn">Takes what is printed about datasets left out.</param>
    /// <exception cref="ZfsException">The base does not exist or is no earlier snapshot.</exception>
    public ZfsStream Send(ZfsSnapshot snapshot, ZfsSendOptions options, Action<string>? warn = null)
    {
        var top = snapshot.Dataset;
        if (!TakesWrites) CheckIo($"send '{snapshot.FullName}'");
        var package = options.Replicate || options.Intermediate;
        if (options.From is { } from && !package) CheckBase(snapshot, from);
        var datasets = (options.Replicate ? top.Tree() : [top]).Select(d => Sent(d, snapshot.Name, options, package ? warn ?? Ignore : null)).OfType<ZfsStreamDataset>().ToImmutableArray();
        return new(top.Name, options.From is null ? null : Short(options.From), snapshot.Name, options.Replicate, package, datasets);
    }

    private static void CheckBase(ZfsSnapshot snapshot, string from)
    {
        var (full, action) = (FullName(snapshot.Dataset, from), $"warning: cannot send '{snapshot.FullName}'");
        var dataset = snapshot.Dataset;
        if (dataset.Pool.Datasets.GetValueOrDefault(full.Split('@')[0])?.Snapshot(Short(from)) is not { } found)
            throw new ZfsException($"{action}: incremental source ({full}) does not exist");
        if (found == dataset.Origin || found.Dataset == dataset && found.Transaction < snapshot.Transaction) return;
        throw new ZfsException($"{action}: not an earlier snapshot from the same fs");
    }

    private static ZfsStreamDataset? Sent(ZfsDataset dataset, string to, ZfsSendOptions options, Action<string>? warn)
    {
        if (dataset.Snapshot(to) is not { } last)
        {
            warn?.Invoke($"WARNING: could not send {dataset.Name}@{to}: does not exist");
            return null;
        }
        var from = options.From is { } name ? Earlier(dataset, name) : null;
        if (from is null && options.From is { } missing && !options.Replicate)
        {
            warn?.Invoke($"WARNING: could not send {last.FullName}:\nincremental source ({FullName(dataset, missing)}) does not exist");
            return null;
        }
        if (from is not null && from.Dataset == dataset && from.Transaction >= last.Transaction)
        {
            warn?.Invoke($"WARNING: could not send {last.FullName}:\nincremental source ({from.FullName}) is not earlier than it");
            return null;
        }
        var all = options.Intermediate || options.Replicate && options.From is null;
        var sent = dataset.Snapshots.Where(s => s.Transaction <= last.Transaction)
            .Where(s => s == last || all && (from is null || from.Dataset != dataset || s.Transaction > from.Transaction));
        var previous = from ?? (options.Replicate ? dataset.Origin : null);
        var parts = ImmutableArray.CreateBuilder<ZfsStreamSnapshot>();
        foreach (var snapshot in sent)
        {
            parts.Add(Part(dataset, snapshot, previous, options));
            previous = snapshot;
        }
        var properties = options.Properties || options.Replicate ? Given(dataset) : ImmutableSortedDictionary<string, string>.Empty;
        return new(dataset.Name, dataset.Kind, BlockOf(dataset), properties, dataset.Snapshots.ToImmutableSortedDictionary(s => s.Guid, s => s.Name), parts.ToImmutable());
    }

    private static ZfsSnapshot? Earlier(ZfsDataset dataset, string from) =>
        dataset.Origin is { } origin && origin.FullName == from ? origin : dataset.Snapshot(Short(from));

    private static ZfsStreamSnapshot Part(ZfsDataset dataset, ZfsSnapshot snapshot, ZfsSnapshot? previous, ZfsSendOptions options)
    {
        var origin = previous is not null && previous.Dataset != dataset;
        var header = dataset.Kind == ZfsKind.Volume ? VolumeHeader : FilesystemHeader;
        var data = previous is null ? Math.Max(0, snapshot.Blocks.Total - header) : origin ? snapshot.Blocks.Own : snapshot.Blocks.Since(previous.Transaction);
        var records = (data + Record(dataset) - 1) / Record(dataset);
        return new(snapshot.Name, snapshot.Guid, snapshot.Created, previous is null ? null : new(previous.Guid, origin ? previous.FullName : previous.Name, origin),
            data + (records + 2) * RecordHead, data, Ages(dataset, snapshot), snapshot.Content, snapshot.VolumeSize,
            options.Properties || options.Replicate ? snapshot.Settings.ToImmutableSortedDictionary(StringComparer.Ordinal) : ImmutableSortedDictionary<string, string>.Empty);
    }

    // A number that means the same on both sides instead of this pool's transactions.
    private static ImmutableArray<(ulong Age, long Bytes)> Ages(ZfsDataset dataset, ZfsSnapshot snapshot)
    {
        var marks = dataset.Snapshots.ToDictionary(s => s.Transaction, s => s.Guid);
        return [.. snapshot.Blocks.ByAge.Select(b => (b.Key == ZfsBlocks.Inherited ? ZfsBlocks.OfOrigin : marks.GetValueOrDefault(b.Key), b.Value))];
    }

    private static long Record(ZfsDataset dataset) => dataset.Kind == ZfsKind.Volume ? BlockOf(dataset) : FilesystemRecord;

    // What stands on the dataset itself: not what it inherits, and not what a stream carries anyway.
    private static ImmutableSortedDictionary<string, string> Given(ZfsDataset dataset)
    {
        var given = dataset.Settings.Where(s => s.Key != "volblocksize").ToDictionary(StringComparer.Ordinal);
        (string, long)[] sizes =
        [
            ("quota", dataset.Quota), ("refquota", dataset.RefQuota), ("reservation", dataset.Reservation), ("refreservation", dataset.RefReservation),
        ];
        foreach (var (name, bytes) in sizes)
            if (bytes > 0) given[name] = bytes.ToString(CultureInfo.InvariantCulture);
        return given.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static string Short(string snapshot) => snapshot[(snapshot.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static string FullName(ZfsDataset dataset, string snapshot) => snapshot.IndexOf('@', StringComparison.Ordinal) > 0 ? snapshot : $"{dataset.Name}@{Short(snapshot)}";

    private static void Ignore(string line)
    {
    }
}
