using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>A process that has something open below a path.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Command">Its short name.</param>
/// <param name="Kind">What lsof calls the descriptor: <c>cwd</c>, <c>txt</c>, <c>12w</c>.</param>
/// <param name="Path">The file or directory.</param>
internal sealed record HeldFile(long Pid, string Command, string Kind, string Path);

/// <summary>lsof and fuser: the shell's directory, running guests' disks, and the files running tasks tell of in their logs.</summary>
internal static class OpenFiles
{
    private static readonly OptionTable LsofTable = new("n", "P", "t", "p:", "u:", "!i?", "!c:", "!D", "!R") { Usage = "[-nPt] [-p PID] [names]" };
    private static readonly OptionTable FuserTable = new("m/mount", "v/verbose", "k/kill", "!n:/namespace:", "!i/interactive", "!M/ismountpoint", "!a/all",
        "!s/silent")
    { Usage = "[-kmv] NAME..." };

    /// <summary>What is open below a path.</summary>
    public static IEnumerable<HeldFile> Below(Invocation invocation, string path) => All(invocation).Where(f => UnixPath.IsWithin(f.Path, path));

    public static IEnumerable<Step> Lsof(Invocation invocation)
    {
        var options = LsofTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var shown = All(invocation).Where(f => options.Operands.Count == 0 || options.Operands.Exists(o => Matches(invocation, f, invocation.Absolute(o))))
            .Where(f => options["p"] is not { } pid || Sizes.Text(f.Pid) == pid).OrderBy(f => f.Pid).ToList();
        if (shown.Count == 0) invocation.ExitCode = 1;
        else if (options.Has("t")) yield return new Step.Out(string.Concat(shown.Select(f => f.Pid).Distinct().Select(p => Sizes.Text(p) + "\n")));
        else
            yield return new Step.Out("COMMAND     PID USER   FD   TYPE DEVICE    SIZE/OFF   NODE NAME\n" + string.Concat(shown.Select(f => Row(invocation, f))));
    }

    public static IEnumerable<Step> Fuser(Invocation invocation)
    {
        var options = FuserTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0) yield return invocation.Fail(1, "No process specification given");
        foreach (var name in options.Operands)
        {
            var path = invocation.Absolute(name);
            if (!invocation.Files.Exists(path))
            {
                yield return invocation.Fail(1, $"Specified filename {name} does not exist.");
                continue;
            }
            var mount = options.Has("m") ? invocation.Files.MountOf(path).Point : null;
            var found = All(invocation).Where(f => mount is null ? f.Path == path : invocation.Files.MountOf(f.Path).Point == mount).OrderBy(f => f.Pid).ToList();
            if (found.Count == 0) invocation.ExitCode = 1;
            else if (options.Has("v"))
                yield return new Step.Err($"{"",-21}USER        PID ACCESS COMMAND\n"
                    + string.Concat(found.Select((f, i) => $"{(i == 0 ? path + ":" : ""),-21}root     {f.Pid,6} {(f.Kind == "cwd" ? "..c.." : "F....")} {f.Command}\n")));
            else yield return new Step.Out($"{path + ":",-21}{string.Concat(found.Select(f => $"{f.Pid,6}{(f.Kind == "cwd" ? "c" : "")}"))}\n");
            if (options.Has("k"))
                foreach (var pid in found.Select(f => f.Pid).Distinct().ToList()) KillTool.Signal(invocation.Node, pid, 9);
        }
    }

    private static bool Matches(Invocation invocation, HeldFile file, string path) =>
        invocation.Files.MountAt(path) is not null ? invocation.Files.MountOf(file.Path).Point == path : file.Path == path;

    private static string Row(Invocation invocation, HeldFile file)
    {
        var entry = invocation.Files.Find(file.Path);
        var kind = entry is DirectoryEntry ? "DIR" : entry is DeviceEntry ? "BLK" : "REG";
        return $"{file.Command,-9} {file.Pid,5} root {file.Kind,5} {kind,5}  252,1 {Sizes.Text(entry?.Size ?? 0),11} {Sizes.Text(entry?.Inode ?? 0),6} {file.Path}\n";
    }

    private static IEnumerable<HeldFile> All(Invocation invocation) => Held(invocation).Where(f => invocation.Files.Exists(f.Path));

    private static IEnumerable<HeldFile> Held(Invocation invocation)
    {
        var node = invocation.Node;
        yield return new HeldFile(1100, "bash", "cwd", invocation.Directory);
        foreach (var guest in node.Guests.VirtualMachines.Running)
        {
            if (guest.Pid is not { } pid) continue;
            foreach (var (_, volume) in guest.Volumes(guest.Running ?? guest.Config))
                if (PathOf(invocation, volume) is { } path) yield return new HeldFile(pid, "kvm", "13u", path);
        }
        foreach (var task in node.Tasks.All.Where(t => t.IsRunning))
            foreach (var told in task.Lines.SelectMany(l => l.Split('\'').Where((_, i) => i % 2 == 1)).Where(w => w.StartsWith('/')).Distinct(StringComparer.Ordinal))
                yield return new HeldFile(task.Upid.Pid, "task", "12w", ((string[])[told, told + ".dat", Partial(told)]).FirstOrDefault(invocation.Files.Exists) ?? told);
    }

    private static string Partial(string archive) => archive[..^UnixPath.Name(archive).Length] + UnixPath.Name(archive).Split('.')[0] + ".vma.dat";

    private static string? PathOf(Invocation invocation, string volume)
    {
        try
        {
            return volume.StartsWith('/') ? volume : volume.Contains(':', StringComparison.Ordinal) ? invocation.Node.Storages.PathOf(volume) : null;
        }
        catch (Sim.PveException)
        {
            return null;
        }
    }
}
