using PveLab.Shell.Editing;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>ls.</summary>
internal static class Ls
{
    private static readonly OptionTable Table = new(
        "a/all", "A/almost-all", "l", "1", "t", "r/reverse", "h/human-readable", "S", "d/directory", "R/recursive", "F/classify?", "p", "i/inode", "n/numeric-uid-gid",
        "g", "o", "G/no-group", "C", "/color?", "/full-time", "U", "N/literal", "s/size", "/group-directories-first",
        "!b/escape", "!B/ignore-backups", "!c", "!D/dired", "!f", "!H", "!I:/ignore:", "!k/kibibytes", "!L/dereference", "!m", "!q/hide-control-chars", "!Q/quote-name",
        "!T:/tabsize:", "!u", "!v", "!w:/width:", "!x", "!X", "!Z/context", "!/author", "!/block-size:", "!/format:", "!/hide:", "!/hyperlink?", "!/indicator-style:",
        "!/quoting-style:", "!/si", "!/sort:", "!/time:", "!/time-style:", "!/zero")
    { UsageStatus = 2 };

    private static readonly System.Buffers.SearchValues<char> Quotable = System.Buffers.SearchValues.Create(" '\"$&*()[]{};<>?!|\\`");

    private sealed record Item(string Name, FileEntry Entry);

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var listing = new Listing(invocation, options);
        var (files, directories) = (new List<Item>(), new List<Item>());
        foreach (var operand in options.Operands.Count == 0 ? ["."] : options.Operands)
        {
            var path = invocation.Absolute(operand);
            var follow = !(options.Has("l") || options.Has("d") || options.Has("F")) || operand.EndsWith('/');
            var errno = invocation.Files.TryLocate(path, follow, out var located);
            if (errno is null && located!.Entry is null && follow) errno = invocation.Files.TryLocate(path, false, out located);
            if (errno is not null || located!.Entry is null)
            {
                yield return invocation.Fail(2, $"ls: cannot access {TextInput.Quoted(operand)}: {(errno ?? Errno.NoEntry).Describe()}");
                continue;
            }
            (located.Entry is DirectoryEntry && !options.Has("d") ? directories : files).Add(new Item(operand, located.Entry));
        }
        if (files.Count > 0) yield return new Step.Out(listing.Format(listing.Sorted(files), total: false));
        var headers = options.Operands.Count > 1 || options.Has("R");
        var first = files.Count == 0;
        foreach (var directory in listing.Sorted(directories))
        {
            foreach (var step in Directory(invocation, listing, directory.Name, headers, first)) yield return step;
            first = false;
        }
    }

    private static IEnumerable<Step> Directory(Invocation invocation, Listing listing, string name, bool header, bool first)
    {
        var path = invocation.Absolute(name);
        var errno = invocation.Files.TryLocate(path, true, out var located);
        if (errno is not null || located!.Entry is not DirectoryEntry directory)
        {
            yield return invocation.Fail(2, $"ls: cannot open directory {TextInput.Quoted(name)}: {(errno ?? Errno.NoEntry).Describe()}");
            yield break;
        }
        if (header) yield return new Step.Out((first ? "" : "\n") + name + ":\n");
        var parent = invocation.Files.Find(UnixPath.Directory(path)) ?? directory;
        var items = listing.Sorted(listing.Shown(directory, parent, path));
        yield return new Step.Out(listing.Format(items, total: true));
        if (!listing.Recursive) yield break;
        foreach (var item in items.Where(i => i.Entry is DirectoryEntry && i.Name is not ("." or "..")))
            foreach (var step in Directory(invocation, listing, UnixPath.Join(name, item.Name), true, false)) yield return step;
    }

    private sealed class Listing(Invocation invocation, Options options)
    {
        private readonly bool details = options.Has("l") || options.Has("n") || options.Has("g") || options.Has("o") || options.Has("full-time");

        public bool Recursive => options.Has("R");

        public List<Item> Shown(DirectoryEntry directory, FileEntry parent, string path)
        {
            var items = new List<Item>();
            if (options.Has("a"))
            {
                items.Add(new Item(".", directory));
                items.Add(new Item("..", parent));
            }
            foreach (var (name, entry) in directory.Entries)
            {
                if (name[0] == '.' && !options.Has("a") && !options.Has("A")) continue;
                // A mount point shows the file system mounted there, not the directory below it.
                var mounted = entry is DirectoryEntry ? invocation.Files.MountAt(UnixPath.Join(path, name))?.FileSystem.Root : null;
                items.Add(new Item(name, mounted ?? entry));
            }
            return items;
        }

        public List<Item> Sorted(List<Item> items)
        {
            if (options.Has("U")) return items;
            Comparison<Item> byName = (a, b) => Collation.Compare(a.Name.TrimStart('.'), b.Name.TrimStart('.')) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name);
            Comparison<Item> comparison = options.Last("t", "S") switch
            {
                "t" => (a, b) => b.Entry.Modified.CompareTo(a.Entry.Modified) is not 0 and var order ? order : byName(a, b),
                "S" => (a, b) => b.Entry.Size.CompareTo(a.Entry.Size) is not 0 and var order ? order : byName(a, b),
                _ => byName,
            };
            var sorted = items.Order(Comparer<Item>.Create(comparison)).ToList();
            if (options.Has("r")) sorted.Reverse();
            return options.Has("group-directories-first") ? [.. sorted.OrderBy(i => i.Entry is DirectoryEntry ? 0 : 1)] : sorted;
        }

        public string Format(List<Item> items, bool total)
        {
            if (details) return (total ? $"total {Total(items)}\n" : "") + Details(items);
            var prefix = (total && options.Has("s") ? $"total {Total(items)}\n" : "");
            var names = items.Select(Decorated).ToList();
            var columns = options.Last("1", "C") is { } last ? last == "C" : invocation.OutputIsTerminal;
            return prefix + (columns ? Columns(names, invocation.Columns) : string.Concat(names.Select(n => n + "\n")));
        }

        private string Total(List<Item> items) => Blocks(items.Sum(i => i.Entry.Allocated));

        private string Blocks(long bytes) => options.Has("h") ? Sizes.Human(bytes) : Sizes.Text(bytes / 1024);

        private string Decorated(Item item)
        {
            var name = (options.Has("i") ? Sizes.Text(item.Entry.Inode) + " " : "") + (options.Has("s") ? Blocks(item.Entry.Allocated) + " " : "") + Shown(item.Name);
            if (options.Has("F")) return name + Mark(item.Entry);
            return options.Has("p") && item.Entry is DirectoryEntry ? name + "/" : name;
        }

        private string Shown(string name)
        {
            if (!invocation.OutputIsTerminal || options.Has("N")) return name;
            if (name.AsSpan().IndexOfAny(Quotable) < 0) return name;
            return name.Contains('\'', StringComparison.Ordinal) && name.AsSpan().IndexOfAny("\"$\\`!") < 0 ? $"\"{name}\"" : TextInput.Quoted(name);
        }

        private static string Mark(FileEntry entry) => entry switch
        {
            DirectoryEntry => "/",
            LinkEntry => "@",
            DeviceEntry => "",
            _ => (entry.Mode & 0b001_001_001) != 0 ? "*" : "",
        };

        private string Details(List<Item> items)
        {
            var zone = invocation.Node.Datacenter.Zone;
            var rows = items.Select(i => (string[])
            [
                Modes.Letters(i.Entry), Sizes.Text(Modes.Links(i.Entry)), options.Has("n") ? "0" : i.Entry.Owner, options.Has("n") ? "0" : i.Entry.Group,
                options.Has("h") ? Sizes.Human(i.Entry.Size) : Sizes.Text(i.Entry.Size),
                options.Has("full-time") ? Dates.Format("%F %T.%N %z", i.Entry.Modified, zone) : Dates.Listing(i.Entry.Modified, invocation.Node.Clock.Now, zone),
                Decorated(i) + (i.Entry is LinkEntry link ? " -> " + invocation.Files.TargetOf(link) : ""),
            ]).ToList();
            var widths = Enumerable.Range(0, 6).Select(c => rows.Count == 0 ? 0 : rows.Max(r => r[c].Length)).ToArray();
            var text = new System.Text.StringBuilder();
            foreach (var row in rows)
            {
                text.Append(row[0]).Append(' ').Append(row[1].PadLeft(widths[1])).Append(' ');
                if (!options.Has("g")) text.Append(row[2].PadRight(widths[2])).Append(' ');
                if (!options.Has("o") && !options.Has("G")) text.Append(row[3].PadRight(widths[3])).Append(' ');
                text.Append(row[4].PadLeft(widths[4])).Append(' ').Append(row[5]).Append(' ').Append(row[6]).Append('\n');
            }
            return text.ToString();
        }
    }

    /// <summary>Names in as many columns as fit, filled downwards, two blanks between.</summary>
    public static string Columns(IReadOnlyList<string> names, int width)
    {
        if (names.Count == 0) return "";
        var cells = names.Select(DisplayWidth.Of).ToArray();
        for (var columns = Math.Min(names.Count, Math.Max(1, width / 3)); columns > 0; columns--)
        {
            var rows = (names.Count + columns - 1) / columns;
            if (columns > 1 && (columns - 1) * rows >= names.Count) continue;
            var widths = Enumerable.Range(0, columns)
                .Select(c => cells.Skip(c * rows).Take(rows).Max() + (c == columns - 1 ? 0 : 2)).ToArray();
            if (columns > 1 && widths.Sum() >= width) continue;
            var text = new System.Text.StringBuilder();
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column * rows + row < names.Count; column++)
                {
                    var name = names[column * rows + row];
                    text.Append((column + 1) * rows + row < names.Count ? DisplayWidth.PadRight(name, widths[column]) : name);
                }
                text.Append('\n');
            }
            return text.ToString();
        }
        return "";
    }
}
