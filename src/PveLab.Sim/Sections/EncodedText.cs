using System.Globalization;
using System.Text;

namespace PveLab.Sim.Sections;

/// <summary>Free text as a line of a configuration file holds it (pve-common: PVE/ParseUtils.pm encode_text, decode_text).</summary>
public static class EncodedText
{
    /// <summary>The text with everything but plain ASCII, and <c>:</c> and <c>%</c>, percent-encoded.</summary>
    public static string Of(string text)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b is >= 0x20 and <= 0x7e and not ((byte)':' or (byte)'%')) encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }

    /// <summary>The text that such a line stands for.</summary>
    public static string Read(string line) => Uri.UnescapeDataString(line);
}
