using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Sim.Migration;

/// <summary>The other end of an open connection is gone.</summary>
public sealed class TunnelBrokenException() : PveException("client_loop: send disconnect: Broken pipe");

/// <summary>
/// Bytes through a tunnel between two nodes. While packets do not pass they stand still, and go on when the way is mended; after about a quarter
/// of an hour the kernel gives the connection up, and at once when the other side has started anew and knows nothing of it.
/// </summary>
/// <param name="tunnel">The tunnel.</param>
/// <param name="lanes">What else the bytes pass through.</param>
/// <param name="limit">KiB/s; null or 0 for none.</param>
internal sealed class TunnelFlow(NodeTunnel tunnel, IEnumerable<Cluster.Lane> lanes, long? limit)
    : ByteFlow(tunnel.From.Datacenter.Bandwidth, lanes.Concat(tunnel.Lanes), limit)
{
    private readonly Instant began = tunnel.From.Clock.Now;
    private Instant? silentSince;

    /// <inheritdoc />
    public override void Settle()
    {
        base.Settle();
        if (tunnel.IsOpen)
        {
            if (tunnel.To.BootedAt > began) throw new TunnelBrokenException();
            silentSince = null;
            Resume();
            return;
        }
        Pause();
        silentSince ??= tunnel.From.Clock.Now;
        if (tunnel.From.Clock.Now - silentSince.Value > NodeTunnel.Patience) throw new TunnelBrokenException();
    }
}
