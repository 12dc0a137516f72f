using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Guests;

/// <summary>The whole command line.</summary>
public static partial class QemuCommand
{
    private const int FirstNetworkSlot = 0x12;

    /// <summary>The command that starts a guest, as <c>qm showcmd</c> prints it; what needs quotes for a shell has them.</summary>
    public static string Line(VirtualMachine guest, GuestConfig config)
    {
        var arguments = new List<string> { "/usr/bin/kvm" };
        void Add(string option, params ReadOnlySpan<string> values)
        {
            arguments.Add(option);
            foreach (var value in values) arguments.Add(Quoted(value));
        }

        var id = guest.Vmid.ToString(CultureInfo.InvariantCulture);
        var run = "/var/run/qemu-server/" + id;
        AddProcess(config, id, run, Add);
        AddMachine(config, run, Add);
        var drives = config.Drives().Where(d => Drive.IsBootable(d.Key)).ToList();
        foreach (var (key, drive) in drives.Where(d => d.Drive["iothread"] == "1")) Add("-object", "iothread,id=iothread-" + Controller(config, key));
        foreach (var (key, _) in drives.Where(d => d.Drive.Volume != "none"))
            Add("-object", $"{{\"id\":\"throttle-drive-{key}\",\"limits\":{{}},\"qom-type\":\"throttle-group\"}}");
        AddBoard(config, drives, Add);
        AddPorts(config, run, Add);
        Add("-device", "virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on");
        Add("-iscsi", "initiator-name=iqn.1993-08.org.debian:01:5e0a64bc2411");
        AddDrives(guest, config, drives, Add);
        AddNetwork(config, id, Add);
        Add("-machine", (config["ostype"] is "l26" ? "hpet=off," : "") + "type=" + Board(config) + "+pve0");
        return string.Join(' ', arguments);
    }

    private delegate void Adder(string option, params ReadOnlySpan<string> values);

    private static void AddProcess(GuestConfig config, string id, string run, Adder add)
    {
        add("-id", id);
        add("-name", $"{config["name"] ?? "vm" + id},debug-threads=on");
        add("-no-shutdown");
        add("-chardev", $"socket,id=qmp,path={run}.qmp,server=on,wait=off");
        add("-mon", "chardev=qmp,mode=control");
        add("-chardev", "socket,id=qmp-event,path=/var/run/qmeventd.sock,reconnect-ms=5000");
        add("-mon", "chardev=qmp-event,mode=control");
        add("-pidfile", run + ".pid");
        add("-daemonize");
    }

    private static void AddMachine(GuestConfig config, string run, Adder add)
    {
        if (config["smbios1"] is { } smbios) add("-smbios", "type=1," + smbios);
        var (sockets, cores) = (config["sockets"] ?? "1", config["cores"] ?? "1");
        var all = int.Parse(sockets, CultureInfo.InvariantCulture) * int.Parse(cores, CultureInfo.InvariantCulture);
        add("-smp", string.Create(CultureInfo.InvariantCulture, $"{config["vcpus"] ?? all.ToString(CultureInfo.InvariantCulture)},sockets={sockets},cores={cores},maxcpus={all}"));
        add("-nodefaults");
        add("-boot", "menu=on,strict=on,reboot-timeout=1000,splash=/usr/share/qemu-server/bootsplash.jpg");
        add("-vnc", $"unix:{run}.vnc,password=on");
        add("-cpu", Cpu(config));
        add("-m", (config.Memory >> 20).ToString(CultureInfo.InvariantCulture));
    }

    private static string Board(GuestConfig config) => config["machine"]?.Split(',')[0] is { } machine && !machine.Contains('=', StringComparison.Ordinal) ? machine : "pc";

    private static void AddBoard(GuestConfig config, List<(string Key, Drive Drive)> drives, Adder add)
    {
        add("-global", "PIIX4_PM.disable_s3=1");
        add("-global", "PIIX4_PM.disable_s4=1");
        add("-device", "pci-bridge,id=pci.1,chassis_nr=1,bus=pci.0,addr=0x1e");
        add("-device", "pci-bridge,id=pci.2,chassis_nr=2,bus=pci.0,addr=0x1f");
        if (IsSingle(config) && drives.Exists(d => d.Key.StartsWith("scsi", StringComparison.Ordinal))) add("-device", "pci-bridge,id=pci.3,chassis_nr=3,bus=pci.0,addr=0x5");
        if (config["vmgenid"] is { } generation) add("-device", "vmgenid,guid=" + generation);
        add("-device", "piix3-usb-uhci,id=uhci,bus=pci.0,addr=0x1.0x2");
        if (config["tablet"] != "0") add("-device", "usb-tablet,id=tablet,bus=uhci.0,port=1");
    }

