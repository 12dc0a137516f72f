using System.Globalization;
using PveLab.Api.Nodes;

namespace PveLab.Shell.Tools;

/// <summary>Small tools that look at the node: vmstat, top, timedatectl, chronyc, lscpu.</summary>
internal static class SystemLook
{
    private static readonly OptionTable VmstatTable = new("w/wide", "n/one-header", "S:/unit:", "!s/stats", "!d/disk", "!a/active", "!t/timestamp") { Usage = "[options] [delay [count]]" };
    private static readonly OptionTable TopTable = new("b/batch", "n:/iterations:", "d:/delay:", "c", "o:/sort-override:", "p:/pid:", "!i", "!H", "!u:", "!s") { Usage = "[options]" };

    public static IEnumerable<Step> Vmstat(Invocation invocation)
    {
        var options = VmstatTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        var numbers = options.Operands.Select(o => Sizes.Parse(o)).ToList();
        if (numbers.Contains(null))
        {
            yield return invocation.Fail(1, "vmstat: failed to parse argument: " + string.Join(' ', options.Operands));
            yield break;
        }
        yield return new Step.Out("procs -----------memory---------- ---swap-- -----io---- -system-- -------cpu-------\n"
            + " r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st gu\n");
        var count = numbers.Count > 1 ? numbers[1]!.Value : numbers.Count > 0 ? long.MaxValue : 1;
        for (var i = 0L; i < count; i++)
        {
            if (i > 0) yield return new Step.Wait(invocation.Node.Clock.Now + TimeSpan.FromSeconds(Math.Max(1, numbers[0]!.Value)));
            var node = invocation.Node;
            var tasks = node.Tasks.All.Count(t => t.IsRunning);
            var free = Math.Max(0, node.Memory - NodeMethods.UsedMemory(node)) >> 10;
            yield return new Step.Out(string.Create(CultureInfo.InvariantCulture,
                $"{tasks,2} {tasks,2}      0 {free,6} {52_412,6} {1_131_520,6}    0    0 "
                + $"{(tasks > 0 ? 81_920 : 12),5} {(tasks > 0 ? 40_960 : 48),5} {412,4} {690,4}  1  1 {(tasks > 0 ? 92 : 98),2} {(tasks > 0 ? 6 : 0),2}  0  0\n"));
        }
    }

    public static IEnumerable<Step> Top(Invocation invocation)
    {
        var options = TopTable.Parse(invocation);
        if (options.Problem is { } problem)
        {
            yield return problem;
            yield break;
        }
        if (!options.Has("b"))
        {
            yield return invocation.Fail(255, "PveLab: 'top' without '-b' is not simulated (try top -b -n1)");
            yield break;
        }
        var count = options["n"] is { } text ? Sizes.Parse(text) ?? 1 : long.MaxValue;
        for (var i = 0L; i < count; i++)
        {
            if (i > 0) yield return new Step.Wait(invocation.Node.Clock.Now + TimeSpan.FromSeconds(3));
            yield return new Step.Out((i > 0 ? "\n" : "") + Screen(invocation));
        }
    }

    private static string Screen(Invocation invocation)
    {
        var node = invocation.Node;
        var processes = NodeProcesses.Of(node, "top").OrderByDescending(p => p.Memory).ToList();
        var (total, used) = (node.Memory / 1048576.0, NodeMethods.UsedMemory(node) / 1048576.0);
        var head = string.Create(CultureInfo.InvariantCulture,
            $"top -{SystemInfo.UptimeLine(node)}\nTasks: {processes.Count,3} total,   1 running, {processes.Count - 1,3} sleeping,   0 stopped,   0 zombie\n"
            + $"%Cpu(s):  1.0 us,  0.8 sy,  0.0 ni, 98.0 id,  0.2 wa,  0.0 hi,  0.0 si,  0.0 st \n"
            + $"MiB Mem : {total,8:0.0} total, {total - used,8:0.0} free, {used,8:0.0} used, {1200.0,8:0.0} buff/cache     \n"
            + $"MiB Swap: {8192.0,8:0.0} total, {8192.0,8:0.0} free, {0.0,8:0.0} used. {total - used,8:0.0} avail Mem \n\n"
            + $"    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n");
        return head + string.Concat(processes.Select(p => string.Create(CultureInfo.InvariantCulture,
            $"{p.Pid,7} {p.User,-8}  20   0 {(p.Memory >> 10) * 2,7} {p.Memory >> 10,6} {(p.Memory >> 10) / 3,6} "
            + $"S   0.0 {p.Memory * 100.0 / node.Memory,5:0.0}   0:00.00 {Ps.Short(p.Command)}\n")));
    }

