using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Cluster;

/// <summary>
/// Makes a datacenter from its definition: the machines are switched on at <see cref="WorldDefinition.Booted"/> and the world
/// lives until <see cref="WorldDefinition.Start"/>, so uptimes, leases and what guests wrote are true, not made up.
/// </summary>
public static class WorldBuilder
{
    /// <summary>Builds the world that <paramref name="definition"/> describes with <paramref name="seed"/>.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="switchedOn">Called when everything runs, before the world lives on to its start (given).</param>
    /// <exception cref="WorldException">The definition contradicts itself.</exception>
    public static Datacenter Build(WorldDefinition definition, ulong seed, Action<Datacenter, Instant>? switchedOn = null)
    {
        var booted = ParseTime(definition.Booted, nameof(definition.Booted));
        var start = ParseTime(definition.Start, nameof(definition.Start));
        WorldLimits.Check(definition, booted, start);
        try
        {
            return Build(definition, seed, booted, start, switchedOn);
        }
        catch (PveException error) when (error is not WorldException)
        {
            // What a node would say of it: a storage that is not there, a name that cannot be.
            throw new WorldException(error.Message);
        }
    }

    private static Datacenter Build(WorldDefinition definition, ulong seed, Instant booted, Instant start, Action<Datacenter, Instant>? switchedOn)
    {
        var datacenter = new Datacenter(booted, FindZone(definition.Timezone), seed);
        foreach (var (path, text) in definition.Cluster.OrderBy(f => f.Key, StringComparer.Ordinal))
            Write(datacenter.Cluster, UnixPath.Absolute(path), text);
        foreach (var host in definition.Hosts) AddHost(datacenter, host, definition.Network);
        datacenter.Network.Configure(definition.Network);
        foreach (var node in datacenter.Nodes.Values) Prepare(node);
        foreach (var node in datacenter.Nodes.Values) node.Services.Boot();
        datacenter.Memberships.Begin();
        foreach (var node in datacenter.Nodes.Values) StartStatusDaemon(node);
        foreach (var guest in definition.Guests) AddGuest(datacenter, guest);
        foreach (var archive in definition.Archives) WorldArchives.Add(datacenter, archive);
        foreach (var guest in definition.Guests.Where(g => g.Running))
            Start(datacenter.Nodes[guest.Node].Guests.Either(guest.Vmid)!);
        if (start > booted) switchedOn?.Invoke(datacenter, start);
        datacenter.Open(start);
        return datacenter;
    }

    private static void AddHost(Datacenter datacenter, HostDefinition definition, NetworkDefinition network)
    {
        var host = new PhysicalHost(datacenter, definition.Name, definition.Address);
        var link = host.Link = new Lane($"{definition.Name} link", WorldLimits.ParseRate(network.LinkRate));
        var disks = definition.Disks.ToDictionary(
            d => d.Name,
            d => new PhysicalDisk(d.Name, host, new Lane($"{definition.Name} {d.Name}", WorldLimits.ParseRate(d.Rate))),
            StringComparer.Ordinal);
        foreach (var disk in disks.Values) host.Add(disk);
        PhysicalDisk Disk(string name) => disks.GetValueOrDefault(name)
            ?? throw new WorldException($"host '{definition.Name}' has no disk '{name}'; it has {string.Join(", ", disks.Keys.Order(StringComparer.Ordinal))}");

        FileSystem FileSystem(FileSystemDefinition fs, Lane? remote)
        {
            var made = new FileSystem(datacenter.Facts, fs.Source, fs.Type, ParseSize(fs.Size), Disk(fs.Disk)) { Link = remote };
            if (!made.TryTake(ParseSize(fs.Used))) throw new WorldException($"file system '{fs.Path}': used is more than size");
            return made;
        }

        datacenter.Add(host);
        if (!definition.Node)
        {
            foreach (var fs in definition.FileSystems) datacenter.Add(new Export(host, fs.Path, FileSystem(Exported(fs, host), link)));
            return;
        }
        var root = definition.FileSystems.FirstOrDefault(fs => fs.Path == "/")
            ?? throw new WorldException($"node '{definition.Name}' has no file system mounted at /");
        var node = new Node(datacenter, host, FileSystem(root, null), datacenter.Clock.Now)
        {
            Memory = ParseSize(definition.Memory),
            Cpu = definition.Cpu,
            Cpus = definition.Cpus,
        };
        datacenter.Add(node);
        node.Files.CreateDirectory("/etc/pve", parents: true);
        node.Files.Mount("/etc/pve", node.View.Files, "rw,nosuid,nodev,relatime,user_id=0,group_id=0");
        foreach (var fs in definition.FileSystems.Where(fs => fs.Path != "/")) node.Files.Mount(fs.Path, FileSystem(fs, null));
        foreach (var pool in definition.ThinPools) node.Add(new ThinPool(pool.Name, ParseSize(pool.Size), Disk(pool.Disk)));
        foreach (var pool in definition.Zpools) ZpoolBuilder.Add(node, pool, Disk);
        foreach (var (path, text) in definition.Files.OrderBy(f => f.Key, StringComparer.Ordinal)) Write(node.Files, path, text);
        foreach (var (path, size) in definition.Blobs.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            node.Files.CreateDirectory(UnixPath.Directory(path), parents: true);
            node.Files.CreateBlob(path, ParseSize(size));
        }
    }

