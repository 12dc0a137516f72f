using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>What is mounted: findmnt, and mount without a source.</summary>
internal static class Mounts
{
    private static readonly OptionTable FindmntTable = new(
        "t:/types:", "n/noheadings", "o:/output:", "T:/target:", "S:/source:", "M:/mountpoint:", "l/list", "D/df", "r/raw", "!J/json", "!P/pairs", "!s/fstab",
        "!m/mtab", "!k/kernel", "!p/poll?", "!R/submounts", "!b/bytes", "!A/all", "!x/verify");

    /// <summary>mount without a source: what is mounted.</summary>
    public static IEnumerable<Step> List(Invocation invocation, Options options) => invocation.Files.Mounts.Where(m => Types(options, m))
        .Select(m => new Step.Out($"{m.FileSystem.Source} on {m.Point} type {m.FileSystem.Type} ({Shown(m)})\n"));

    /// <summary>The mount options, with what the file system became since.</summary>
    private static string Shown(MountPoint mount) => mount.FileSystem.ReadOnly && mount.Options.StartsWith("rw", StringComparison.Ordinal) ? "ro" + mount.Options[2..] : mount.Options;

    public static IEnumerable<Step> Findmnt(Invocation invocation)
    {
        var options = FindmntTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var mounts = invocation.Files.Mounts.Where(m => Types(options, m)).ToList();
        var wanted = options.Operands.Count > 0 ? options.Operands[0] : options["M"] ?? options["S"];
        if (wanted is not null) mounts = mounts.FindAll(m => m.Point == invocation.Absolute(wanted) || m.FileSystem.Source == wanted);
        if (options["T"] is { } target) mounts = [invocation.Files.MountOf(invocation.Absolute(target))];
        if (mounts.Count == 0)
        {
            invocation.ExitCode = 1;
            yield break;
        }
        var columns = (options["o"] ?? "TARGET,SOURCE,FSTYPE,OPTIONS").ToUpperInvariant().Split(',');
        if (Array.Find(columns, c => c is not ("TARGET" or "SOURCE" or "FSTYPE" or "OPTIONS" or "SIZE" or "USED" or "AVAIL" or "USE%")) is { } odd)
        {
            yield return invocation.Fail(1, $"findmnt: unknown column: {odd}");
            yield break;
        }
        var tree = wanted is null && !options.Has("T") && !options.Has("l") && !options.Has("t");
        var rows = mounts.Select((m, i) => columns.Select(c => Cell(c, m, tree ? Branch(mounts, i) : "")).ToArray()).ToList();
        if (!options.Has("n")) rows.Insert(0, columns);
        var widths = columns.Select((_, i) => rows.Max(r => r[i].Length)).ToArray();
        yield return new Step.Out(string.Concat(rows.Select(r => string.Join(' ', r.Select((cell, i) => i == r.Length - 1 ? cell : cell.PadRight(widths[i]))) + "\n")));
    }

    private static string Branch(List<MountPoint> mounts, int index) => mounts[index].Point == "/" ? "" : index == mounts.Count - 1 ? "└─" : "├─";

    private static string Cell(string column, MountPoint mount, string branch) => column switch
    {
        "TARGET" => branch + mount.Point,
        "SOURCE" => mount.FileSystem.Source,
        "FSTYPE" => mount.FileSystem.Type,
        "SIZE" => Sizes.Human(mount.FileSystem.Capacity),
        "USED" => Sizes.Human(mount.FileSystem.Used),
        "AVAIL" => Sizes.Human(mount.FileSystem.Available),
        "USE%" => Sizes.Text((long)Math.Ceiling(mount.FileSystem.Used * 100m / Math.Max(1, mount.FileSystem.Capacity))) + "%",
        _ => Shown(mount),
    };

    private static bool Types(Options options, MountPoint mount) => options["t"] is not { } types || types.Split(',').Contains(mount.FileSystem.Type);
}
