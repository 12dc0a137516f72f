using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>rm -r -f -v -d.</summary>
internal static class Rm
{
    private static readonly OptionTable Table = new(
        "r/recursive", "R", "f/force", "v/verbose", "d/dir", "/no-preserve-root", "/preserve-root?", "/one-file-system", "!i", "!I", "!/interactive?");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (options.Operands.Count == 0 && !options.Has("f"))
        {
            yield return invocation.Fail(1, "rm: missing operand\nTry 'rm --help' for more information.");
            yield break;
        }
        foreach (var name in options.Operands)
            foreach (var step in One(invocation, options, name)) yield return step;
    }

    private static IEnumerable<Step> One(Invocation invocation, Options options, string name)
    {
        var path = invocation.Absolute(name);
        var recursive = options.Has("r") || options.Has("R");
        if (UnixPath.Name(name) is "." or ".." && recursive)
        {
            yield return invocation.Fail(1, $"rm: refusing to remove '.' or '..' directory: skipping {TextInput.Quoted(name)}");
            yield break;
        }
        if (path == "/" && recursive)
        {
            yield return options.Has("no-preserve-root")
                ? invocation.Fail(255, "PveLab: removing '/' is not simulated")
                : invocation.Fail(1, "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe");
            yield break;
        }
        var errno = invocation.Files.TryLocate(path, false, out var located);
        if (errno is null && located!.Entry is null) errno = Errno.NoEntry;
        if (errno is Errno.NoEntry or Errno.NotDirectory && options.Has("f")) yield break;
        if (errno is null && located!.Entry is DirectoryEntry && !recursive && !options.Has("d")) errno = Errno.IsDirectory;
        if (errno is { } refused)
        {
            yield return invocation.Fail(1, $"rm: cannot remove {TextInput.Quoted(name)}: {refused.Describe()}");
            yield break;
        }
        foreach (var step in Remove(invocation, name, path, recursive, options.Has("v"))) yield return step;
    }

    private static IEnumerable<Step> Remove(Invocation invocation, string name, string path, bool recursive, bool verbose)
    {
        var entry = invocation.Files.Find(path, followLast: false);
        if (entry is DirectoryEntry directory && recursive)
        {
            foreach (var child in directory.Entries.Keys.ToList())
                foreach (var step in Remove(invocation, UnixPath.Join(name, child), UnixPath.Join(path, child), true, verbose)) yield return step;
        }
        if (FileMaking.Attempt(() => invocation.Files.Remove(path)) is { } errno)
            yield return invocation.Fail(1, $"rm: cannot remove {TextInput.Quoted(name)}: {errno.Describe()}");
        else if (verbose)
            yield return new Step.Out($"removed {(entry is DirectoryEntry ? "directory " : "")}{TextInput.Quoted(name)}\n");
    }
}
