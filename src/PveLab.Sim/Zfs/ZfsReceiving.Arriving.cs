using PveLab.Sim.Time;

namespace PveLab.Sim.Zfs;

/// <content>One snapshot of a stream while it arrives.</content>
public sealed partial class ZfsReceiving
{
    private sealed class Arriving(ZfsStreamDataset sent, ZfsStreamSnapshot snapshot, string name, string snapshotName, Instant since)
    {
        private readonly long growth = snapshot.Base is null ? snapshot.Blocks.Sum(b => b.Bytes) : snapshot.Data;
        private ZfsDataset? head;
        private bool overwrites;

        public ZfsStreamDataset Sent => sent;

        public ZfsStreamSnapshot Snapshot => snapshot;

        public string Name => name;

        public string SnapshotName => snapshotName;

        public Instant Since => since;

        public ZfsSnapshot? Origin { get; init; }

        /// <summary>The snapshot it stands on.</summary>
        public ZfsSnapshot? Base { get; set; }

        /// <summary>It is there already: its bytes are read and forgotten.</summary>
        public bool Skipped { get; set; }

        public bool IsNew => snapshot.Base is null or { IsOrigin: true };

        public Arriving On(ZfsDataset dataset, bool overwrites)
        {
            (head, this.overwrites) = (dataset, overwrites);
            return this;
        }

        public ZfsDataset Create(ZfsPool pool) => pool.AddReceived(name, sent, Origin);

        public bool TryTake(long have) => Skipped || head!.TryExpect(snapshot.Bytes == 0 ? growth : (long)((decimal)growth * have / snapshot.Bytes));

        /// <summary>Nobody else may take the dataset away meanwhile.</summary>
        public void HoldFor(ZfsReceiving receiving)
        {
            if (!Skipped) head!.Receiver = receiving;
        }

        public void Forget()
        {
            if (head is null || Skipped) return;
            head.Receiver = null;
            head.TryExpect(0);
            if (IsNew && !overwrites) head.Pool.Discard(head);
        }

        /// <summary>The last byte is there.</summary>
        public void Settle(ZfsPool pool)
        {
            head!.Receiver = null;
            head.TryExpect(0);
            if (overwrites)
            {
                pool.Destroy(head);
                head = Create(pool);
            }
            foreach (var newer in head.Snapshots.SkipWhile(s => s != Base).Skip(1).ToList()) pool.Destroy(newer);
            pool.Accept(head, snapshotName, snapshot, Base);
        }
    }
}
