using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>The program zpool (openzfs: cmd/zpool/zpool_main.c).</summary>
internal static class Zpool
{
    private const string Usual = "name,size,allocated,free,checkpoint,expandsize,fragmentation,capacity,dedupratio,health,altroot";

    private static readonly ZfsProgram Program = new("zpool", new(StringComparer.Ordinal)
    {
        ["clear"] = new(Clear, "clear [--power] <pool> [device]"),
        ["get"] = new(Get, "get [-Hp] [-o \"all\" | field[,...]] <\"all\" | property[,...]> <pool> ..."),
        ["import"] = new(Import, "import [-d dir] [-D]"),
        ["list"] = new(List, "list [-gHLpPv] [-o property[,...]] [-T d|u] [pool] [interval [count]]"),
        ["offline"] = new(Offline, "offline [--power]|[[-f][-t]] <pool> <device> ..."),
        ["online"] = new(Online, "online [--power][-e] <pool> <device> ..."),
        ["replace"] = new(ZpoolReplacing.Replace, "replace [-fsw] [-o property=value] <pool> <device> [new-device]"),
        ["scrub"] = new(Scrub, "scrub [-e | -s | -p | -C] [-w] <pool> ..."),
        ["status"] = new(ZpoolStatus.Status, "status [-DegiLPpstvx] [-T d|u] [pool] [interval [count]]"),
    })
    {
        NotSimulated = ["add", "attach", "checkpoint", "create", "ddtprune", "destroy", "detach", "events", "export", "history", "initialize", "iostat", "labelclear", "prefetch",
            "reguid", "remove", "reopen", "resilver", "set", "split", "sync", "trim", "upgrade", "wait"],
        Epilogue = "\nFor further help on a command or topic, run: zpool help [<topic>]\n",
        DatasetForm = "\nFor further help on a command or topic, run: zpool help [<topic>]\n",
    };

