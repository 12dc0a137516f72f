using System.Globalization;
using System.Text.RegularExpressions;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Storage;
using PveLab.Sim.Time;
using PveLab.Sim.Zfs;

namespace PveLab.Courseware.Grading;

/// <summary>What lies on another node under the name of a guest's local disk.</summary>
/// <param name="Volume">The volume's id.</param>
/// <param name="Image">The copy; null when there is none.</param>
/// <param name="SyncedAt">When the newest replication snapshot on it was taken at the source; null when there is none.</param>
internal sealed record Replica(string Volume, DiskImage? Image, Instant? SyncedAt);

/// <summary>Finds replicas where they really are, without asking any job: what counts is what could be started.</summary>
internal static partial class Replicas
{
    /// <summary>The copies that a node has of the local disks that the guest's configuration names.</summary>
    public static List<Replica> On(Guest guest, Node node) => [.. guest.Volumes(guest.Config).Select(v => v.Volume).Where(v => IsLocal(guest, v)).Select(v => Of(node, v))];

    /// <summary>Whether both nodes have a replication snapshot of the same time of every local disk: the next sync needs to send only what changed.</summary>
    public static bool HaveCommonBase(Guest guest, Node target) =>
        On(guest, target).All(copy => Times(target, copy.Volume).Intersect(Times(guest.Node, copy.Volume)).Any());

    private static Replica Of(Node node, string volume)
    {
        var times = Times(node, volume).ToList();
        return new Replica(volume, Image(node, volume), times.Count == 0 ? null : times.Max());
    }

    private static bool IsLocal(Guest guest, string volume) =>
        VolumeId.TryParse(volume) is { } id && guest.Node.View.Storages.Find(id.Storage) is { Shared: false };

    private static IEnumerable<Instant> Times(Node node, string volume) =>
        from dataset in Datasets(node, volume)
        from snapshot in dataset.Snapshots
        let name = SnapshotName().Match(snapshot.Name)
        where name.Success
        select Instant.FromUnixSeconds(long.Parse(name.Groups[2].ValueSpan, CultureInfo.InvariantCulture));

    private static IEnumerable<ZfsDataset> Datasets(Node node, string volume)
    {
        var name = volume[(volume.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return node.Zpools.Values.SelectMany(p => p.Datasets.Values).Where(d => d.ShortName == name);
    }

    private static DiskImage? Image(Node node, string volume)
    {
        try
        {
            return node.Storages.Image(volume);
        }
        catch (Sim.PveException)
        {
            // The storage is not defined, or not for that node.
            return null;
        }
    }

    [GeneratedRegex(@"\A__replicate_([0-9]+-[0-9]+)_([0-9]+)__\z", RegexOptions.CultureInvariant)]
    private static partial Regex SnapshotName();
}
