using System.Collections.Immutable;

namespace PveLab.Sim.Guests;

/// <summary>
/// Changes of a configuration that wait for the right moment: while the guest runs only some can be plugged in, the rest comes
/// with the next start (qemu-server: PVE/QemuServer.pm vmconfig_hotplug_pending, vmconfig_apply_pending).
/// </summary>
public static class PendingChanges
{
    private const string DeleteKey = "delete";
    private const int MaxUnused = 256;

    private static readonly ImmutableSortedSet<string> Immediate = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "balloon", "cpulimit", "cpuunits", "description", "hookscript", "lock", "migrate_downtime", "migrate_speed", "name", "onboot",
        "protection", "shares", "startup", "tags", "vmstatestorage");

    /// <summary>The keys to be deleted, with whether their volumes go too.</summary>
    public static ImmutableSortedDictionary<string, bool> Deletions(GuestConfig config) =>
        (config.Pending.GetValueOrDefault(DeleteKey) ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)
        .ToImmutableSortedDictionary(k => k.TrimStart('!'), k => k[0] == '!', StringComparer.Ordinal);

    /// <summary>The values waiting to be set.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Settings(GuestConfig config) => config.Pending.Where(p => p.Key != DeleteKey);

    /// <summary>Puts a value in line.</summary>
    public static GuestConfig Set(GuestConfig config, string key, string value) =>
        WithDeletions(config.WithPending(config.Pending.SetItem(key, value)), Deletions(config).Remove(key));

    /// <summary>Puts a deletion in line.</summary>
    public static GuestConfig Delete(GuestConfig config, string key, bool force) =>
        WithDeletions(config.WithPending(config.Pending.Remove(key)), Deletions(config).SetItem(key, force));

    /// <summary>Takes a key out of the line.</summary>
    public static GuestConfig Forget(GuestConfig config, string key) =>
        WithDeletions(config.WithPending(config.Pending.Remove(key)), Deletions(config).Remove(key));

    /// <summary>The configuration as it will be (pve-guest-common: load_current_config).</summary>
    public static GuestConfig Future(GuestConfig config)
    {
        var values = config.Values.SetItems(Settings(config)).RemoveRange(Deletions(config).Keys);
        return config with { Values = values, Sections = [] };
    }

    /// <summary>Drops what would change nothing.</summary>
    public static GuestConfig Cleanup(GuestConfig config)
    {
        foreach (var (key, value) in Settings(config).ToList())
            if (config[key] == value) config = config.WithPending(config.Pending.Remove(key));
        return WithDeletions(config, Deletions(config).RemoveRange(Deletions(config).Keys.Where(k => config[k] is null)));
    }

    /// <summary>Applies everything to a guest that does not run.</summary>
    public static void ApplyCold(VirtualMachine guest, Action<string>? log)
    {
        var config = guest.Config;
        if (config.Pending.IsEmpty) return;
        try
        {
            foreach (var (key, force) in Deletions(config)) config = Forget(Detach(guest, config, key, force), key).Without(key);
            foreach (var (key, value) in Settings(config).ToList()) config = Apply(guest, config, key, value);
            guest.Save(config);
        }
        catch (PveException error)
        {
            log?.Invoke(error.Message);
        }
    }

    /// <summary>Applies to a running guest what can be plugged in or out; the rest keeps waiting.</summary>
    public static void ApplyHot(VirtualMachine guest)
    {
        var config = guest.Config;
        var running = guest.Running ?? config;
        foreach (var (key, force) in Deletions(config))
        {
            if (!CanUnplug(config, key)) continue;
            config = Forget(Detach(guest, config, key, force), key).Without(key);
            running = running.Without(key);
            guest.Attached = guest.Attached.Remove(key);
        }
        foreach (var (key, value) in Settings(config).ToList())
        {
            if (!CanPlug(config, key, value)) continue;
            if (Drive.BusRank(key) >= 0 && Drive.Parse(value) is { IsCdrom: false } drive && GuestHardware.Open(guest, drive) is { } image)
                guest.Attached = guest.Attached.SetItem(key, image);
            config = Apply(guest, config, key, value);
            running = running.With(key, value);
        }
        guest.Save(config);
        guest.Running = running;
        guest.Os.Replug(running);
    }

    /// <summary>Notes a volume that no drive uses any more, so that it is not forgotten (add_unused_volume).</summary>
    public static GuestConfig AddUnused(GuestConfig config, string volume)
    {
        var keys = Enumerable.Range(0, MaxUnused).Select(i => "unused" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (keys.Exists(k => config[k] == volume)) return config;
        var free = keys.Find(k => config[k] is null) ?? throw new PveException("Too many unused volumes - please delete them first.");
        return config.With(free, volume);
    }

    private static GuestConfig Apply(Guest guest, GuestConfig config, string key, string value)
    {
        if (config[key] is { } old && Drive.BusRank(key) >= 0 && Drive.Parse(old).Volume != Drive.Parse(value).Volume) config = Detach(guest, config, key, false);
        config = Forget(config, key).With(key, value);
        if (Drive.BusRank(key) < 0) return config;
        var volume = Drive.Parse(value).Volume;
        foreach (var (unused, name) in config.Values)
            if (unused.StartsWith("unused", StringComparison.Ordinal) && name == volume) config = config.Without(unused);
        return config;
    }

    private static GuestConfig Detach(Guest guest, GuestConfig config, string key, bool force)
    {
        if (config[key] is not { } value || Drive.BusRank(key) < 0 || Drive.Parse(value) is not { IsCdrom: false } drive) return config;
        if (!GuestDisks.IsOwner(guest, drive.Volume)) return config;
        if (!force) return AddUnused(config, drive.Volume);
        GuestDisks.FreeUnused(guest, drive.Volume);
        return config;
    }

    private static GuestConfig WithDeletions(GuestConfig config, ImmutableSortedDictionary<string, bool> deletions) => config.WithPending(
        deletions.IsEmpty ? config.Pending.Remove(DeleteKey)
            : config.Pending.SetItem(DeleteKey, string.Join(',', deletions.Select(d => d.Value ? "!" + d.Key : d.Key))));

    private static bool Hotpluggable(GuestConfig config, string feature) => config["hotplug"] switch
    {
        null or "1" => feature is "network" or "disk" or "usb",
        "0" => false,
        var list => list.Split([',', ';', ' ']).Contains(feature),
    };

    private static bool CanUnplug(GuestConfig config, string key) =>
        Immediate.Contains(key)
        || (IsNet(key) && Hotpluggable(config, "network"))
        || (IsPluggableDrive(key) && Hotpluggable(config, "disk"));

    private static bool CanPlug(GuestConfig config, string key, string value)
    {
        if (Immediate.Contains(key)) return true;
        if (IsNet(key)) return Hotpluggable(config, "network") || SameModelAndMac(config[key], value);
        if (config[key] is { } old && Drive.BusRank(key) >= 0 && Drive.Parse(old).IsCdrom && Drive.Parse(value).IsCdrom) return true;
        return IsPluggableDrive(key) && Hotpluggable(config, "disk");
    }

    private static bool IsNet(string key) => key.StartsWith("net", StringComparison.Ordinal);

    private static bool IsPluggableDrive(string key) =>
        Drive.BusRank(key) >= 0 && (key.StartsWith("scsi", StringComparison.Ordinal) || key.StartsWith("virtio", StringComparison.Ordinal));

    private static bool SameModelAndMac(string? old, string value) =>
        old is not null && GuestNic.Parse(old) is var a && GuestNic.Parse(value) is var b
        && a.GetValueOrDefault("model") == b.GetValueOrDefault("model") && a.GetValueOrDefault("macaddr") == b.GetValueOrDefault("macaddr");
}
