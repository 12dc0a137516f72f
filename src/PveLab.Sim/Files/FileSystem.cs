using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Files;

/// <summary>Whether a file system answers.</summary>
public enum FileSystemState
{
    /// <summary>It answers.</summary>
    Ok,

    /// <summary>Its server no longer knows it: every access is a stale handle.</summary>
    Stale,

    /// <summary>Its server does not answer: every access times out.</summary>
    Hanging,

    /// <summary>Its disk is gone: every access is an input/output error.</summary>
    Failed,
}

/// <summary>The space of a file system that shares a pool with others, in bytes.</summary>
/// <param name="Used">Taken by it.</param>
/// <param name="Available">Left for it.</param>
/// <param name="TryTake">Takes more, or gives back; false when it does not fit.</param>
public sealed record SharedSpace(Func<long> Used, Func<long> Available, Func<long, bool> TryTake);

/// <summary>
/// A file system with a capacity, on one physical disk. Bytes are accounted here once; df, pvesm status and the write that
/// fails all read the same numbers.
/// </summary>
public sealed class FileSystem
{
    /// <summary>Allocation unit in bytes.</summary>
    public const long BlockSize = 4096;

    private readonly FactLog facts;
    private readonly VirtualClock clock;
    private readonly SharedSpace? shared;
    private long inodes;
    private long capacity;
    private long used;

    /// <summary>Creates an empty file system.</summary>
    /// <param name="facts">Where it is recorded what becomes of it; their clock stamps changes.</param>
    /// <param name="source">What mount shows as its source, for example <c>/dev/mapper/pve-root</c>.</param>
    /// <param name="type">ext4, nfs4, fuse, tmpfs, …</param>
    /// <param name="capacity">Size in bytes.</param>
    /// <param name="disk">The disk it lies on; null for a memory file system.</param>
    public FileSystem(FactLog facts, string source, string type, long capacity, PhysicalDisk? disk)
    {
        this.facts = facts;
        clock = facts.Clock;
        Source = source;
        Type = type;
        this.capacity = capacity;
        Disk = disk;
        Root = NewDirectory();
        used = Root.Allocated;
    }

    /// <summary>Creates an empty file system whose bytes are those of a dataset of a pool.</summary>
    /// <param name="facts">Where it is recorded what becomes of it.</param>
    /// <param name="source">The dataset.</param>
    /// <param name="type">zfs.</param>
    /// <param name="shared">The dataset's space.</param>
    /// <param name="disk">A disk it lies on.</param>
    internal FileSystem(FactLog facts, string source, string type, SharedSpace shared, PhysicalDisk? disk)
        : this(facts, source, type, 0, disk) => this.shared = shared;

    /// <summary>What mount shows as its source.</summary>
    public string Source { get; }

    /// <summary>Its type as mount shows it.</summary>
    public string Type { get; }

    /// <summary>Size in bytes; a fault or an administrator may change it. In a pool it is what is used and what is left.</summary>
    public long Capacity
    {
        get => shared is null ? capacity : Used + Available;
        set => capacity = value;
    }

    /// <summary>The disk it lies on: its failure domain and its bandwidth.</summary>
    public PhysicalDisk? Disk { get; }

    /// <summary>The network path to it, null when it is local.</summary>
    public Lane? Link { get; init; }

    /// <summary>Whether it answers.</summary>
    public FileSystemState State { get; private set; }

    /// <summary>Whether its server offers it no more (<see cref="Export"/>): what is mounted is stale meanwhile.</summary>
    internal bool Withdrawn { get; set; }

    /// <summary>Whether writes are refused.</summary>
    public bool ReadOnly { get; private set; }

    /// <summary>Refuses a write to a path inside this file system (absolute from its root), for example when the cluster has no quorum.</summary>
    public Func<string, Errno?>? WriteGuard { get; set; }

    /// <summary>Refuses a new name (the path, and the path it is renamed from), for example a VMID that the cluster has already.</summary>
    internal Func<string, string?, Errno?>? NameGuard { get; set; }

    /// <summary>Its top directory.</summary>
    public DirectoryEntry Root { get; }

    /// <summary>Bytes taken.</summary>
    public long Used => shared?.Used() ?? used;

    /// <summary>Bytes free.</summary>
    public long Available => Math.Min(shared?.Available() ?? Math.Max(0, capacity - used), Quota is { } quota ? Math.Max(0, quota - Used) : long.MaxValue);

    /// <summary>Bytes that may be taken by order of an administrator, whatever the capacity; null for no limit.</summary>
    public long? Quota { get; private set; }

    /// <summary>What a write is told that finds no room.</summary>
    public Errno NoRoom => Quota is null ? Errno.NoSpace : Errno.Quota;

    /// <summary>Grows when the server numbers its files anew: handles from before, and mounts that hold them, are stale for ever.</summary>
    public long Handles { get; private set; }

    /// <summary>Grows with every change: parsed views are cached by it.</summary>
    public long Version { get; private set; }

    /// <summary>Its disk is lost: every access is an input/output error.</summary>
    public void Fail() => Become(FileSystemState.Failed, nameof(Fail));

    /// <summary>Its server does not answer any more: every access times out.</summary>
    public void Hang() => Become(FileSystemState.Hanging, nameof(Hang));

    /// <summary>Its server forgets it: every access through a mount is a stale handle.</summary>
    public void GoStale() => Become(FileSystemState.Stale, nameof(GoStale));

