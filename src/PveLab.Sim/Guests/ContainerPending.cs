namespace PveLab.Sim.Guests;

/// <summary>
/// Changes of a container's configuration that wait for its next start (pve-container: PVE/LXC/Config.pm vmconfig_apply_pending,
/// vmconfig_hotplug_pending).
/// </summary>
public static class ContainerPending
{
    /// <summary>Applies everything to a container that does not run.</summary>
    public static void ApplyCold(Container container)
    {
        var config = container.Config;
        if (config.Pending.IsEmpty) return;
        foreach (var (key, force) in PendingChanges.Deletions(config)) config = PendingChanges.Forget(Detach(container, config, key, force), key).Without(key);
        foreach (var (key, value) in PendingChanges.Settings(config).ToList()) config = Apply(container, config, key, value);
        container.Save(config);
    }

    /// <summary>Sets one key, keeping a replaced volume as an unused one.</summary>
    internal static GuestConfig Apply(Container container, GuestConfig config, string key, string value)
    {
        if (ContainerMount.IsKey(key) && config[key] is { } old && ContainerMount.Parse(key, old).Volume != ContainerMount.Parse(key, value).Volume)
            config = Detach(container, config, key, false);
        return PendingChanges.Forget(config, key).With(key, value);
    }

    /// <summary>What happens to the volume of a key that goes: noted as unused, or freed.</summary>
    internal static GuestConfig Detach(Container container, GuestConfig config, string key, bool force)
    {
        if (config[key] is not { } value) return config;
        var unused = key.StartsWith("unused", StringComparison.Ordinal);
        if (!unused && (!ContainerMount.IsKey(key) || !ContainerMount.Parse(key, value).IsVolume)) return config;
        var volume = ContainerMount.Parse(key, value).Volume;
        if (!force && !unused) return PendingChanges.AddUnused(config, volume);
        if (GuestDisks.IsOwner(container, volume)) container.Node.Storages.Free(volume);
        return config;
    }
}
