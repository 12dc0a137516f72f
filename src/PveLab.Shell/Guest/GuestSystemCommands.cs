using System.Globalization;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Guest;

/// <summary>What a guest's system tells about itself.</summary>
internal static class GuestSystemCommands
{
    internal static IEnumerable<string> HostName(GuestCall call) => call.Arguments.Contains("-I")
        ? [string.Join(' ', call.Guest.Os.Nics.Where(n => n.Address is not null).Select(n => n.Address.ToString())) + " "]
        : [call.Guest.Os.System!.HostName];

    internal static IEnumerable<string> Id(GuestCall call)
    {
        var user = call.Session.User;
        return [call.IsRoot ? "uid=0(root) gid=0(root) groups=0(root)" : $"uid=1000({user}) gid=1000({user}) groups=1000({user}),27(sudo)"];
    }

    internal static IEnumerable<string> Uname(GuestCall call)
    {
        if (!call.Arguments.Contains("-a")) return [call.Arguments.Contains("-r") ? GuestTexts.Kernel : "Linux"];
        return [$"Linux {call.Guest.Os.System!.HostName} {GuestTexts.Kernel} #85-Ubuntu SMP PREEMPT_DYNAMIC x86_64 GNU/Linux"];
    }

    internal static IEnumerable<string> Ip(GuestCall call)
    {
        var words = call.Arguments.Where(a => !a.StartsWith('-')).ToList();
        var brief = call.Arguments.Contains("-br") || call.Arguments.Contains("-brief");
        var what = words.Count == 0 ? "" : words[0];
        if (words.Count > 1 && words[1] is not ("show" or "list" or "s"))
        {
            call.Fail(255, $"PveLab: 'ip {string.Join(' ', call.Arguments)}' inside a guest is not simulated");
            return [];
        }
        if (what.Length > 0 && "address".StartsWith(what, StringComparison.Ordinal)) return brief ? BriefAddresses(call) : Addresses(call);
        if (what.Length > 0 && "route".StartsWith(what, StringComparison.Ordinal)) return Routes(call);
        call.Fail(what.Length == 0 ? 255 : 1, what.Length == 0 ? "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }" : $"Object \"{what}\" is unknown, try \"ip help\".");
        return [];
    }

    internal static IEnumerable<string> Systemctl(GuestCall call)
    {
        var words = call.Arguments.Where(a => !a.StartsWith('-')).ToList();
        var services = call.Guest.Os.System!.Services;
        var verb = words.Count == 0 ? "list-units" : words[0];
        if (verb is "is-active" && words.Count > 1)
        {
            call.ExitCode = services.Contains(Unit(words[1])) ? 0 : 3;
            return [call.ExitCode == 0 ? "active" : "inactive"];
        }
        if (verb is "poweroff" or "reboot")
        {
            foreach (var step in GuestCommands.FindTimed(call.With(verb, []))!(call)) _ = step;
            return [];
        }
        if (verb is "list-units") return services.Select(s => $"  {s + ".service",-32} loaded active running {s}");
        if (verb is not "status")
        {
            call.Fail(255, $"PveLab: 'systemctl {verb}' inside a guest is not simulated");
            return [];
        }
        if (words.Count == 1) return [$"● {call.Guest.Os.System!.HostName}", "    State: running", "    Units: 312 loaded (incl. loaded aliases)", "   Failed: 0 units"];
        return Status(call, Unit(words[1]), services.Contains(Unit(words[1])));
    }

    internal static IEnumerable<string> Df(GuestCall call)
    {
        var content = call.Guest.Os.Content!;
        var human = GuestCommands.Options(call).Options.Contains('h', StringComparison.Ordinal);
        yield return human ? "Filesystem                         Size  Used Avail Use% Mounted on" : "Filesystem                        1K-blocks     Used Available Use% Mounted on";
        if (call.Guest is Container container)
        {
            foreach (var mount in container.MountPoints)
            {
                if (mount.IsVolume && container.Node.Storages.Image(mount.Volume) is { } volume) yield return DfLine(Device(container, mount.Volume), volume, mount.Path, human);
                else if (mount.Type == "bind" && container.Node.Files.MountOf(mount.Volume) is var below)
                    yield return DfLine(below.FileSystem.Source, below.FileSystem.Capacity, below.FileSystem.Used, mount.Path, human);
            }
            yield break;
        }
        yield return DfLine("/dev/mapper/ubuntu--vg-ubuntu--lv", content.Root, "/", human);
        var letter = 'b';
        foreach (var (path, image) in content.Mounts)
            if (image is not null) yield return DfLine($"/dev/sd{letter++}1", image, path, human);
    }

    /// <summary>What a container sees as the device of a volume: LVM doubles hyphens, a raw file is a loop device, a ZFS subvolume is its dataset.</summary>
    private static string Device(Container container, string volume)
    {
        var path = container.Node.Storages.PathOf(volume);
        if (path.EndsWith(".raw", StringComparison.Ordinal)) return "/dev/loop0";
        return path.StartsWith("/dev/", StringComparison.Ordinal)
            ? "/dev/mapper/" + string.Join('-', path[5..].Split('/').Select(p => p.Replace("-", "--", StringComparison.Ordinal)))
            : path.TrimStart('/');
    }

