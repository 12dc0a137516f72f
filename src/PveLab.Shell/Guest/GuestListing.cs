using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>ls and sha256sum inside a guest.</summary>
internal static class GuestListing
{
    internal static IEnumerable<string> Ls(GuestCall call)
    {
        var (options, names) = GuestCommands.Options(call);
        if (names.Count == 0) names.Add(".");
        var isLong = options.Contains('l', StringComparison.Ordinal);
        foreach (var name in names)
        {
            var path = UnixPath.Absolute(name, call.Session.Directory);
            if (GuestFiles.Find(call.Session, path) is { } file)
            {
                yield return isLong ? Long(call, name, file) : name;
                continue;
            }
            if (!GuestFiles.IsDirectory(call.Session, path))
            {
                call.Fail(2, $"ls: cannot access '{name}': No such file or directory");
                continue;
            }
            if (names.Count > 1) yield return name + ":";
            var entries = GuestFiles.List(call.Session, path).Where(e => options.Contains('a', StringComparison.Ordinal) || !e.Key.StartsWith('.')).ToList();
            if (isLong)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"total {entries.Sum(e => e.Value is null ? 4 : (e.Value.Size + 4095) / 4096 * 4)}");
                foreach (var (entry, inside) in entries) yield return Long(call, entry, inside);
            }
            else if (entries.Count > 0)
            {
                yield return string.Join("  ", entries.Select(e => e.Key));
            }
        }
    }

    internal static IEnumerable<string> Sha256(GuestCall call)
    {
        foreach (var (name, file) in GuestCommands.Files(call, call.Arguments))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var line in file.Lines(call.Guest.Node.Datacenter.Zone)) hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
            yield return $"{Convert.ToHexStringLower(hash.GetHashAndReset())}  {name}";
        }
    }

    private static string Long(GuestCall call, string name, GuestFile? file)
    {
        var zone = call.Guest.Node.Datacenter.Zone;
        var at = zone.ToLocal((file?.Written ?? call.Guest.Os.BootedAt ?? call.Guest.Node.Clock.Now).UnixSeconds);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(file is null ? "drwxr-xr-x 2" : "-rw-r--r-- 1")} root root {file?.Size ?? 4096,8} {at.MonthName} {at.Day,2} {at.Hour:D2}:{at.Minute:D2} {name}");
    }
}
