using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>cp and mv. Copying large files takes the virtual time their bytes need on the disks and links between.</summary>
internal static class Copying
{
    /// <summary>Files below this many bytes are copied in no time.</summary>
    private const long Instantly = 16 << 20;

    private static readonly OptionTable CpTable = new(
        "r/recursive", "R", "a/archive", "p", "f/force", "v/verbose", "n/no-clobber", "u/update?", "d", "P/no-dereference", "T/no-target-directory", "/preserve?", "/sparse:", "/reflink?",
        "!b", "!i/interactive", "!l/link", "!L/dereference", "!s/symbolic-link", "!t:/target-directory:", "!x/one-file-system", "!H", "!/parents", "!/backup?")
    { Usage = "[OPTION]... SOURCE... DEST" };

    private static readonly OptionTable MvTable = new(
        "f/force", "n/no-clobber", "v/verbose", "u/update?", "T/no-target-directory", "!b", "!i/interactive", "!t:/target-directory:", "!/backup?", "!/strip-trailing-slashes")
    { Usage = "[OPTION]... SOURCE... DEST" };

    public static IEnumerable<Step> Cp(Invocation invocation) => Run(invocation, CpTable, move: false);

    public static IEnumerable<Step> Mv(Invocation invocation) => Run(invocation, MvTable, move: true);

