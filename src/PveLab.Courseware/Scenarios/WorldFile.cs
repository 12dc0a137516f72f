using PveLab.Courseware.Variants;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Scenarios;

/// <summary>A world as its file tells it: the datacenter, and what the seed draws in it for every scenario that plays there.</summary>
public sealed record WorldFile : WorldDefinition
{
    /// <summary>Values by the name that <c>${name}</c> stands for; a scenario may add some, or draw one in another way.</summary>
    public Dictionary<string, VariantRange> Variants { get; init; } = [];
}
