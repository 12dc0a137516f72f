using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>What is installed on a guest's system disk. Immutable: every change makes a new one, so a backup is a reference.</summary>
public sealed partial record GuestSystem
{
    /// <summary>Where the system keeps the configuration of its network; without the file it asks for an address by DHCP.</summary>
    public const string InterfacesFile = "/etc/network/interfaces";

    /// <summary>Its pretty name, for example <c>Ubuntu 24.04.3 LTS</c>.</summary>
    public required string OsName { get; init; }

    /// <summary>Host name the system gives itself.</summary>
    public required string HostName { get; init; }

    /// <summary>User names with their passwords.</summary>
    public ImmutableSortedDictionary<string, string> Accounts { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Services started at boot.</summary>
    public ImmutableSortedSet<string> Services { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Files by absolute path.</summary>
    public ImmutableSortedDictionary<string, GuestFile> Files { get; init; } = ImmutableSortedDictionary.Create<string, GuestFile>(StringComparer.Ordinal);

    /// <summary>What keeps writing while the system runs.</summary>
    public ImmutableArray<Workload> Workloads { get; init; } = [];

    /// <summary>Whether the boot loader is intact: corruption shows at the next boot.</summary>
    public bool BootLoaderIntact { get; init; } = true;

    /// <summary>Whether the root file system can be mounted; when not, the kernel panics at the next boot.</summary>
    public bool RootIntact { get; init; } = true;

    /// <summary>Static IPv4 address in CIDR form as the system's own file has it, or null for DHCP.</summary>
    public string? StaticAddress => Files.GetValueOrDefault(InterfacesFile) is { } file
        && StaticLine().Match(file.Text + file.Trailer) is { Success: true } line ? line.Groups[1].Value : null;

    /// <summary>Whether the QEMU guest agent is installed and enabled.</summary>
    public bool AgentInstalled { get; init; }

    /// <summary>Where the system of a virtual machine mounts this disk when it finds it at boot; null for a system disk and a container's volumes.</summary>
    public string? MountPoint { get; init; }

    /// <summary>Whether a system is installed, not only files.</summary>
    public bool IsInstalled => OsName.Length > 0;

    /// <summary>A data disk or volume: files, no system.</summary>
    public static GuestSystem Data { get; } = new() { OsName = "", HostName = "" };

    /// <summary>The file that gives a system a static address.</summary>
    public static string StaticInterfaces(string address) => $"auto lo\niface lo inet loopback\n\nauto ens18\niface ens18 inet static\n        address {address}\n";

    /// <summary>When the newest workload row was written: what a recovery point is measured by. Null when there is no row.</summary>
    public Instant? NewestRow
    {
        get
        {
            Instant? newest = null;
            foreach (var file in Files.Values)
                if (file.Rows is { } rows && (newest is null || rows.Last > newest)) newest = rows.Last;
            return newest;
        }
    }

    [GeneratedRegex(@"inet static\b[^#]*?^\s*address\s+([0-9./]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex StaticLine();
}

/// <summary>Something inside a guest that keeps writing, for example a database row a minute.</summary>
/// <param name="Path">The file it appends to.</param>
/// <param name="Every">The pace; rows fall on whole multiples of it, as a cron job's do.</param>
/// <param name="RowBytes">Bytes each row takes on the disk.</param>
public sealed record Workload(string Path, TimeSpan Every, long RowBytes);
