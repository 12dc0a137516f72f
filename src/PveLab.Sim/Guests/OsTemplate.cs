using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PveLab.Sim.Time;

namespace PveLab.Sim.Guests;

/// <summary>A container template of a distribution, as its file name tells: <c>debian-12-standard_12.7-1_amd64.tar.zst</c>.</summary>
/// <param name="OsType">The setting <c>ostype</c>.</param>
/// <param name="OsName">Its pretty name.</param>
/// <param name="Architecture">amd64, ….</param>
/// <param name="Services">Services started at boot.</param>
public sealed partial record OsTemplate(string OsType, string OsName, string Architecture, ImmutableArray<string> Services)
{
    /// <summary>Bytes on disk for a byte of the packed template.</summary>
    public const double Expansion = 3.6;

    private static readonly ImmutableArray<string> Systemd = ["cron", "ssh", "systemd-networkd"];

    /// <summary>The template of that file name, or null when it is none of a distribution.</summary>
    public static OsTemplate? Of(string fileName)
    {
        if (Name().Match(fileName) is not { Success: true } match) return null;
        var (distribution, release, version) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return distribution switch
        {
            "debian" => new OsTemplate("debian", $"Debian GNU/Linux {release} ({Codename(release)})", match.Groups[4].Value, Systemd),
            "ubuntu" => new OsTemplate("ubuntu", $"Ubuntu {release}{(release is "22.04" or "24.04" ? " LTS" : "")}", match.Groups[4].Value, Systemd),
            "alpine" => new OsTemplate("alpine", $"Alpine Linux v{release}", match.Groups[4].Value, ["crond", "networking"]),
            _ => new OsTemplate(distribution, $"{distribution} {version}", match.Groups[4].Value, []),
        };
    }

    /// <summary>What is installed in a new container.</summary>
    /// <param name="hostName">Its host name.</param>
    /// <param name="password">The password of root; null when nobody can log in with one.</param>
    /// <param name="now">When.</param>
    public GuestSystem Install(string hostName, string? password, Instant now) => new()
    {
        OsName = OsName,
        HostName = hostName,
        Accounts = password is null ? GuestSystem.Data.Accounts : GuestSystem.Data.Accounts.Add("root", password),
        Services = [.. Services.Order(StringComparer.Ordinal)],
        Files = GuestSystem.Data.Files
            .Add("/etc/hostname", new GuestFile(hostName + "\n", now))
            .Add("/etc/os-release", new GuestFile($"PRETTY_NAME=\"{OsName}\"\nID={OsType}\n", now)),
    };

    private static string Codename(string release) => release switch
    {
        "11" => "bullseye",
        "12" => "bookworm",
        "13" => "trixie",
        _ => "sid",
    };

    [GeneratedRegex(@"\A(debian|ubuntu|alpine|rockylinux|almalinux|fedora|opensuse|archlinux|centos|devuan|gentoo)-([0-9.]+)-[a-z]+_([^_]+)_(amd64|arm64)\.tar(?:\.(?:gz|xz|zst|bz2))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
