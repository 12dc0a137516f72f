using System.Globalization;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zfs create, set, inherit, snapshot, clone, rename, mount, unmount, hold (openzfs: cmd/zfs/zfs_main.c).</summary>
internal static class ZfsChanges
{
    public static void Create(ZfsRun run)
    {
        run.Read("V:b:so:p", "nvuP");
        if (run.Operands.Count == 0) throw new ZfsUsageException($"missing {(run.Has('V') ? "volume" : "filesystem")} argument");
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        var name = run.Operands[0];
        var pool = PoolFor(run, name);
        var kind = run.Has('V') ? ZfsKind.Volume : ZfsKind.Filesystem;
        var settings = Settings(run, kind, name);
        if (run.Has('p'))
        {
            if (pool.Datasets.ContainsKey(name)) return;
            Ancestors(pool, name);
        }
        if (kind == ZfsKind.Filesystem)
        {
            if (run.Has('s') || run.Has('b')) throw new ZfsUsageException($"'-{(run.Has('s') ? 's' : 'b')}' can only be used when creating a volume");
            pool.CreateFilesystem(name, settings);
            return;
        }
        var size = ZfsSize.Parse(run.Value('V')!) ?? throw new ZfsException($"bad volume size '{run.Value('V')}': bad numeric value '{run.Value('V')}'");
        var block = run.Value('b') is { } text ? ZfsSize.Parse(text) ?? throw new ZfsException($"bad volume block size '{text}': bad numeric value '{text}'") : ZfsPool.VolumeBlock;
        pool.CreateVolume(name, size, run.Has('s'), block, settings);
    }

    private static ZfsPool PoolFor(ZfsRun run, string name)
    {
        if (ZfsName.Complaint(name) is { } complaint) throw Zfs.Cannot("create", name, complaint);
        if (!name.Contains('/', StringComparison.Ordinal)) throw Zfs.Cannot("create", name, "missing dataset name");
        return run.PoolOf(name) ?? throw Zfs.Cannot("create", name, $"no such pool '{name.Split('/')[0]}'");
    }

    private static void Ancestors(ZfsPool pool, string name)
    {
        for (var slash = name.IndexOf('/', pool.Name.Length + 1); slash > 0; slash = name.IndexOf('/', slash + 1))
            if (!pool.Datasets.ContainsKey(name[..slash])) pool.CreateFilesystem(name[..slash]);
    }

