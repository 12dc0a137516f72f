using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Tests.Cluster;

public sealed class FactLogTests
{
    private readonly FactLog log = new(new VirtualClock(Instant.FromUnixSeconds(1_000_000)));

    [Fact]
    public void Facts_of_a_kind_are_found_in_order_also_those_recorded_after_somebody_has_asked()
    {
        Record("a", "b");
        Assert.Equal(["a", "b"], log.Of<StatusChanged>().Select(f => f.Entity));
        log.Record(new Peeked(log.Clock.Now));
        Record("c");
        Assert.Equal(["a", "b", "c"], log.Of<StatusChanged>().Select(f => f.Entity));
        Assert.Single(log.Of<Look>());
        Assert.Equal(log.All, log.Of<Fact>());
    }

    [Fact]
    public void What_was_before_the_beginning_is_left_out()
    {
        Record("a", "b", "c");
        log.Record(new Peeked(log.Clock.Now));
        Record("d");
        Assert.Equal(["c", "d"], log.Of<StatusChanged>(2).Select(f => f.Entity));
        Assert.Equal(["d"], log.Of<StatusChanged>(3).Select(f => f.Entity));
        Assert.Empty(log.Of<StatusChanged>(5));
    }

    [Fact]
    public void An_entity_s_changes_are_its_own()
    {
        Record("guest 100", "guest 1000", "guest 100");
        Assert.Equal(2, log.ChangesOf("guest 100").Count());
        Record("guest 100");
        Assert.Equal(2, log.ChangesOf("guest 100", 1).Count());
        Assert.Empty(log.ChangesOf("guest 10"));
    }

    [Fact]
    public void What_is_recorded_while_somebody_looks_through_is_found_the_next_time()
    {
        Record("a", "b");
        foreach (var change in log.Of<StatusChanged>()) if (change.Entity == "a") Record("c");
        Assert.Equal(["a", "b", "c"], log.Of<StatusChanged>().Select(f => f.Entity));
    }

    private void Record(params string[] entities)
    {
        foreach (var entity in entities) log.StatusChanged(entity, "Off", "On", "Switch");
    }

    private sealed record Peeked(Instant At) : Look(At);
}
