using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PveLab.Courseware.Tests.Classes;

/// <summary>Journals that somebody made by hand, with a chain of hashes that fits.</summary>
internal static class Chained
{
    /// <summary>A journal with the header of a real attempt and these entries, each the inside of an object.</summary>
    public static string Journal(params IEnumerable<string> entries) => Of([Body(Header), .. entries.Select((e, i) => $"{{\"n\":{i + 1},{e}}}")]);

    /// <summary>A journal in which these lines were typed.</summary>
    public static string Typed(params IEnumerable<string> lines) => Journal(lines.Select(Line));

    /// <summary>The inside of an entry for a typed line.</summary>
    public static string Line(string text) => "\"line\":" + JsonSerializer.Serialize(text);

    /// <summary>The first line of a real journal, without its hash.</summary>
    public static string Header { get; } = ClassLab.Journal([]).Split('\n')[0];

    /// <summary>Bodies with their chain.</summary>
    public static string Of(IEnumerable<string> bodies)
    {
        var (text, hash) = (new StringBuilder(), "");
        foreach (var body in bodies)
        {
            hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash + "\n" + body)));
            text.Append(body[..^1]).Append(",\"hash\":\"").Append(hash).Append("\"}\n");
        }
        return text.ToString();
    }

    public static string Body(string line) => line[..line.LastIndexOf(",\"hash\"", StringComparison.Ordinal)] + "}";
}
