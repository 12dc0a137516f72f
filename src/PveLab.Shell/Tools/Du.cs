using System.Globalization;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>du -s -h -a -c -b -k -m -d N -x --apparent-size.</summary>
internal static class Du
{
    private static readonly OptionTable Table = new(
        "s/summarize", "h/human-readable", "a/all", "c/total", "b/bytes", "k", "m", "d:/max-depth:", "x/one-file-system", "/apparent-size", "S/separate-dirs",
        "!0/null", "!B:/block-size:", "!D/dereference-args", "!H", "!l/count-links", "!L/dereference", "!P/no-dereference", "!t:/threshold:", "!X:/exclude-from:",
        "!/exclude:", "!/inodes", "!/si", "!/time?");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var most = options.Has("s") ? 0 : int.MaxValue;
        if (options["d"] is { } depth && !int.TryParse(depth, NumberStyles.None, CultureInfo.InvariantCulture, out most))
        {
            yield return invocation.Fail(1, $"du: invalid maximum depth {TextInput.Curly(depth)}\nTry 'du --help' for more information.");
            yield break;
        }
        var sum = 0L;
        foreach (var name in options.Operands.Count == 0 ? ["."] : options.Operands)
        {
            var errno = invocation.Files.TryLocate(invocation.Absolute(name), false, out var located);
            if (errno is not null || located!.Entry is null)
            {
                yield return invocation.Fail(1, $"du: cannot access {TextInput.Quoted(name)}: {(errno ?? Errno.NoEntry).Describe()}");
                continue;
            }
            var measure = new Measure(invocation, options, most);
            sum += measure.Add(name, invocation.Absolute(name), located.Entry, 0);
            foreach (var row in measure.Rows) yield return row;
        }
        if (options.Has("c")) yield return new Step.Out($"{Shown(options, sum)}\ttotal\n");
    }

    private static string Shown(Options options, long bytes)
    {
        if (options.Has("h")) return Sizes.Human(bytes);
        var unit = options.Last("b", "k", "m") switch { "b" => 1L, "m" => 1L << 20, _ => 1024L };
        return Sizes.Text((bytes + unit - 1) / unit);
    }

    private sealed class Measure(Invocation invocation, Options options, int most)
    {
        private readonly bool apparent = options.Has("b") || options.Has("apparent-size");

        public List<Step> Rows { get; } = [];

        public long Add(string name, string path, FileEntry entry, int depth)
        {
            var mount = entry is DirectoryEntry && depth > 0 ? invocation.Files.MountAt(path) : null;
            if (mount is not null && options.Has("x")) return 0;
            entry = mount?.FileSystem.Root ?? entry;
            var bytes = apparent ? entry.Size : entry.Allocated;
            if (entry is DirectoryEntry directory)
            {
                if (invocation.Files.TryLocate(path, true, out _) is { } errno)
                    Rows.Add(invocation.Fail(1, $"du: cannot read directory {TextInput.Quoted(name)}: {errno.Describe()}"));
                else
                    foreach (var (child, below) in directory.Entries) bytes += Add(UnixPath.Join(name, child), UnixPath.Join(path, child), below, depth + 1);
            }
            if (depth <= most && (entry is DirectoryEntry || depth == 0 || options.Has("a"))) Rows.Add(new Step.Out($"{Shown(options, bytes)}\t{name}\n"));
            return bytes;
        }
    }
}
