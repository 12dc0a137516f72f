using System.Collections.Immutable;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <summary>
/// What <c>zfs send</c> writes: snapshots of one dataset or of a whole tree, each with its content as of when it was taken. A stream is
/// immutable and knows nothing of where it goes (openzfs: include/sys/zfs_ioctl.h dmu_replay_record, lib/libzfs/libzfs_sendrecv.c).
/// </summary>
/// <param name="Source">The dataset sent, <c>rpool/data/vm-100-disk-0</c>: the top one of a tree.</param>
/// <param name="From">Name of the snapshot an incremental stream begins after; null for a full one.</param>
/// <param name="To">Name of the last snapshot.</param>
/// <param name="Replication">Made with <c>-R</c>: the receiver with <c>-F</c> removes what the sender does not have.</param>
/// <param name="Package">It can hold several snapshots: <c>-R</c> or <c>-I</c>.</param>
/// <param name="Datasets">The datasets, parents first.</param>
public sealed record ZfsStream(string Source, string? From, string To, bool Replication, bool Package, ImmutableArray<ZfsStreamDataset> Datasets)
{
    /// <summary>Everything in it, in the order it is written.</summary>
    public IEnumerable<(ZfsStreamDataset Dataset, ZfsStreamSnapshot Snapshot)> Parts => Datasets.SelectMany(d => d.Snapshots.Select(s => (d, s)));

    /// <summary>Its length in bytes.</summary>
    public long Bytes { get; } = Datasets.Sum(d => d.Snapshots.Sum(s => s.Bytes));
}

/// <summary>A dataset in a stream.</summary>
/// <param name="Name">Its full name where it was sent.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Block">A volume's block size in bytes.</param>
/// <param name="Properties">Properties set on it, when they are sent (<c>-p</c>, <c>-R</c>): as stored.</param>
/// <param name="Known">The names of all snapshots it has at the sender, by number.</param>
/// <param name="Snapshots">The snapshots sent, oldest first.</param>
public sealed record ZfsStreamDataset(
    string Name,
    ZfsKind Kind,
    long Block,
    ImmutableSortedDictionary<string, string> Properties,
    ImmutableSortedDictionary<ulong, string> Known,
    ImmutableArray<ZfsStreamSnapshot> Snapshots);

/// <summary>A snapshot in a stream.</summary>
/// <param name="Name">Its name after the <c>@</c>.</param>
/// <param name="Guid">Its number: the received snapshot has the same, so that a later increment finds its base.</param>
/// <param name="Created">When it was taken.</param>
/// <param name="Base">The snapshot it is the difference to; null for a full one.</param>
/// <param name="Bytes">Its length in the stream in bytes.</param>
/// <param name="Data">Bytes of blocks in it.</param>
/// <param name="Blocks">All bytes it refers to, by the number of the snapshot that was the newest when they were written; 0 for none.</param>
/// <param name="Content">What was on the disk.</param>
/// <param name="VolumeSize">Size of the volume at that time in bytes; 0 for a file system.</param>
/// <param name="Properties">Properties of its own, when they are sent.</param>
public sealed record ZfsStreamSnapshot(
    string Name,
    ulong Guid,
    Instant Created,
    ZfsStreamBase? Base,
    long Bytes,
    long Data,
    ImmutableArray<(ulong Age, long Bytes)> Blocks,
    DiskCapture Content,
    long VolumeSize,
    ImmutableSortedDictionary<string, string> Properties);

/// <summary>What an increment stands on.</summary>
/// <param name="Guid">The base's number.</param>
/// <param name="Name">How <c>zfs send -v</c> names it: a snapshot's name, or a full name.</param>
/// <param name="IsOrigin">It is the origin of a clone: the receiver makes a clone.</param>
public sealed record ZfsStreamBase(ulong Guid, string Name, bool IsOrigin);

/// <summary>What is to be sent.</summary>
public sealed record ZfsSendOptions
{
    /// <summary>Name of the snapshot, or of the origin, that the receiver has already: <c>-i</c>, <c>-I</c>.</summary>
    public string? From { get; init; }

    /// <summary>All snapshots between (<c>-I</c>), not only the last.</summary>
    public bool Intermediate { get; init; }

    /// <summary>The whole tree with all snapshots and properties (<c>-R</c>).</summary>
    public bool Replicate { get; init; }

    /// <summary>With properties (<c>-p</c>).</summary>
    public bool Properties { get; init; }
}

/// <summary>How a stream is received.</summary>
public sealed record ZfsReceiveOptions
{
    /// <summary>Forget what the target has that the sender does not (<c>-F</c>).</summary>
    public bool Force { get; init; }

    /// <summary>Do not mount what was received (<c>-u</c>).</summary>
    public bool Unmounted { get; init; }

    /// <summary>Append the last part of the sent name (<c>-e</c>).</summary>
    public bool Tail { get; init; }

    /// <summary>Append the sent name without its pool (<c>-d</c>).</summary>
    public bool Prefix { get; init; }

    /// <summary>Properties given (<c>-o</c>), as stored.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Properties of the stream to leave alone (<c>-x</c>).</summary>
    public ImmutableSortedSet<string> Excluded { get; init; } = [];
}
