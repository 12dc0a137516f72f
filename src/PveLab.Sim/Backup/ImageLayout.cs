using System.Collections.Immutable;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <summary>
/// Where data and zeros lie on disks that are read or written from the first byte to the last: most of the data lies in front, as on the disk
/// of an ordinary server. Zeros cost an eighth of what data costs.
/// </summary>
public sealed class ImageLayout
{
    private const double ZeroCost = 1.0 / 8;
    private const double DataInFront = 0.95;
    private const double DenseFront = 0.93;

    private static readonly int[] Unevenness = [3, 9, 5, 14, 2, 7, 4, 11, 6, 1, 8, 5];

    private readonly ImmutableArray<Stretch> stretches;

    /// <summary>The layout of disks, one after the other.</summary>
    public ImageLayout(IEnumerable<DiskCapture> disks)
    {
        stretches = [.. disks.SelectMany(Stretches)];
        foreach (var stretch in stretches)
        {
            Work += stretch.Work;
            Total += stretch.Length;
            Data += stretch.Data;
        }
    }

    /// <summary>Bytes in all.</summary>
    public long Total { get; }

    /// <summary>Bytes that are not zero.</summary>
    public long Data { get; }

    /// <summary>What it costs to go through all of it, in bytes of data.</summary>
    public double Work { get; }

    /// <summary>How far one has come with that much work: bytes passed, and how many of them are data.</summary>
    public (long Passed, long Data) At(double work)
    {
        var (passed, data) = (0L, 0L);
        foreach (var stretch in stretches)
        {
            if (work < stretch.Work)
            {
                var share = work / stretch.Work;
                return (passed + (long)(stretch.Length * share), data + (long)(stretch.Data * share));
            }
            work -= stretch.Work;
            passed += stretch.Length;
            data += stretch.Data;
        }
        return (passed, data);
    }

    private static IEnumerable<Stretch> Stretches(DiskCapture disk)
    {
        var data = Math.Clamp(disk.Written, 0, disk.Size);
        var front = (long)(data * DataInFront);
        var length = Math.Max(front, (long)(front / Math.Max(DenseFront, (double)data / Math.Max(1, disk.Size))));
        foreach (var (all, filled) in Spread(length, front, zerosVary: true)) yield return new Stretch(all, filled);
        foreach (var (all, filled) in Spread(disk.Size - length, data - front, zerosVary: false)) yield return new Stretch(all, filled);
    }

    /// <summary>Cuts a region into pieces that differ: in front the gaps vary, behind the data does.</summary>
    private static IEnumerable<(long Length, long Data)> Spread(long length, long data, bool zerosVary)
    {
        var weights = 0;
        foreach (var weight in Unevenness) weights += weight;
        var (lengthLeft, dataLeft) = (length, data);
        for (var i = 0; i < Unevenness.Length; i++)
        {
            var last = i == Unevenness.Length - 1;
            var uneven = (double)Unevenness[i] / weights;
            var even = 1.0 / Unevenness.Length;
            var zeros = (long)((length - data) * (zerosVary ? uneven : even));
            var filled = last ? dataLeft : (long)(data * (zerosVary ? even : uneven));
            var all = last ? lengthLeft : filled + zeros;
            (lengthLeft, dataLeft) = (lengthLeft - all, dataLeft - filled);
            yield return (all, filled);
        }
    }

    private readonly record struct Stretch(long Length, long Data)
    {
        internal double Work => Data + (Length - Data) * ZeroCost;
    }
}
