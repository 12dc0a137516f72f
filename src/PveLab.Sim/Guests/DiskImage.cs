using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>
/// A virtual disk: its size, the bytes really written, and what is on it. Taking <see cref="Capture"/> is what a backup or a
/// snapshot does; content is immutable, so a capture costs nothing and never changes.
/// </summary>
public sealed class DiskImage
{
    /// <summary>Virtual size in bytes.</summary>
    public required long Size { get; set; }

    /// <summary>Bytes written and not zero; what a backup must read and a thin pool must hold.</summary>
    public long Written { get; set; }

    /// <summary>The operating system and files on it; null for an empty or raw data disk.</summary>
    public GuestSystem? System { get; set; }

    /// <summary>Brings <see cref="Written"/> and <see cref="System"/> up to the present before they are read; set by whatever writes to the disk.</summary>
    public Action<DiskImage>? Settle { get; set; }

    /// <summary>
    /// Takes that many more bytes (gives back when negative) of what the disk lies on, and answers false when they do not fit; set by the
    /// storage. Null means space is not accounted.
    /// </summary>
    public Func<long, bool>? Space { get; set; }

    /// <summary>Writes <paramref name="bytes"/> bytes never written before; false, with nothing written, when the storage has no room.</summary>
    public bool TryWrite(long bytes)
    {
        var more = Math.Min(bytes, Size - Written);
        if (more != 0 && Space?.Invoke(more) == false) return false;
        Written += more;
        return true;
    }

    /// <summary>The content as of now.</summary>
    public DiskCapture Capture()
    {
        Settle?.Invoke(this);
        return new DiskCapture(Size, Written, System);
    }

    /// <summary>Makes this disk exactly what was captured.</summary>
    /// <exception cref="PveException">The storage has no room; nothing changed.</exception>
    public void Restore(DiskCapture capture)
    {
        if (Space?.Invoke(capture.Written - Written) == false) throw new PveException("No space left on device");
        (Size, Written, System) = (capture.Size, capture.Written, capture.System);
    }
}

/// <summary>The content of a disk at one moment.</summary>
/// <param name="Size">Virtual size in bytes.</param>
/// <param name="Written">Bytes written and not zero.</param>
/// <param name="System">What was on it.</param>
public sealed record DiskCapture(long Size, long Written, GuestSystem? System)
{
    /// <summary>When the newest workload row in it was written; null when there is none.</summary>
    public Instant? NewestRow => System?.NewestRow;
}
