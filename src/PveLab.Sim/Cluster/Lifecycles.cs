using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Cluster;

/// <summary>The directory of every lifecycle: one machine per kind, made when first needed.</summary>
public sealed class Lifecycles(FactLog facts)
{
    private TaskLifecycle? task;
    private GuestLifecycle? guest;
    private OsBootLifecycle? osBoot;

    /// <summary>Worker tasks.</summary>
    public TaskLifecycle Task => task ??= new TaskLifecycle(facts);

    /// <summary>Virtual machines.</summary>
    public GuestLifecycle Guest => guest ??= new GuestLifecycle(facts);

    /// <summary>Operating systems inside virtual machines.</summary>
    public OsBootLifecycle OsBoot => osBoot ??= new OsBootLifecycle(facts);

    /// <summary>Every lifecycle's diagram by its name, for the generated documentation and its golden test.</summary>
    public IReadOnlyDictionary<string, string> Diagrams => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["guest"] = Guest.ToMermaid(),
        ["guest-os"] = OsBoot.ToMermaid(),
        ["task"] = Task.ToMermaid(),
    };
}
