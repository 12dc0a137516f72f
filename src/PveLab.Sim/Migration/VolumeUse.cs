using PveLab.Sim.Guests;

namespace PveLab.Sim.Migration;

/// <summary>A volume that a virtual machine's configuration names anywhere (qemu-server: PVE/QemuServer.pm foreach_volid).</summary>
/// <param name="Volume">A volume id, a path, <c>cdrom</c> or <c>none</c>.</param>
internal sealed record VolumeUse(string Volume)
{
    /// <summary>The drive that has it now.</summary>
    public string? Key { get; private set; }

    /// <summary>It lies in a CD-ROM drive wherever it is named.</summary>
    public bool IsCdrom { get; private set; } = true;

    /// <summary>A drive has it now.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>A line <c>unused0</c>, … names it.</summary>
    public bool IsUnused { get; private set; }

    /// <summary>A change that waits for the next start names it.</summary>
    public bool IsPending { get; private set; }

    /// <summary>It holds a saved memory.</summary>
    public bool IsState { get; private set; }

    /// <summary>The snapshots that name it.</summary>
    public SortedSet<string> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<VolumeUse> Of(GuestConfig config)
    {
        var uses = new SortedDictionary<string, VolumeUse>(StringComparer.Ordinal);
        VolumeUse Use(Drive drive)
        {
            var use = uses.TryGetValue(drive.Volume, out var known) ? known : uses[drive.Volume] = new VolumeUse(drive.Volume);
            use.IsCdrom &= drive.IsCdrom;
            return use;
        }

        foreach (var (key, drive) in config.Drives()) Use(drive).Attach(key);
        foreach (var (key, value) in config.Values)
            if (key.StartsWith("unused", StringComparison.Ordinal)) Use(Drive.Parse(value)).IsUnused = true;
        if (config["vmstate"] is { } state) Use(Drive.Parse(state)).IsState = true;
        foreach (var (key, value) in config.Pending)
            if (Drive.BusRank(key) >= 0) Use(Drive.Parse(value)).IsPending = true;
        foreach (var snapshot in config.Snapshots)
            foreach (var (key, value) in config.Snapshot(snapshot)!)
            {
                if (key == "vmstate") Use(Drive.Parse(value)).IsState = true;
                else if (Drive.BusRank(key) < 0) continue;
                Use(Drive.Parse(value)).Snapshots.Add(snapshot);
            }
        return uses.Values;
    }

    private void Attach(string key) => (Key, IsAttached) = (Key ?? key, true);
}
