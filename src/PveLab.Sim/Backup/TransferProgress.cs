using PveLab.Sim.Cluster;

namespace PveLab.Sim.Backup;

/// <summary>Tells whoever listens how far a backup or restore is.</summary>
internal static class TransferProgress
{
    /// <summary>Tells it when it has changed by a percent.</summary>
    /// <returns>The percent told last; -1 before the first.</returns>
    public static long PassProgress(this FactLog facts, int vmid, long before, long passed, long total)
    {
        var percent = total > 0 ? passed * 100 / total : 100;
        if (percent == before || !facts.HasListeners) return before;
        facts.Pass(new TransferProgressed(facts.Clock.Now, vmid, before, percent));
        return percent;
    }
}
