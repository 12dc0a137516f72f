using System.Collections.Immutable;

namespace PveLab.Sim.Guests;

/// <summary>What QEMU is started with (qemu-server: PVE/QemuServer.pm config_to_command, PVE/QemuServer/CPUConfig.pm, PVE/QemuServer/Machine.pm).</summary>
public static partial class QemuCommand
{
    private const string Version = "10.1+pve0";

    private static readonly ImmutableSortedDictionary<string, string> BuiltIn = new Dictionary<string, string>
    {
        ["x86-64-v2"] = "+popcnt;+pni;+sse4.1;+sse4.2;+ssse3",
        ["x86-64-v2-AES"] = "+aes;+popcnt;+pni;+sse4.1;+sse4.2;+ssse3",
        ["x86-64-v3"] = "+aes;+popcnt;+pni;+sse4.1;+sse4.2;+ssse3;+avx;+avx2;+bmi1;+bmi2;+f16c;+fma;+abm;+movbe;+xsave",
        ["x86-64-v4"] = "+aes;+popcnt;+pni;+sse4.1;+sse4.2;+ssse3;+avx;+avx2;+bmi1;+bmi2;+f16c;+fma;+abm;+movbe;+xsave;"
            + "+avx512f;+avx512bw;+avx512cd;+avx512dq;+avx512vl",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The machine type a guest runs as: the configured one, or the newest, with its version.</summary>
    public static string RunningMachine(GuestConfig config)
    {
        var machine = (config["machine"] ?? "pc").Split(',').Select(p => p.StartsWith("type=", StringComparison.Ordinal) ? p[5..] : p).First(p => !p.Contains('=', StringComparison.Ordinal));
        return machine switch
        {
            "pc" => "pc-i440fx-" + Version,
            "q35" => "pc-q35-" + Version,
            _ => machine.Contains("+pve", StringComparison.Ordinal) ? machine : machine + "+pve0",
        };
    }

    /// <summary>The value of <c>-cpu</c>.</summary>
    public static string Cpu(GuestConfig config)
    {
        var parts = (config["cpu"] ?? "kvm64").Split(',');
        var type = parts.Select(p => p.StartsWith("cputype=", StringComparison.Ordinal) ? p[8..] : p).First(p => !p.Contains('=', StringComparison.Ordinal));
        var flags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (type is "kvm64") flags["lahf_lm"] = "+lahf_lm";
        if (type is "kvm64" or "kvm32") flags["sep"] = "+sep";
        foreach (var name in (string[])["kvm_pv_unhalt", "kvm_pv_eoi"]) flags[name] = "+" + name;
        foreach (var flag in (BuiltIn.GetValueOrDefault(type) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)) flags[flag[1..]] = flag;
        var own = Array.Find(parts, p => p.StartsWith("flags=", StringComparison.Ordinal));
        foreach (var flag in (own?[6..] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)) flags[flag[1..]] = flag;
        if (type != "host") flags["enforce"] = "enforce";
        if (parts.Contains("hidden=1")) flags["kvm"] = "kvm=off";
        return string.Join(',', flags.Values.Prepend(BuiltIn.ContainsKey(type) ? "qemu64" : type));
    }
}
