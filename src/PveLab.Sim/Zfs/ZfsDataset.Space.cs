namespace PveLab.Sim.Zfs;

/// <content>Space: what it takes, what is promised to it, what is left for it. All in bytes.</content>
public sealed partial class ZfsDataset
{
    /// <summary>A file system rewrites that part of what it adds: its tables and its journal. Snapshots keep what stood there before.</summary>
    private const int RewrittenPart = 8;

    private long counted;
    private long writtenEver;

    /// <summary>The blocks it refers to now.</summary>
    public ZfsBlocks Blocks { get; private set; } = ZfsBlocks.None;

    /// <summary>Size of a volume; 0 for a file system.</summary>
    public long VolumeSize { get; internal set; }

    /// <summary>Limit for it and all below it (quota); 0 for none.</summary>
    public long Quota { get; internal set; }

    /// <summary>Limit for what it refers to itself (refquota); 0 for none.</summary>
    public long RefQuota { get; internal set; }

    /// <summary>Promised to it and all below it (reservation).</summary>
    public long Reservation { get; private set; }

    /// <summary>Promised to it alone, beside its snapshots (refreservation).</summary>
    public long RefReservation { get; private set; }

    /// <summary>Bytes it refers to, shared or not (referenced).</summary>
    public long Referenced => Blocks.Total;

    /// <summary>Bytes of a stream that is being received (the hidden dataset <c>%recv</c>); they become blocks when it is complete.</summary>
    public long Incoming { get; private set; }

    /// <summary>Bytes of its own (usedbydataset).</summary>
    public long UsedByDataset => Blocks.Own + Incoming;

    /// <summary>Bytes that only its snapshots hold (usedbysnapshots).</summary>
    public long UsedBySnapshots
    {
        get
        {
            var (fresh, before) = (0L, 0L);
            for (var i = 0; i < snapshots.Count; i++)
            {
                fresh += snapshots[i].Blocks.At(before);
                before = snapshots[i].Transaction;
            }
            return fresh + Blocks.At(before) - Blocks.Own;
        }
    }

    /// <summary>Whether it is not any more what its newest snapshot keeps.</summary>
    public bool IsModified => snapshots.Count == 0 || Blocks.Total != snapshots[^1].Blocks.Total || Blocks.At(LastAge) > 0;

    /// <summary>Bytes promised and not yet written (usedbyrefreservation).</summary>
    public long UsedByRefReservation => Math.Max(0, RefReservation - Blocks.At(LastAge));

    /// <summary>What the datasets below it use (usedbychildren).</summary>
    public long UsedByChildren { get; private set; }

    /// <summary>Everything it uses (used).</summary>
    public long Used { get; private set; }

    /// <summary>Bytes really on the pool's disks for it and its snapshots.</summary>
    public long Allocated => UsedByDataset + UsedBySnapshots;

    /// <summary>Bytes written since its newest snapshot (written).</summary>
    public long WrittenSinceSnapshot => Blocks.At(LastAge);

    /// <summary>Bytes that may still be written to it (available).</summary>
    public long Available
    {
        get
        {
            var available = Room + UsedByRefReservation;
            return RefQuota > 0 ? Math.Min(available, Math.Max(0, RefQuota - Referenced)) : available;
        }
    }

    // What the pool has left for it and everything below it (dsl_dir_space_available).
    internal long Room
    {
        get
        {
            var limit = Quota > 0 ? Quota : long.MaxValue;
            if (Parent is null) return Math.Max(0, Math.Min(limit, Pool.Usable) - Used);
            return Math.Max(0, Math.Min(Parent.Room + Math.Max(0, Reservation - Used), limit - Used));
        }
    }

    // What the dataset above counts for it.
    private long Charge => Math.Max(Used, Reservation);

    private long LastAge => snapshots.Count > 0 ? snapshots[^1].Transaction : 0;

    /// <summary>Takes bytes never written before, or gives them back when negative; false, with nothing taken, when they do not fit.</summary>
    internal bool TryTake(long bytes)
    {
        if (bytes > 0)
        {
            var rewritten = Math.Min((writtenEver + bytes) / RewrittenPart - writtenEver / RewrittenPart, Blocks.OlderThan(LastAge));
            if (!Pool.TakesWrites || bytes + rewritten > Room + UsedByRefReservation || RefQuota > 0 && Referenced + bytes > RefQuota) return false;
            writtenEver += bytes;
            Blocks = Blocks.Rewrite(LastAge, rewritten).Add(LastAge, bytes);
        }
        else
        {
            Blocks = Blocks.Free(-bytes);
        }
        Recount();
        return true;
    }

    /// <summary>Begins with these blocks: a header's, or those of a clone's origin.</summary>
    internal void Begin(ZfsBlocks blocks)
    {
        Blocks = blocks;
        Recount();
    }

    /// <summary>Room taken by a stream so far; false, with nothing changed, when there is no more.</summary>
    internal bool TryExpect(long bytes)
    {
        if (bytes > Incoming && (!Pool.TakesWrites || bytes - Incoming > Room)) return false;
        Incoming = bytes;
        Recount();
        return true;
    }

    internal void Promise(long reservation)
    {
        var before = Charge;
        Reservation = reservation;
        Parent?.Grow(Charge - before, below: true);
    }

    internal void PromiseOwn(long bytes)
    {
        RefReservation = bytes;
        Recount();
    }

    /// <summary>Another dataset hangs below this one now, or no longer.</summary>
    internal void Attached(ZfsDataset child) => Grow(child.Charge, below: true);

    internal void Detached(ZfsDataset child) => Grow(-child.Charge, below: true);

    private void Recount()
    {
        var own = UsedByDataset + UsedBySnapshots + UsedByRefReservation;
        var delta = own - counted;
        counted = own;
        Grow(delta, below: false);
    }

    private void Grow(long delta, bool below)
    {
        for (var at = this; at is not null && delta != 0; at = at.Parent, below = true)
        {
            var before = at.Charge;
            at.Used += delta;
            if (below) at.UsedByChildren += delta;
            delta = at.Charge - before;
        }
    }
}
