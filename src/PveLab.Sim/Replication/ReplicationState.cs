using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PveLab.Sim.Replication;

/// <summary>
/// What a node remembers of a guest's replication to one target, as its state file holds it (pve-guest-common: PVE/ReplicationState.pm). Times are
/// seconds since the Unix epoch, 0 for never.
/// </summary>
public sealed class ReplicationState
{
    private string? text;

    /// <summary>The round of the scheduler that looked at it last.</summary>
    public long LastIteration { get; private set; }

    /// <summary>When its last run began, successful or not.</summary>
    public long LastTry { get; private set; }

    /// <summary>When its last successful run began: what the replica holds is of that moment.</summary>
    public long LastSync { get; private set; }

    /// <summary>How many runs in a row failed.</summary>
    public long FailCount { get; private set; }

    /// <summary>Why the last run failed; null when it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>How long the last run took, in seconds; null before the first.</summary>
    public double? Duration { get; private set; }

    /// <summary>The process that runs it now; null while none does.</summary>
    public long? Pid { get; private set; }

    /// <summary>When that process started, in hundredths of a second since the node booted: process ids come again.</summary>
    public long? ProcessStart { get; private set; }

    /// <summary>The node that ran it last.</summary>
    public string? LastNode { get; private set; }

    /// <summary>The storages of its volumes: where copies may lie on the target.</summary>
    public ImmutableArray<string> Storages { get; private set; } = [];

    /// <summary>The state as JSON, its keys sorted.</summary>
    internal string Text => text ??= Write();

    /// <summary>Reads an entry of the state file; what is missing is 0, as for a job that never ran.</summary>
    internal static ReplicationState Read(JsonObject entry) => new()
    {
        LastIteration = Number(entry, "last_iteration"),
        LastTry = Number(entry, "last_try"),
        LastSync = Number(entry, "last_sync"),
        FailCount = Number(entry, "fail_count"),
        Error = entry["error"]?.ToString(),
        Duration = entry["duration"] is { } duration ? double.Parse(duration.ToString(), CultureInfo.InvariantCulture) : null,
        Pid = entry.ContainsKey("pid") ? Number(entry, "pid") : null,
        ProcessStart = entry.ContainsKey("ptime") ? Number(entry, "ptime") : null,
        LastNode = entry["last_node"]?.ToString(),
        Storages = entry["storeid_list"] is JsonArray list ? [.. list.Select(s => s!.ToString())] : [],
    };

    /// <summary>A run begins (record_job_start).</summary>
    internal void Begin(long start, long iteration, string node, (long Pid, long Start) process)
    {
        (Pid, ProcessStart, LastNode, LastTry, LastIteration) = (process.Pid, process.Start, node, start, iteration);
        text = null;
    }

    /// <summary>The storages the run works with.</summary>
    internal void UseStorages(ImmutableArray<string> storages)
    {
        if (storages == Storages) return;
        Storages = storages;
        text = null;
    }

    /// <summary>All volumes are on the target as they were when the run began (record_sync_end).</summary>
    internal void Synced(long start)
    {
        LastSync = start;
        text = null;
    }

    /// <summary>The run is over (record_job_end).</summary>
    /// <param name="start">When it began.</param>
    /// <param name="duration">How many seconds it took.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    internal void End(long start, double duration, string? error)
    {
        (Duration, Pid, ProcessStart, text) = (duration, null, null, null);
        if (error is not null) (FailCount, Error) = (FailCount + 1, error);
        else (LastSync, FailCount, Error) = (start, 0, null);
    }

    /// <summary>Runs up to that one happened while nobody looked; the next one sends what they would have sent.</summary>
    internal void Passed(long last)
    {
        (LastTry, LastIteration) = (last, last);
        text = null;
    }

    /// <summary>It is to run as soon as possible (schedule_job_now).</summary>
    internal void RunSoon()
    {
        LastTry = 0;
        text = null;
    }

    private static long Number(JsonObject entry, string key) =>
        entry[key] is { } value && long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string Write()
    {
        var json = new StringBuilder("{", 256);
        if (Duration is { } duration) json.Append(CultureInfo.InvariantCulture, $"\"duration\":{duration},");
        if (Error is not null) json.Append("\"error\":").Append(JsonSerializer.Serialize(Error, StateText.Json)).Append(',');
        json.Append(CultureInfo.InvariantCulture, $"\"fail_count\":{FailCount},\"last_iteration\":{LastIteration},");
        if (LastNode is not null) json.Append("\"last_node\":\"").Append(LastNode).Append("\",");
        json.Append(CultureInfo.InvariantCulture, $"\"last_sync\":{LastSync},\"last_try\":{LastTry}");
        if (Pid is { } pid) json.Append(CultureInfo.InvariantCulture, $",\"pid\":{pid},\"ptime\":{ProcessStart}");
        return json.Append(",\"storeid_list\":[").AppendJoin(',', Storages.Select(s => $"\"{s}\"")).Append("]}").ToString();
    }
}

internal static class StateText
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
