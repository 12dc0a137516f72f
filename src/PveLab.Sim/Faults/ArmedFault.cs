using System.Globalization;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Faults;

/// <summary>A fault in the world of an attempt: it waits for its moment, happens, and perhaps ends by itself.</summary>
public sealed class ArmedFault
{
    private readonly Datacenter world;
    private readonly FaultSite site;
    private Action? turnBack;

    internal ArmedFault(Datacenter world, Fault fault, int index)
    {
        this.world = world;
        Fault = fault;
        Index = index;
        site = new FaultSite(world, world.Chance[string.Create(CultureInfo.InvariantCulture, $"fault/{index}")]);
    }

    /// <summary>What goes wrong.</summary>
    public Fault Fault { get; }

    /// <summary>Its place in the scenario, from 0.</summary>
    public int Index { get; }

    /// <summary>Where it is in its life.</summary>
    public FaultStatus Status { get; internal set; }

    /// <summary>Decides by chance whether it happens, and waits for its moment.</summary>
    internal void Arm()
    {
        if (site.Chance.Below(100) >= Fault.Probability) Fire(FaultTrigger.Miss);
        else Await(Fault.When, atOnce: true, Begin);
    }

    internal void RecordBeginning() => world.Facts.Record(new FaultBegan(world.Clock.Now, Index, Fault.Kind));

    internal void RecordEnd() => world.Facts.Record(new FaultEnded(world.Clock.Now, Index, Fault.Kind));

    private void Begin()
    {
        try
        {
            turnBack = Fault.Begin(site);
        }
        catch (PveException)
        {
            // What it is about was removed before its moment came.
            Fire(FaultTrigger.Miss);
            return;
        }
        Fire(FaultTrigger.Begin);
        if (Fault.Until is { } until) Await(until, atOnce: false, End);
    }

    private void End()
    {
        try
        {
            turnBack?.Invoke();
        }
        catch (PveException)
        {
            // Somebody was faster: there is nothing left to turn back.
        }
        Fire(FaultTrigger.End);
    }

    /// <summary>Has <paramref name="act"/> done at a moment. What an event causes is done right after it, never in the middle of it.</summary>
    private void Await(FaultMoment moment, bool atOnce, Action act)
    {
        if (moment.Event is null)
        {
            var due = moment.Base(world.Clock.Now) + moment.Delay;
            if (atOnce && due <= world.Clock.Now) act();
            else world.Clock.At(due, act);
            return;
        }
        var left = moment.Count;
        void Listen(Fact fact)
        {
            if (!FaultEvents.Is(moment, fact) || --left > 0) return;
            world.Facts.Happened -= Listen;
            world.Clock.After(moment.Delay, act);
        }
        world.Facts.Happened += Listen;
    }

    private void Fire(FaultTrigger trigger) => world.Lifecycles.Fault.Fire(this, trigger);
}
