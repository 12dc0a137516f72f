using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Tools;

/// <summary>mount and umount: NFS exports by hand or by /etc/fstab, remounting, and who keeps a target busy.</summary>
internal static class NodeMounting
{
    private const int Failed = 32;

    private static readonly OptionTable MountTable = new("t:/types:", "l/show-labels", "a/all", "o:/options:", "r/read-only", "w/rw", "v/verbose", "!B/bind", "!R/rbind", "!f/fake",
        "!L:/label:",
        "!U:/uuid:", "!T:/fstab:", "!/make-private", "!/move")
    { Usage = "[-lhV]\n mount -a [options]\n mount [options] [--source] <source> | [--target] <directory>\n mount [options] <source> <directory>" };
    private static readonly OptionTable UmountTable = new("f/force", "l/lazy", "v/verbose", "q/quiet", "n/no-mtab", "!a/all", "!t:/types:", "!R/recursive", "!A/all-targets")
    { Usage = "[-hV]\n umount -a [options]\n umount [options] <source> | <directory>" };

    /// <summary>A line of /etc/fstab.</summary>
    private sealed record Entry(string Source, string Target, string Type, string Options);

    public static IEnumerable<Step> Mount(Invocation invocation)
    {
        var options = MountTable.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        var words = options.Operands;
        var given = string.Join(',', options.All("o").Concat(options.Has("r") ? ["ro"] : []).Concat(options.Has("w") ? ["rw"] : []));
        if (given.Split(',').Contains("bind")) return [invocation.Fail(255, "PveLab: option '-o bind' of 'mount' is not simulated")];
        if (options.Has("a")) return Fstab(invocation).Where(e => e.Type is "nfs" or "nfs4" && invocation.Files.MountAt(e.Target) is null).ToList().SelectMany(e => Nfs(invocation, e));
        if (words.Count == 0 && given.Length > 0) return [invocation.Fail(1, "mount: bad usage\nTry 'mount --help' for more information.")];
        if (words.Count == 0) return Mounts.List(invocation, options);
        if (given.Split(',').Contains("remount")) return [.. Remount(invocation, words[^1], given)];
        if (words.Count > 1) return One(invocation, new Entry(words[0], invocation.Absolute(words[1]), options["t"] ?? "", given), words[1]);
        var wanted = invocation.Absolute(words[0]);
        return Fstab(invocation).Find(e => e.Target == wanted || e.Source == words[0]) is { } entry ? One(invocation, entry, entry.Target)
            : [invocation.Fail(1, $"mount: {words[0]}: can't find in /etc/fstab.")];
    }

    public static IEnumerable<Step> Umount(Invocation invocation)
    {
        var options = UmountTable.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        return options.Operands.Count == 0 ? [invocation.Fail(1, "umount: bad usage\nTry 'umount --help' for more information.")]
            : options.Operands.Select(o => Unmount(invocation, o, options)).OfType<Step>();
    }

    private static Step? Unmount(Invocation invocation, string operand, Options options)
    {
        var files = invocation.Files;
        var path = files.Mounts.FirstOrDefault(m => m.FileSystem.Source == operand)?.Point ?? invocation.Absolute(operand);
        if (files.MountAt(path) is null)
            return options.Has("q") ? null : invocation.Fail(Failed, $"umount: {operand}: {(files.Exists(path) ? "not mounted" : "no mount point specified")}.");
        var busy = path is "/" || path is "/etc/pve" && invocation.Node.Services.IsActive("pve-cluster") || files.Mounts.Any(m => m.Point != path && UnixPath.IsWithin(m.Point, path))
            || OpenFiles.Below(invocation, path).Any();
        if (busy && !(options.Has("l") && path != "/")) return invocation.Fail(Failed, $"umount: {path}: target is busy.");
        files.Unmount(path);
        return options.Has("v") ? new Step.Out($"umount: {path} unmounted\n") : null;
    }

    private static List<Entry> Fstab(Invocation invocation) => invocation.Files.Find("/etc/fstab") is not TextFile table ? []
        : [.. table.Text.Split('\n').Select(l => l.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length >= 3)
            .Select(w => new Entry(w[0], w[1], w[2], w.ElementAtOrDefault(3) ?? "defaults"))];

