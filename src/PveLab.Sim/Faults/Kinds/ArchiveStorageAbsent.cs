using System.Text.RegularExpressions;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>An archive comes from a node whose guest disks lay on a storage that is not defined here.</summary>
public sealed partial record ArchiveStorageAbsent : ArchiveFault
{
    /// <summary>The storage its disks lay on.</summary>
    public string Original { get; init; } = "ceph-vm";

    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var found = Archive(site.World);
        if (found.Content is not { } content) throw new PveException($"no archive on '{Storage}'");
        found.File.Payload = content with
        {
            Config = Hint().Replace(Volume().Replace(content.Config, "$1" + Original + ":"), "$1" + Original),
            Disks = [.. content.Disks.Select(d => d with { Storage = Original })],
        };
        return null;
    }

    [GeneratedRegex(@"^(#qmdump#map:[^:]*:[^:]*:)[^:]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Hint();

    [GeneratedRegex(@"^((?:scsi|virtio|sata|ide|efidisk|tpmstate)\d+: )(?![^\n]*media=cdrom)[^:\n]+:", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Volume();
}
