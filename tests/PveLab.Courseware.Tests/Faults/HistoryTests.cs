using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Faults;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Tests.Faults;

/// <summary>What a scenario adds to its world before the learner comes: faults of the night before, files that lie around.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly Library library = new();

    public void Dispose() => library.Dispose();

    [Fact]
    public void A_fault_of_the_day_before_begins_and_ends_in_the_world_s_history()
    {
        using var attempt = Begin("""
            faults:
              - { kind: storage-full, storage: local, free: 1G, file: tmp/left-behind.img, when: { at: 2026-03-31T12:00:00+09:00 } }
              - { kind: guest-lock, guest: 100, when: { at: booted, after: 3h }, until: { after: 2h } }
            """);
        var file = attempt.World.Node("pve1").Files.Get("/var/lib/vz/tmp/left-behind.img");
        Assert.Equal(TimeSpan.FromHours(21), attempt.Began - file.Modified);
        Assert.Equal([FaultStatus.Present, FaultStatus.Ended], attempt.World.Faults.All.Select(f => f.Status));
        Assert.Null(attempt.World.GuestOf(100)!.Lock);
    }

    [Fact]
    public void What_waits_for_an_event_or_the_start_waits_for_the_attempt()
    {
        using var attempt = Begin("""
            faults:
              - { kind: guest-lock, guest: 100, when: { event: guest-booted } }
              - { kind: nfs-down, storage: nas, when: { at: start, after: 5m } }
            """);
        Assert.All(attempt.World.Faults.All, f => Assert.Equal(FaultStatus.Armed, f.Status));
        attempt.Submit(new Input.Advance(TimeSpan.FromMinutes(6)));
        while (attempt.IsRunning) attempt.Pull();
        Assert.Equal(FaultStatus.Present, attempt.World.Faults.All[1].Status);
    }

    [Fact]
    public void Files_lie_where_the_scenario_says_since_the_world_was_switched_on()
    {
        using var attempt = Begin("""
            files:
              /mnt/pve/nas/share/README.txt: "Keep the archive.\n"
            blobs:
              /mnt/pve/nas/share/archive.tar: 40G
            """);
        var files = attempt.World.Node("pve1").Files;
        Assert.Equal("Keep the archive.\n", files.ReadText("/mnt/pve/nas/share/README.txt"));
        Assert.Equal(40L << 30, ((BlobFile)files.Get("/mnt/pve/nas/share/archive.tar")).Size);
        Assert.Equal("nfs4", files.MountOf("/mnt/pve/nas/share").FileSystem.Type);
    }

    [Theory]
    [InlineData("  /mnt/pve/nas/archive.tar: huge", "'huge' is no size; write for example 32G or 500M")]
    [InlineData("  /mnt/pve/nas/archive.tar: 40T", "'/mnt/pve/nas/archive.tar' cannot be made: No space left on device")]
    [InlineData("  archive.tar: 1G", "'archive.tar' must begin with /")]
    public void A_file_that_cannot_lie_there_is_named_with_its_place(string blob, string complaint)
    {
        var error = Assert.Throws<ContentException>(() => Begin("blobs:\n" + blob + "\n").Dispose());
        Assert.Equal("scenarios/test/scenario.yaml:6:1: " + complaint, error.Message);
    }

    private Attempt Begin(string yaml) => new(library.Put(Library.Head + yaml + "\n"));
}
