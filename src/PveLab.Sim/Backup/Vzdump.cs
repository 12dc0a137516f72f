using System.Collections.Immutable;
using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Services;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>The vzdump task: one guest's backup after the other (pve-manager: PVE/API2/VZDump.pm, PVE/VZDump.pm exec_backup).</summary>
public static class Vzdump
{
    private const string LockFile = "/var/run/vzdump.lock";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Starts a backup on <paramref name="node"/>.</summary>
    /// <param name="node">Where.</param>
    /// <param name="request">What; without contradictions (<see cref="VzdumpRequest.Conflict"/>).</param>
    /// <param name="user">Who asks.</param>
    /// <returns>The task; null when there is nothing to do here, which is no error.</returns>
    /// <exception cref="PveException">The pool does not exist.</exception>
    public static PveTask? Start(Node node, VzdumpRequest request, string user)
    {
        if (request["node"] is { Length: > 0 } only && only != node.Name) return null;
        var guests = request.Guests(node.Datacenter);
        var local = guests.GetValueOrDefault(node.Name, []).AddRange(guests.GetValueOrDefault("", []));
        var skipped = guests.Where(g => g.Key != node.Name && g.Key.Length > 0).SelectMany(g => g.Value).Order().ToImmutableArray();
        if (request.Is("stop"))
        {
            node.Backups.LockHolder?.Abort();
            if (local.IsEmpty) return null;
        }
        if (local.IsEmpty && !request.Is("all")) return null;
        if (request.Is("stdout") && local.Length != 1) throw new PveException("you can only backup a single VM with option --stdout");
        var id = local is [var single] ? single.ToString(CultureInfo.InvariantCulture) : "";
        return node.Tasks.Fork("vzdump", id, user, task => Work(node, task, request, local.Sort(), skipped));
    }

    private static IEnumerable<TimeSpan> Work(Node node, PveTask task, VzdumpRequest request, ImmutableArray<int> guests, ImmutableArray<int> skipped)
    {
        task.AbortedAs = BackupRun.Interrupted;
        var settings = Resolve(node, task, request);
        foreach (var pause in Lock(node, task, settings.LockWait)) yield return pause;
        var (failures, ended) = (0, false);
        var notifications = new Notifications(node, task.Log);
        try
        {
            Say(task, "INFO: starting new backup job: " + request.CommandLine);
            if (!skipped.IsEmpty) task.Log("INFO: skip external VMs: " + string.Join(", ", skipped));
            foreach (var vmid in guests)
            {
                var run = new BackupRun(node, task, settings, vmid);
                foreach (var pause in run.Work()) yield return pause;
                if (!run.Ok) failures++;
            }
            Say(task, failures > 0 ? "INFO: Backup job finished with errors" : "INFO: Backup job finished successfully");
            ended = true;
            notifications.Send(request, failures > 0);
        }
        finally
        {
            if (!ended)
            {
                Say(task, $"ERROR: Backup job failed - {BackupRun.Interrupted}");
                notifications.Send(request, failed: true);
            }
            node.Backups.Unlock(task);
        }
        if (failures > 0) throw new PveException("job errors");
    }

    /// <summary>What it will do. That it cannot be done is told to those who want to be told, too.</summary>
    private static VzdumpSettings Resolve(Node node, PveTask task, VzdumpRequest request)
    {
        try
        {
            return VzdumpSettings.Resolve(node, request);
        }
        catch (PveException)
        {
            new Notifications(node, task.Log).Send(request, failed: true);
            throw;
        }
    }

    /// <summary>Only one vzdump works on a node at a time (getlock).</summary>
    private static IEnumerable<TimeSpan> Lock(Node node, PveTask task, long minutes)
    {
        if (node.Backups.TryLock(task)) yield break;
        if (minutes == 0) throw Refused(task, $"can't acquire lock '{LockFile}' (wait = 0)");
        Say(task, "INFO: trying to get global lock - waiting...");
        for (var waited = 0L; !node.Backups.TryLock(task); waited++)
        {
            if (waited >= minutes * 60) throw Refused(task, $"can't acquire lock '{LockFile}' - got timeout");
            yield return Second;
        }
        Say(task, "INFO: got global lock");
    }

    /// <summary>Says it to the task and to the journal (debugmsg with syslog).</summary>
    private static void Say(PveTask task, string line)
    {
        task.Log(line);
        task.Syslog(line, line.StartsWith("ERROR", StringComparison.Ordinal) ? Priority.Error : Priority.Info);
    }

    private static PveException Refused(PveTask task, string message)
    {
        Say(task, "ERROR: " + message);
        return new PveException(message);
    }
}
