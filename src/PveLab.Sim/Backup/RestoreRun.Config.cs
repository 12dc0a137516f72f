using System.Text;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <content>The restored configuration (qemu-server: PVE/QemuServer.pm restore_update_config_line, rescan).</content>
public sealed partial class RestoreRun
{
    private void WriteConfig()
    {
        var text = new StringBuilder();
        foreach (var line in archive!.Config.Split('\n', StringSplitOptions.RemoveEmptyEntries)) text.Append(Updated(line));
        var config = GuestConfig.Parse(text.ToString());
        foreach (var (key, value) in request.Overrides) config = config.With(key, value);
        node.Guests.Get(Vmid).Save(config);
    }

    /// <summary>A line of the archived configuration as it is restored, with its newline; empty when it is left out.</summary>
    private string Updated(string line)
    {
        if (line.StartsWith("#qmdump#", StringComparison.Ordinal) || line.StartsWith("#vzdump#", StringComparison.Ordinal)) return "";
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line[0] == '#') return line + "\n";
        var (key, value) = (line[..colon], line[(colon + 1)..].Trim());
        if (key is "lock" or "parent" || key.StartsWith("unused", StringComparison.Ordinal)) return "";
        if (key == "vmgenid") return value == "0" ? line + "\n" : $"vmgenid: {node.Datacenter.Chance["uuid"].Uuid()}\n";
        if (request.Unique && key.StartsWith("net", StringComparison.Ordinal)) return $"{key}: {WithNewMac(value)}\n";
        if (request.Unique && key == "smbios1") return $"smbios1: {WithNewUuid(value)}\n";
        if (Drive.BusRank(key) < 0) return line + "\n";
        var drive = Drive.Parse(value);
        if (drive["backup"] is "0" or "no" or "off") return $"#{line}\n";
        if (disks.Find(d => d.Disk.Key == key) is not { Volume: { } volume }) return line + "\n";
        return $"{key}: {(drive with { Volume = volume }).Without("format").Sorted()}\n";
    }

    private string WithNewMac(string value)
    {
        var net = GuestNic.Parse(value);
        return GuestNic.Print(net.ContainsKey("macaddr") ? net.SetItem("macaddr", GuestNic.RandomMac(node.Datacenter)) : net);
    }

    private string WithNewUuid(string value)
    {
        var uuid = "uuid=" + node.Datacenter.Chance["uuid"].Uuid();
        var parts = value.Split(',').Select(p => p.StartsWith("uuid=", StringComparison.Ordinal) ? uuid : p).ToList();
        if (!parts.Contains(uuid)) parts.Add(uuid);
        return string.Join(',', parts);
    }

    /// <summary>Corrects disk sizes and notes volumes that no line names.</summary>
    private void Rescan()
    {
        task.Log("rescan volumes...");
        GuestRescan.Update(node.Guests.Get(Vmid), task.Log, task.Quietly);
    }
}