    private static void AddPorts(GuestConfig config, string run, Adder add)
    {
        foreach (var port in ((string[])["serial0", "serial1", "serial2", "serial3"]).Where(p => config[p] == "socket"))
        {
            add("-chardev", $"socket,id={port},path={run}.{port},server=on,wait=off");
            add("-device", "isa-serial,chardev=" + port);
        }
        if (config["vga"]?.StartsWith("serial", StringComparison.Ordinal) == true) add("-nographic");
        else add("-device", "VGA,id=vga,bus=pci.0,addr=0x2");
        if (!config.AgentEnabled) return;
        add("-chardev", $"socket,path={run}.qga,server=on,wait=off,id=qga0");
        add("-device", "virtio-serial,id=qga0,bus=pci.0,addr=0x8");
        add("-device", "virtserialport,chardev=qga0,name=org.qemu.guest_agent.0");
    }

    private static void AddDrives(VirtualMachine guest, GuestConfig config, List<(string Key, Drive Drive)> drives, Adder add)
    {
        var order = BootOrder.Of(config).ToList();
        var controllers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, drive) in drives)
        {
            var bus = key.TrimEnd("0123456789".ToCharArray());
            var index = int.Parse(key.AsSpan(bus.Length), CultureInfo.InvariantCulture);
            if (bus == "scsi" && controllers.Add(Controller(config, key))) add("-device", ScsiController(config, index, drive));
            if (bus == "sata" && controllers.Add("ahci0")) add("-device", "ahci,id=ahci0,multifunction=on,bus=pci.0,addr=0x7");
            if (drive.Volume != "none") add("-blockdev", BlockDevice(guest, key, drive));
            var device = new StringBuilder(Device(config, bus, index, drive));
            if (drive.Volume != "none" && bus != "virtio" && bus != "scsi") device.Append(CultureInfo.InvariantCulture, $",drive=drive-{key}");
            if (bus is "ide" or "sata") device.Append(CultureInfo.InvariantCulture, $",id={key}");
            if (order.IndexOf(key) is >= 0 and var place) device.Append(CultureInfo.InvariantCulture, $",bootindex={100 + place}");
            if (!drive.IsCdrom) device.Append(drive["cache"] is "writethrough" or "directsync" ? ",write-cache=off" : ",write-cache=on");
            add("-device", device.ToString());
        }
    }

    private static bool IsSingle(GuestConfig config) => config["scsihw"] == "virtio-scsi-single";

    private static string Controller(GuestConfig config, string key) =>
        !key.StartsWith("scsi", StringComparison.Ordinal) ? key : IsSingle(config) ? "virtio" + key : "scsihw0";

    private static string ScsiController(GuestConfig config, int index, Drive drive)
    {
        var thread = drive["iothread"] == "1" ? $",iothread=iothread-{Controller(config, "scsi" + index.ToString(CultureInfo.InvariantCulture))}" : "";
        return IsSingle(config) ? string.Create(CultureInfo.InvariantCulture, $"virtio-scsi-pci,id=virtioscsi{index},bus=pci.3,addr=0x{index + 1:x}{thread}")
            : $"{config["scsihw"] switch { "virtio-scsi-pci" => "virtio-scsi-pci", { } other => other, null => "lsi" }},id=scsihw0,bus=pci.0,addr=0x5";
    }

    private static string Device(GuestConfig config, string bus, int index, Drive drive) => bus switch
    {
        "virtio" => string.Create(CultureInfo.InvariantCulture, $"virtio-blk-pci,drive=drive-virtio{index},id=virtio{index},bus=pci.0,addr=0x{0xa + index:x}")
            + (drive["iothread"] == "1" ? string.Create(CultureInfo.InvariantCulture, $",iothread=iothread-virtio{index}") : ""),
        "scsi" => string.Create(CultureInfo.InvariantCulture, $"scsi-{(drive.IsCdrom ? "cd" : "hd")},bus={Controller(config, $"scsi{index}")}.0,")
            + (config["scsihw"] is null or "lsi" ? string.Create(CultureInfo.InvariantCulture, $"scsi-id={index}")
                : string.Create(CultureInfo.InvariantCulture, $"channel=0,scsi-id=0,lun={index}"))
            + string.Create(CultureInfo.InvariantCulture, $",drive=drive-scsi{index},id=scsi{index},device_id=drive-scsi{index}"),
        "sata" => string.Create(CultureInfo.InvariantCulture, $"ide-{(drive.IsCdrom ? "cd" : "hd")},bus=ahci0.{index}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"ide-{(drive.IsCdrom ? "cd" : "hd")},bus=ide.{index / 2},unit={index % 2}"),
    };

    private static string BlockDevice(VirtualMachine guest, string key, Drive drive)
    {
        var storages = guest.Node.Storages;
        var isVolume = VolumeId.TryParse(drive.Volume) is not null;
        var path = isVolume ? storages.PathOf(drive.Volume) : drive.Volume;
        var format = isVolume && !drive.IsCdrom ? storages.NameOf(drive.Volume).Format : "raw";
        var (discard, direct) = (drive["discard"] is "on", drive["cache"] is null or "none" or "directsync");
        var zeroes = drive.IsCdrom ? "" : discard ? "\"detect-zeroes\":\"unmap\",\"discard\":\"unmap\"," : "\"detect-zeroes\":\"on\",\"discard\":\"ignore\",";
        var cache = $"\"cache\":{{\"direct\":{(direct && !drive.IsCdrom ? "true" : "false")},\"no-flush\":{(drive["cache"] == "unsafe" ? "true" : "false")}}},";
        var readOnly = $"\"read-only\":{(drive.IsCdrom ? "true" : "false")}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"drive={key},volid={drive.Volume}")))[..30];
        var driver = path.StartsWith("/dev/", StringComparison.Ordinal) ? "host_device" : "file";
        return $"{{{zeroes}\"driver\":\"throttle\",\"file\":{{{cache}{zeroes}\"driver\":\"{format}\",\"file\":{{\"aio\":\"{drive["aio"] ?? "io_uring"}\",{cache}{zeroes}"
            + $"\"driver\":\"{driver}\",\"filename\":\"{path}\",\"node-name\":\"e{hash}\",{readOnly}}},\"node-name\":\"f{hash}\",{readOnly}}},"
            + $"\"node-name\":\"drive-{key}\",{readOnly},\"throttle-group\":\"throttle-drive-{key}\"}}";
    }

    private static void AddNetwork(GuestConfig config, string id, Adder add)
    {
        var order = BootOrder.Of(config).ToList();
        foreach (var key in GuestNic.Keys(config))
        {
            var options = GuestNic.Parse(config[key]!);
            var index = int.Parse(key.AsSpan(3), CultureInfo.InvariantCulture);
            var virtio = options.GetValueOrDefault("model") == "virtio";
            var script = options.ContainsKey("bridge") ? ",script=/usr/libexec/qemu-server/pve-bridge,downscript=/usr/libexec/qemu-server/pve-bridgedown" : "";
            add("-netdev", script.Length > 0
                ? $"type=tap,id={key},ifname=tap{id}i{key[3..]}{script}{(virtio ? ",vhost=on" : "")}"
                : $"type=user,id={key},hostname={config["name"] ?? "vm" + id}");
            var device = virtio ? "virtio-net-pci" : options.GetValueOrDefault("model", "e1000");
            var boot = order.IndexOf(key) is >= 0 and var place ? string.Create(CultureInfo.InvariantCulture, $",bootindex={100 + place}") : "";
            var slot = string.Create(CultureInfo.InvariantCulture, $"bus=pci.0,addr=0x{FirstNetworkSlot + index:x}");
            add("-device", $"{device},mac={options.GetValueOrDefault("macaddr")},netdev={key},{slot},id={key}"
                + (virtio ? ",rx_queue_size=1024,tx_queue_size=256" : "") + boot + (virtio ? ",host_mtu=1500" : ""));
        }
    }

    /// <summary>In single quotes where a shell would read something else (Perl: String::ShellQuote).</summary>
    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || "!%+,-./:@^_".Contains(c, StringComparison.Ordinal))
        ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
