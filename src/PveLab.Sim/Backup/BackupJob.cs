using System.Text.Json.Nodes;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>What one node's scheduler knows of a backup job; kept in /var/lib/pve-manager/jobs (pve-manager: PVE/Jobs.pm).</summary>
public sealed class BackupJob
{
    private const string StateDirectory = "/var/lib/pve-manager/jobs";

    private long time;
    private long? updated;
    private string? message;
    private bool removed;

    internal BackupJob(Node node, JobDefinition definition)
    {
        Node = node;
        Definition = definition;
        time = Now;
        WriteState();
    }

    /// <summary>The scheduler's node.</summary>
    public Node Node { get; }

    /// <summary>Its id.</summary>
    public string Id => Definition.Id;

    /// <summary>Its definition as the scheduler last saw it.</summary>
    public JobDefinition Definition { get; private set; }

    /// <summary>Where it is in its life.</summary>
    public BackupJobStatus Status { get; internal set; }

    /// <summary>The task of its last run, null when there was none.</summary>
    public PveTask? Task { get; private set; }

    /// <summary>The status as the state file names it.</summary>
    public string State => Status switch
    {
        BackupJobStatus.Created => "created",
        BackupJobStatus.Starting => "starting",
        BackupJobStatus.Started => "started",
        _ => "stopped",
    };

    /// <summary>From when its next run is counted, in seconds since the Unix epoch (get_last_runtime).</summary>
    public long LastRun => updated ?? Task?.Upid.StartTime ?? time;

    private long Now => Node.Time.Now.UnixSeconds;

    /// <summary>Takes over a changed definition; a new schedule, or enabling it, counts from now (detect_changed_runtime_props).</summary>
    internal void Redefine(JobDefinition definition)
    {
        var moved = definition.Schedule != Definition.Schedule || definition.Enabled != Definition.Enabled;
        Definition = definition;
        if (!moved) return;
        updated = Now;
        WriteState();
    }

    /// <summary>Counts its next run from now: what was missed is not made up for (update_last_runtime).</summary>
    internal void Forget()
    {
        updated = Now;
        WriteState();
    }

    /// <summary>Starts it (starting_job, run, started_job).</summary>
    internal void Run(Action ended)
    {
        (time, updated, message, Task) = (Now, null, null, null);
        Fire(BackupJobTrigger.Due);
        try
        {
            Task = Node.Tasks.RunAs("pvescheduler", () => Vzdump.Start(Node, Request(), "root@pam"));
            message = Task is null ? "OK" : null;
        }
        catch (PveException error)
        {
            message = error.Message;
        }
        Node.Datacenter.Facts.Record(new JobFired(Node.Clock.Now, Node.Name, Id, Task?.Id));
        Fire(Task is null ? BackupJobTrigger.NotForked : BackupJobTrigger.Forked);
        if (Task is null) return;
        if (Task.IsRunning) Task.WhenClosed(() => Finish(ended));
        else Finish(ended);
    }

    internal void WriteState()
    {
        if (removed) return;
        var state = new JsonObject { ["state"] = State };
        if (message is not null) state["msg"] = message;
        if (Task is null) state["time"] = time;
        else state["upid"] = Task.Id;
        if (updated is { } at) state["updated"] = at;
        state["config"] = new JsonObject { ["enabled"] = Definition["enabled"], ["schedule"] = Definition.Schedule };
        try
        {
            Node.Files.CreateDirectory(StateDirectory, parents: true);
            Node.Files.WriteText(StateFile, state.ToJsonString());
        }
        catch (FileException)
        {
            // A full root file system costs the state of the job, nothing else.
        }
    }

    internal void RemoveState()
    {
        removed = true;
        Node.Files.TryRemove(StateFile);
    }

    private string StateFile => $"{StateDirectory}/vzdump-{UnixPath.Name(Id)}.json";

    private void Finish(Action ended)
    {
        message = Task!.ExitStatus;
        Fire(BackupJobTrigger.Ended);
        ended();
    }

    /// <summary>What vzdump is asked to do (pve-manager: PVE/Jobs/VZDump.pm run).</summary>
    private VzdumpRequest Request()
    {
        var request = VzdumpRequest.Of(Definition.Properties
            .Where(p => JobProperties.Vzdump.Contains(p.Key) && p.Key != "quiet")
            .Append(new("job-id", Id))
            .Append(new("quiet", "1")));
        if (request.Conflict(complete: true) is { } conflict)
            throw new PveException($"Parameter verification failed.\n{conflict.Parameter}: {conflict.Message}", 400);
        return request;
    }

    private void Fire(BackupJobTrigger trigger) => Node.Datacenter.Lifecycles.BackupJob.Fire(this, trigger);
}