    /// <summary>How a node that mounts it sees a storage box's file system, whatever it is at home.</summary>
    private static FileSystemDefinition Exported(FileSystemDefinition fs, PhysicalHost host) =>
        fs with { Source = $"{host.Address}:{fs.Path}", Type = "nfs4" };

    /// <summary>What every installation of Proxmox VE has.</summary>
    private static void Prepare(Node node)
    {
        var files = node.Files;
        foreach (var directory in (string[])["/root", "/tmp", "/mnt/pve", "/var/tmp", "/var/log/pve/tasks", "/var/log/vzdump", "/var/lib/vz", "/run", "/usr/bin"])
            files.CreateDirectory(directory, parents: true);
        if (!files.Exists("/etc/passwd")) files.WriteText("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n");
        foreach (var directory in (string[])["qemu-server", "lxc", "priv"])
            node.Datacenter.Cluster.CreateDirectory($"/nodes/{node.Name}/{directory}", parents: true);
        var cluster = node.Datacenter.Cluster;
        cluster.CreateDirectory("/ha", parents: true);
        if (cluster.Exists("/local")) return;
        foreach (var (name, folder) in ((string, string)[])[("local", ""), ("qemu-server", "/qemu-server"), ("lxc", "/lxc")])
            cluster.CreateOwnLink("/" + name, "nodes/", node.Name, folder);
    }

    /// <summary>pvestatd looks at every storage as soon as it runs: exports are mounted before anybody logs in.</summary>
    private static void StartStatusDaemon(Node node)
    {
        if (node.View.Storages.Broken.IsEmpty) node.Storages.Status(static _ => { });
    }