    private static string DfLine(string device, DiskImage disk, string path, bool human) =>
        DfLine(device, (long)(disk.Size * 0.976), Math.Min(disk.Capture().Written, (long)(disk.Size * 0.976)), path, human);

    private static string DfLine(string device, long size, long used, string path, bool human)
    {
        string Shown(long bytes) => human ? Human(bytes) : (bytes / 1024).ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"{device,-34} {Shown(size),4} {Shown(used),5} {Shown(size - used),5} {(int)Math.Ceiling(100.0 * used / size),3}% {path}");
    }

    internal static IEnumerable<string> Free(GuestCall call)
    {
        var (total, used) = (call.Guest.Memory / 100 * 96 / 1024, call.Guest.Memory / 100 * 12 / 1024);
        if (GuestCommands.Options(call).Options is "m") (total, used) = (total / 1024, used / 1024);
        yield return "               total        used        free      shared  buff/cache   available";
        yield return string.Create(CultureInfo.InvariantCulture, $"Mem:     {total,11} {used,11} {total / 2,11} {1,11} {total - used - total / 2,11} {total - used,11}");
        yield return string.Create(CultureInfo.InvariantCulture, $"Swap:    {0,11} {0,11} {0,11}");
    }

    internal static IEnumerable<string> Uptime(GuestCall call)
    {
        var up = call.Guest.Node.Clock.Now - call.Guest.Os.BootedAt!.Value;
        var local = call.Guest.Node.Datacenter.Zone.ToLocal(call.Guest.Node.Clock.Now.UnixSeconds);
        var days = up.Days == 0 ? "" : up.Days == 1 ? "1 day, " : string.Create(CultureInfo.InvariantCulture, $"{up.Days} days, ");
        var clock = up.Hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{up.Hours,2}:{up.Minutes:D2}") : string.Create(CultureInfo.InvariantCulture, $"{up.Minutes} min");
        return [string.Create(CultureInfo.InvariantCulture, $" {local.Hour:D2}:{local.Minute:D2}:{local.Second:D2} up {days}{clock},  1 user,  load average: 0.08, 0.03, 0.01")];
    }

    private static string Unit(string name) => name.EndsWith(".service", StringComparison.Ordinal) ? name[..^8] : name;

    private static IEnumerable<string> Status(GuestCall call, string unit, bool known)
    {
        if (!known)
        {
            call.Fail(4, $"Unit {unit}.service could not be found.");
            yield break;
        }
        yield return $"● {unit}.service - {unit}";
        yield return $"     Loaded: loaded (/usr/lib/systemd/system/{unit}.service; enabled; preset: enabled)";
        yield return $"     Active: active (running) since {GuestTexts.Date(call.Guest)}";
    }

    private static IEnumerable<string> Addresses(GuestCall call)
    {
        yield return "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000";
        yield return "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00";
        yield return "    inet 127.0.0.1/8 scope host lo";
        yield return "       valid_lft forever preferred_lft forever";
        var index = 2;
        foreach (var nic in call.Guest.Os.Nics)
        {
            var flags = nic.Segment is null ? "NO-CARRIER,BROADCAST,MULTICAST,UP" : "BROADCAST,MULTICAST,UP,LOWER_UP";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{index++}: {nic.Device}: <{flags}> mtu 1500 qdisc fq_codel state {(nic.Segment is null ? "DOWN" : "UP")} group default qlen 1000");
            yield return $"    link/ether {nic.Mac.ToLowerInvariant()} brd ff:ff:ff:ff:ff:ff";
            if (nic.Address is not { } address) continue;
            var broadcast = Sim.Guests.Ipv4Network.Of(address, nic.Prefix).Broadcast;
            yield return string.Create(CultureInfo.InvariantCulture, $"    inet {address}/{nic.Prefix} brd {broadcast} scope global {(nic.Dynamic ? "dynamic " : "")}{nic.Device}");
            yield return nic.Dynamic ? "       valid_lft 86400sec preferred_lft 86400sec" : "       valid_lft forever preferred_lft forever";
        }
    }

    private static IEnumerable<string> BriefAddresses(GuestCall call)
    {
        yield return "lo               UNKNOWN        127.0.0.1/8 ";
        foreach (var nic in call.Guest.Os.Nics)
        {
            var address = nic.Address is { } a ? string.Create(CultureInfo.InvariantCulture, $"{a}/{nic.Prefix} ") : "";
            yield return $"{nic.Device,-16} {(nic.Segment is null ? "DOWN" : "UP"),-14} {address}";
        }
    }

    private static IEnumerable<string> Routes(GuestCall call)
    {
        foreach (var nic in call.Guest.Os.Nics)
        {
            if (nic is not { Address: { } address, Segment: { } segment }) continue;
            var proto = nic.Dynamic ? "proto dhcp " : "";
            if (segment.Gateway is { } gateway) yield return $"default via {gateway} dev {nic.Device} {proto}src {address} metric 100 ";
            yield return $"{Sim.Guests.Ipv4Network.Of(address, nic.Prefix)} dev {nic.Device} proto kernel scope link src {address} metric 100 ";
        }
    }

    private static string Human(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1024 && unit < 4; unit++) value /= 1024;
        return value >= 10 || unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(value):F0}{"BKMGT"[unit]}")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(value * 10) / 10:F1}{"BKMGT"[unit]}");
    }
}
