using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// A virtual disk: its size, the bytes really written, and what is on it. Taking <see cref="Capture"/> is what a backup does,
/// <see cref="Fork"/> what a snapshot or a linked clone does; content is immutable, so neither costs anything and neither ever changes.
/// </summary>
public sealed class DiskImage
{
    private long written;

    /// <summary>Virtual size in bytes.</summary>
    public required long Size { get; set; }

    /// <summary>Bytes written and not zero, as the guest sees them: what a backup must read.</summary>
    public long Written
    {
        get => written;
        init => Fresh = written = value;
    }

    /// <summary>Bytes written since the last fork: they take room for this image alone.</summary>
    public long Fresh { get; private set; }

    /// <summary>The frozen bytes below, shared with other forks; null when it was never forked.</summary>
    public DiskLayer? Below { get; private set; }

    /// <summary>Snapshots kept within the image itself, as qcow2 does, by name.</summary>
    public SortedDictionary<string, DiskSnapshot> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>The file of the base image that an overlay needs beside itself, relative to its own directory; null for a whole image.</summary>
    public string? Backing { get; init; }

    /// <summary>Bytes that the image and the snapshots within it take together; shared ones count once.</summary>
    public long Held => Below is null && Snapshots.Count == 0 ? Fresh : DiskLayer.Sum(Snapshots.Values.Select(s => s.Image).Prepend(this));

    /// <summary>The operating system and files on it; null for an empty or raw data disk.</summary>
    public GuestSystem? System { get; set; }

    /// <summary>The memory of a virtual machine that was saved here; null for a disk.</summary>
    public MachineState? Memory { get; set; }

    /// <summary>Brings <see cref="Written"/> and <see cref="System"/> up to the present before they are read; set by whatever writes to the disk.</summary>
    public Action<DiskImage>? Settle { get; set; }

    /// <summary>
    /// Takes that many more bytes (gives back when negative) of what the disk lies on, and answers false when they do not fit; set by the
    /// storage. Null means space is not accounted.
    /// </summary>
    public Func<long, bool>? Space { get; set; }

    /// <summary>The byte at which the medium below gives read errors; null for a sound one. Copies lie elsewhere and do not have it.</summary>
    public long? UnreadableAt { get; set; }

    /// <summary>Writes <paramref name="bytes"/> bytes never written before; false, with nothing written, when the storage has no room.</summary>
    public bool TryWrite(long bytes)
    {
        var more = Math.Min(bytes, Size - Written);
        // What a snapshot still needs cannot be given back.
        var taken = Math.Max(more, -Fresh);
        if (taken != 0 && Space?.Invoke(taken) == false) return false;
        written += more;
        Fresh += taken;
        return true;
    }

    /// <summary>The content as of now.</summary>
    public DiskCapture Capture()
    {
        Settle?.Invoke(this);
        return new DiskCapture(Size, Written, System) { UnreadableAt = UnreadableAt };
    }

    /// <summary>Overwrites this disk with what was captured.</summary>
    /// <exception cref="PveException">The storage has no room; nothing changed.</exception>
    public void Restore(DiskCapture capture)
    {
        if (Space?.Invoke(capture.Written - Fresh) == false) throw new PveException("No space left on device");
        LetGo();
        (Size, written, System) = (capture.Size, capture.Written, capture.System);
        Fresh = written;
    }

    /// <summary>Freezes what is written and answers an image that shares it: a snapshot, or a clone that goes its own way.</summary>
    public DiskImage Fork()
    {
        Settle?.Invoke(this);
        if (Fresh > 0 || Below is null) Below = new DiskLayer(Fresh, Below);
        Fresh = 0;
        return Share(this);
    }

    /// <summary>Brings exactly <paramref name="fork"/> back (rollback); what was written since is forgotten.</summary>
    public void ReturnTo(DiskImage fork)
    {
        LetGo();
        var back = Share(fork);
        (Size, written, System, Below) = (back.Size, back.written, back.System, back.Below);
        Absorb();
    }

    /// <summary>Gives up its share of frozen bytes: it is being removed, or overwritten.</summary>
    public void LetGo()
    {
        Below?.Release();
        Below = null;
        Fresh = 0;
    }

    /// <summary>Takes frozen bytes that nobody else shares any more as its own; to be called after a fork let go.</summary>
    public void Absorb()
    {
        while (Below is { Holders: 1 } own)
        {
            Fresh += own.Bytes;
            Below = own.Below;
            // What the guest has deleted meanwhile is free now.
            if (Below is null) Fresh = Math.Min(Fresh, Written);
        }
    }

    /// <summary>An image that shares all of <paramref name="content"/> but takes no room: the overlay of a base image in another file.</summary>
    public static DiskImage Overlay(DiskImage content, string backing)
    {
        content.Settle?.Invoke(content);
        return new DiskImage { Size = content.Size, written = content.Written, System = content.System, Backing = backing };
    }

    private static DiskImage Share(DiskImage source)
    {
        source.Below?.Hold();
        return new DiskImage { Size = source.Size, written = source.Written, System = source.System, Below = source.Below };
    }
}

/// <summary>A snapshot within an image.</summary>
/// <param name="Image">What it keeps.</param>
/// <param name="Taken">When.</param>
public sealed record DiskSnapshot(DiskImage Image, Instant Taken);

/// <summary>Bytes frozen by a snapshot or a clone, on top of older ones.</summary>
public sealed class DiskLayer
{
    internal DiskLayer(long bytes, DiskLayer? below) => (Bytes, Below) = (bytes, below);

    /// <summary>Bytes written between the fork below and this one.</summary>
    public long Bytes { get; }

    /// <summary>The older layer, or null.</summary>
    public DiskLayer? Below { get; }

    /// <summary>How many images and layers stand on it.</summary>
    internal int Holders { get; private set; } = 1;

    /// <summary>Bytes that images take together; what they share counts once.</summary>
    public static long Sum(IEnumerable<DiskImage> images)
    {
        var sum = 0L;
        HashSet<DiskLayer>? seen = null;
        foreach (var image in images)
        {
            sum += image.Fresh;
            for (var layer = image.Below; layer is not null && (seen ??= []).Add(layer); layer = layer.Below) sum += layer.Bytes;
        }
        return sum;
    }

    internal void Hold() => Holders++;

    internal void Release()
    {
        if (--Holders == 0) Below?.Release();
    }
}

/// <summary>The content of a disk at one moment.</summary>
/// <param name="Size">Virtual size in bytes.</param>
/// <param name="Written">Bytes written and not zero.</param>
/// <param name="System">What was on it.</param>
public sealed record DiskCapture(long Size, long Written, GuestSystem? System)
{
    /// <summary>The byte at which reading it fails; null when all of it can be read.</summary>
    public long? UnreadableAt { get; init; }

    /// <summary>When the newest workload row in it was written; null when there is none.</summary>
    public Instant? NewestRow => System?.NewestRow;
}
