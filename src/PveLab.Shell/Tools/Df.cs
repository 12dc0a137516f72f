using PveLab.Shell.Editing;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>df -h -T -i -t TYPE -x TYPE -a -k -m, of everything or of the file systems the operands lie on.</summary>
internal static class Df
{
    private static readonly OptionTable Table = new(
        "h/human-readable", "T/print-type", "i/inodes", "t:/type:", "x:/exclude-type:", "a/all", "k", "m", "l/local", "/total", "P/portability",
        "!B:/block-size:", "!H/si", "!/output?", "!/sync", "!/no-sync", "!v");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var mounts = new List<MountPoint>();
        foreach (var name in options.Operands)
        {
            if (FileMaking.Attempt(() => mounts.Add(Mount(invocation, name))) is { } errno) yield return invocation.Fail(1, $"df: {name}: {errno.Describe()}");
        }
        foreach (var mount in options.Operands.Count == 0 ? invocation.Files.Mounts : [])
        {
            if (mount.FileSystem.State != FileSystemState.Ok)
                yield return invocation.Fail(1, $"df: {mount.Point}: {ErrorOf(mount.FileSystem.State).Describe()}");
            else mounts.Add(mount);
        }
        var shown = mounts.Where(m => (!options.Has("t") || options.All("t").Contains(m.FileSystem.Type)) && !options.All("x").Contains(m.FileSystem.Type)
            && !(options.Has("l") && m.FileSystem.Link is not null)).ToList();
        if (shown.Count > 0) yield return new Step.Out(Table2(options, shown));
        else if (mounts.Count > 0) yield return invocation.Fail(1, "df: no file systems processed");
    }

    private static MountPoint Mount(Invocation invocation, string name)
    {
        var path = invocation.Absolute(name);
        if (invocation.Files.Mounts.FirstOrDefault(m => m.FileSystem.Source == name) is { } device) return device;
        if (invocation.Files.Get(path) is null) throw new FileException(Errno.NoEntry, name);
        return invocation.Files.MountOf(path);
    }

    private static string Table2(Options options, List<MountPoint> mounts)
    {
        var rows = new List<string[]> { Header(options) };
        rows.AddRange(mounts.Select(m => Row(options, m.FileSystem.Source, m.FileSystem.Type, m.FileSystem.Capacity, m.FileSystem.Used, m.FileSystem.Available,
            Inodes(m.FileSystem), m.Point)));
        if (options.Has("total"))
            rows.Add(Row(options, "total", "-", mounts.Sum(m => m.FileSystem.Capacity), mounts.Sum(m => m.FileSystem.Used), mounts.Sum(m => m.FileSystem.Available), (0, 0), "-"));
        int[] least = options.Has("T") ? [14, 4, 5, 5, 5, 4, 0] : [14, 5, 5, 5, 4, 0];
        var widths = least.Select((w, i) => Math.Max(w, rows.Max(r => DisplayWidth.Of(r[i])))).ToArray();
        var left = options.Has("T") ? 2 : 1;
        return string.Concat(rows.Select(r => string.Join(' ', r.Select((cell, i) =>
            i == r.Length - 1 ? cell : i < left ? DisplayWidth.PadRight(cell, widths[i]) : cell.PadLeft(widths[i]))) + "\n"));
    }

    private static string[] Header(Options options)
    {
        string[] numbers = options.Has("i") ? ["Inodes", "IUsed", "IFree", "IUse%"]
            : options.Has("h") ? ["Size", "Used", "Avail", "Use%"]
            : options.Has("m") ? ["1M-blocks", "Used", "Available", "Use%"]
            : options.Has("P") ? ["1024-blocks", "Used", "Available", "Capacity"] : ["1K-blocks", "Used", "Available", "Use%"];
        return options.Has("T") ? ["Filesystem", "Type", .. numbers, "Mounted on"] : ["Filesystem", .. numbers, "Mounted on"];
    }

    private static string[] Row(Options options, string source, string type, long size, long used, long free, (long Total, long Used) inodes, string point)
    {
        string[] numbers = options.Has("i")
            ? [Sizes.Text(inodes.Total), Sizes.Text(inodes.Used), Sizes.Text(inodes.Total - inodes.Used), Percent(inodes.Used, inodes.Total - inodes.Used)]
            : [Bytes(options, size), Bytes(options, used), Bytes(options, free), Percent(used, free)];
        return options.Has("T") ? [source, type, .. numbers, point] : [source, .. numbers, point];
    }

    private static string Bytes(Options options, long bytes)
    {
        if (options.Has("h")) return Sizes.Human(bytes) is "0" ? "0" : Sizes.Human(bytes);
        var unit = options.Has("m") ? 1L << 20 : 1024;
        return Sizes.Text((bytes + unit - 1) / unit);
    }

    private static string Percent(long used, long free) => used + free <= 0 ? "-" : Sizes.Text((long)Math.Ceiling(used * 100m / (used + free))) + "%";

    /// <summary>ext4's default: one inode for every 16 KiB.</summary>
    private static (long Total, long Used) Inodes(FileSystem system) => (system.Capacity / 16384, Count(system.Root));

    private static long Count(DirectoryEntry directory) => 1 + directory.Entries.Values.Sum(e => e is DirectoryEntry below ? Count(below) : 1);

    private static Errno ErrorOf(FileSystemState state) => state switch
    {
        FileSystemState.Stale => Errno.Stale,
        FileSystemState.Failed => Errno.InputOutput,
        _ => Errno.TimedOut,
    };
}
