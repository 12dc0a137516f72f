using System.Globalization;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zfs list, zfs get (openzfs: cmd/zfs/zfs_main.c, zfs_iter.c).</summary>
internal static class ZfsListing
{
    private static readonly SortedDictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["all"] = "fvs",
        ["bookmark"] = "",
        ["filesystem"] = "f",
        ["fs"] = "f",
        ["snap"] = "s",
        ["snapshot"] = "s",
        ["vol"] = "v",
        ["volume"] = "v",
    };

    public static void List(ZfsRun run)
    {
        run.Read("HprRd:o:s:S:t:", "j");
        var fields = run.Value('o') ?? "name,used,available,referenced,mountpoint";
        var names = Properties(fields == "space" ? "name,available,used,usedbysnapshots,usedbydataset,usedbyrefreservation,usedbychildren" : fields, withName: true);
        var items = Select(run, fields == "space" ? "fv" : "fvs", snapshotsToo: false).ToList();
        foreach (var (letter, property) in run.Given("sS").Reverse())
        {
            if (property != "name" && ZfsProperty.Find(property) is null && !ZfsProperty.IsUser(property)) throw new ZfsUsageException($"invalid property '{property}'");
            items = [.. letter == 's' ? items.Order(By(property)) : items.OrderDescending(By(property))];
        }
        if (items.Count == 0)
        {
            if (run.Errors.Count == 0 && !run.Has('H')) run.Notes.Add("no datasets available");
            return;
        }
        Table(run, items, names);
    }

    private static Comparer<ZfsItem> By(string property) => Comparer<ZfsItem>.Create((a, b) => a.Compare(b, property));

    private static void Table(ZfsRun run, List<ZfsItem> items, List<string> names)
    {
        var zone = run.Invocation.Node.Datacenter.Zone;
        var rows = items.ConvertAll(item => names.ConvertAll(name => item.Show(name, run.Has('p'), zone)));
        if (run.Has('H'))
        {
            foreach (var row in rows) run.Out.Append(string.Join('\t', row)).Append('\n');
            return;
        }
        var columns = names.ConvertAll(ZfsItem.Column);
        var widths = columns.Select((c, i) => Math.Max(c.Width, rows.Max(r => r[i].Length))).ToList();
        foreach (var row in rows.Prepend(names.ConvertAll(ZfsItem.Header)))
        {
            run.Out.AppendJoin("  ", row.Select((cell, i) =>
                columns[i].Right ? cell.PadLeft(widths[i]) : i == row.Count - 1 ? cell : cell.PadRight(widths[i]))).Append('\n');
        }
    }

    public static void Get(ZfsRun run)
    {
        run.Read("Hprd:o:s:t:", "j");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing property argument");
        var wanted = run.Operands[0];
        run.Operands.RemoveAt(0);
        var properties = wanted == "all" ? [] : Properties(wanted, withName: false);
        var items = Select(run, "fvs", snapshotsToo: true).ToList();
        var columns = Columns(run.Value('o'));
        var sources = (run.Value('s') ?? "local,default,inherited,received,temporary,none").Split(',');
        var zone = run.Invocation.Node.Datacenter.Zone;
        var rows = new List<string[]>();
        foreach (var item in items)
        {
            foreach (var name in wanted == "all" ? Everything(item) : properties)
            {
                var reading = item.Get(name);
                var source = reading.Source == "-" ? "none" : reading.Source.Split(' ')[0];
                if (sources.Contains(source)) rows.Add([item.Name, name == "name" ? name : ZfsProperty.Find(name)?.Name ?? name, item.Show(name, run.Has('p'), zone), "-", reading.Source]);
            }
        }
        if (rows.Count == 0) return;
        var shown = wanted == "all" ? ZfsProperty.All.Select(p => p.Name) : properties;
        int[] least = [4, Math.Max(8, rows.Max(r => r[1].Length)), Math.Max(5, shown.Max(p => ZfsItem.Column(p).Width)), 8, 6];
        Print(run, columns, rows, [.. least.Select((w, i) => Math.Max(w, rows.Max(r => r[i].Length)))]);
    }

    private static void Print(ZfsRun run, List<int> columns, List<string[]> rows, int[] widths)
    {
        string[] titles = ["NAME", "PROPERTY", "VALUE", "RECEIVED", "SOURCE"];
        foreach (var row in run.Has('H') ? rows : [titles, .. rows])
            run.Out.AppendJoin(run.Has('H') ? "\t" : "  ", columns.Select((c, i) => run.Has('H') || i == columns.Count - 1 ? row[c] : row[c].PadRight(widths[c]))).Append('\n');
    }

    private static List<int> Columns(string? fields)
    {
        if (fields is null) return [0, 1, 2, 4];
        if (fields == "all") return [0, 1, 2, 3, 4];
        string[] known = ["name", "property", "value", "received", "source"];
        return [.. fields.Split(',').Select(f => Array.IndexOf(known, f) is >= 0 and var at ? at : throw new ZfsUsageException($"invalid column name '{f}'"))];
    }

    // What get all leaves out: what the kind does not have, and what is not there.
    private static IEnumerable<string> Everything(ZfsItem item) => ZfsProperty.All
        .Where(p => p.Types.Contains(item.Type, StringComparison.Ordinal) && !(item.Get(p.Name).Value is "-" && p.Name is "origin" or "snapshots_changed" or "volsize"))
        .Where(p => item.Get(p.Name).Value != "-")
        .Select(p => p.Name)
        .Concat(Own(item));

    private static SortedSet<string> Own(ZfsItem item)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var at = item.Dataset; at is not null; at = at.Parent) names.UnionWith(at.Settings.Keys.Where(ZfsProperty.IsUser));
        if (item.Snapshot is { } snapshot) names.UnionWith(snapshot.Settings.Keys);
        return names;
    }

    private static List<string> Properties(string list, bool withName)
    {
        var names = new List<string>();
        foreach (var word in list.Split(','))
        {
            if (word == "all") names.AddRange(ZfsProperty.All.Select(p => p.Name).Prepend("name").Skip(withName ? 0 : 1));
            else if (word == "name" || ZfsProperty.Find(word) is not null || ZfsProperty.IsUser(word)) names.Add(ZfsProperty.Find(word)?.Name ?? word);
            else throw new ZfsUsageException($"bad property list: invalid property '{word}'");
        }
        return names;
    }

    /// <summary>The datasets and snapshots that the operands and options ask for, each before what is below it.</summary>
    private static IEnumerable<ZfsItem> Select(ZfsRun run, string usual, bool snapshotsToo)
    {
        foreach (var pool in run.Pools) pool.Settle();
        var types = run.Has('t') ? TypesOf(run.Value('t')!) : usual;
        var depth = run.Value('d') is { } text ? Depth(text) : run.Has('r') ? int.MaxValue : 0;
        if (types == "s" && run.Operands.Count > 0 && depth == 0) depth = 1;
        if (run.Operands.Count == 0) return run.Pools.SelectMany(p => Below(p.Root, int.MaxValue, types, run.Has('t') || snapshotsToo));
        return run.Operands.SelectMany(name => OfOperand(run, name, depth, types, run.Has('t') || snapshotsToo)).ToList();
    }

    private static List<ZfsItem> OfOperand(ZfsRun run, string name, int depth, string types, bool snapshots)
    {
        try
        {
            if (name.Contains('@', StringComparison.Ordinal)) return [new(run.OpenSnapshot(name).Dataset, run.OpenSnapshot(name))];
            var dataset = name.StartsWith('/') ? Mounted(run, name) : run.Open(name);
            return [.. Below(dataset, depth, types, snapshots && depth > 0)];
        }
        catch (ZfsException error)
        {
            run.Errors.Add(error.Message);
            return [];
        }
    }

    private static ZfsDataset Mounted(ZfsRun run, string path)
    {
        if (!run.Invocation.Files.Exists(path)) throw new ZfsException($"cannot open '{path}': No such file or directory");
        var mount = run.Invocation.Files.MountOf(path);
        return mount.FileSystem.Type == "zfs" ? run.Open(mount.FileSystem.Source) : throw new ZfsException($"cannot open '{path}': not a ZFS filesystem");
    }

    private static IEnumerable<ZfsItem> Below(ZfsDataset top, int depth, string types, bool snapshots)
    {
        var self = new ZfsItem(top, null);
        if (types.Contains(self.Type, StringComparison.Ordinal)) yield return self;
        if (depth == 0) yield break;
        if (snapshots && types.Contains('s', StringComparison.Ordinal))
            foreach (var snapshot in top.Snapshots) yield return new ZfsItem(top, snapshot);
        foreach (var child in top.Children.Values)
            foreach (var item in Below(child, depth == int.MaxValue ? depth : depth - 1, types, snapshots)) yield return item;
    }

    private static string TypesOf(string list) =>
        string.Concat(list.Split(',').Select(t => Types.GetValueOrDefault(t) ?? throw new ZfsUsageException($"invalid type '{t}'")));

    private static int Depth(string text)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var depth)) throw new ZfsUsageException($"{text} is not an integer");
        return depth >= 0 ? depth : throw new ZfsUsageException("Depth can not be negative.");
    }
}
