using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>A virtual machine is paused: its process is there, its system stands still.</summary>
public sealed record GuestSuspended : GuestFault
{
    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Find(site.World) is not VirtualMachine { IsRunning: true } guest) throw new PveException("not running");
        guest.Suspend();
        return () =>
        {
            if (guest.Status == GuestStatus.Paused) guest.Resume();
        };
    }
}
