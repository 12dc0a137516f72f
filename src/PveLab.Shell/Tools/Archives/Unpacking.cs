using PveLab.Sim.Backup;
using PveLab.Sim.Cluster;

namespace PveLab.Shell.Tools.Archives;

/// <summary>What the archive tools share: reading at the disk's pace, what they read in a pipe, and their words for broken bytes.</summary>
internal static class Unpacking
{
    /// <summary>Remembers that a backup was read to its end, and whether it is good: a careful administrator is graded by it.</summary>
    public static void RecordCheck(Invocation invocation, FileContent content, bool good)
    {
        if (content.Meaning is BackupArchive archive)
            invocation.Node.Datacenter.Facts.Record(new ArchiveVerified(invocation.Node.Clock.Now, invocation.Node.Name, invocation.Absolute(content.Name), archive.Vmid, good));
    }

    /// <summary>Lets the time pass that moving these bytes takes.</summary>
    /// <param name="invocation">The tool.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="uses">The lanes they go through.</param>
    /// <param name="progress">Told what has passed; false ends it.</param>
    public static IEnumerable<Step> Pass(Invocation invocation, long bytes, IReadOnlyList<LaneUse> uses, Func<long, bool>? progress = null)
    {
        if (bytes <= 0) yield break;
        var bandwidth = invocation.Node.Datacenter.Bandwidth;
        var flow = bandwidth.Start(uses);
        try
        {
            while (flow.Moved < bytes)
            {
                yield return new Step.Wait(invocation.Node.Clock.Now + TimeSpan.FromMilliseconds(bytes > 64 << 20 ? 1000 : 20));
                bandwidth.Settle();
                if (progress?.Invoke(Math.Min(bytes, flow.Moved)) == false) yield break;
            }
        }
        finally
        {
            bandwidth.End(flow);
        }
    }

    /// <summary>The lanes of the file system a path lies on.</summary>
    public static IEnumerable<LaneUse> Lanes(Invocation invocation, string path, double weight = 1)
    {
        var system = invocation.Files.Locate(path).FileSystem;
        if (system.Disk is { } disk) yield return new LaneUse(disk.Lane, weight);
        if (system.Link is { } link) yield return new LaneUse(link, weight);
    }

    /// <summary>The time that reading and unpacking a file takes, up to where it is broken.</summary>
    public static IEnumerable<Step> Read(Invocation invocation, FileContent content, string path)
    {
        var bytes = content.Defect switch { Defect.Empty or Defect.Header => 0, Defect.Data => content.Size / 2, _ => content.Size };
        var ratio = content.Size > 0 ? Math.Max(1, (double)content.Bytes / content.Size) : 1;
        List<LaneUse> uses = [.. Lanes(invocation, path)];
        if (content.Compression is { } compression && Compressor.Decompressors.TryGetValue(compression, out var program))
            uses.Add(new LaneUse(new Lane("decompressor", program.BytesPerSecond), ratio));
        return Pass(invocation, bytes, uses);
    }

    /// <summary>What a program says of a file it cannot unpack; null when it can (VmaFile has the words).</summary>
    public static string? Complaint(FileContent content, string compression) =>
        content.Defect == Defect.Empty ? VmaFile.Complaint(content.Name, compression, empty: true)
        : content.Compression != compression || content.Defect == Defect.Header ? VmaFile.Complaint(content.Name, compression, recognised: false)
        : content.Defect == Defect.Truncated ? VmaFile.Complaint(content.Name, compression, truncated: true)
        : content.Defect == Defect.Data ? VmaFile.Complaint(content.Name, compression)
        : null;

    /// <summary>What stands in standard input: bytes of a tool upstream, or text. Steps that are neither are passed on by the caller.</summary>
    public static IEnumerable<Step> Gather(Invocation invocation, Action<FileContent> take)
    {
        var text = new System.Text.StringBuilder();
        FileContent? bytes = null;
        foreach (var step in invocation.Input)
        {
            if (step is Step.Bytes { Content: FileContent content }) bytes = content;
            else if (step is Step.Out data) text.Append(data.Text);
            else yield return step;
        }
        take(bytes ?? new FileContent("-", text.ToString(), null, text.Length, text.Length, text.Length == 0 ? Defect.Empty : Defect.None));
    }
}
