using System.Collections.Immutable;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Guests;

/// <summary>
/// Snapshots of a guest: sections of its configuration, and a snapshot of each volume. Each step is written down before it is taken, so
/// that a step that fails, or a node that dies in between, leaves behind what really lies around: a lock, a <c>snapstate</c>, volumes without
/// a section (pve-guest-common: PVE/AbstractConfig.pm snapshot_create, snapshot_delete, snapshot_rollback).
/// </summary>
public abstract class GuestSnapshots(Guest guest, PveTask task)
{
    private protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private static readonly ImmutableSortedSet<string> NotCopied = ImmutableSortedSet.Create(StringComparer.Ordinal, "snapstate", "snaptime", "vmstate", "lock", "digest", "description");

    /// <summary>The guest.</summary>
    protected Guest Guest { get; } = guest;

    /// <summary>The worker that does it.</summary>
    protected PveTask Task { get; } = task;

    /// <summary>The one for a guest's kind.</summary>
    public static GuestSnapshots Of(Guest guest, PveTask task) => guest switch
    {
        VirtualMachine machine => new VirtualMachineSnapshots(machine, task),
        Container container => new ContainerSnapshots(container, task),
        _ => throw new InvalidOperationException("There are two kinds of guests."),
    };

    /// <summary>Takes a snapshot.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="saveState">Keep the memory too, of a guest that runs.</param>
    /// <param name="description">Notes, or null.</param>
    public IEnumerable<TimeSpan> Create(string name, bool saveState, string? description)
    {
        foreach (var piece in Locked(() => Prepare(name, saveState, description))) yield return piece;
        var snapshot = Snapshot(name);
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        var done = false;
        PveException? error;
        try
        {
            var taking = new Attempted(TakeVolumes(name, snapshot, taken));
            foreach (var piece in taking) yield return piece;
            error = taking.Error;
            if (Guest.IsRunning) AfterVolumes();
            done = error is null;
        }
        finally
        {
            // Also when the worker is interrupted: its signal handler dies, and the same clean-up follows.
            if (!done)
            {
                Task.Log("snapshot create failed: starting cleanup");
                Task.Quietly(() => Drain(Delete(name, force: true, taken)));
            }
        }
        if (error is not null) throw new PveException(error.Message + "\n");
        foreach (var piece in Locked(() => Commit(name))) yield return piece;
    }

    /// <summary>Deletes a snapshot.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Take the section away although a volume's snapshot cannot be removed.</param>
    public IEnumerable<TimeSpan> Delete(string name, bool force) => Delete(name, force, null);

    /// <summary>Brings the guest back to a snapshot; one with memory goes on from there.</summary>
    /// <param name="name">Its name.</param>
    public IEnumerable<TimeSpan> Rollback(string name)
    {
        foreach (var piece in Locked(() => BeginRollback(name))) yield return piece;
        foreach (var (_, volume) in Volumes(Snapshot(name)).ToList())
        {
            yield return Moment;
            Guest.Node.Storages.Rollback(volume, name, Task.Log);
        }
        foreach (var piece in Locked(() => EndRollback(name))) yield return piece;
        if (Snapshot(name).GetValueOrDefault("vmstate") is not { } state) yield break;
        foreach (var piece in StartFrom(state)) yield return piece;
    }

    /// <summary>Allocates a volume for the memory and notes it in the section (__snapshot_save_vmstate).</summary>
    protected abstract ImmutableSortedDictionary<string, string> AddState(ImmutableSortedDictionary<string, string> section, string name);

    /// <summary>Saves the memory into the volume the section names; nothing to do when it names none.</summary>
    protected abstract IEnumerable<TimeSpan> SaveState(ImmutableSortedDictionary<string, string> section);

    /// <summary>Whether every volume can be snapshot (has_feature).</summary>
    protected virtual bool CanTake(GuestConfig config, string name) => Volumes(config.Values).All(v => Guest.Node.Storages.HasFeature("snapshot", v.Volume));

    /// <summary>Whether the snapshot takes the volume of that line.</summary>
    protected virtual bool Takes(string key, string line, string name) => true;

    /// <summary>Takes the snapshot of one volume (__snapshot_create_vol_snapshot).</summary>
    protected abstract void TakeVolume(string key, string volume, string name);

    /// <summary>What follows the snapshots of a running guest's volumes.</summary>
    protected virtual void AfterVolumes()
    {
    }

    /// <summary>Stops it for a rollback.</summary>
    protected abstract void StopForRollback();

