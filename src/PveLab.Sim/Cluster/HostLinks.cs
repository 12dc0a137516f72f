namespace PveLab.Sim.Cluster;

/// <summary>
/// The lab switch's paths between machines. Two machines reach each other when both have power and a cable and nobody cut the path
/// between the two: cuts of pairs make partitions, a pulled cable isolates a machine from all.
/// </summary>
public sealed class HostLinks(Datacenter datacenter)
{
    private readonly SortedSet<(string First, string Second)> cuts = [];

    /// <summary>The cut paths, each pair in ordinal order.</summary>
    public IReadOnlyCollection<(string First, string Second)> Cuts => cuts;

    /// <summary>A path was cut or mended, or a machine lost or got power or cable.</summary>
    public event Action? Changed;

    /// <summary>Whether packets pass between the two: always from a powered machine to itself.</summary>
    public bool Reach(PhysicalHost from, PhysicalHost to) =>
        from == to ? from.Powered : from.OnNetwork && to.OnNetwork && !IsCut(from.Name, to.Name);

    /// <summary>Whether the path between the two is cut, whatever their cables.</summary>
    public bool IsCut(string one, string other) => cuts.Count > 0 && cuts.Contains(Pair(one, other));

    /// <summary>Nothing passes between the two any more, in either direction.</summary>
    public void Cut(string one, string other)
    {
        if (one != other && cuts.Add(Pair(one, other))) Record(one, other, "Connected", "Disconnected", nameof(Cut));
    }

    /// <summary>The path between the two works again.</summary>
    public void Mend(string one, string other)
    {
        if (cuts.Remove(Pair(one, other))) Record(one, other, "Disconnected", "Connected", nameof(Mend));
    }

    internal void HostChanged() => Changed?.Invoke();

    private void Record(string one, string other, string from, string to, string cause)
    {
        var (first, second) = Pair(one, other);
        datacenter.Facts.StatusChanged($"path between {first} and {second}", from, to, cause);
        Changed?.Invoke();
    }

    private static (string First, string Second) Pair(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
