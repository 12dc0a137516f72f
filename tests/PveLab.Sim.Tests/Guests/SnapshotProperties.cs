using System.Globalization;
using CsCheck;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Tasks;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Guests;

/// <summary>What must hold however snapshots are taken, rolled back, deleted and interrupted.</summary>
public sealed class SnapshotProperties
{
    private static readonly Gen<(int Verb, int Pick, int Seconds)[]> Acts = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 20];

    [Fact]
    public void Configuration_volumes_and_contents_agree_when_nothing_runs() => Acts.Holds(
        acts =>
        {
            var world = BackupLab.Build(1, "4G", "900M");
            var node = world.Nodes["pve1"];
            var guest = node.Guests.Get(100);
            var kept = new SortedDictionary<string, DiskCapture>(StringComparer.Ordinal);
            foreach (var (verb, pick, seconds) in acts)
            {
                var task = Act(node, guest, verb, "s" + pick.ToString(CultureInfo.InvariantCulture));
                world.Clock.AdvanceTo(world.Clock.Now + TimeSpan.FromSeconds(seconds));
                if (seconds == 0) task?.Abort();
                Settle(world, node);
                Check(node, guest, kept);
            }
        },
        cases: 80,
        print: acts => string.Join(' ', acts.Select(a => $"{a.Verb}/{a.Pick}/{a.Seconds}")));

    private static PveTask? Act(Node node, VirtualMachine guest, int verb, string name)
    {
        var fork = (string type, Func<PveTask, IEnumerable<TimeSpan>> work) => node.Tasks.Fork(type, "100", "root@pam", work);
        return verb switch
        {
            0 or 1 => fork("qmsnapshot", task => GuestSnapshots.Of(guest, task).Create(name, verb == 1, null)),
            2 => fork("qmrollback", task => GuestSnapshots.Of(guest, task).Rollback(name)),
            3 => fork("qmdelsnapshot", task => GuestSnapshots.Of(guest, task).Delete(name, force: false)),
            4 => fork("qmstart", task => GuestWork.Start(guest, task)),
            _ => fork("qmstop", task => GuestWork.Stop(guest, task)),
        };
    }

    private static void Settle(Datacenter world, Node node)
    {
        var limit = world.Clock.Now + TimeSpan.FromMinutes(5);
        while (node.Tasks.All.Any(t => t.IsRunning) && world.Clock.Step(limit)) { }
        Assert.DoesNotContain(node.Tasks.All, t => t.IsRunning);
        Assert.False(node.Guests.Get(100).Flock.Held);
    }

    private static void Check(Node node, VirtualMachine guest, SortedDictionary<string, DiskCapture> kept)
    {
        // A deletion or rollback that was interrupted leaves its lock, as in life; an administrator unlocks.
        if (guest.Lock is "snapshot-delete" or "rollback") guest.RemoveLock();
        Assert.Null(guest.Lock);
        var volume = guest.Volumes(guest.Config).Select(v => v.Volume).Single();
        var inside = node.Storages.Snapshots(volume);
        foreach (var name in guest.Config.Snapshots.Where(s => !guest.Config.Snapshot(s)!.ContainsKey("snapstate"))) Assert.Contains(name, inside);
        Assert.All(inside, name => Assert.Contains(name, guest.Config.Snapshots));
        foreach (var gone in kept.Keys.Except(inside).ToList()) kept.Remove(gone);
        foreach (var name in inside)
        {
            var now = node.Storages.SnapshotImage(volume, name)!.Capture();
            if (kept.TryGetValue(name, out var before) && guest.Config.Snapshots.Contains(name)) Assert.Equal(before.Written, now.Written);
            kept[name] = now;
        }
        var states = node.ThinPools["pve/data"].Volumes.Keys.Count(v => v.Contains("-state-", StringComparison.Ordinal));
        Assert.Equal(guest.Config.Snapshots.Count(s => guest.Config.Snapshot(s)!.ContainsKey("vmstate")), states);
    }
}