    public static IEnumerable<Step> Timedatectl(Invocation invocation)
    {
        if (invocation.Arguments is [var word, ..] && word is not "status" and not "show") return [invocation.Fail(255, $"PveLab: 'timedatectl {word}' is not simulated")];
        var node = invocation.Node;
        var (now, zone) = (node.Time.Now, node.Datacenter.Zone);
        var synced = node.Time.Offset == TimeSpan.Zero && node.Services.IsActive("chrony") && node.Host.OnNetwork;
        if (invocation.Arguments is ["show", ..])
            return [new Step.Out($"Timezone={zone.Name}\nLocalRTC=no\nCanNTP=yes\nNTP={(node.Services.IsActive("chrony") ? "yes" : "no")}\nNTPSynchronized={(synced ? "yes" : "no")}\n")];
        return [new Step.Out(
            $"               Local time: {Dates.Format("%a %Y-%m-%d %H:%M:%S %Z", now, zone)}\n"
                + $"           Universal time: {Dates.Format("%a %Y-%m-%d %H:%M:%S UTC", now, Sim.Time.Zone.Utc)}\n"
            + $"                 RTC time: {Dates.Format("%a %Y-%m-%d %H:%M:%S", now, Sim.Time.Zone.Utc)}\n                Time zone: {zone.Name} ({Dates.Format("%Z, %z", now, zone)})\n"
            + $"System clock synchronized: {(synced ? "yes" : "no")}\n              NTP service: {(node.Services.IsActive("chrony") ? "active" : "inactive")}\n"
            + $"          RTC in local TZ: no\n")];
    }

    public static IEnumerable<Step> Chronyc(Invocation invocation)
    {
        var node = invocation.Node;
        if (invocation.Arguments.Count == 0) return [invocation.Fail(255, "PveLab: 'chronyc' without a command is not simulated")];
        var command = invocation.Arguments.FirstOrDefault(a => !a.StartsWith('-')) ?? "";
        if (!node.Services.IsActive("chrony")) return [invocation.Fail(1, "506 Cannot talk to daemon")];
        var reference = node.Host.OnNetwork ? node.Datacenter.Network.Lab.Gateway?.ToString() ?? "192.0.2.1" : null;
        if (command == "makestep") node.Time.Step();
        return command switch
        {
            "makestep" => [new Step.Out("200 OK\n")],
            "tracking" => [new Step.Out(reference is null
                ? "Reference ID    : 00000000 ()\nStratum         : 0\nRef time (UTC)  : Thu Jan 01 00:00:00 1970\nSystem time     : 0.000000000 seconds fast of NTP time\n"
                    + "Leap status     : Not synchronised\n"
                : $"Reference ID    : C0A80A01 ({reference})\nStratum         : 3\n"
                    + $"Ref time (UTC)  : {Dates.Format("%a %b %d %H:%M:%S %Y", node.Clock.Now - TimeSpan.FromSeconds(node.Clock.Now.UnixSeconds % 64), Sim.Time.Zone.Utc)}\n"
                    + "System time     : 0.000012345 seconds fast of NTP time\nLast offset     : +0.000004567 seconds\nRMS offset      : 0.000021311 seconds\n"
                    + "Frequency       : 9.812 ppm slow\n"
                    + "Residual freq   : +0.001 ppm\nSkew            : 0.021 ppm\nRoot delay      : 0.001203512 seconds\nRoot dispersion : 0.000812301 seconds\n"
                    + "Update interval : 64.5 seconds\nLeap status     : Normal\n")],
            "sources" => [new Step.Out("MS Name/IP address         Stratum Poll Reach LastRx Last sample               \n"
                + "===============================================================================\n"
                + (reference is null ? "" : $"^* {reference,-27}  2   6   377    31    +12us[  +16us] +/- 1412us\n"))],
            "activity" => [new Step.Out($"200 OK\n{(reference is null ? 0 : 1)} sources online\n{(reference is null ? 1 : 0)} sources offline\n"
                + $"0 sources doing burst (return to online)\n0 sources doing burst (return to offline)\n0 sources with unknown address\n")],
            _ => [invocation.Fail(255, $"PveLab: 'chronyc {command}' is not simulated")],
        };
    }

    public static IEnumerable<Step> Lscpu(Invocation invocation)
    {
        if (invocation.Arguments.Count > 0) return [invocation.Fail(255, $"PveLab: option '{invocation.Arguments[0]}' of 'lscpu' is not simulated")];
        var cpus = invocation.Node.Cpus;
        return [new Step.Out("Architecture:                x86_64\n  CPU op-mode(s):            32-bit, 64-bit\n  Address sizes:             39 bits physical, 48 bits virtual\n"
            + "  Byte Order:                Little Endian\n"
            + $"CPU(s):                      {Sizes.Text(cpus)}\n  On-line CPU(s) list:       0-{Sizes.Text(cpus - 1)}\nVendor ID:                   GenuineIntel\n"
            + $"  Model name:                Intel(R) Core(TM) i7-7700 CPU @ 3.60GHz\n"
            + $"    CPU family:              6\n    Model:                   158\n    Thread(s) per core:      {(cpus > 1 ? 2 : 1)}\n"
            + $"    Core(s) per socket:      {Sizes.Text(Math.Max(1, cpus / 2))}\n    Socket(s):               1\n"
            + $"Virtualization features:     \n  Virtualization:            VT-x\nNUMA:                        \n  NUMA node(s):              1\n"
            + $"  NUMA node0 CPU(s):         0-{Sizes.Text(cpus - 1)}\n")];
    }
}
