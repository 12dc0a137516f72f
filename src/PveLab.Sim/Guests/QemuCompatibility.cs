using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Sim.Guests;

/// <summary>Whether a node's QEMU and CPU can run what a configuration asks for (qemu-server: PVE/QemuServer.pm config_to_command; QEMU: target/i386/cpu.c).</summary>
internal static class QemuCompatibility
{
    private const string Installed = "10.1.2";

    /// <summary>What each level needs beyond the one before, in the order QEMU looks.</summary>
    private static readonly ImmutableArray<(string Level, string[] Features)> Levels =
    [
        ("x86-64-v2", []),
        ("x86-64-v2-AES", ["01H:ECX.aes [bit 25]"]),
        ("x86-64-v3",
        [
            "01H:ECX.fma [bit 12]", "01H:ECX.movbe [bit 22]", "01H:ECX.xsave [bit 26]", "01H:ECX.avx [bit 28]", "01H:ECX.f16c [bit 29]",
            "07H:EBX.bmi1 [bit 3]", "07H:EBX.avx2 [bit 5]", "07H:EBX.bmi2 [bit 8]", "80000001H:ECX.abm [bit 5]",
        ]),
        ("x86-64-v4",
        [
            "07H:EBX.avx512f [bit 16]", "07H:EBX.avx512dq [bit 17]", "07H:EBX.avx512cd [bit 28]", "07H:EBX.avx512bw [bit 30]", "07H:EBX.avx512vl [bit 31]",
        ]),
    ];

    /// <summary>Refuses a machine type that is too new, and a CPU type with features that the node's CPU lacks.</summary>
    internal static void Check(VirtualMachine guest, GuestConfig config, Action<string> log)
    {
        var machine = QemuCommand.RunningMachine(config);
        if (IsTooNew(machine))
            throw new PveException($"Installed QEMU version '{Installed}' is too old to run machine type '{machine}', please upgrade node '{guest.Node.Name}'");
        var type = (config["cpu"] ?? "kvm64").Split(',')[0];
        var (has, wants) = (Rank(guest.Node.Cpu), Rank(type.StartsWith("cputype=", StringComparison.Ordinal) ? type[8..] : type));
        var missing = Levels.Take(wants + 1).Skip(has + 1).SelectMany(l => l.Features).OrderBy(f => f.Split(':')[0].Length).ThenBy(f => f[..3], StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return;
        foreach (var feature in missing) log($"kvm: warning: host doesn't support requested feature: CPUID.{feature}");
        log("kvm: Host doesn't support requested features");
        throw new PveException("start failed: QEMU exited with code 1");
    }

    /// <summary>The place of a CPU type among the levels; types that are none of them run everywhere here.</summary>
    private static int Rank(string type)
    {
        for (var i = 0; i < Levels.Length; i++)
            if (Levels[i].Level == type) return i;
        return -1;
    }

    private static bool IsTooNew(string machine)
    {
        var version = machine[(machine.LastIndexOf('-') + 1)..].Split('+')[0].Split('.');
        if (version.Length < 2 || !int.TryParse(version[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(version[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)) return false;
        return major > 10 || (major == 10 && minor > 1);
    }
}
