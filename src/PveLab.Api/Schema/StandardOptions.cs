using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Schema;

/// <summary>Parameters many methods share (pve-common: PVE/JSONSchema.pm register_standard_option).</summary>
public static class StandardOptions
{
    /// <summary>A guest's number: 100 to 999999999.</summary>
    public static readonly JsonSchema Vmid = Integer("The (unique) ID of the VM.", 100, 999_999_999) with { Format = "pve-vmid" };

    /// <summary>A node's name.</summary>
    public static readonly JsonSchema Node = Formatted("pve-node", "The cluster node name.");

    /// <summary>A storage's name.</summary>
    public static readonly JsonSchema StorageId =
        Formatted("pve-storage-id", "The storage identifier.") with { FormatDescription = "storage ID" };

    /// <summary>A bridge's name.</summary>
    public static readonly JsonSchema BridgeId =
        Formatted("pve-bridge-id", "Bridge the network card is plugged into.") with { FormatDescription = "bridge" };

    /// <summary>A network card's address.</summary>
    public static readonly JsonSchema MacAddress =
        Formatted("mac-addr", "Unicast MAC address.") with { FormatDescription = "XX:XX:XX:XX:XX:XX" };

    /// <summary>A snapshot's name.</summary>
    public static readonly JsonSchema SnapshotName = Formatted("pve-configid", "The name of the snapshot.") with { MaxLength = 40 };

    /// <summary>A pool's name.</summary>
    public static readonly JsonSchema PoolId = Formatted("pve-poolid", "The resource pool.");

    /// <summary>A digest that refuses the change when the file has changed meanwhile.</summary>
    public static readonly JsonSchema ConfigDigest = Optional(String("Refuse when the configuration file has another digest.") with { MaxLength = 64 });

    /// <summary>Ignore locks; root only.</summary>
    public static readonly JsonSchema SkipLock = Optional(Boolean("Ignore locks; only root may use this option."));

    /// <summary>Everything left on the command line.</summary>
    public static readonly JsonSchema ExtraArgs = Optional(Array(String(), "Extra arguments as array"));

    /// <summary>The keys of a bandwidth limit by operation, in KiB/s.</summary>
    public static readonly ObjectSchema BandwidthLimitKeys = Object(
        ("clone", Limit("cloning disks")),
        ("default", Limit("anything not named otherwise")),
        ("migration", Limit("migrating guests")),
        ("move", Limit("moving disks")),
        ("restore", Limit("restoring guests from backups")));

    /// <summary>The properties every command with formatted output accepts (pve-common: PVE/RESTHandler.pm standard_output_options).</summary>
    public static readonly ObjectSchema Output = Object(
        ("human-readable", Optional(Boolean("Render values for people."), "1")),
        ("noborder", Optional(Boolean("Draw no borders (format 'text')."), "0")),
        ("noheader", Optional(Boolean("Show no column headers (format 'text')."), "0")),
        ("output-format", Optional(Choice("Output format.", "text", "json", "json-pretty", "yaml"), "text")),
        ("quiet", Optional(Boolean("Print no result."))));

    private static JsonSchema Limit(string what) =>
        Optional(Number($"Limit in KiB/s for {what}.", 0) with { FormatDescription = "LIMIT" });
}
