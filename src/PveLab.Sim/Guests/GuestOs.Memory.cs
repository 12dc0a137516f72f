namespace PveLab.Sim.Guests;

/// <summary>Going on from saved memory, or on another disk.</summary>
public sealed partial class GuestOs
{
    /// <summary>Goes on where the memory was saved; false when the system was not up then, and has to boot.</summary>
    internal bool TryLoad(MachineState memory)
    {
        if (memory.Os != OsStatus.Up || Guest is not VirtualMachine machine || BootOrder.FindSystem(machine, _ => { }) is not { } disk) return false;
        frozen = powerDownWanted = false;
        Content = GuestContent.Of(disk, machine.Attached.Values);
        BootedAt = memory.BootedAt;
        Boots++;
        Fire(OsTrigger.Load);
        Replug(Guest.Running ?? Guest.Config);
        return true;
    }

    /// <summary>It hangs on other bridges now, be its CPUs halted or not.</summary>
    internal void Rewire(GuestConfig config)
    {
        if (Status is OsStatus.Services or OsStatus.Up && System is { } system) Plug(config, system);
    }

    /// <summary>A copy took the place of a disk.</summary>
    internal void Exchange(DiskImage from, DiskImage to)
    {
        if (Content is null || Guest is not VirtualMachine machine) return;
        var writes = writing is not null;
        writing?.End();
        Content = GuestContent.Of(Content.Root == from ? to : Content.Root, machine.Attached.Values);
        writing = writes ? GuestWriting.Begin(Clock, Content, Guest.FoundNoRoom) : null;
    }
}
