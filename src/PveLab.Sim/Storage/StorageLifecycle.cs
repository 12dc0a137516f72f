using PveLab.Sim.Cluster;
using Stateless;

namespace PveLab.Sim.Storage;

/// <summary>Where a node's connection to a network storage is in its life.</summary>
public enum StorageConnectionStatus
{
    /// <summary>Not mounted here.</summary>
    Unmounted,

    /// <summary>The mount is on its way.</summary>
    Mounting,

    /// <summary>Mounted, and the server answers.</summary>
    Online,

    /// <summary>Mounted, but the server does not answer: whoever touches it waits.</summary>
    Unreachable,

    /// <summary>Mounted, but the server no longer knows the export: whoever touches it gets a stale handle.</summary>
    Stale,
}

/// <summary>What can happen to a connection.</summary>
public enum StorageConnectionTrigger
{
    /// <summary>A mount begins.</summary>
    Mount,

    /// <summary>The server granted it.</summary>
    Grant,

    /// <summary>The server, or the network, refused it.</summary>
    Refuse,

    /// <summary>The server stopped answering.</summary>
    Lose,

    /// <summary>The server answers again.</summary>
    Regain,

    /// <summary>The server forgot the export.</summary>
    Forget,

    /// <summary>It was unmounted.</summary>
    Unmount,
}

/// <summary>The life of a node's connection to a network storage (pve-storage: PVE/Storage/NFSPlugin.pm).</summary>
public sealed class StorageLifecycle(FactLog facts) : Lifecycle<StorageConnection, StorageConnectionStatus, StorageConnectionTrigger>(facts)
{
    /// <inheritdoc />
    protected override void Describe(StateMachine<StorageConnectionStatus, StorageConnectionTrigger> machine)
    {
        machine.Configure(StorageConnectionStatus.Unmounted)
            .Permit(StorageConnectionTrigger.Mount, StorageConnectionStatus.Mounting);
        machine.Configure(StorageConnectionStatus.Mounting)
            .Permit(StorageConnectionTrigger.Grant, StorageConnectionStatus.Online)
            .Permit(StorageConnectionTrigger.Refuse, StorageConnectionStatus.Unmounted);
        machine.Configure(StorageConnectionStatus.Online)
            .Permit(StorageConnectionTrigger.Lose, StorageConnectionStatus.Unreachable)
            .Permit(StorageConnectionTrigger.Forget, StorageConnectionStatus.Stale)
            .Permit(StorageConnectionTrigger.Unmount, StorageConnectionStatus.Unmounted);
        machine.Configure(StorageConnectionStatus.Unreachable)
            .Permit(StorageConnectionTrigger.Regain, StorageConnectionStatus.Online)
            .Permit(StorageConnectionTrigger.Forget, StorageConnectionStatus.Stale)
            .Permit(StorageConnectionTrigger.Unmount, StorageConnectionStatus.Unmounted);
        machine.Configure(StorageConnectionStatus.Stale)
            .Permit(StorageConnectionTrigger.Regain, StorageConnectionStatus.Online)
            .Permit(StorageConnectionTrigger.Lose, StorageConnectionStatus.Unreachable)
            .Permit(StorageConnectionTrigger.Unmount, StorageConnectionStatus.Unmounted);
    }

    /// <inheritdoc />
    protected override StorageConnectionStatus StatusOf(StorageConnection entity) => entity.Status;

    /// <inheritdoc />
    protected override void SetStatus(StorageConnection entity, StorageConnectionStatus status) => entity.Status = status;

    /// <inheritdoc />
    protected override string NameOf(StorageConnection entity) => $"storage {entity.Storage.Id} on {entity.Node.Name}";

    /// <inheritdoc />
    protected override string Refusal(StorageConnection entity, StorageConnectionStatus status, StorageConnectionTrigger trigger) =>
        $"storage '{entity.Storage.Id}' is not online";
}
