using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// Counts what the learner's own programs change in the world, told apart from what happens in it meanwhile: programs change it while they
/// are pulled, everything else while time passes.
/// </summary>
internal sealed class Deeds(FactLog facts)
{
    /// <summary>How much was changed so far.</summary>
    public long Changed { get; private set; }

    /// <summary>Where the world stands before a piece of work.</summary>
    public long Now => facts.Changes;

    /// <summary>Counts what the piece of work changed.</summary>
    public void AddSince(long before) => Changed += facts.Changes - before;
}
