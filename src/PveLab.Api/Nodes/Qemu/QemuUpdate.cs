using System.Globalization;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using PveLab.Sim.Sections;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>One change of a configuration: checked first, then written as pending, then applied (qemu-server: PVE/API2/Qemu.pm update_vm_api).</summary>
internal sealed class QemuUpdate
{
    private readonly SortedDictionary<string, string> settings;
    private readonly IReadOnlyList<string> deletions;
    private readonly string logLine;
    private readonly bool force;

    private QemuUpdate(VirtualMachine guest, SortedDictionary<string, string> settings, IReadOnlyList<string> deletions, string logLine, bool force)
    {
        Guest = guest;
        this.settings = settings;
        this.deletions = deletions;
        this.logLine = logLine;
        this.force = force;
    }

    internal VirtualMachine Guest { get; }

    /// <summary>Reads and checks a call; nothing changes yet.</summary>
    internal static QemuUpdate Check(ApiCall call)
    {
        var guest = call.Node.Guests.Get(call.Int("vmid"));
        var logged = call.Parameters.Select(p => p.Key).Where(k => k is not ("node" or "vmid" or "digest" or "background_delay"))
            .Order(StringComparer.Ordinal).ToList();
        var logLine = string.Create(CultureInfo.InvariantCulture,
            $"update VM {guest.Vmid}: {string.Join(' ', logged.Select(k => $"-{k} {(k == "cipassword" ? "<hidden>" : call.String(k))}"))}");
        var settings = QemuSettings.Of(call);
        var (deletions, revert) = (call.List("delete").Select(k => k == "cdrom" ? "ide2" : k).ToList(), call.List("revert"));
        if (settings.Count == 0 && deletions.Count == 0 && revert.Count == 0) throw new PveException("no options specified");
        CheckNames("revert", revert, settings);
        CheckNames("delete", deletions, settings);
        QemuSettings.Complete(settings, call);
        if (call.OptionalString("digest") is { } digest && digest != ConfigDigest.Of(guest.ConfigText))
            throw new PveException("checksum mismatch (file change by other user?)");
        if (!call.Bool("skiplock")) guest.CheckLock();
        Revert(guest.Config, revert, settings, deletions);
        CheckBalloon(guest.Config, settings);
        return new QemuUpdate(guest, settings, deletions, logLine, call.Bool("force"));
    }

    /// <summary>Does it.</summary>
    internal void Apply(Action<string> print, Action<string> warn)
    {
        print(logLine);
        foreach (var key in deletions) Delete(key, print, warn);
        foreach (var (key, value) in settings) Put(key, value, print);
        var config = PendingChanges.Cleanup(Guest.Config);
        Guest.Save(config);
        if (config.Pending.IsEmpty) return;
        if (Guest.IsRunning) PendingChanges.ApplyHot(Guest);
        else PendingChanges.ApplyCold(Guest, warn);
    }

    private static void CheckNames(string list, IEnumerable<string> keys, SortedDictionary<string, string> settings)
    {
        foreach (var key in keys)
        {
            if (settings.ContainsKey(key)) throw ParameterException.Of("delete", $"you can't use '-{key}' and -{list} {key}' at the same time");
            if (!QemuConfigParameters.Config.Properties.ContainsKey(key)) throw ParameterException.Of(list, $"unknown option '{key}'");
        }
    }

    private static void Revert(GuestConfig config, IReadOnlyList<string> revert, SortedDictionary<string, string> settings, List<string> deletions)
    {
        foreach (var key in revert)
        {
            if (config[key] is { } value) settings[key] = value;
            else if (config.Pending.ContainsKey(key)) deletions.Add(key);
        }
    }

    private static void CheckBalloon(GuestConfig config, SortedDictionary<string, string> settings)
    {
        if (!settings.ContainsKey("memory") && !settings.ContainsKey("balloon")) return;
        var future = PendingChanges.Future(config) is var next ? next with { Values = next.Values.SetItems(settings) } : config;
        if (long.TryParse(future["balloon"], NumberStyles.None, CultureInfo.InvariantCulture, out var balloon) && balloon << 20 > future.Memory)
            throw new PveException("balloon value too large (must be smaller than assigned memory)");
    }

    private void Delete(string key, Action<string> print, Action<string> warn)
    {
        var config = Guest.Config;
        if (key == "description")
        {
            Guest.Save(config with { Description = "" });
            return;
        }
        if ((config[key] ?? config.Pending.GetValueOrDefault(key)) is not { } value)
        {
            warn($"cannot delete '{key}' - not set in current configuration!");
            return;
        }
        var order = BootOrder.Of(config);
        if (config["boot"] is not null && order.Contains(key) && !deletions.Contains("boot"))
            config = PendingChanges.Set(config, "boot", "order=" + string.Join(';', order.Where(d => d != key)));
        if (key.StartsWith("unused", StringComparison.Ordinal))
        {
            CheckProtection(config, $"can't remove unused disk '{Drive.Parse(value).Volume}'");
            if (GuestDisks.IsOwner(Guest, Drive.Parse(value).Volume)) GuestDisks.FreeUnused(Guest, Drive.Parse(value).Volume, print);
            Guest.Save(config.Without(key));
            return;
        }
        if (Drive.BusRank(key) >= 0)
        {
            CheckProtection(config, $"can't remove drive '{key}'");
            if (config.Pending.GetValueOrDefault(key) is { } pending && GuestDisks.IsOwner(Guest, Drive.Parse(pending).Volume))
                config = PendingChanges.AddUnused(config, Drive.Parse(pending).Volume);
        }
        Guest.Save(PendingChanges.Delete(config, key, force));
    }

    private void Put(string key, string value, Action<string> print)
    {
        var config = Guest.Config;
        if (key == "description")
        {
            Guest.Save(config with { Description = value });
            return;
        }
        if (config.Pending.GetValueOrDefault(key) == value) return;
        if (Drive.BusRank(key) >= 0)
        {
            if (config.Pending.GetValueOrDefault(key) is { } waiting && GuestDisks.IsOwner(Guest, Drive.Parse(waiting).Volume))
                config = PendingChanges.AddUnused(config, Drive.Parse(waiting).Volume);
            value = GuestDisks.Create(Guest, [new(key, value)], null, print)[key];
            var order = BootOrder.Of(config);
            if (Drive.Parse(value).IsCdrom && config["boot"] is not null && order.Count > 0 && !order.Contains(key))
                config = PendingChanges.Set(config, "boot", "order=" + string.Join(';', [.. order, key]));
        }
        else if (key == "boot")
        {
            foreach (var device in BootOrder.Of(GuestConfig.Empty.With("boot", value)))
                if ((config[device] ?? config.Pending.GetValueOrDefault(device) ?? settings.GetValueOrDefault(device)) is null || deletions.Contains(device))
                    throw new PveException($"invalid bootorder: device '{device}' does not exist'");
        }
        Guest.Save(PendingChanges.Set(config, key, value));
    }

    private static void CheckProtection(GuestConfig config, string refusal)
    {
        if (config["protection"] == "1") throw new PveException($"{refusal} - protection mode enabled");
    }
}