    private static Dictionary<string, string> Settings(ZfsRun run, ZfsKind kind, string name)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in run.All('o'))
        {
            var (property, value) = Split(text);
            settings[ZfsProperty.Find(property)?.Name ?? property] = ZfsProperties.Checked(kind, property, value, $"cannot create '{name}'");
        }
        return settings;
    }

    private static (string Property, string Value) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new ZfsUsageException($"missing '=' for property=value argument");
    }

    public static void Set(ZfsRun run)
    {
        run.Read("", "u");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing arguments");
        var pairs = run.Operands.TakeWhile(o => o.Contains('=', StringComparison.Ordinal)).ToList();
        var names = run.Operands.Skip(pairs.Count).ToList();
        if (pairs.Count == 0 && names.Count == 1) throw new ZfsUsageException("missing property=value argument(s)");
        if (names.Count == 0) throw new ZfsUsageException("missing dataset name(s)");
        if (pairs.Count == 0 || names.Exists(n => n.Contains('=', StringComparison.Ordinal))) throw new ZfsUsageException("invalid argument order");
        foreach (var name in names) Each(run, () => Set(run, name, pairs));
    }

    private static void Set(ZfsRun run, string name, List<string> pairs)
    {
        var action = $"cannot set property for '{name}'";
        if (name.Contains('@', StringComparison.Ordinal))
        {
            var snapshot = run.OpenSnapshot(name);
            foreach (var (property, value) in pairs.Select(Split))
            {
                if (!ZfsProperty.IsUser(property)) throw new ZfsException($"{action}: this property can not be modified for snapshots");
                snapshot.Set(property, value);
            }
            return;
        }
        var dataset = run.Open(name);
        CheckIo(dataset.Pool, action);
        var settings = pairs.Select(Split).Select(p => (Name: ZfsProperty.Find(p.Property)?.Name ?? p.Property,
            Value: ZfsProperties.Checked(dataset.Kind, p.Property, p.Value, action))).ToList();
        foreach (var (property, value) in settings)
        {
            if (ZfsProperty.Find(property) is { Mode: 'o' }) throw new ZfsException($"{action}: '{property}' is readonly");
            ZfsProperties.Set(dataset, property, value);
        }
    }

    public static void Inherit(ZfsRun run)
    {
        run.Read("r", "S");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing property argument");
        if (run.Operands.Count == 1) throw new ZfsUsageException("missing dataset argument");
        var name = run.Operands[0];
        var property = ZfsProperty.Find(name);
        if (property is null && !ZfsProperty.IsUser(name)) throw new ZfsUsageException($"invalid property '{name}'");
        if (property is { Mode: 'r' or 'o' }) throw new ZfsException($"{property.Name} property is read-only");
        if (property is { Inherits: false, IsSize: true })
            throw new ZfsException($"'{property.Name}' property cannot be inherited\nuse 'zfs set {property.Name}={(property.Value == ZfsValue.Limit ? "none" : "<size>")}' to clear");
        foreach (var dataset in run.Operands.Skip(1).Select(run.Open).SelectMany(d => run.Has('r') ? d.Tree() : [d]).ToList())
            ZfsProperties.Reset(dataset, property?.Name ?? name);
    }

    public static void Snapshot(ZfsRun run)
    {
        run.Read("ro:");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing snapshot argument");
        var wanted = new List<(ZfsDataset Dataset, string Name)>();
        foreach (var operand in run.Operands)
        {
            var at = operand.IndexOf('@', StringComparison.Ordinal);
            if (at < 0) throw new ZfsUsageException("");
            var dataset = run.Open(operand[..at]);
            if (ZfsName.Complaint(operand, snapshot: true) is { } complaint) throw Zfs.Cannot("create snapshot", operand, complaint);
            wanted.AddRange((run.Has('r') ? dataset.Tree() : [dataset]).Select(d => (d, operand[(at + 1)..])));
        }
        try
        {
            foreach (var group in wanted.GroupBy(w => (w.Dataset.Pool, w.Name)))
                foreach (var taken in group.Key.Pool.Snapshot([.. group.Select(w => w.Dataset)], group.Key.Name))
                    foreach (var (property, value) in run.All('o').Select(Split)) taken.Set(property, value);
        }
        catch (ZfsException error) when (run.Operands.Count > 1)
        {
            throw new ZfsException(error.Message + "\nno snapshots were created");
        }
    }

    public static void Clone(ZfsRun run)
    {
        run.Read("po:", "u");
        Pair(run, "source dataset", "target dataset");
        var snapshot = run.OpenSnapshot(run.Operands[0].Contains('@', StringComparison.Ordinal) ? run.Operands[0]
            : throw Zfs.Cannot("open", run.Operands[0], "missing '@' delimiter in snapshot name"));
        var target = run.Operands[1];
        var pool = PoolFor(run, target);
        if (pool != snapshot.Dataset.Pool) throw Zfs.Cannot("create", target, "source and target pools differ");
        if (run.Has('p')) Ancestors(pool, target);
        pool.Clone(snapshot, target, Settings(run, snapshot.Dataset.Kind, target));
    }

    public static void Rename(ZfsRun run)
    {
        run.Read("frp", "u");
        Pair(run, "source dataset", "target dataset");
        var (from, to) = (run.Operands[0], run.Operands[1]);
        if (!from.Contains('@', StringComparison.Ordinal))
        {
            if (run.Has('r')) throw new ZfsUsageException("source dataset for recursive rename must be a snapshot");
            var dataset = run.Open(from);
            if (ZfsName.Complaint(to) is { } complaint) throw Zfs.Cannot("rename to", to, complaint);
            if (run.Has('p')) Ancestors(dataset.Pool, to);
            dataset.Pool.Rename(dataset, to);
            return;
        }
        var snapshot = run.OpenSnapshot(from);
        var at = to.IndexOf('@', StringComparison.Ordinal);
        if (at > 0 && to[..at] != snapshot.Dataset.Name) throw Zfs.Cannot("rename to", to, "snapshots must be part of same dataset");
        var (old, name) = (snapshot.Name, to[(at + 1)..]);
        foreach (var one in run.Has('r') ? snapshot.Dataset.Tree().Select(d => d.Snapshot(old)).OfType<ZfsSnapshot>().ToList() : [snapshot])
            one.Dataset.Pool.Rename(one, name);
    }

    public static void Mount(ZfsRun run)
    {
        run.Read("a", "flvORo");
        if (!run.Has('a') && run.Operands.Count == 0)
        {
            foreach (var dataset in run.Pools.SelectMany(p => p.Datasets.Values).Where(d => d.MountedAt is not null))
                run.Out.Append(CultureInfo.InvariantCulture, $"{dataset.Name,-30}  {dataset.MountedAt}\n");
            return;
        }
        if (run.Has('a'))
        {
            foreach (var pool in run.Pools) pool.MountAll();
            return;
        }
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        var wanted = run.Open(run.Operands[0]);
        if (wanted.Kind == ZfsKind.Volume) throw Zfs.Cannot("open", wanted.Name, "operation not applicable to datasets of this type");
        if (wanted.MountedAt is not null) throw Zfs.Cannot("mount", wanted.Name, "filesystem already mounted");
        var point = ZfsProperties.Mountpoint(wanted).Value;
        if (point is "none") throw Zfs.Cannot("mount", wanted.Name, "no mountpoint set");
        if (point is "legacy") throw Zfs.Cannot("mount", wanted.Name, "legacy mountpoint\nuse mount(8) to mount this filesystem");
        wanted.Pool.Mount(wanted, point);
    }

    public static void Unmount(ZfsRun run)
    {
        run.Read("af", "u");
        if (!run.Has('a') && run.Operands.Count == 0) throw new ZfsUsageException("missing filesystem argument");
        if (run.Has('a'))
        {
            foreach (var one in run.Pools.SelectMany(p => p.Datasets.Values.Reverse())) one.Pool.Unmount(one);
            return;
        }
        var dataset = run.Operands[0].StartsWith('/') ? run.Pools.SelectMany(p => p.Datasets.Values).FirstOrDefault(d => d.MountedAt == run.Operands[0])
            ?? throw Zfs.Cannot("unmount", run.Operands[0], "not a mountpoint") : run.Open(run.Operands[0]);
        if (dataset.MountedAt is null) throw Zfs.Cannot("unmount", dataset.Name, "not currently mounted");
        if (dataset.Pool.IsBusy(dataset) || dataset.Tree().Skip(1).Any(d => d.MountedAt is not null && dataset.Pool.IsBusy(d)))
            throw Zfs.Cannot("unmount", dataset.MountedAt, "pool or dataset is busy");
        foreach (var one in dataset.Tree().Reverse().ToList()) one.Pool.Unmount(one);
    }

    public static void Hold(ZfsRun run) => Tag(run, (snapshot, tag) =>
    {
        if (!snapshot.Hold(tag)) throw new ZfsException($"cannot hold snapshot '{snapshot.FullName}': tag already exists on this dataset");
    });

    public static void Release(ZfsRun run) => Tag(run, (snapshot, tag) =>
    {
        if (!snapshot.Release(tag)) throw new ZfsException($"cannot release hold from snapshot '{snapshot.FullName}': no such tag on this dataset");
    });

    private static void Tag(ZfsRun run, Action<ZfsSnapshot, string> act)
    {
        run.Read("r");
        if (run.Operands.Count < 2) throw new ZfsUsageException("");
        foreach (var name in run.Operands.Skip(1))
        {
            var named = run.OpenSnapshot(name.Contains('@', StringComparison.Ordinal) ? name : throw new ZfsException($"'{name}' is not a snapshot"));
            foreach (var snapshot in run.Has('r') ? named.Dataset.Tree().Select(d => d.Snapshot(named.Name)).OfType<ZfsSnapshot>().ToList() : [named])
                Each(run, () => act(snapshot, run.Operands[0]));
        }
    }

    public static void Holds(ZfsRun run)
    {
        run.Read("rHp");
        if (run.Operands.Count == 0) throw new ZfsUsageException("");
        var zone = run.Invocation.Node.Datacenter.Zone;
        var rows = run.Operands.Select(run.OpenSnapshot).SelectMany(s => run.Has('r') ? s.Dataset.Tree().Select(d => d.Snapshot(s.Name)).OfType<ZfsSnapshot>() : [s])
            .SelectMany(s => s.Holds.Select(tag => (s.FullName, Tag: tag, Time: new ZfsItem(s.Dataset, s).Show("creation", run.Has('p'), zone)))).ToList();
        if (rows.Count == 0) return;
        var (name, tagged) = (Math.Max(4, rows.Max(r => r.FullName.Length)), Math.Max(3, rows.Max(r => r.Tag.Length)));
        if (!run.Has('H')) run.Out.Append(CultureInfo.InvariantCulture, $"{"NAME".PadRight(name)}  {"TAG".PadRight(tagged)}  TIMESTAMP\n");
        foreach (var row in rows)
            run.Out.Append(run.Has('H') ? $"{row.FullName}\t{row.Tag}\t{row.Time}\n" : $"{row.FullName.PadRight(name)}  {row.Tag.PadRight(tagged)}  {row.Time}\n");
    }

    internal static void Each(ZfsRun run, Action act)
    {
        try
        {
            act();
        }
        catch (ZfsException error)
        {
            run.Errors.Add(error.Message);
        }
    }

    private static void CheckIo(ZfsPool pool, string action)
    {
        if (!pool.TakesWrites) throw new ZfsException($"{action}: pool I/O is currently suspended");
    }

    private static void Pair(ZfsRun run, string first, string second)
    {
        if (run.Operands.Count == 0) throw new ZfsUsageException($"missing {first} argument");
        if (run.Operands.Count == 1) throw new ZfsUsageException($"missing {second} argument");
        if (run.Operands.Count > 2) throw new ZfsUsageException("too many arguments");
    }
}