    private static IEnumerable<Step> Run(Invocation invocation, OptionTable table, bool move)
    {
        var options = table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count < 2)
        {
            var what = options.Operands.Count == 0 ? "missing file operand" : $"missing destination file operand after {TextInput.Quoted(options.Operands[0])}";
            yield return invocation.Fail(1, $"{invocation.Name}: {what}\nTry '{invocation.Name} --help' for more information.");
            yield break;
        }
        var last = options.Operands[^1];
        var into = !options.Has("T") && invocation.Files.IsDirectory(invocation.Absolute(last));
        if (!into && options.Operands.Count > 2)
        {
            var why = invocation.Files.Exists(invocation.Absolute(last)) ? Errno.NotDirectory : Errno.NoEntry;
            yield return invocation.Fail(1, $"{invocation.Name}: target {TextInput.Quoted(last)}: {why.Describe()}");
            yield break;
        }
        var copy = new Copy(invocation, options, move);
        foreach (var source in options.Operands.SkipLast(1))
        {
            var target = into ? UnixPath.Join(last, UnixPath.Name(invocation.Absolute(source))) : last;
            foreach (var step in copy.Top(source, target)) yield return step;
        }
    }

    private sealed class Copy(Invocation invocation, Options options, bool move)
    {
        private readonly string name = invocation.Name;

        private bool Recursive => move || options.Has("r") || options.Has("R") || options.Has("a");

        private bool Preserve => move || options.Has("a") || options.Has("p") || options.Has("preserve");

        public IEnumerable<Step> Top(string source, string target)
        {
            var (from, to) = (invocation.Absolute(source), invocation.Absolute(target));
            var follow = !(move || options.Has("a") || options.Has("d") || options.Has("P") || Recursive);
            var errno = invocation.Files.TryLocate(from, follow, out var located);
            if (errno is not null || located!.Entry is null)
            {
                yield return Fail($"cannot stat {TextInput.Quoted(source)}: {(errno ?? Errno.NoEntry).Describe()}");
                yield break;
            }
            if (Refusal(source, target, located, to) is { } refusal)
            {
                yield return Fail(refusal);
                yield break;
            }
            var old = invocation.Files.Find(to);
            if (old is not null && (options.Has("n") || (options.Has("u") && old.Modified >= located.Entry.Modified))) yield break;
            if (move && TryRename(from, to, out var failure))
            {
                if (failure is { } why) yield return Fail($"cannot move {TextInput.Quoted(source)} to {TextInput.Quoted(target)}: {why.Describe()}");
                else if (options.Has("v")) yield return new Step.Out($"renamed {TextInput.Quoted(source)} -> {TextInput.Quoted(target)}\n");
                yield break;
            }
            var before = invocation.ExitCode;
            invocation.ExitCode = 0;
            foreach (var step in Entry(source, target, located.Entry, from, to)) yield return step;
            if (move && invocation.ExitCode == 0)
            {
                Remove(from);
                if (options.Has("v")) yield return new Step.Out($"removed {TextInput.Quoted(source)}\n");
            }
            invocation.ExitCode = Math.Max(before, invocation.ExitCode);
        }

        private Step.Err Fail(string message) => invocation.Fail(1, $"{name}: {message}");

        private string? Refusal(string source, string target, Located located, string to)
        {
            var old = invocation.Files.TryLocate(to, true, out var there) is null ? there!.Entry : null;
            var directory = located.Entry is DirectoryEntry;
            if (directory && !Recursive) return $"-r not specified; omitting directory {TextInput.Quoted(source)}";
            if (ReferenceEquals(old, located.Entry)) return $"{TextInput.Quoted(source)} and {TextInput.Quoted(target)} are the same file";
            if (directory && there is not null && UnixPath.IsWithin(there.RealPath, located.RealPath))
                return move ? $"cannot move {TextInput.Quoted(source)} to a subdirectory of itself, {TextInput.Quoted(target)}"
                    : $"cannot copy a directory, {TextInput.Quoted(source)}, into itself, {TextInput.Quoted(target)}";
            if (directory && old is not (null or DirectoryEntry)) return $"cannot overwrite non-directory {TextInput.Quoted(target)} with directory {TextInput.Quoted(source)}";
            if (!directory && old is DirectoryEntry) return $"cannot overwrite directory {TextInput.Quoted(target)} with non-directory";
            return null;
        }

        /// <summary>False: the two lie on different file systems, so the bytes must be copied.</summary>
        private bool TryRename(string from, string to, out Errno? failure)
        {
            failure = FileMaking.Attempt(() => invocation.Files.Rename(from, to));
            return failure != Errno.CrossDevice;
        }

        private void Remove(string path)
        {
            if (invocation.Files.Find(path, false) is DirectoryEntry directory)
                foreach (var child in directory.Entries.Keys.ToList()) Remove(UnixPath.Join(path, child));
            FileMaking.Attempt(() => invocation.Files.Remove(path));
        }

        private IEnumerable<Step> Entry(string source, string target, FileEntry entry, string from, string to)
        {
            if (options.Has("v") && !(move && entry is DirectoryEntry)) yield return new Step.Out($"{(move ? "copied " : "")}{TextInput.Quoted(source)} -> {TextInput.Quoted(target)}\n");
            IEnumerable<Step> steps = entry switch
            {
                DirectoryEntry directory => Directory(source, target, directory, from, to),
                LinkEntry link => Simple(target, to, () => invocation.Files.CreateLink(to, invocation.Files.TargetOf(link))),
                BlobFile blob => Blob(target, blob, from, to),
                _ => Simple(target, to, () => invocation.Files.WriteText(to, invocation.Files.ReadText(from))),
            };
            foreach (var step in steps) yield return step;
            if (invocation.Files.Find(to, false) is not { } made || made is LinkEntry) yield break;
            made.Mode = entry.Mode;
            if (!Preserve) yield break;
            (made.Modified, made.Owner, made.Group) = (entry.Modified, entry.Owner, entry.Group);
        }

        private IEnumerable<Step> Directory(string source, string target, DirectoryEntry directory, string from, string to)
        {
            if (FileMaking.Attempt(() => invocation.Files.CreateDirectory(to, invocation.Files.IsDirectory(to))) is { } errno)
            {
                yield return Fail($"cannot create directory {TextInput.Quoted(target)}: {errno.Describe()}");
                yield break;
            }
            foreach (var (child, entry) in directory.Entries.ToList())
                foreach (var step in Entry(UnixPath.Join(source, child), UnixPath.Join(target, child), entry, UnixPath.Join(from, child), UnixPath.Join(to, child))) yield return step;
        }

        private IEnumerable<Step> Simple(string target, string to, Action create)
        {
            if (FileMaking.Attempt(create) is { } errno) yield return Fail(Written(target, errno));
        }

        private static string Written(string target, Errno errno) => errno is Errno.NoSpace or Errno.InputOutput or Errno.Quota
            ? $"error writing {TextInput.Quoted(target)}: {errno.Describe()}"
            : $"cannot create regular file {TextInput.Quoted(target)}: {errno.Describe()}";

        /// <summary>Copies bytes at the rate the disks and links allow; the target grows meanwhile and keeps what fitted when the space runs out.</summary>
        private IEnumerable<Step> Blob(string target, BlobFile blob, string from, string to)
        {
            if (FileMaking.Attempt(() => invocation.Files.CreateBlob(to)) is { } refused)
            {
                yield return Fail(Written(target, refused));
                yield break;
            }
            var size = blob.Size;
            var written = invocation.Files.OpenBlob(to);
            if (size >= Instantly)
            {
                var bandwidth = invocation.Node.Datacenter.Bandwidth;
                var flow = bandwidth.Start([.. Lanes(from), .. Lanes(to)]);
                try
                {
                    while (flow.Moved < size)
                    {
                        yield return new Step.Wait(invocation.Node.Clock.Now + TimeSpan.FromSeconds(1));
                        bandwidth.Settle();
                        if (FileMaking.Attempt(() => written.Resize(Math.Min(size, flow.Moved))) is not { } failed) continue;
                        yield return Fail(Written(target, failed));
                        yield break;
                    }
                }
                finally
                {
                    bandwidth.End(flow);
                }
            }
            if (FileMaking.Attempt(() => written.Resize(size)) is { } errno) yield return Fail(Written(target, errno));
            else if (invocation.Files.Find(to) is BlobFile made) made.Payload = blob.Payload;
        }

        private IEnumerable<LaneUse> Lanes(string path)
        {
            var system = invocation.Files.Locate(path).FileSystem;
            if (system.Disk is { } disk) yield return new LaneUse(disk.Lane);
            if (system.Link is { } link) yield return new LaneUse(link);
        }
    }
}
