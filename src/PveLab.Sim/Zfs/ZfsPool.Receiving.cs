using System.Globalization;
using PveLab.Sim.Storage;

namespace PveLab.Sim.Zfs;

/// <content>What a received stream changes (openzfs: module/zfs/dmu_recv.c dmu_recv_begin_sync, dmu_recv_end_sync).</content>
public sealed partial class ZfsPool
{
    /// <summary>Begins to receive a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="target">The dataset it becomes.</param>
    /// <param name="options">How.</param>
    /// <param name="say">Takes what <c>-v</c> prints.</param>
    /// <param name="warn">Takes what is printed about properties that could not be set.</param>
    public ZfsReceiving Receive(ZfsStream stream, string target, ZfsReceiveOptions? options = null, Action<string>? say = null, Action<string>? warn = null) =>
        new(this, stream, target, options ?? new ZfsReceiveOptions(), say, warn);

    /// <summary>A dataset into which a stream is to come; it has nothing yet.</summary>
    internal ZfsDataset AddReceived(string name, ZfsStreamDataset sent, ZfsSnapshot? origin)
    {
        var dataset = Add(name, sent.Kind, datasets[name[..name.LastIndexOf('/')]], origin?.Blocks.AsInherited() ?? ZfsBlocks.None, origin);
        if (sent.Kind == ZfsKind.Volume) dataset.Set("volblocksize", sent.Block.ToString(CultureInfo.InvariantCulture));
        return dataset;
    }

    /// <summary>Forgets a dataset of which nothing came whole.</summary>
    internal void Discard(ZfsDataset dataset) => Forget(dataset);

    /// <summary>A snapshot of a stream is complete: the dataset is what it keeps.</summary>
    internal void Accept(ZfsDataset dataset, string name, ZfsStreamSnapshot snapshot, ZfsSnapshot? onto)
    {
        dataset.Become(snapshot, onto);
        var taken = dataset.Take(name, Transaction++, snapshot.Created, snapshot.Guid);
        if (dataset.Kind == ZfsKind.Volume) BlockDevices.Add(Node, DevicePath(dataset), dataset.Image);
        Record("receive", taken.FullName);
    }
}