    /// <summary>Adjusts the configuration that a rollback brings back (__snapshot_rollback_hook).</summary>
    protected virtual GuestConfig RolledBack(GuestConfig config, ImmutableSortedDictionary<string, string> snapshot) => config;

    /// <summary>Starts it with the memory that a snapshot kept (__snapshot_rollback_vm_start).</summary>
    protected abstract IEnumerable<TimeSpan> StartFrom(string state);

    /// <summary>The key's line in a section once its volume's snapshot is gone (__snapshot_delete_remove_drive).</summary>
    protected virtual ImmutableSortedDictionary<string, string> WithoutVolume(ImmutableSortedDictionary<string, string> section, string key, string volume) =>
        PendingChanges.AddUnused(GuestConfig.Empty with { Values = section.Remove(key) }, volume).Values;

    /// <summary>Does something while holding the guest's lock file.</summary>
    private protected IEnumerable<TimeSpan> Locked(Action act)
    {
        return Guest.Flock.Hold(Task.Log, Once());

        IEnumerable<TimeSpan> Once()
        {
            act();
            yield break;
        }
    }

    /// <summary>The volumes of a configuration or a section in the order they are treated (foreach_volume).</summary>
    private IEnumerable<(string Key, string Volume)> Volumes(ImmutableSortedDictionary<string, string> values) => Guest.Volumes(GuestConfig.Empty with { Values = values });

    private static void Drain(IEnumerable<TimeSpan> work)
    {
        foreach (var _ in work)
        {
        }
    }

    private ImmutableSortedDictionary<string, string> Snapshot(string name) =>
        Guest.Config.Snapshot(name) ?? throw new PveException($"snapshot '{name}' does not exist");

    private void Prepare(string name, bool saveState, string? description)
    {
        var config = Guest.Config;
        if (config["template"] == "1") throw new PveException("you can't take a snapshot if it's a template");
        Guest.CheckLock();
        if (config.Snapshot(name) is not null) throw new PveException($"snapshot name '{name}' already used");
        if (!CanTake(config, name)) throw new PveException("snapshot feature is not available");
        foreach (var other in config.Snapshots.Where(s => config.Snapshot(s)!.GetValueOrDefault("parent") == name))
        {
            Task.Log($"deleting parent '{name}' reference from '{other}' to avoid bogus snapshot cycle.");
            config = config.WithSnapshot(other, config.Snapshot(other)!.Remove("parent"));
        }
        var section = GuestConfig.Empty.Values;
        if (saveState && Guest.IsRunning) section = AddState(section, name);
        section = section.AddRange(Copied(config.Values))
            .SetItem("snapstate", "prepare")
            .SetItem("snaptime", Guest.Node.Clock.Now.UnixSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!string.IsNullOrEmpty(description)) section = section.SetItem("description", description);
        Guest.Save(config.With("lock", "snapshot").WithSnapshot(name, section));
    }

    /// <summary>What goes from the configuration into a section and back (__snapshot_copy_config).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Copied(ImmutableSortedDictionary<string, string> values) =>
        values.Where(v => !NotCopied.Contains(v.Key) && !IsUnused(v.Key));

    private static bool IsUnused(string key) => key.StartsWith("unused", StringComparison.Ordinal);

    private IEnumerable<TimeSpan> TakeVolumes(string name, ImmutableSortedDictionary<string, string> snapshot, SortedSet<string> taken)
    {
        foreach (var piece in SaveState(snapshot)) yield return piece;
        foreach (var (key, volume) in Volumes(snapshot).Where(v => Takes(v.Key, snapshot[v.Key], name)))
        {
            yield return Moment;
            TakeVolume(key, volume, name);
            taken.Add(key);
        }
    }

    private void Commit(string name)
    {
        if (Guest.Lock != "snapshot") throw new PveException("missing snapshot lock");
        var section = Snapshot(name);
        if (section.GetValueOrDefault("snapstate") != "prepare") throw new PveException("wrong snapshot state");
        Guest.Save(Guest.Config.WithSnapshot(name, section.Remove("snapstate")).Without("lock").With("parent", name));
    }

