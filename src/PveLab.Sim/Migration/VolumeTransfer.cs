using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Migration;

/// <summary>A volume on its way to a storage of another node.</summary>
/// <param name="Volume">Its volume id.</param>
/// <param name="TargetStorage">Where to.</param>
public sealed record TransferWish(string Volume, string TargetStorage)
{
    /// <summary>Its snapshots go along.</summary>
    public bool WithSnapshots { get; init; }

    /// <summary>It may get another name when its own is taken.</summary>
    public bool AllowRename { get; init; } = true;

    /// <summary>KiB/s; null for no limit.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether the data goes past ssh, unencrypted.</summary>
    public bool Insecure { get; init; }
}

/// <summary>
/// Copies a volume to a storage of another node: <c>pvesm export</c> here, <c>pvesm import</c> there, a pipe by ssh between them
/// (pve-storage: PVE/Storage.pm storage_migrate).
/// </summary>
public sealed partial class VolumeTransfer
{
    private const string MigrationSnapshot = "__migration__";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommandsStart = TimeSpan.FromMilliseconds(900);

    private readonly Node source;
    private readonly Node target;
    private readonly TransferWish wish;
    private readonly Action<string> log;
    private readonly Action<string> warn;
    private readonly NodeTunnel tunnel;
    private readonly StorageDefinition from;
    private readonly StorageDefinition to;
    private readonly VolumeName name;
    private readonly string wantedName;
    private readonly string format;
    private string? made;

    /// <summary>Prepares the copy.</summary>
    /// <param name="source">The node it is on.</param>
    /// <param name="target">The node it goes to.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="log">Takes what the two commands print.</param>
    /// <param name="warn">Takes warnings of the caller's own.</param>
    /// <exception cref="PveException">The target storage cannot take such a volume.</exception>
    public VolumeTransfer(Node source, Node target, TransferWish wish, Action<string> log, Action<string> warn)
    {
        (this.source, this.target, this.wish, this.log, this.warn) = (source, target, wish, log, warn);
        tunnel = new NodeTunnel(source, target);
        (from, var volume) = source.Storages.Split(wish.Volume);
        to = source.View.Storages.Get(wish.TargetStorage);
        var (sourceType, targetType) = (StorageTypes.Get(from.Type), StorageTypes.Get(to.Type));
        name = sourceType.Parse(volume);
        wantedName = from.Type == to.Type ? volume : NameOn(targetType);
        var sent = sourceType.TransferFormat(name, wish.WithSnapshots);
        if (sent is null || sent != targetType.TransferFormat(targetType.Parse(wantedName), wish.WithSnapshots))
            throw new PveException($"cannot migrate from storage type '{from.Type}' to '{to.Type}'");
        format = sent;
    }

    /// <summary>The volume id it has on the target; null until it is there.</summary>
    public string? Result { get; private set; }

    /// <summary>Copies it. What is half there is removed again when something fails, as far as the target can be reached.</summary>
    public IEnumerable<TimeSpan> Work()
    {
        if (wish.Limit is > 0 and var limit)
            log(FormattableString.Invariant($"using a bandwidth limit of {limit * 1024} bytes per second for transferring '{wish.Volume}'"));
        var done = false;
        try
        {
            if (format == "zfs") source.Storages.Snapshot(wish.Volume, MigrationSnapshot);
            source.Storages.ActivateVolume(wish.Volume);
            var copying = new Attempted(format == "zfs" ? SendZfs() : CopyBytes());
            foreach (var piece in copying) yield return piece;
            if (copying.Error is { } error) throw Failed(error);
            done = true;
        }
        finally
        {
            Finish(done);
        }
        Result = made;
    }

    /// <summary>A volume's name on a storage of another type ($volname_for_storage).</summary>
    private string NameOn(StorageType type)
    {
        if (!type.Formats.Contains(name.Format)) throw new PveException($"unsupported format '{name.Format}' for storage type {to.Type}");
        var plain = name.Name.EndsWith("." + name.Format, StringComparison.Ordinal) ? name.Name[..^(name.Format.Length + 1)] : name.Name;
        return to["path"] is null ? plain : FormattableString.Invariant($"{name.Vmid}/{plain}.{name.Format}");
    }

    private void Finish(bool done)
    {
        if (!source.Host.Powered) return;
        if (!done && made is not null && tunnel.IsOpen) Quietly(() => target.Storages.Free(made));
        if (format != "zfs") return;
        if (!done) warn("send/receive failed, cleaning up snapshot(s)..");
        Quietly(() => source.Storages.DeleteSnapshot(wish.Volume, MigrationSnapshot), error => warn("could not remove source snapshot: " + error));
    }

    private static void Quietly(Action act, Action<string>? failed = null)
    {
        try
        {
            act();
        }
        catch (PveException error)
        {
            failed?.Invoke(error.Message);
        }
    }

    /// <summary>The pipe broke: whoever runs it tells its whole command line.</summary>
    private PveException Failed(PveException error)
    {
        if (error.Message.Length > 0) log(error.Message);
        var snapshot = format == "zfs" ? " -snapshot " + MigrationSnapshot : "";
        var with = wish.WithSnapshots ? "1" : "0";
        var export = $"pvesm export {NodeTunnel.Words(wish.Volume, format)} - -with-snapshots {with}{snapshot}"
            + (wish.Limit is > 0 and var limit ? FormattableString.Invariant($" | /usr/bin/cstream -t {limit * 1024}") : "");
        var import = $"pvesm import {NodeTunnel.Words($"{to.Id}:{wantedName}", format)} "
            + $"{(wish.Insecure ? "tcp://" + tunnel.Address : "-")} -with-snapshots {with}{snapshot}"
            + $"{(format == "zfs" ? " -delete-snapshot " + MigrationSnapshot : "")} -allow-rename {(wish.AllowRename ? "1" : "0")}";
        return wish.Insecure
            ? new PveException($"failed to run insecure migration: command '{tunnel.Command("-- " + import)}' failed: exit code 255\n")
            : new PveException($"command '{tunnel.Pipe(export, import)}' failed: exit code 255");
    }

    /// <summary>Makes the volume on the target, under another name when its own is taken there.</summary>
    private DiskImage Receive(long size, string taken)
    {
        var targetType = StorageTypes.Get(to.Type);
        var wanted = targetType.Parse(wantedName);
        string? ask = wantedName;
        if (Exists(wanted))
        {
            if (!wish.AllowRename) throw new PveException($"{taken} already exists");
            log($"{taken} already exists - importing with a different name");
            ask = null;
        }
        made = target.Storages.Allocate(to.Id, name.Vmid ?? 0, wanted.Format, ask, size, log);
        return target.Storages.Image(made)!;
    }

    private bool Exists(VolumeName volume)
    {
        var found = false;
        Quietly(() => found = target.Storages.Image($"{to.Id}:{wantedName}") is not null
            || StorageTypes.Get(to.Type).Measure(target.Storages.View(to), volume) is not null);
        return found;
    }

    /// <summary>Bytes moved, to be asked again after each second, until all of them are there.</summary>
    private IEnumerable<long> Move(long bytes)
    {
        using var flow = new TunnelFlow(tunnel, source.Storages.Lanes(from.Id).Concat(target.Storages.Lanes(to.Id)), wish.Limit);
        for (; flow.Moved < bytes; flow.Settle()) yield return flow.Moved;
        yield return bytes;
    }
}
