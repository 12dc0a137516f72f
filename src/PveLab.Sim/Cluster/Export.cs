using PveLab.Sim.Files;

namespace PveLab.Sim.Cluster;

/// <summary>A directory that a host offers by NFS.</summary>
/// <param name="Host">The machine offering it.</param>
/// <param name="Path">The exported path, <c>/volume1/pve-backup</c>.</param>
/// <param name="FileSystem">What is behind it.</param>
public sealed record Export(PhysicalHost Host, string Path, FileSystem FileSystem)
{
    /// <summary>Whether the server offers it now; an administrator or a fault may withdraw it.</summary>
    public bool Offered { get; private set; } = true;

    /// <summary>The server stops offering it: what is mounted goes stale, and nobody can mount it.</summary>
    public void Withdraw()
    {
        if (!Offered) return;
        Offered = false;
        FileSystem.Withdrawn = true;
        Host.Record($"export {Path} of {Host.Name}", "Offered", "Withdrawn", nameof(Withdraw));
    }

    /// <summary>The server offers it again.</summary>
    public void Offer()
    {
        if (Offered) return;
        Offered = true;
        FileSystem.Withdrawn = false;
        Host.Record($"export {Path} of {Host.Name}", "Withdrawn", "Offered", nameof(Offer));
    }
}