    private static IEnumerable<Step> One(Invocation invocation, Entry entry, string shown)
    {
        if (entry.Type is "nfs" or "nfs4" || entry.Type.Length == 0 && entry.Source.Contains(":/", StringComparison.Ordinal)) return Nfs(invocation, entry);
        if (invocation.Files.MountAt(entry.Target) is { } already
            && already.FileSystem.Source == entry.Source) return [invocation.Fail(Failed, $"mount: {shown}: {entry.Source} already mounted on {entry.Target}.")];
        if (!invocation.Files.IsDirectory(entry.Target)) return [invocation.Fail(Failed, $"mount: {shown}: mount point does not exist.")];
        if (entry.Source.StartsWith('/') && !invocation.Files.Exists(entry.Source)) return [invocation.Fail(Failed, $"mount: {shown}: special device {entry.Source} does not exist.")];
        return [invocation.Fail(255, $"PveLab: mounting '{entry.Source}' by hand is not simulated (NFS exports are)")];
    }

    /// <summary>What mount.nfs does.</summary>
    private static IEnumerable<Step> Nfs(Invocation invocation, Entry entry)
    {
        var node = invocation.Node;
        var colon = entry.Source.IndexOf(":/", StringComparison.Ordinal);
        if (colon < 0)
        {
            yield return invocation.Fail(Failed, $"mount.nfs: remote share not in 'host:dir' format");
            yield break;
        }
        var (server, path) = (entry.Source[..colon], entry.Source[(colon + 1)..]);
        if (!node.Files.IsDirectory(entry.Target))
        {
            yield return invocation.Fail(Failed, $"mount.nfs: mount point {entry.Target} does not exist");
            yield break;
        }
        if (HostNames.Resolve(node, server) is null && !Ipv4.TryParse(server, out _))
        {
            yield return invocation.Fail(Failed, $"mount.nfs: Failed to resolve server {server}: Name or service not known");
            yield break;
        }
        if (!NfsServers.Answers(node, server))
        {
            yield return new Step.Wait(node.Clock.Now + TimeSpan.FromSeconds(180));
            yield return invocation.Fail(Failed, $"mount.nfs: Connection timed out for {entry.Source} on {entry.Target}");
            yield break;
        }
        if (NfsServers.Find(node.Datacenter, server, path) is not { } export)
        {
            yield return invocation.Fail(Failed, $"mount.nfs: access denied by server while mounting {entry.Source}");
            yield break;
        }
        if (node.Files.MountAt(entry.Target)?.FileSystem == export.FileSystem)
        {
            yield return invocation.Fail(Failed, $"mount.nfs: {entry.Target} is busy or already mounted");
            yield break;
        }
        var access = entry.Options.Split(',').Contains("ro") ? "ro" : "rw";
        node.Files.Mount(entry.Target, export.FileSystem, $"{access},relatime,vers=4.2,rsize=1048576,wsize=1048576,namlen=255,hard,proto=tcp,timeo=600,retrans=2,sec=sys,"
            + $"clientaddr={node.Host.Address},local_lock=none,addr={export.Host.Address}");
    }

    private static IEnumerable<Step> Remount(Invocation invocation, string operand, string given)
    {
        var path = invocation.Absolute(operand);
        if (invocation.Files.MountAt(path) is not { FileSystem: var system })
        {
            yield return invocation.Fail(Failed, $"mount: {operand}: mount point not mounted or bad option.");
            yield break;
        }
        if (system.State == FileSystemState.Failed) yield return invocation.Fail(Failed, $"mount: {operand}: cannot remount {system.Source} read-write, is write-protected.");
        else if (given.Split(',').Contains("ro"))
        {
            system.MakeReadOnly();
            invocation.Node.Journal.Kernel($"EXT4-fs ({system.Source.Split('/')[^1]}): re-mounted ro.");
        }
        else if (given.Split(',').Contains("rw") && system.ReadOnly)
        {
            system.MakeWritable();
            invocation.Node.Journal.Kernel($"EXT4-fs ({system.Source.Split('/')[^1]}): re-mounted r/w.");
        }
    }
}