    private static readonly SortedDictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["alloc"] = "allocated",
        ["avail"] = "available",
        ["cap"] = "capacity",
        ["ckpoint"] = "checkpoint",
        ["dedup"] = "dedupratio",
        ["expandsz"] = "expandsize",
        ["frag"] = "fragmentation",
    };

    public static IEnumerable<Step> Run(Invocation invocation) => Program.Run(invocation);

    /// <summary>Subcommands, then pools and their devices.</summary>
    public static IEnumerable<string> Complete(Editing.CompletionRequest request) => request.Words.Count <= 2 ? Program.Names
        : request.Session.Node.Zpools.Values.SelectMany(p => p.Devices.Select(d => d.Name).Prepend(p.Name));

    private static void List(ZfsRun run)
    {
        run.Read("Hpo:", "gLPvTj");
        var names = Properties(run.Value('o') ?? Usual, withName: true);
        var pools = Chosen(run);
        if (pools.Count == 0)
        {
            if (run.Errors.Count == 0) run.Out.Append(run.Has('H') ? "" : "no pools available\n");
            return;
        }
        var rows = pools.ConvertAll(p => names.ConvertAll(n => Value(p, n, run.Has('p'))));
        var widths = names.Select((n, i) => Math.Max(Width(n), rows.Max(r => r[i].Length))).ToList();
        foreach (var row in run.Has('H') ? rows : rows.Prepend(names.ConvertAll(Header)))
        {
            run.Out.AppendJoin(run.Has('H') ? "\t" : "  ", row.Select((cell, i) => run.Has('H') ? cell
                : IsText(names[i]) ? i == row.Count - 1 ? cell : cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).Append('\n');
        }
    }

    private static void Get(ZfsRun run)
    {
        run.Read("Hpo:", "j");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing property argument");
        var wanted = run.Operands[0] == "all" ? [.. ZpoolProperties.All.Select(p => p.Name)] : Properties(run.Operands[0], withName: false);
        run.Operands.RemoveAt(0);
        var rows = Chosen(run).SelectMany(p => wanted.Select(n => (string[])[p.Name, n, Value(p, n, run.Has('p')), ZpoolProperties.Source(p, n)])).ToList();
        if (rows.Count == 0) return;
        var columns = (run.Value('o') ?? "name,property,value,source").Split(',')
            .Select(c => Array.IndexOf(["name", "property", "value", "source"], c) is >= 0 and var at ? at : throw new ZfsUsageException($"invalid column name '{c}'")).ToList();
        string[] titles = ["NAME", "PROPERTY", "VALUE", "SOURCE"];
        int[] widths = [.. titles.Select((t, i) => Math.Max(t.Length, rows.Max(r => r[i].Length)))];
        widths[2] = Math.Max(widths[2], wanted.Max(Width));
        foreach (var row in run.Has('H') ? rows : [titles, .. rows])
            run.Out.AppendJoin(run.Has('H') ? "\t" : "  ", columns.Select((c, i) => run.Has('H') || i == columns.Count - 1 ? row[c] : row[c].PadRight(widths[c]))).Append('\n');
    }

    private static void Import(ZfsRun run)
    {
        run.Read("ad:fN", "cDlmoRFn");
        if (run.Operands.Count > 0) throw new ZfsException(run.Pools.Any(p => p.Name == run.Operands[0])
            ? $"cannot import '{run.Operands[0]}': a pool with that name already exists\nuse the form 'zpool import <pool | id> <newpool>' to give it a new name"
            : $"cannot import '{run.Operands[0]}': no such pool available");
        run.Out.Append("no pools available to import\n");
    }

    private static void Scrub(ZfsRun run)
    {
        run.Read("sa", "epwCtSE");
        if (run.Operands.Count == 0 && !run.Has('a')) throw new ZfsUsageException("missing pool name argument");
        foreach (var pool in Chosen(run)) ZfsChanges.Each(run, run.Has('s') ? pool.StopScrub : pool.StartScrub);
    }

    private static void Clear(ZfsRun run)
    {
        run.Read("", "nFX");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing pool name");
        if (run.Operands.Count > 2) throw new ZfsUsageException("too many arguments");
        var pool = Open(run, run.Operands[0]);
        pool.Clear(run.Operands.Count == 2 ? Device(pool, run.Operands[1], "clear errors for") : null);
    }

    private static void Offline(ZfsRun run)
    {
        run.Read("t", "f");
        var pool = PoolAndDevices(run);
        foreach (var name in run.Operands.Skip(1)) ZfsChanges.Each(run, () => pool.Offline(Device(pool, name, "offline")));
    }

    private static void Online(ZfsRun run)
    {
        run.Read("", "e");
        var pool = PoolAndDevices(run);
        foreach (var name in run.Operands.Skip(1))
        {
            ZfsChanges.Each(run, () =>
            {
                var device = Device(pool, name, "online");
                pool.Online(device);
                if (device.Works) return;
                run.Out.Append("warning: device '").Append(name).Append("' onlined, but remains in faulted state\nuse 'zpool replace' to replace devices that are no longer present\n");
            });
        }
    }

    private static ZfsPool PoolAndDevices(ZfsRun run)
    {
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing pool name");
        if (run.Operands.Count == 1) throw new ZfsUsageException("missing device name");
        return Open(run, run.Operands[0]);
    }

    internal static ZfsDevice Device(ZfsPool pool, string name, string action) =>
        pool.Devices.FirstOrDefault(d => d.Name == name || "/dev/" + d.Name == name) ?? throw new ZfsException($"cannot {action} {name}: no such device in pool");

    internal static ZfsPool Open(ZfsRun run, string name) => run.Pools.FirstOrDefault(p => p.Name == name) ?? throw new ZfsException($"cannot open '{name}': no such pool");

    /// <summary>The pools named, or all.</summary>
    internal static List<ZfsPool> Chosen(ZfsRun run)
    {
        foreach (var pool in run.Pools) pool.Settle();
        if (run.Operands.Count == 0) return [.. run.Pools];
        var chosen = new List<ZfsPool>();
        foreach (var name in run.Operands) ZfsChanges.Each(run, () => chosen.Add(Open(run, name)));
        return chosen;
    }

    private static List<string> Properties(string list, bool withName)
    {
        var names = list.Split(',').Select(n => Names.GetValueOrDefault(n, n)).ToList();
        if (names.Find(n => n != "name" && ZpoolProperties.Find(n) is null) is { } unknown) throw new ZfsUsageException($"bad property list: invalid property '{unknown}'");
        return names.SelectMany(n => n == "all" && withName ? ZpoolProperties.All.Select(p => p.Name).Prepend("name") : [n]).ToList();
    }

    private static string Header(string name) => name == "name" ? "NAME" : ZpoolProperties.Find(name)!.Header;

    private static int Width(string name) => name == "name" ? 4 : name == "health" ? 8 : Math.Max(Header(name).Length, IsText(name) ? 0 : 5);

    private static bool IsText(string name) => name is "name" or "altroot" or "bootfs" or "cachefile" or "comment" or "compatibility" or "delegation" or "autoreplace" or "listsnapshots"
        or "autoexpand" or "readonly" or "multihost" or "failmode" or "autotrim";

    private static string Value(ZfsPool pool, string name, bool exact) => name == "name" ? pool.Name : ZpoolProperties.Find(name)!.Read(pool, exact);
}
