using System.Globalization;
using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>zfs destroy and zfs rollback: what else must go (openzfs: cmd/zfs/zfs_main.c zfs_do_destroy, zfs_do_rollback).</summary>
internal static class ZfsDestroying
{
    private const int MostNamed = 32;

    public static void Destroy(ZfsRun run)
    {
        run.Read("fnpRrvd");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing dataset argument");
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        var name = run.Operands[0];
        if (name.Contains('#', StringComparison.Ordinal)) throw new ZfsException($"bookmark '{name}' does not exist.");
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) Snapshots(run, run.Open(name[..at]), name[(at + 1)..]);
        else Dataset(run, run.Open(name));
    }

    private static void Dataset(ZfsRun run, ZfsDataset dataset)
    {
        var everything = run.Has('R');
        if (dataset.Parent is null && !everything && !run.Has('r'))
        {
            throw new ZfsException($"cannot destroy '{dataset.Name}': operation does not apply to pools\n"
                + $"use 'zfs destroy -r {dataset.Name}' to destroy all datasets in the pool\nuse 'zpool destroy {dataset.Name}' to destroy the pool itself");
        }
        var tree = dataset.Tree().ToList();
        if (!everything) CheckDependents(dataset, tree, run.Has('r'));
        var clones = everything ? tree.SelectMany(d => d.Snapshots).SelectMany(Clones).Where(c => !tree.Contains(c)).Distinct().ToList() : [];
        var order = clones.Concat(Enumerable.Reverse(tree)).ToList();
        foreach (var one in order.Where(d => d.Parent is not null))
        {
            if (run.Has('v')) run.Out.Append(CultureInfo.InvariantCulture, $"{(run.Has('n') ? "would" : "will")} destroy {one.Name}\n");
        }
        if (!run.Has('n')) Remove(order);
    }

    // A clone goes before the snapshot it lives on, wherever both are.
    private static void Remove(List<ZfsDataset> all)
    {
        var left = all.Where(d => d.Parent is not null).ToList();
        while (left.Count > 0)
        {
            var next = left.Find(d => d.Children.Count == 0 && !d.Snapshots.Any(s => s.Clones.Any())) ?? left[0];
            next.Pool.Destroy(next);
            left.Remove(next);
        }
        foreach (var root in all.Where(d => d.Parent is null))
            foreach (var snapshot in root.Snapshots.ToList()) root.Pool.Destroy(snapshot);
    }

    private static void CheckDependents(ZfsDataset dataset, List<ZfsDataset> tree, bool recursive)
    {
        var kind = dataset.Kind == ZfsKind.Volume ? "volume" : "filesystem";
        var below = tree.SelectMany(d => d.Snapshots.Select(s => s.FullName).Concat(d == dataset ? [] : [d.Name])).ToList();
        if (!recursive && below.Count > 0)
            throw new ZfsException($"cannot destroy '{dataset.Name}': {kind} has children\nuse '-r' to destroy the following datasets:\n{string.Join('\n', below)}");
        var clones = tree.SelectMany(d => d.Snapshots).SelectMany(s => s.Clones).Where(c => !tree.Contains(c)).Select(c => c.Name).ToList();
        if (clones.Count > 0)
            throw new ZfsException($"cannot destroy '{dataset.Name}': {kind} has dependent clones\nuse '-R' to destroy the following datasets:\n{string.Join('\n', clones)}");
    }

    private static void Snapshots(ZfsRun run, ZfsDataset dataset, string specification)
    {
        var wanted = (run.Has('r') || run.Has('R') ? dataset.Tree() : [dataset]).SelectMany(d => specification.Split(',').SelectMany(s => Range(d, s))).Distinct().ToList();
        if (wanted.Count == 0) throw new ZfsException("could not find any snapshots to destroy; check snapshot names.");
        var clones = wanted.SelectMany(Clones).Distinct().ToList();
        if (clones.Count > 0 && !run.Has('R'))
        {
            throw new ZfsException($"cannot destroy '{wanted[0].FullName}': snapshot has dependent clones\nuse '-R' to destroy the following datasets:\n"
                + string.Join('\n', clones.Select(c => c.Name)));
        }
        foreach (var snapshot in wanted)
        {
            if (run.Has('v')) run.Out.Append(run.Has('p') ? $"destroy\t{snapshot.FullName}\n" : $"{(run.Has('n') ? "would" : "will")} destroy {snapshot.FullName}\n");
        }
        var freed = wanted.Count == 1 ? wanted[0].Used : wanted.Sum(s => s.Used);
        if (run.Has('v')) run.Out.Append(run.Has('p') ? $"reclaim\t{freed}\n" : $"{(run.Has('n') ? "would" : "will")} reclaim {ZfsSize.Show(freed)}\n");
        if (run.Has('n')) return;
        Remove(clones);
        foreach (var snapshot in wanted) ZfsChanges.Each(run, () => snapshot.Dataset.Pool.Destroy(snapshot));
    }

    private static IEnumerable<ZfsSnapshot> Range(ZfsDataset dataset, string specification)
    {
        var percent = specification.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0) return dataset.Snapshot(specification) is { } one ? [one] : [];
        var (first, last) = (specification[..percent], specification[(percent + 1)..]);
        var names = dataset.Snapshots.ToList();
        var from = first.Length == 0 ? 0 : names.FindIndex(s => s.Name == first);
        var to = last.Length == 0 ? names.Count - 1 : names.FindIndex(s => s.Name == last);
        return from < 0 || to < from ? [] : names.Skip(from).Take(to - from + 1);
    }

    private static IEnumerable<ZfsDataset> Clones(ZfsSnapshot snapshot) =>
        snapshot.Clones.SelectMany(c => c.Tree().Reverse().SelectMany(d => d.Snapshots.SelectMany(Clones).Append(d)));

    public static void Rollback(ZfsRun run)
    {
        run.Read("rRf");
        if (run.Operands.Count == 0) throw new ZfsUsageException("missing dataset argument");
        if (run.Operands.Count > 1) throw new ZfsUsageException("too many arguments");
        var name = run.Operands[0];
        if (!name.Contains('@', StringComparison.Ordinal)) throw Zfs.Cannot("open", name, "missing '@' delimiter in snapshot name");
        var snapshot = run.OpenSnapshot(name);
        var newer = snapshot.Dataset.Snapshots.SkipWhile(s => s != snapshot).Skip(1).ToList();
        var recursive = run.Has('r') || run.Has('R');
        if (newer.Count > 0 && !recursive)
        {
            var named = string.Join('\n', newer.Take(MostNamed).Select(s => s.FullName));
            throw new ZfsException($"cannot rollback to '{name}': more recent snapshots or bookmarks exist\nuse '-r' to force deletion of the following snapshots and bookmarks:\n{named}");
        }
        var clones = newer.SelectMany(Clones).Distinct().ToList();
        if (clones.Count > 0 && !run.Has('R'))
        {
            throw new ZfsException($"cannot rollback to '{name}': clones of previous snapshots exist\n"
                + $"use '-R' to force deletion of the following clones and dependents:\n{string.Join('\n', clones.Select(c => c.Name))}");
        }
        Remove(clones);
        foreach (var one in newer) one.Dataset.Pool.Destroy(one);
        snapshot.Dataset.Pool.Rollback(snapshot);
    }
}
