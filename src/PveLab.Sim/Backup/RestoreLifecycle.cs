using System.Globalization;
using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Backup;

/// <summary>Where a restore is in its life.</summary>
public enum RestoreStatus
{
    /// <summary>The VMID is reserved: its configuration carries the lock <c>create</c>.</summary>
    Locked,

    /// <summary>The archive's header is read.</summary>
    Reading,

    /// <summary>Old disks are removed, new ones allocated.</summary>
    Allocating,

    /// <summary>Data flows.</summary>
    Extracting,

    /// <summary>The data is there; the configuration is written.</summary>
    Configuring,

    /// <summary>All done.</summary>
    Succeeded,

    /// <summary>It failed; what stays is what stays in real PVE.</summary>
    Failed,
}

/// <summary>What can happen to a restore.</summary>
public enum RestoreTrigger
{
    /// <summary>The archive is opened.</summary>
    Read,

    /// <summary>The header is known.</summary>
    Allocate,

    /// <summary>The disks are there.</summary>
    Extract,

    /// <summary>The last byte is written.</summary>
    Configure,

    /// <summary>Nothing is left to do.</summary>
    Succeed,

    /// <summary>Something went wrong, or somebody stopped it.</summary>
    Fail,
}

/// <summary>The life of a restore (qemu-server: PVE/API2/Qemu.pm create_vm, PVE/QemuServer.pm restore_vma_archive; pve-container: PVE/API2/LXC.pm create_vm).</summary>
public sealed class RestoreLifecycle(FactLog facts) : Lifecycle<Restoring, RestoreStatus, RestoreTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<RestoreStatus, RestoreTrigger> machine)
    {
        machine.Configure(RestoreStatus.Locked).Permit(RestoreTrigger.Read, RestoreStatus.Reading);
        machine.Configure(RestoreStatus.Reading).Permit(RestoreTrigger.Allocate, RestoreStatus.Allocating);
        machine.Configure(RestoreStatus.Allocating).Permit(RestoreTrigger.Extract, RestoreStatus.Extracting);
        machine.Configure(RestoreStatus.Extracting).Permit(RestoreTrigger.Configure, RestoreStatus.Configuring);
        machine.Configure(RestoreStatus.Configuring).Permit(RestoreTrigger.Succeed, RestoreStatus.Succeeded);
        foreach (var status in Enum.GetValues<RestoreStatus>())
            if (status is not (RestoreStatus.Succeeded or RestoreStatus.Failed)) machine.Configure(status).Permit(RestoreTrigger.Fail, RestoreStatus.Failed);
        machine.Configure(RestoreStatus.Succeeded).OnEntry(() => Current.RecordSuccess());
        machine.Configure(RestoreStatus.Failed).OnEntry(() => Current.RecordFailure());
    }

    /// <inheritdoc />
    protected override RestoreStatus StatusOf(Restoring entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(Restoring entity, RestoreStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(Restoring entity) => string.Create(CultureInfo.InvariantCulture, $"restore of {entity.Vmid}");

    /// <inheritdoc />
    protected override string Refusal(Restoring entity, RestoreStatus status, RestoreTrigger trigger) =>
        string.Create(CultureInfo.InvariantCulture, $"restore of guest {entity.Vmid} is {status}");
}
