using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools;

/// <summary>lvextend and lvresize: more room for a thin pool's data or metadata (lvm2: tools/lvresize.c). Only growing, and only thin pools.</summary>
internal static class LvmChanges
{
    private static readonly OptionTable Table = new("L:/size:", "l:/extents:", "/poolmetadatasize:", "v/verbose", "y/yes", "q/quiet",
        "!r/resizefs", "!n/nofsck", "!i:/stripes:", "!I:/stripesize:", "!t/test", "!f/force", "!/alloc:", "!/noudevsync", "!/usepolicies")
    { Usage = "[options] VG/POOL", UsageStatus = 3 };

    public static List<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        if (options["L"] is null && options["l"] is null && options["poolmetadatasize"] is null)
            return [invocation.Fail(3, "  Please specify either size or extents (not both).")];
        if (options.Operands is not [var operand]) return [invocation.Fail(3, "  Please provide a logical volume name")];
        var name = operand.StartsWith("/dev/", StringComparison.Ordinal) ? operand["/dev/".Length..] : operand;
        if (!invocation.Node.ThinPools.TryGetValue(name, out var pool)) return [Unknown(invocation, name)];
        var steps = new List<Step>();
        if (options["poolmetadatasize"] is { } metadata)
            steps.Add(Change(invocation, pool, name + "_tmeta", metadata, pool.MetadataSize, pool.GrowMetadata));
        if (options["L"] is { } size) steps.Add(Change(invocation, pool, name + "_tdata", size, pool.Capacity, pool.Grow));
        if (options["l"] is { } extents) steps.Add(ChangeExtents(invocation, pool, name + "_tdata", extents));
        return steps;
    }

    private static Step.Err Unknown(Invocation invocation, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var (group, volume) = slash < 0 ? (name, "") : (name[..slash], name[(slash + 1)..]);
        if (VolumeGroup.Of(invocation.Node).FirstOrDefault(g => g.Name == group) is not { } found)
            return invocation.Fail(5, $"  Volume group \"{group}\" not found\n  Cannot process volume group {group}");
        return found.Volumes.Any(v => v.Name == volume) ? invocation.Fail(255, $"PveLab: {invocation.Name} of '{name}' is not simulated: only thin pools")
            : invocation.Fail(5, $"  Failed to find logical volume \"{name}\"");
    }

    private static Step ChangeExtents(Invocation invocation, ThinPool pool, string volume, string text)
    {
        var free = pool.VolumeGroupFree / ThinPool.Extent;
        var number = text.TrimStart('+');
        var percent = number.EndsWith("%FREE", StringComparison.OrdinalIgnoreCase);
        if (!long.TryParse(percent ? number[..^5] : number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return invocation.Fail(3, $"  Invalid argument for --extents: {text}\n  Error during parsing of command line.");
        var extents = percent ? free * Math.Min(100, count) / 100 : count;
        var more = text.StartsWith('+') || percent ? extents * ThinPool.Extent : extents * ThinPool.Extent - pool.Capacity;
        return Grow(invocation, pool, volume, pool.Capacity, more, pool.Grow);
    }

    private static Step Change(Invocation invocation, ThinPool pool, string volume, string text, long before, Func<long, bool> grow)
    {
        if (Parse(text.TrimStart('+')) is not { } bytes) return invocation.Fail(3, $"  Invalid argument for --size: {text}\n  Error during parsing of command line.");
        var size = ThinPool.WholeExtents(bytes);
        return Grow(invocation, pool, volume, before, text.StartsWith('+') ? size : size - before, grow);
    }

    private static Step Grow(Invocation invocation, ThinPool pool, string volume, long before, long more, Func<long, bool> grow)
    {
        if (more == 0) return invocation.Fail(5, $"  New size ({Extents(before)}) matches existing size ({Extents(before)}).");
        if (more < 0) return invocation.Fail(5, $"  New size given ({Extents(before + more)}) not larger than existing size ({Extents(before)})");
        var free = pool.VolumeGroupFree / ThinPool.Extent;
        if (!grow(more))
            return invocation.Fail(5, string.Create(CultureInfo.InvariantCulture, $"  Insufficient free space: {more / ThinPool.Extent} extents needed, but only {free} available"));
        invocation.Node.Datacenter.Facts.Touch();
        return new Step.Out($"  Size of logical volume {volume} changed from {Show(before)} to {Show(before + more)}.\n  Logical volume {volume} successfully resized.\n");
    }

    private static string Show(long size) => $"{LvmSize.Show(size)} ({Extents(size)})";

    private static string Extents(long size) => string.Create(CultureInfo.InvariantCulture, $"{size / ThinPool.Extent} extents");

    /// <summary>A size: MiB unless a letter says otherwise.</summary>
    private static long? Parse(string text)
    {
        var unit = text.Length > 0 ? "bskmgtp".IndexOf(char.ToLowerInvariant(text[^1]), StringComparison.Ordinal) : -1;
        var factor = unit switch { < 0 => 1L << 20, 0 => 1, 1 => 512, _ => 1L << (10 * (unit - 1)) };
        return decimal.TryParse(unit < 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1 << 20
            ? (long)(number * factor) : null;
    }
}
