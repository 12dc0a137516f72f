using System.Collections.Immutable;

namespace PveLab.Sim.Migration;

/// <summary>What a migration is asked to do.</summary>
/// <param name="Target">The node to go to.</param>
public sealed record MigrationRequest(string Target)
{
    /// <summary>Move it while it runs.</summary>
    public bool Online { get; init; }

    /// <summary>Move it although it uses local devices, or although its replication jobs will fail then.</summary>
    public bool Force { get; init; }

    /// <summary>Copy the local disks of a running virtual machine.</summary>
    public bool WithLocalDisks { get; init; }

    /// <summary>Shut a running container down, and start it again at the target.</summary>
    public bool Restart { get; init; }

    /// <summary>Seconds that a container may take to shut down.</summary>
    public int Timeout { get; init; } = 180;

    /// <summary>KiB/s, 0 for no limit; null for the limits of the storages.</summary>
    public long? BandwidthLimit { get; init; }

    /// <summary><c>secure</c> or <c>insecure</c>; null for what datacenter.cfg says.</summary>
    public string? Type { get; init; }

    /// <summary>The network the data takes, as CIDR; null for what datacenter.cfg says.</summary>
    public string? Network { get; init; }

    /// <summary>Where local volumes go; null for storages of the same name.</summary>
    public StorageMap? Storages { get; init; }
}

/// <summary>Storages by storages (pve-common: PVE/JSONSchema.pm parse_idmap, map_id).</summary>
/// <param name="Entries">Target by source.</param>
/// <param name="Default">Where those go that have no entry.</param>
/// <param name="Identity">Every volume stays on the storage of its name.</param>
public sealed record StorageMap(ImmutableSortedDictionary<string, string> Entries, string? Default, bool Identity)
{
    /// <summary>Reads a map whose form has been checked: <c>1</c>, <c>nas</c>, <c>local-lvm:local-zfs,nas</c>.</summary>
    public static StorageMap Parse(string text)
    {
        var entries = text.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        return new StorageMap(
            entries.Select(e => e.Split(':')).Where(e => e.Length == 2).ToImmutableSortedDictionary(e => e[0], e => e[1], StringComparer.Ordinal),
            entries.FirstOrDefault(e => e != "1" && !e.Contains(':', StringComparison.Ordinal)),
            entries.Contains("1"));
    }

    /// <summary>Where a volume of that storage goes.</summary>
    public string this[string source] => Entries.GetValueOrDefault(source) ?? Default ?? source;

    /// <summary>The storages it names as targets, those of entries first.</summary>
    public IEnumerable<string> Targets => Entries.Values.Concat(Default is { } all ? [all] : []);
}
