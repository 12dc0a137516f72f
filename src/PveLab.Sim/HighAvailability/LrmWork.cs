namespace PveLab.Sim.HighAvailability;

/// <summary>What an LRM is to do with a service.</summary>
/// <param name="Status">The wish, named as the manager's state.</param>
/// <param name="Uid">Whose result it is; null for what a node's shutdown asks, which nobody waits for.</param>
/// <param name="Target">Where to.</param>
/// <param name="Timeout">How long a shutdown may take.</param>
internal sealed record LrmWish(HaServiceStatus Status, string? Uid, string? Target = null, string? Timeout = null);

/// <summary>A wish in an LRM's queue or in the hands of its worker.</summary>
internal sealed class LrmWork(string sid, LrmWish wish)
{
    /// <summary>The service.</summary>
    internal string Sid { get; } = sid;

    /// <summary>What is wanted.</summary>
    internal LrmWish Wish { get; } = wish;

    /// <summary>How often it was considered for a free worker: who waited longest goes first.</summary>
    internal int Tries { get; set; }

    /// <summary>The run, once a worker has it.</summary>
    internal ResourceAgentRun? Run { get; set; }

    /// <summary>The worker, once it has one.</summary>
    internal IHaWorker? Worker { get; set; }
}
