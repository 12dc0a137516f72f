using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// A network card has the hardware address of another guest's, as a copy restored without <c>--unique</c> has: running beside each other they also get
/// one and the same address by DHCP. (A restored copy collides by itself; this is for a collision that somebody else has made.)
/// </summary>
public sealed partial record MacCollision : GuestSettingFault
{
    /// <summary>The card.</summary>
    public string Nic { get; init; } = "net0";

    /// <summary>VMID of the guest whose address it has.</summary>
    public required int Other { get; init; }

    /// <summary>That guest's card.</summary>
    public string OtherNic { get; init; } = "net0";

    private Datacenter? world;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (world.GuestOf(Other)?.Config[OtherNic] is null)
            yield return new FaultProblem("other", string.Create(CultureInfo.InvariantCulture, $"there is no guest {Other} with a card '{OtherNic}'"));
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        world = site.World;
        return base.Begin(site);
    }

    /// <inheritdoc />
    protected override IEnumerable<(string Key, string? Value)> Changes(GuestConfig config)
    {
        if (config[Nic] is not { } value) throw new PveException($"no network card '{Nic}'");
        if (world?.GuestOf(Other)?.Config[OtherNic] is not { } theirs) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"there is no guest {Other}"));
        yield return (Nic, Address().Replace(value, Address().Match(theirs).Value, 1));
    }

    [GeneratedRegex("[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