    /// <summary>Its server numbers its files anew: whoever has it mounted must unmount it and mount it again.</summary>
    public void RenewHandles()
    {
        Handles++;
        facts.StatusChanged(FactName, "Handles", "Renewed", nameof(RenewHandles));
    }

    /// <summary>An administrator limits how much of it may be taken; null takes the limit away.</summary>
    public void Limit(long? bytes)
    {
        if (bytes == Quota) return;
        facts.StatusChanged(FactName, Quota is null ? "Unlimited" : "Limited", bytes is null ? "Unlimited" : "Limited", nameof(Limit));
        Quota = bytes;
    }

    /// <summary>It answers again.</summary>
    public void Recover() => Become(FileSystemState.Ok, nameof(Recover));

    /// <summary>It refuses writes from now on, as a kernel does after an error.</summary>
    public void MakeReadOnly() => Allow(writes: false, nameof(MakeReadOnly));

    /// <summary>It takes writes again.</summary>
    public void MakeWritable() => Allow(writes: true, nameof(MakeWritable));

    private string FactName => Disk is null ? $"file system {Source}" : $"file system {Source} of {Disk.Host.Name}";

    private void Become(FileSystemState state, string cause)
    {
        if (state == State) return;
        facts.StatusChanged(FactName, State.ToString(), state.ToString(), cause);
        State = state;
    }

    private void Allow(bool writes, string cause)
    {
        if (writes == !ReadOnly) return;
        facts.StatusChanged(FactName, writes ? "ReadOnly" : "Writable", writes ? "Writable" : "ReadOnly", cause);
        ReadOnly = !writes;
    }

    /// <summary>The group that new files and directories belong to.</summary>
    internal string Group
    {
        get => Root.Group;
        init => Root.Group = value;
    }

    /// <summary>Permissions of a new file.</summary>
    internal int FileMode { get; init; } = Octal(644);

    internal DirectoryEntry NewDirectory() => new() { Mode = Octal(755), Group = Root?.Group ?? "root", Modified = clock.Now, Inode = ++inodes };

    internal TextFile NewText() => new() { Mode = FileMode, Group = Group, Modified = clock.Now, Inode = ++inodes };

    internal BlobFile NewBlob() => new() { Mode = FileMode, Group = Group, Modified = clock.Now, Inode = ++inodes };

    internal LinkEntry NewLink(string target) => new(target) { Mode = Octal(777), Group = Group, Modified = clock.Now, Inode = ++inodes };

    /// <summary>Takes a copy of everything that is in another file system now.</summary>
    internal void TakeOver(FileSystem other)
    {
        Copy(other.Root, Root);
        (inodes, used, Version) = (other.inodes, other.used, other.Version);
    }

    private static void Copy(DirectoryEntry from, DirectoryEntry to)
    {
        foreach (var (name, entry) in from.Entries)
        {
            FileEntry copy = entry switch
            {
                DirectoryEntry => new DirectoryEntry { Inode = entry.Inode },
                LinkEntry link => new LinkEntry(link.Target) { Inode = entry.Inode, Own = link.Own },
                TextFile => new TextFile { Inode = entry.Inode },
                _ => new BlobFile { Inode = entry.Inode },
            };
            (copy.Mode, copy.Owner, copy.Group, copy.Modified) = (entry.Mode, entry.Owner, entry.Group, entry.Modified);
            if (copy is TextFile text) text.Replace(((TextFile)entry).Text);
            else if (copy is BlobFile blob) blob.Resize(entry.Size);
            else if (copy is DirectoryEntry directory) Copy((DirectoryEntry)entry, directory);
            to.Entries[name] = copy;
        }
    }

    internal DeviceEntry NewDevice(bool block, object? payload) => new(block, payload) { Mode = Octal(660), Group = block ? "disk" : "root", Modified = clock.Now, Inode = ++inodes };

    /// <summary>Takes <paramref name="bytes"/> more (or gives back when negative).</summary>
    /// <returns>False, with nothing taken, when there is not enough space.</returns>
    public bool TryTake(long bytes)
    {
        if (Quota is not null && bytes > 0 && bytes > Available) return false;
        if (shared is not null) return shared.TryTake(bytes);
        if (bytes > 0 && bytes > Available) return false;
        used += bytes;
        return true;
    }

    /// <summary>Grows when a directory or link changes its place: paths through it may lead elsewhere.</summary>
    internal long Moves { get; private set; }

    internal void Moved() => Moves++;

    /// <summary>Something in it changed; for those who must notice an edit before anybody asks them.</summary>
    public event Action? Changed;

    /// <summary>Something about it changed that no parsed view depends on: the size of a blob, where it is mounted.</summary>
    internal void Note() => facts.Touch();

    internal void Touch()
    {
        Version++;
        facts.Touch();
        Changed?.Invoke();
    }

    internal Errno? Refusal => State switch
    {
        FileSystemState.Stale => Errno.Stale,
        FileSystemState.Hanging => Errno.TimedOut,
        FileSystemState.Failed => Errno.InputOutput,
        _ when shared is null && Disk is { Failed: true } => Errno.InputOutput,
        _ when Link is not null && Disk is { Host.OnNetwork: false } => Errno.TimedOut,
        _ when Withdrawn => Errno.Stale,
        _ => null,
    };

    /// <summary>Permission bits from their usual octal writing, for example <c>Octal(755)</c>.</summary>
    public static int Octal(int digits) => digits / 100 % 10 * 64 + digits / 10 % 10 * 8 + digits % 10;
}
