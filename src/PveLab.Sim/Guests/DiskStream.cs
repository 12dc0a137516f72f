using PveLab.Sim.Backup;

namespace PveLab.Sim.Guests;

/// <summary>The content of a disk on its way into an image, second by second.</summary>
internal static class DiskStream
{
    /// <summary>Bytes passed, to be asked again after each piece of virtual time, until all have passed; null when the target has no room.</summary>
    /// <param name="flow">How the bytes move; it ends with this.</param>
    /// <param name="capture">What is read.</param>
    /// <param name="target">What is written.</param>
    public static IEnumerable<long?> Move(ByteFlow flow, DiskCapture capture, DiskImage target)
    {
        using var moving = flow;
        var layout = new ImageLayout([capture]);
        for (var written = 0L; ; flow.Settle())
        {
            var (passed, data) = layout.At(Math.Min(layout.Work, flow.Moved));
            var end = flow.Moved >= layout.Work;
            data = Math.Min(end ? layout.Data : data, capture.Written);
            if (!target.TryWrite(data - written))
            {
                yield return null;
                yield break;
            }
            written = data;
            yield return end ? capture.Size : passed;
            if (end) yield break;
        }
    }
}