    private static void AddGuest(Datacenter datacenter, GuestDefinition definition)
    {
        if (!datacenter.Nodes.TryGetValue(definition.Node, out var node))
            throw new WorldException(string.Create(CultureInfo.InvariantCulture, $"guest {definition.Vmid}: there is no node '{definition.Node}'"));
        var config = GuestConfig.Parse(definition.Config);
        if (definition.Kind == GuestDefinitionKind.Container)
        {
            AddContainer(node, definition, config);
            return;
        }
        node.Guests.Create(definition.Vmid, config);
        foreach (var (key, drive) in config.Drives().Where(d => !d.Drive.IsCdrom))
        {
            var colon = drive.Volume.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) throw new WorldException(string.Create(CultureInfo.InvariantCulture, $"guest {definition.Vmid}: {key} names no storage"));
            var size = ParseSize(drive["size"] ?? throw new WorldException(string.Create(CultureInfo.InvariantCulture, $"guest {definition.Vmid}: {key} has no size")));
            var format = drive.Volume.EndsWith(".qcow2", StringComparison.Ordinal) ? "qcow2" : null;
            var volume = node.Storages.Allocate(drive.Volume[..colon], definition.Vmid, format, drive.Volume[(colon + 1)..], size);
            if (definition.Disks.GetValueOrDefault(key) is not { } content) continue;
            node.Storages.Image(volume)!.Restore(new DiskCapture(size, ParseSize(content.Written), MakeContent(content, datacenter.Clock.Now)));
        }
    }

    private static void AddContainer(Node node, GuestDefinition definition, GuestConfig config)
    {
        node.Guests.Containers.Create(definition.Vmid, config);
        foreach (var mount in ContainerMount.Of(config).Where(m => m.IsVolume))
        {
            var id = VolumeId.TryParse(mount.Volume) ?? throw new WorldException(string.Create(CultureInfo.InvariantCulture, $"guest {definition.Vmid}: {mount.Key} names no storage"));
            var size = mount.Size ?? throw new WorldException(string.Create(CultureInfo.InvariantCulture, $"guest {definition.Vmid}: {mount.Key} has no size"));
            var volume = node.Storages.Allocate(id.Storage, definition.Vmid, id.Name.Contains("subvol-", StringComparison.Ordinal) ? "subvol" : null, id.Name, size);
            if (definition.Disks.GetValueOrDefault(mount.Key) is not { } content) continue;
            var system = content.System is { } s ? MakeSystem(s, node.Clock.Now) : GuestSystem.Data with { Files = MakeFiles(content.Files, node.Clock.Now) };
            node.Storages.Image(volume)!.Restore(new DiskCapture(size, ParseSize(content.Written), system));
        }
    }

    private static void Start(Guest guest)
    {
        if (guest is VirtualMachine machine) machine.Start();
        else ((Container)guest).Start();
    }

    private static GuestSystem? MakeContent(DiskContentDefinition content, Instant written) =>
        content.System is { } system ? MakeSystem(system, written)
        : content.Mount is { } path ? GuestSystem.Data with { MountPoint = path, Files = MakeFiles(content.Files, written) }
        : null;

    private static ImmutableSortedDictionary<string, GuestFile> MakeFiles(Dictionary<string, string> files, Instant written) =>
        files.ToImmutableSortedDictionary(f => f.Key, f => new GuestFile(f.Value, written), StringComparer.Ordinal);

    internal static GuestSystem MakeSystem(SystemDefinition definition, Instant written) => new()
    {
        OsName = definition.Os,
        HostName = definition.HostName,
        Accounts = definition.Accounts.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Services = [.. definition.Services.Order(StringComparer.Ordinal)],
        Files = definition.Address is { } address
            ? MakeFiles(definition.Files, written).SetItem(GuestSystem.InterfacesFile, new GuestFile(GuestSystem.StaticInterfaces(address), written))
            : MakeFiles(definition.Files, written),
        Workloads = [.. definition.Workloads.Select(w => new Workload(w.Path, TimeSpan.FromSeconds(w.EverySeconds), w.RowBytes))],
        AgentInstalled = definition.Agent,
    };

    private static void Write(FileTree files, string path, string text)
    {
        files.CreateDirectory(UnixPath.Directory(path), parents: true);
        files.WriteText(path, text);
    }

    private static Zone FindZone(string name) =>
        Zone.Find(name)
        ?? throw new WorldException($"timezone: '{name}' is unknown; known are {string.Join(", ", Zone.Catalogue.Select(zone => zone.Name))}");

    internal static Instant ParseTime(string text, string name) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new Instant(time.ToUnixTimeMilliseconds())
            : throw new WorldException($"{name}: '{text}' is no ISO 8601 time");

    internal static long ParseSize(string text) => WorldLimits.ParseSize(text);
}

/// <summary>A world definition that contradicts itself.</summary>
public sealed class WorldException(string message) : PveException(message);
