using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;
using PveLab.Sim.Replication;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>
/// The ground the recorded runs stood on: one node, storages that are lists of names, and a transport that fails as a pattern says (upstream's
/// test/ReplicationTestEnv.pm and replication_test5.pl).
/// </summary>
internal sealed class MockedReplicationGround : IReplicationGround, IReplicationVolumes
{
    private const int PatternLength = 61;
    private const string Storage = "local-zfs";

    private readonly Dictionary<string, List<SnapshotInfo>> volumes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Target, string Volume), string> replicas = [];
    private readonly SortedDictionary<int, (string Node, GuestConfig Config)> guests = [];
    private readonly Dictionary<string, int[]> patterns;
    private readonly Dictionary<string, int> sent = new(StringComparer.Ordinal);
    private readonly JsonElement offline;
    private ulong counter;

    internal MockedReplicationGround(Vector vector)
    {
        foreach (var guest in vector["guests"].EnumerateObject())
        {
            var config = GuestConfig.Parse(string.Concat(guest.Value.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Object && p.Name != "node")
                .Select(p => $"{p.Name}: {p.Value}\n")));
            guests[int.Parse(guest.Name, CultureInfo.InvariantCulture)] = (guest.Value.GetProperty("node").GetString()!, config);
            foreach (var (_, drive) in config.Drives()) volumes[drive.Volume] = [];
        }
        Config = new ReplicationConfig("", [.. vector["jobs"].EnumerateObject().Select(Job)], []);
        patterns = vector["fail_pattern"].EnumerateObject().ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(f => f.GetInt32()).ToArray());
        offline = vector["members_offline"];
        Engine = new ReplicationEngine(this);
        Lifecycle = new ReplicationJobLifecycle(new FactLog(new VirtualClock(Now)));
    }

    /// <summary>The engine that stands on it.</summary>
    public ReplicationEngine Engine { get; }

    /// <summary>The time, in seconds since the Unix epoch.</summary>
    public long Epoch { get; set; }

    /// <summary>What was printed.</summary>
    public List<string> Log { get; } = [];

    /// <inheritdoc />
    public string Node => "node1";

    /// <inheritdoc />
    public Instant Now => Instant.FromUnixSeconds(Epoch);

    /// <inheritdoc />
    public long Version { get; private set; }

    /// <inheritdoc />
    public ReplicationConfig Config { get; private set; }

    /// <inheritdoc />
    public ReplicationStates States { get; } = new();

    /// <inheritdoc />
    public ReplicationJobLifecycle Lifecycle { get; }

    /// <inheritdoc />
    public IReplicationVolumes Volumes => this;

    /// <inheritdoc />
    public ReplicationTransmission Transmission => ReplicationTransmission.Default;

    /// <inheritdoc />
    public string LogTime => Epoch.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public (long Pid, long Start) Process => (1, 1);

    /// <summary>Prints a line.</summary>
    public void Print(string line) => Log.Add(line);

    /// <inheritdoc />
    public void Warn(string text) => Log.Add("WARN: " + text);

    /// <inheritdoc />
    public void Save(ReplicationConfig config)
    {
        Config = config;
        Version++;
    }

    /// <inheritdoc />
    public void SaveStates()
    {
    }

    /// <inheritdoc />
    public GuestKind? KindOf(int vmid) => guests.TryGetValue(vmid, out var guest) && guest.Node == Node ? GuestKind.VirtualMachine : null;

    /// <inheritdoc />
    public bool Exists(int vmid) => guests.ContainsKey(vmid);

    /// <inheritdoc />
    public bool HasStorage(string storage) => storage == Storage;

    /// <inheritdoc />
    public bool IsOnline(string node)
    {
        if (offline.GetProperty("window") is { ValueKind: JsonValueKind.Array } window && (Epoch < window[0].GetInt64() || Epoch >= window[1].GetInt64())) return true;
        if (offline.GetProperty("window").ValueKind != JsonValueKind.Array) return true;
        return !offline.GetProperty("online_in_window").TryGetProperty(node, out var online) || online.GetInt32() == 1;
    }

    /// <inheritdoc />
    public long? NextEvent(string schedule, long after) => CalendarEvent.Parse(schedule).Next(after, Zone.Utc);

    /// <inheritdoc />
    public IReplicatedGuest Guest(int vmid) => new MockedGuest(vmid, guests[vmid].Config);

    /// <inheritdoc />
    public IReplicationTarget Target(string node) => new MockedTarget(this, node);

    /// <inheritdoc />
    public IEnumerable<TimeSpan> Locked(int vmid, IEnumerable<TimeSpan> work) => work;

    /// <inheritdoc />
    public void WriteLog(string job, IReadOnlyList<(string Time, string Message)> lines)
    {
    }

    /// <inheritdoc />
    public void Ended(ReplicationRunEnd end)
    {
    }

    /// <inheritdoc />
    public void Mail(NodeReplicationJob job)
    {
    }

    /// <inheritdoc />
    public IReadOnlyList<SnapshotInfo> Snapshots(string volume) => volumes.GetValueOrDefault(volume) ?? [];

    /// <inheritdoc />
    public void Snapshot(string volume, string name)
    {
        counter++;
        Known(volume).Add(new SnapshotInfo(name, counter, (long)counter));
    }

    /// <inheritdoc />
    public void DeleteSnapshot(string volume, string name)
    {
        if (Known(volume).RemoveAll(s => s.Name == name) == 0) throw new PveException($"no such snapshot '{name}' on '{volume}'");
    }

    private List<SnapshotInfo> Known(string volume) => volumes.GetValueOrDefault(volume) ?? throw new PveException($"no such volid '{volume}'");

    private static ReplicationJob Job(JsonProperty job) => new(job.Name, job.Value.EnumerateObject().Where(p => ReplicationConfig.Options.ContainsKey(p.Name))
        .ToImmutableSortedDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal));

    private bool Fails(string job)
    {
        var count = sent.GetValueOrDefault(job);
        sent[job] = count + 1;
        return patterns.TryGetValue(job, out var pattern) && pattern[count % PatternLength] == 1;
    }

    private sealed class MockedGuest(int vmid, GuestConfig config) : IReplicatedGuest
    {
        public string Label => string.Create(CultureInfo.InvariantCulture, $"VM {vmid}");

        public long Running => 0;

        public string? Parent => null;

        public bool HasSnapshot(string name) => false;

        public IEnumerable<TimeSpan> CheckFreeze(Action<bool> answer) => [];

        public void Freeze(bool thaw)
        {
        }

        public IReadOnlyList<string> Volumes(bool cleanup) =>
            ReplicableVolumes.OfMachine(config, volume => volume.StartsWith(Storage + ":", StringComparison.Ordinal), _ => true, cleanup);
    }

    private sealed class MockedTarget(MockedReplicationGround ground, string node) : IReplicationTarget
    {
        public IEnumerable<TimeSpan> Prepare(ReplicationPreparation preparation, Action<string> log, Action<PreparedVolumes> answer)
        {
            answer(PreparedVolumes.Of(preparation.Volumes
                .Where(v => ground.replicas.GetValueOrDefault((node, v)) == ReplicationSnapshots.NameOf(preparation.Job, preparation.LastSync))
                .Select(v => (v, new SnapshotInfo(ground.replicas[(node, v)], 0, 0)))));
            return [];
        }

        public IEnumerable<TimeSpan> Send(ReplicationSend send, Action<string> log)
        {
            if (ground.Fails(send.Snapshot.Split('_')[3])) throw new PveException("faked replication error");
            ground.replicas[(node, send.Volume)] = send.Snapshot;
            return [];
        }

        public IEnumerable<TimeSpan> Complete(ReplicationPreparation preparation, Action<string> log) => [];
    }
}
