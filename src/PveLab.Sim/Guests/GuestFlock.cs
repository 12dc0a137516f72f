namespace PveLab.Sim.Guests;

/// <summary>
/// The file lock that programs hold while they change a guest (pve-guest-common: PVE/AbstractConfig.pm lock_config_full). It is
/// why <c>qm stop</c> has to wait for a hanging <c>qm shutdown</c>.
/// </summary>
/// <param name="file">Where it lies, for messages.</param>
public sealed class GuestFlock(Func<string> file)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Whether a program holds it.</summary>
    public bool Held { get; private set; }

    /// <summary>Whoever held it is gone with the node's memory.</summary>
    internal void Forget() => Held = false;

    /// <summary>Does <paramref name="work"/> while holding the lock.</summary>
    /// <param name="log">Receives what a waiting program prints.</param>
    /// <param name="work">The work.</param>
    /// <param name="timeout">Seconds to wait for it.</param>
    /// <exception cref="PveException"><c>can't lock file '…' - got timeout</c>.</exception>
    public IEnumerable<TimeSpan> Hold(Action<string> log, IEnumerable<TimeSpan> work, int timeout = 10)
    {
        if (Held)
        {
            log("trying to acquire lock...");
            for (var waited = 0; Held; waited++)
            {
                if (waited >= timeout)
                    throw new PveException($"can't lock file '{file()}' - got timeout");
                yield return Poll;
            }
            log(" OK");
        }
        Held = true;
        try
        {
            foreach (var piece in work) yield return piece;
        }
        finally
        {
            Held = false;
        }
    }
}
