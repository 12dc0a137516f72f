using System.Globalization;
using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.HighAvailability;
using PveLab.Sim.Replication;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Cluster;

/// <summary>
/// What pmxcfs shows under /etc/pve, and what is parsed from it. The members of the cluster share one; a node that is cut off keeps what it
/// had in a copy, which is read-only without quorum (pve-cluster: pmxcfs, dcdb.c).
/// </summary>
public sealed class ClusterView
{
    private const long Bytes = 128L << 20;

    private (long Version, StorageConfig Config)? storages;
    private JobsConfig jobs = JobsConfig.Empty;
    private ReplicationConfig replication = ReplicationConfig.Empty;

    internal ClusterView(FactLog facts)
    {
        Files = new FileSystem(facts, "/dev/fuse", "fuse", Bytes, null) { Group = "www-data", FileMode = FileSystem.Octal(640) };
        Tree = new FileTree(facts.Clock, Files);
        Files.NameGuard = (path, from) => IsTaken(path, from) ? Errno.Exists : null;
        HighAvailability = new HaFiles(this, facts.Clock);
    }

    /// <summary>The file system that nodes mount at /etc/pve.</summary>
    public FileSystem Files { get; }

    /// <summary>Its tree alone: <c>/storage.cfg</c> here is <c>/etc/pve/storage.cfg</c> on a node.</summary>
    public FileTree Tree { get; }

    /// <summary>Whether it takes changes: pmxcfs refuses them without quorum.</summary>
    public bool IsWritable => !Files.ReadOnly && Files.WriteGuard?.Invoke("/") is null;

    /// <summary>storage.cfg as of now.</summary>
    public StorageConfig Storages
    {
        get
        {
            if (storages is not { } cached || cached.Version != Files.Version)
            {
                var text = Text("/storage.cfg");
                storages = cached = (Files.Version, storages?.Config is { } old && old.Text == text ? old : StorageConfig.Parse(text));
            }
            return cached.Config;
        }
    }

    /// <summary>jobs.cfg as of now.</summary>
    public JobsConfig Jobs
    {
        get
        {
            var text = Text("/jobs.cfg");
            // The text of an unchanged file is the same object: this getter is asked at every change of the cluster's files.
            if (!ReferenceEquals(text, jobs.Text)) jobs = text == jobs.Text ? jobs with { Text = text } : JobsConfig.Parse(text);
            return jobs;
        }
    }

    /// <summary>replication.cfg as of now.</summary>
    public ReplicationConfig Replication
    {
        get
        {
            var text = Text("/replication.cfg");
            return text == replication.Text ? replication : replication = ReplicationConfig.Parse(text);
        }
    }

    /// <summary>The files of HA and their locks.</summary>
    public HaFiles HighAvailability { get; }

    /// <summary>corosync.conf as of now.</summary>
    public CorosyncConfig Corosync => CorosyncConfig.Parse(Text("/corosync.conf"));

    /// <summary>The same files as of now, apart from this one from here on.</summary>
    internal ClusterView Copy(FactLog facts)
    {
        var copy = new ClusterView(facts);
        copy.Files.TakeOver(Files);
        copy.storages = storages;
        copy.jobs = jobs;
        copy.replication = replication;
        return copy;
    }

    /// <summary>Whether another guest of the cluster has the VMID of a configuration that is to be made (memdb.c vmlist_different_vm_exists).</summary>
    private bool IsTaken(string path, string? from)
    {
        if (VmidOf(path) is not { } vmid || from is not null && VmidOf(from) == vmid) return false;
        foreach (var (node, entry) in Tree.List("/nodes"))
            foreach (var kind in (string[])["qemu-server", "lxc"])
                if (entry is DirectoryEntry && !path.EndsWith($"/nodes/{node}/{kind}/{vmid}.conf", StringComparison.Ordinal) && Tree.Exists($"/nodes/{node}/{kind}/{vmid}.conf"))
                    return true;
        return false;
    }

    private static string? VmidOf(string path) =>
        UnixPath.Name(UnixPath.Directory(path)) is "qemu-server" or "lxc" && UnixPath.Name(path) is var name && name.EndsWith(".conf", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(0, name.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? name[..^5] : null;

    private string Text(string path) => Tree.Find(path) is TextFile file ? file.Text : "";
}
