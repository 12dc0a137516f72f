
namespace PveLab.Sim.Faults.Kinds;

/// <summary>The guest agent does not run in the guest, though the configuration counts on it.</summary>
public sealed record AgentStopped : GuestFault
{
    private const string Service = "qemu-guest-agent";

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var guest = Find(site.World);
        if (!guest.Config.AgentEnabled) guest.Save(guest.Config.With("agent", "1"));
        guest.Os.Change(system => system with { Services = system.Services.Remove(Service), AgentInstalled = false });
        return () => guest.Os.Change(system => system with { Services = system.Services.Add(Service), AgentInstalled = true });
    }
}
