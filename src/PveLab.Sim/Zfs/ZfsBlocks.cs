using System.Collections.Immutable;

namespace PveLab.Sim.Zfs;

/// <summary>
/// The blocks a dataset or a snapshot refers to, as bytes by age: the key is the transaction of the newest snapshot of the dataset that was
/// already there when they were written, 0 when there was none, <see cref="Inherited"/> for blocks that belong to a clone's origin. Blocks of
/// one age only ever die, so an older holder has every block of that age that a newer one has. That is all space accounting needs.
/// </summary>
public sealed record ZfsBlocks
{
    /// <summary>The age of blocks that a clone shares with the snapshot it was made from.</summary>
    public const long Inherited = -1;

    /// <summary>In a stream, what <see cref="Inherited"/> is on a pool: no snapshot has that number.</summary>
    public const ulong OfOrigin = ulong.MaxValue;

    private readonly ImmutableSortedDictionary<long, long> bytes;

    private ZfsBlocks(ImmutableSortedDictionary<long, long> bytes)
    {
        this.bytes = bytes;
        foreach (var (age, count) in bytes)
        {
            Total += count;
            if (age != Inherited) Own += count;
        }
    }

    /// <summary>No blocks.</summary>
    public static ZfsBlocks None { get; } = new(ImmutableSortedDictionary<long, long>.Empty);

    /// <summary>
    /// The blocks of a received snapshot. An age of null belongs to a snapshot that is not here: its bytes count with the age before. No age may
    /// have more than <paramref name="older"/>, the snapshot received onto, has of it; the rest is as new as the stream.
    /// </summary>
    public static ZfsBlocks Received(IEnumerable<(long? Age, long Bytes)> sent, ZfsBlocks? older, long newest)
    {
        var ages = new SortedDictionary<long, long>();
        var last = 0L;
        foreach (var (age, count) in sent) ages[last = Math.Min(newest, age ?? last)] = ages.GetValueOrDefault(last) + count;
        if (older is null) return new(ages.ToImmutableSortedDictionary());
        var (result, carried) = (ImmutableSortedDictionary.CreateBuilder<long, long>(), 0L);
        foreach (var age in older.bytes.Keys.Where(a => a < newest).Union(ages.Keys).Append(newest).Distinct().Order())
        {
            var have = ages.GetValueOrDefault(age) + carried;
            var kept = age < newest ? Math.Min(have, older.At(age)) : have;
            carried = have - kept;
            if (kept > 0) result[age] = kept;
        }
        return new(result.ToImmutable());
    }

    /// <summary>All bytes referred to.</summary>
    public long Total { get; }

    /// <summary>The bytes that are not a clone's origin's.</summary>
    public long Own { get; }

    /// <summary>The bytes of every age that has any, oldest first.</summary>
    public IReadOnlyDictionary<long, long> ByAge => bytes;

    /// <summary>The bytes of one age.</summary>
    public long At(long age) => bytes.GetValueOrDefault(age);

    /// <summary>The bytes of that age and newer: what a stream from that snapshot on carries.</summary>
    public long Since(long age) => bytes.Where(b => b.Key >= age).Sum(b => b.Value);

    /// <summary>With more blocks of an age.</summary>
    public ZfsBlocks Add(long age, long count) => count == 0 ? this : new(bytes.SetItem(age, At(age) + count));

    /// <summary>Without that many bytes, the newest going first.</summary>
    public ZfsBlocks Free(long count)
    {
        var left = bytes.ToBuilder();
        foreach (var (age, have) in bytes.Reverse())
        {
            if (count <= 0) break;
            var gone = Math.Min(have, count);
            count -= gone;
            if (gone == have) left.Remove(age);
            else left[age] = have - gone;
        }
        return new(left.ToImmutable());
    }

    /// <summary>That many of the oldest bytes written anew: they die and are born again at <paramref name="age"/>.</summary>
    public ZfsBlocks Rewrite(long age, long count)
    {
        var result = bytes.ToBuilder();
        var born = 0L;
        foreach (var (old, have) in bytes)
        {
            if (old >= age || born == count) break;
            var moved = Math.Min(have, count - born);
            born += moved;
            if (moved == have) result.Remove(old);
            else result[old] = have - moved;
        }
        if (born == 0) return this;
        result[age] = result.GetValueOrDefault(age) + born;
        return new(result.ToImmutable());
    }

    /// <summary>The bytes older than <paramref name="age"/>.</summary>
    public long OlderThan(long age) => bytes.TakeWhile(b => b.Key < age).Sum(b => b.Value);

    /// <summary>After the snapshot of <paramref name="from"/> is gone: its age and the one before are the same.</summary>
    public ZfsBlocks Merge(long from, long into) => At(from) is 0 ? this : new(bytes.Remove(from).SetItem(into, At(into) + At(from)));

    /// <summary>The same blocks as a clone sees them.</summary>
    public ZfsBlocks AsInherited() => Total == 0 ? None : new(ImmutableSortedDictionary<long, long>.Empty.Add(Inherited, Total));
}
