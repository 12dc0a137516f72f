using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>mount and findmnt, listing only; umount of what is mounted.</summary>
internal static class Mounts
{
    private static readonly OptionTable MountTable = new("t:/types:", "l/show-labels", "!a/all", "!o:/options:", "!r/read-only", "!w/rw", "!B/bind", "!v/verbose",
        "!f/fake", "!L:/label:", "!U:/uuid:");
    private static readonly OptionTable FindmntTable = new(
        "t:/types:", "n/noheadings", "o:/output:", "T:/target:", "S:/source:", "M:/mountpoint:", "l/list", "D/df", "r/raw", "!J/json", "!P/pairs", "!s/fstab",
        "!m/mtab", "!k/kernel", "!p/poll?", "!R/submounts", "!b/bytes", "!A/all", "!x/verify");

    public static IEnumerable<Step> Mount(Invocation invocation)
    {
        var options = MountTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count > 0)
        {
            yield return invocation.Fail(255, "PveLab: mounting by hand is not simulated (pvesm mounts its storages itself)");
            yield break;
        }
        foreach (var mount in invocation.Files.Mounts.Where(m => Types(options, m)))
            yield return new Step.Out($"{mount.FileSystem.Source} on {mount.Point} type {mount.FileSystem.Type} ({mount.Options})\n");
    }

    public static IEnumerable<Step> Umount(Invocation invocation)
    {
        foreach (var operand in invocation.Arguments)
        {
            if (operand.StartsWith('-'))
            {
                if (operand is "-f" or "-l" or "-fl" or "-lf") continue;
                yield return invocation.Fail(255, $"PveLab: option '{operand}' of 'umount' is not simulated");
                yield break;
            }
            var path = invocation.Absolute(operand);
            if (path is "/" or "/etc/pve") yield return invocation.Fail(32, $"umount: {operand}: target is busy.");
            else if (invocation.Files.Mounts.Any(m => m.Point != path && UnixPath.IsWithin(m.Point, path))
                || UnixPath.IsWithin(invocation.Directory, path)) yield return invocation.Fail(32, $"umount: {operand}: target is busy.");
            else if (!invocation.Files.Unmount(path)) yield return invocation.Fail(32, $"umount: {operand}: {(invocation.Files.Exists(path) ? "not mounted" : "no mount point specified")}.");
        }
        if (invocation.Arguments.Count == 0) yield return invocation.Fail(1, "umount: bad usage\nTry 'umount --help' for more information.");
    }

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
        _ => mount.Options,
    };

    private static bool Types(Options options, MountPoint mount) => options["t"] is not { } types || types.Split(',').Contains(mount.FileSystem.Type);
}
