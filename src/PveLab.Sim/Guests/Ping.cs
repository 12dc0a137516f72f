using PveLab.Sim.Cluster;

namespace PveLab.Sim.Guests;

/// <summary>How an echo request ended.</summary>
public enum PingOutcome
{
    /// <summary>An answer came.</summary>
    Reply,

    /// <summary>Nothing came back.</summary>
    Lost,

    /// <summary>Nobody has that address: the sender's own kernel says so after three seconds.</summary>
    HostUnreachable,

    /// <summary>The sender has no way there at all.</summary>
    NetworkUnreachable,
}

/// <summary>The end of one echo request.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="RoundTrip">How long the answer took.</param>
/// <param name="Answerer">Who answered.</param>
/// <param name="Conflict">Whether another station has the same address or MAC.</param>
public sealed record PingResult(PingOutcome Outcome, TimeSpan RoundTrip, Station? Answerer, bool Conflict);

/// <summary>One run of ping from a node or a guest to an address.</summary>
public sealed class Ping
{
    private readonly Datacenter datacenter;
    private readonly Func<IEnumerable<(Segment Segment, Ipv4Network Subnet, Ipv4 Address)>> interfaces;
    private readonly string from;
    private readonly PhysicalHost host;
    private bool recorded;
    private int sent;

    private Ping(Datacenter datacenter, PhysicalHost host, string from, Ipv4 target, Func<IEnumerable<(Segment, Ipv4Network, Ipv4)>> interfaces)
    {
        this.datacenter = datacenter;
        this.from = from;
        this.host = host;
        this.interfaces = interfaces;
        Target = target;
    }

    /// <summary>The address asked.</summary>
    public Ipv4 Target { get; }

    /// <summary>A run from a node's shell.</summary>
    public static Ping From(Node node, Ipv4 target) => new(node.Datacenter, node.Host, node.Name, target, () => node.Datacenter.Network.InterfacesOf(node));

    /// <summary>A run from inside a guest.</summary>
    public static Ping From(Guest guest, Ipv4 target) => new(guest.Node.Datacenter, guest.Node.Host, Network.NameOf(guest), target, () => Network.InterfacesOf(guest));

    /// <summary>The sender's address towards the target, which it names in its error reports; null when there is no way.</summary>
    public Ipv4? Source => Way() is { } way ? way.Address : null;

    /// <summary>Sends one request.</summary>
    public PingResult Send()
    {
        sent++;
        if (IsLoopback(Target)) return Answer(null, false, 20, 60);
        if (Way() is not { } way) return new PingResult(PingOutcome.NetworkUnreachable, default, null, false);
        if (way.Address == Target) return Answer(null, false, 20, 60);
        var stations = datacenter.Network.Stations(way.Segment, host).ToList();
        if (!stations.Exists(s => s.Address == way.Address)) return new PingResult(PingOutcome.HostUnreachable, default, null, false);
        if (!way.Subnet.Contains(Target))
            return new PingResult(way.Segment.Gateway is null ? PingOutcome.NetworkUnreachable : PingOutcome.Lost, default, null, false);
        var owners = stations.FindAll(s => s.Address == Target);
        if (owners.Count == 0) return new PingResult(PingOutcome.HostUnreachable, default, null, false);
        var conflict = owners.Count > 1 || stations.Exists(s => s.Mac.Length > 0 && s.Guest != owners[0].Guest && s.Mac == owners[0].Mac);
        // Two stations take turns in the switch's and everybody's ARP tables: every second answer goes astray.
        if (conflict && sent % 2 == 0) return new PingResult(PingOutcome.Lost, default, null, true);
        return Answer(owners[sent / 2 % owners.Count], conflict, 180, 620);
    }

    private PingResult Answer(Station? answerer, bool conflict, long fastest, long slowest)
    {
        var roundTrip = TimeSpan.FromMicroseconds(datacenter.Chance["ping"].Between(fastest, slowest));
        if (!recorded && answerer is not null)
        {
            recorded = true;
            datacenter.Facts.Record(new PingAnswered(
                datacenter.Clock.Now, from, Target.ToString(), answerer.Guest?.Vmid, answerer.Host?.Name, conflict));
        }
        return new PingResult(PingOutcome.Reply, roundTrip, answerer, conflict);
    }

    private (Segment Segment, Ipv4Network Subnet, Ipv4 Address)? Way()
    {
        (Segment, Ipv4Network, Ipv4)? routed = null;
        foreach (var candidate in interfaces())
        {
            if (candidate.Subnet.Contains(Target)) return candidate;
            if (candidate.Segment.Gateway is not null) routed ??= candidate;
        }
        return routed;
    }

    private static bool IsLoopback(Ipv4 address) => address.Value >> 24 == 127;
}
