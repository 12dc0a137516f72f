using System.Collections.Immutable;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>The settings of a guest among a call's parameters, in the form configurations keep them.</summary>
internal static class QemuSettings
{
    /// <summary>
    /// The settings that do something this world cannot show: scripts and arguments of the host, its hardware, and how the guest takes power events.
    /// Other settings are stored as the real program stores them, whether or not a simulated guest has a use for them.
    /// </summary>
    internal static readonly ImmutableSortedSet<string> NotSimulated = ApiMethod.Names(
    [
        "acpi", "amd-sev", "arch", "args", "freeze", "hookscript", "hugepages", "intel-tdx", "ivshmem", "keephugepages", "reboot",
        .. QemuConfigParameters.Config.Properties.Keys.Where(name =>
            ((string[])["hostpci", "parallel", "virtiofs"]).Any(family => name.StartsWith(family, StringComparison.Ordinal))),
    ]);

    /// <summary>Every parameter that is a setting; <c>cdrom</c> is <c>ide2</c>.</summary>
    internal static SortedDictionary<string, string> Of(ApiCall call)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _) in call.Parameters)
        {
            if (!QemuConfigParameters.Config.Properties.TryGetValue(name, out var schema) || !call.Has(name)) continue;
            var value = call.String(name);
            if (schema.Type == SchemaType.Boolean) value = PropertyStringText.ParseBoolean(value) ?? value;
            if (name == "cdrom") settings["ide2"] = value.Contains("media=", StringComparison.Ordinal) ? value : value + ",media=cdrom";
            else settings[name] = value;
        }
        return settings;
    }

    /// <summary>Draws what was left to chance: MAC addresses, a generation id; and checks drives.</summary>
    internal static void Complete(SortedDictionary<string, string> settings, ApiCall call)
    {
        foreach (var (key, value) in settings.ToList())
        {
            if (key.StartsWith("net", StringComparison.Ordinal)) settings[key] = Network(value, call.Datacenter);
            else if (key == "vmgenid" && value == "1") settings[key] = call.Datacenter.Chance["uuid"].Uuid();
            else if (Drive.BusRank(key) >= 0) CheckDrive(key, value);
        }
    }

    /// <summary>A network line with a MAC, drawn when it has none.</summary>
    internal static string Network(string value, Datacenter datacenter)
    {
        var options = GuestNic.Parse(value);
        if (!options.ContainsKey("macaddr")) options = options.SetItem("macaddr", GuestNic.RandomMac(datacenter));
        return GuestNic.Print(options);
    }

    private static void CheckDrive(string key, string value)
    {
        var drive = Drive.Parse(value);
        if (drive["import-from"] is not null) throw new NotSimulatedException("import-from", key);
        if (drive.Volume.EndsWith(":cloudinit", StringComparison.Ordinal)) throw new NotSimulatedException($"{key} {drive.Volume}", "qm set");
        if (!drive.IsCdrom && drive.Volume.EndsWith(".iso", StringComparison.Ordinal))
            throw ParameterException.Of(key, "explicit 'media=cdrom' is required for iso images");
    }
}
