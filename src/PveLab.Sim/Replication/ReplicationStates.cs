using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Sim.Replication;

/// <summary>The state file of a node: guest → target → state (pve-guest-common: PVE/ReplicationState.pm read_state, write_job_state).</summary>
public sealed class ReplicationStates
{
    private readonly SortedDictionary<(string Vmid, string Target), ReplicationState> states = new(Comparer.Instance);

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="PveException">It is no JSON object of that shape.</exception>
    public static ReplicationStates Parse(string text, string path)
    {
        var states = new ReplicationStates();
        if (text.Length == 0) return states;
        try
        {
            foreach (var (vmid, targets) in JsonNode.Parse(text)!.AsObject())
                states.Read(vmid, targets!.AsObject());
            return states;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new PveException($"invalid json data in '{path}'");
        }
    }

    /// <summary>The state of a job, or null when nothing is known of it.</summary>
    public ReplicationState? Find(ReplicationJob job) => states.GetValueOrDefault(Key(job.Guest, job.TargetId));

    /// <summary>Keeps the state of a job.</summary>
    internal void Set(int vmid, string targetId, ReplicationState state) => states[Key(vmid, targetId)] = state;

    /// <summary>Forgets the state of a job.</summary>
    internal void Remove(ReplicationJob job) => states.Remove(Key(job.Guest, job.TargetId));

    /// <summary>Forgets every state that is not wanted (purge_old_states). False when all are.</summary>
    internal bool Purge(Func<int, string, bool> wanted)
    {
        var gone = states.Keys.Where(k => !int.TryParse(k.Vmid, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) || !wanted(vmid, k.Target)).ToList();
        foreach (var key in gone) states.Remove(key);
        return gone.Count > 0;
    }

    /// <summary>
    /// A guest's states as JSON for the node it moves to: what was the state of the job to that node becomes the state of the job back
    /// (extract_vmid_tranfer_state).
    /// </summary>
    public string Handover(int vmid, string oldTarget, string newTarget)
    {
        var (id, from, to) = (vmid.ToString(CultureInfo.InvariantCulture), "local/" + oldTarget, "local/" + newTarget);
        var moved = states.Where(s => s.Key.Vmid == id).Select(s => (Target: s.Key.Target == from ? to : s.Key.Target, s.Value))
            .OrderBy(s => s.Target, StringComparer.Ordinal);
        return Object(moved);
    }

    /// <summary>Replaces all states of a guest by those another node handed over (write_vmid_job_states).</summary>
    /// <exception cref="PveException">The text is no JSON object of that shape.</exception>
    internal void TakeOver(int vmid, string json)
    {
        JsonObject targets;
        try
        {
            targets = JsonNode.Parse(json)?.AsObject() ?? throw new JsonException();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new PveException("malformed JSON string, neither tag, array, object, number, string or atom, at character offset 0 (before \"(end of string)\")");
        }
        Forget(vmid);
        Read(vmid.ToString(CultureInfo.InvariantCulture), targets);
    }

    /// <summary>Forgets all states of a guest (delete_guest_states).</summary>
    internal void Forget(int vmid)
    {
        var id = vmid.ToString(CultureInfo.InvariantCulture);
        foreach (var key in states.Keys.Where(k => k.Vmid == id).ToList()) states.Remove(key);
    }

    /// <summary>The file's text.</summary>
    public string ToText()
    {
        var text = new StringBuilder("{", 256 * (states.Count + 1));
        string? guest = null;
        foreach (var ((vmid, target), state) in states)
        {
            text.Append(vmid == guest ? "," : guest is null ? $"\"{vmid}\":{{" : $"}},\"{vmid}\":{{");
            text.Append('"').Append(target).Append("\":").Append(state.Text);
            guest = vmid;
        }
        return text.Append(guest is null ? "}" : "}}").ToString();
    }

    private static string Object(IEnumerable<(string Target, ReplicationState State)> states) =>
        "{" + string.Join(',', states.Select(s => $"\"{s.Target}\":{s.State.Text}")) + "}";

    private static (string, string) Key(int vmid, string targetId) => (vmid.ToString(CultureInfo.InvariantCulture), targetId);

    private void Read(string vmid, JsonObject targets)
    {
        foreach (var (target, entry) in targets) states[(vmid, target)] = ReplicationState.Read(entry!.AsObject());
    }

    private sealed class Comparer : IComparer<(string Vmid, string Target)>
    {
        internal static readonly Comparer Instance = new();

        public int Compare((string Vmid, string Target) x, (string Vmid, string Target) y) =>
            string.CompareOrdinal(x.Vmid, y.Vmid) is not 0 and var order ? order : string.CompareOrdinal(x.Target, y.Target);
    }
}