    /// <summary>Deletes a snapshot, or with <paramref name="taken"/> only what an interrupted one has made so far.</summary>
    private IEnumerable<TimeSpan> Delete(string name, bool force, SortedSet<string>? taken)
    {
        Snapshot(name);
        var expected = taken is null ? "snapshot-delete" : "snapshot";
        if (taken is null)
            foreach (var piece in Locked(() => Guest.SetLock("snapshot-delete"))) yield return piece;
        foreach (var piece in Locked(() => BeginDelete(name, expected))) yield return piece;
        var section = Snapshot(name);
        if (section.GetValueOrDefault("vmstate") is { } state)
        {
            Try(force, () => Guest.Node.Storages.Free(state, Task.Log));
            if (!force)
                foreach (var piece in Locked(() => Change(name, expected, s => s.Remove("vmstate")))) yield return piece;
        }
        var unused = new List<string>();
        foreach (var (key, volume) in Volumes(section).ToList())
        {
            if (taken?.Contains(key) != false && Takes(key, section[key], name))
            {
                if (taken is null) yield return Moment;
                Try(force, () =>
                {
                    Guest.Node.Storages.DeleteSnapshot(volume, name, Task.Log);
                    unused.Add(volume);
                });
            }
            if (!force)
                foreach (var piece in Locked(() => Change(name, expected, s => WithoutVolume(s, key, volume)))) yield return piece;
        }
        foreach (var piece in Locked(() => EndDelete(name, expected, unused))) yield return piece;
    }

    private void Try(bool force, Action act)
    {
        if (force) Task.Quietly(act);
        else act();
    }

    private void RequireLock(string expected)
    {
        if (Guest.Lock != expected) throw new PveException($"encountered invalid lock, expected '{expected}'");
    }

    private void BeginDelete(string name, string expected)
    {
        RequireLock(expected);
        if (Guest.Config["template"] == "1") throw new PveException("you can't delete a snapshot if vm is a template");
        Change(name, expected, s => s.SetItem("snapstate", "delete"));
    }

    private void Change(string name, string expected, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        RequireLock(expected);
        Guest.Save(Guest.Config.WithSnapshot(name, change(Snapshot(name))));
    }

    private void EndDelete(string name, string expected, List<string> unused)
    {
        RequireLock(expected);
        var parent = Snapshot(name).GetValueOrDefault("parent");
        var config = Guest.Config.WithoutSnapshot(name);
        ImmutableSortedDictionary<string, string> Unlink(ImmutableSortedDictionary<string, string> values) => values.GetValueOrDefault("parent") != name ? values
            : parent is null ? values.Remove("parent") : values.SetItem("parent", parent);
        config = config with { Values = Unlink(config.Values) };
        foreach (var other in config.Snapshots) config = config.WithSnapshot(other, Unlink(config.Snapshot(other)!));
        config = config.Without("lock");
        foreach (var volume in unused.Where(v => !IsUsed(config, v))) config = PendingChanges.AddUnused(config, volume);
        Guest.Save(config);
    }

    /// <summary>Whether a drive of the configuration names the volume: then it is no unused one (qemu-server: PVE/QemuServer.pm write_vm_config).</summary>
    private bool IsUsed(GuestConfig config, string volume) => Volumes(config.Values).Concat(Volumes(config.Pending)).Any(v => v.Volume == volume);

    private ImmutableSortedDictionary<string, string> Usable(string name)
    {
        if (Guest.Config["template"] == "1") throw new PveException("you can't rollback if vm is a template");
        return Snapshot(name);
    }

    private void BeginRollback(string name)
    {
        var snapshot = Usable(name);
        foreach (var (_, volume) in Volumes(snapshot)) Guest.Node.Storages.CheckRollback(volume, name, []);
        RefuseIncomplete(snapshot);
        Guest.CheckLock();
        StopForRollback();
        Guest.Save(Guest.Config.With("lock", "rollback"));
    }

    private void EndRollback(string name)
    {
        var snapshot = Usable(name);
        RefuseIncomplete(snapshot);
        if (Guest.IsRunning) throw new PveException(FormattableString.Invariant($"unable to rollback vm {Guest.Vmid}: vm is running"));
        if (Guest.Lock != "rollback") throw new PveException("got wrong lock");
        var config = Guest.Config;
        var kept = Volumes(snapshot).Select(v => v.Volume).ToHashSet(StringComparer.Ordinal);
        var unused = Volumes(config.Values).Select(v => v.Volume).Where(v => !kept.Contains(v)).ToList();
        foreach (var volume in unused) config = PendingChanges.AddUnused(config, volume);
        var values = config.Values.Where(v => IsUnused(v.Key) && !kept.Contains(v.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal).AddRange(Copied(snapshot));
        config = config.WithPending(GuestConfig.Empty.Values) with { Values = values.SetItem("parent", name) };
        Guest.Save(RolledBack(config, snapshot));
    }

    private static void RefuseIncomplete(ImmutableSortedDictionary<string, string> snapshot)
    {
        if (snapshot.TryGetValue("snapstate", out var state)) throw new PveException($"unable to rollback to incomplete snapshot (snapstate = {state})");
    }
}
