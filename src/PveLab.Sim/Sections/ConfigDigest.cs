using System.Security.Cryptography;
using System.Text;

namespace PveLab.Sim.Sections;

/// <summary>What <c>--digest</c> compares: whether a configuration is still what its reader saw (pve-common: PVE/SectionConfig.pm parse_config).</summary>
public static class ConfigDigest
{
    /// <summary>SHA-1 of a configuration's text, in hex.</summary>
#pragma warning disable CA5350 // SHA-1 is what PVE's digests are; nothing here is a secret.
    public static string Of(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
