using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Tasks;

/// <summary>Where a task is in its life.</summary>
public enum TaskStatus
{
    /// <summary>Forked, its worker has not run yet.</summary>
    Forked,

    /// <summary>Its worker is at work.</summary>
    Running,

    /// <summary>It ended with <c>OK</c> or warnings.</summary>
    Succeeded,

    /// <summary>It ended with an error.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Aborted,
}

/// <summary>What can happen to a task.</summary>
public enum TaskTrigger
{
    /// <summary>The worker begins.</summary>
    Begin,

    /// <summary>The worker reached its end.</summary>
    Complete,

    /// <summary>The worker died.</summary>
    Fail,

    /// <summary>Stopped from outside.</summary>
    Abort,

    /// <summary>Its node lost power.</summary>
    Vanish,
}

/// <summary>The life of a worker task (pve-common: PVE/RESTEnvironment.pm fork_worker).</summary>
public sealed class TaskLifecycle(FactLog facts) : Lifecycle<PveTask, TaskStatus, TaskTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<TaskStatus, TaskTrigger> machine)
    {
        machine.Configure(TaskStatus.Forked)
            .Permit(TaskTrigger.Begin, TaskStatus.Running);
        machine.Configure(TaskStatus.Running)
            .Permit(TaskTrigger.Complete, TaskStatus.Succeeded)
            .Permit(TaskTrigger.Fail, TaskStatus.Failed)
            .Permit(TaskTrigger.Abort, TaskStatus.Aborted)
            .Permit(TaskTrigger.Vanish, TaskStatus.Aborted);
        foreach (var ended in (TaskStatus[])[TaskStatus.Succeeded, TaskStatus.Failed, TaskStatus.Aborted])
            machine.Configure(ended).OnEntry(() => Current.Close());
    }

    /// <inheritdoc />
    protected override TaskStatus StatusOf(PveTask entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(PveTask entity, TaskStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(PveTask entity) => $"task {entity.Id}";

    /// <inheritdoc />
    protected override string Refusal(PveTask entity, TaskStatus status, TaskTrigger trigger) => "task is not running";
}
