using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>An IPv4 address.</summary>
/// <param name="Value">Its 32 bits, the first octet highest.</param>
public readonly record struct Ipv4(uint Value)
{
    /// <summary>Reads the dotted form; nothing else counts.</summary>
    public static bool TryParse(string text, out Ipv4 address)
    {
        address = default;
        var parts = text.Split('.');
        if (parts.Length != 4) return false;
        uint value = 0;
        foreach (var part in parts)
        {
            if (part.Length > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) return false;
            value = value << 8 | octet;
        }
        address = new Ipv4(value);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value >> 24}.{Value >> 16 & 255}.{Value >> 8 & 255}.{Value & 255}");
}

/// <summary>An IPv4 network.</summary>
/// <param name="Base">Its first address.</param>
/// <param name="Prefix">Length of its prefix in bits.</param>
public readonly record struct Ipv4Network(Ipv4 Base, int Prefix)
{
    /// <summary>Its last address.</summary>
    public Ipv4 Broadcast => new(Base.Value | ~Mask(Prefix));

    /// <summary>Whether <paramref name="address"/> belongs to it.</summary>
    public bool Contains(Ipv4 address) => (address.Value & Mask(Prefix)) == Base.Value;

    /// <summary>The network of that prefix length that <paramref name="address"/> lies in.</summary>
    public static Ipv4Network Of(Ipv4 address, int prefix) => new(new Ipv4(address.Value & Mask(prefix)), prefix);

    /// <summary>Reads <c>192.168.10.5/24</c> as its network and the address itself.</summary>
    public static bool TryParse(string text, out Ipv4Network network, out Ipv4 address)
    {
        network = default;
        address = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !Ipv4.TryParse(text[..slash], out address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > 32) return false;
        network = Of(address, prefix);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Base}/{Prefix}");

    private static uint Mask(int prefix) => prefix == 0 ? 0 : uint.MaxValue << (32 - prefix);
}
