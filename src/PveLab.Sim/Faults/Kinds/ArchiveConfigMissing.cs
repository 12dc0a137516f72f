namespace PveLab.Sim.Faults.Kinds;

/// <summary>A container's archive holds the files but not its configuration: somebody made it with tar and gave it a backup's name.</summary>
public sealed record ArchiveConfigMissing : ArchiveFault
{
    /// <inheritdoc />
    public override bool MayEnd => false;

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var found = Archive(site.World);
        if (found.Content is { } content) found.File.Payload = content with { Config = "" };
        return null;
    }
}
