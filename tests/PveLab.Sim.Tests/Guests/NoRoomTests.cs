using PveLab.Sim.Guests;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Guests;

public sealed class NoRoomTests
{
    [Fact]
    public void A_write_that_finds_no_room_pauses_the_machine_with_an_io_error_until_it_is_resumed()
    {
        var world = BackupLab.Build();
        var node = world.Nodes["pve1"];
        var guest = (VirtualMachine)node.Guests.Get(100);
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromMinutes(10));
        Assert.Equal("running", guest.QmpStatus);
        var pool = node.ThinPools["pve/data"];
        var room = pool.Capacity;
        pool.Capacity = pool.Used;

        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromMinutes(10));

        Assert.Equal("io-error", guest.QmpStatus);
        var rows = guest.Attached["scsi0"].Capture().NewestRow;
        pool.Capacity = room;
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromMinutes(10));
        Assert.Equal("io-error", guest.QmpStatus);
        Assert.Equal(rows, guest.Attached["scsi0"].Capture().NewestRow);
        guest.Resume();
        world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromMinutes(10));
        Assert.Equal("running", guest.QmpStatus);
        Assert.NotEqual(rows, guest.Attached["scsi0"].Capture().NewestRow);
    }
}
