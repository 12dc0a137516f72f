using System.Security.Cryptography;
using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Tools;

/// <summary>sha256sum, sha1sum, md5sum; -c checks. A file whose bytes are not simulated gets the digest of its size and meaning.</summary>
internal static class Sums
{
    private static readonly OptionTable Table = new("c/check", "b/binary", "t/text", "/quiet", "/status", "!z/zero", "!w/warn", "!/tag", "!/strict", "!/ignore-missing");

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var failed = 0;
        foreach (var name in options.Operands.Count == 0 ? ["-"] : options.Operands)
        {
            if (options.Has("c"))
            {
                foreach (var piece in invocation.LinesOf([name]))
                {
                    if (piece.Passed is { } passed)
                    {
                        yield return passed;
                        continue;
                    }
                    var parts = piece.Line.Split("  ", 2);
                    if (parts.Length < 2) continue;
                    var actual = OfFile(invocation, parts[1], out var unreadable);
                    if (actual is null) yield return new Step.Err($"{invocation.Name}: {parts[1]}: {unreadable.Describe()}\n");
                    if (actual != parts[0]) failed++;
                    yield return new Step.Out($"{parts[1]}: {(actual is null ? "FAILED open or read" : actual == parts[0] ? "OK" : "FAILED")}\n");
                }
                continue;
            }
            if (name != "-")
            {
                if (OfFile(invocation, name, out var errno) is { } digest) yield return new Step.Out($"{digest}  {name}\n");
                else yield return invocation.Fail(1, $"{invocation.Name}: {name}: {errno.Describe()}");
                continue;
            }
            var text = new StringBuilder();
            foreach (var step in invocation.Input)
            {
                if (step is Step.Out { Text: var chunk }) text.Append(chunk);
                else yield return step;
            }
            yield return new Step.Out($"{Digest(invocation.Name, text.ToString())}  -\n");
        }
        if (failed == 0) yield break;
        yield return invocation.Fail(1, $"{invocation.Name}: WARNING: {Sizes.Text(failed)} computed checksum{(failed == 1 ? "" : "s")} did NOT match");
    }

    private static string? OfFile(Invocation invocation, string name, out Errno errno)
    {
        if (invocation.Open(name, out errno) is null) return null;
        var path = invocation.Absolute(name);
        return Digest(invocation.Name, invocation.Files.Find(path) is BlobFile blob ? $"{Sizes.Text(blob.Size)} {blob.Payload}" : invocation.Files.ReadText(path));
    }

    /// <summary>The digest of a text as the named tool computes it.</summary>
    internal static string Digest(string tool, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5350, CA5351 // The tools of that name use these algorithms; nothing here depends on their strength.
        var digest = tool switch { "md5sum" => MD5.HashData(bytes), "sha1sum" => SHA1.HashData(bytes), "sha512sum" => SHA512.HashData(bytes), _ => SHA256.HashData(bytes) };
#pragma warning restore CA5350, CA5351
        return Convert.ToHexStringLower(digest);
    }
}
