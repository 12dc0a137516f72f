using System.Globalization;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.HighAvailability;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Cluster;

/// <summary>What the methods of HA share: parameters, ids and the lock on the files (pve-ha-manager: PVE/HA/Tools.pm, PVE/HA/Config.pm).</summary>
internal static class HaParameters
{
    /// <summary>A resource: <c>vm:100</c>, <c>ct:200</c>, or the VMID alone.</summary>
    internal static readonly JsonSchema Sid =
        Formatted("pve-ha-resource-or-vm-id", "The resource: its type and VMID with a colon between (vm:100), or the VMID alone.") with { TypeText = "<type>:<name>" };

    /// <summary>A group.</summary>
    internal static readonly JsonSchema Group = Formatted("pve-configid", "The HA group identifier.");

    /// <summary>A rule.</summary>
    internal static readonly JsonSchema Rule = Formatted("pve-configid", "HA rule identifier.");

    /// <summary>Resources with commas between.</summary>
    internal static readonly JsonSchema Resources =
        Formatted("pve-ha-resource-id-list", "Resources with commas between.") with { TypeText = "<type>:<name>{,<type>:<name>}*" };

    /// <summary>Nodes with an optional priority.</summary>
    internal static readonly JsonSchema Nodes =
        Formatted("pve-ha-node-list", "Nodes with commas between, each with an optional priority.") with { TypeText = "<node>[:<pri>]{,<node>[:<pri>]}*" };

    /// <summary>The node the caller is on; a parameter <c>node</c> of these methods is a target.</summary>
    internal static Node Here(ApiCall call) => call.Datacenter.Node(call.LocalNode);

    /// <summary>The files as the caller's node sees them.</summary>
    internal static HaFiles Files(ApiCall call) => Here(call).View.HighAvailability;

    /// <summary>The full id of a resource (parse_sid).</summary>
    /// <exception cref="PveException">There is no guest of that VMID.</exception>
    internal static string ParseSid(ApiCall call)
    {
        var sid = call.String("sid");
        if (!sid.All(char.IsAsciiDigit)) return sid;
        return Files(call).OwnerOf(sid) is { } owner ? $"{owner.Type}:{sid}"
            : throw new PveException($"unable to detect SID from VMID - VM/CT {sid} does not exist");
    }

    /// <summary>Refuses when the caller's part of the cluster has no quorum.</summary>
    internal static void CheckQuorum(ApiCall call)
    {
        if (!Here(call).HasQuorum) throw new PveException("cluster not ready - no quorum?");
    }

    /// <summary>Changes files of HA under their lock (lock_ha_domain).</summary>
    /// <param name="call">The call.</param>
    /// <param name="failed">What is said before an error; empty for nothing.</param>
    /// <param name="change">The change.</param>
    internal static void Locked(ApiCall call, string failed, Action change)
    {
        var prefix = failed.Length == 0 ? "" : failed + ": ";
        if (!Here(call).HasQuorum) throw new PveException(prefix + "cfs-lock 'domain-ha' error: no quorum!");
        try
        {
            change();
        }
        catch (PveException error) when (error is not (ParameterException or FileException))
        {
            // Put into a sentence, an error carries its code in its text.
            var code = error.Code > 0 && prefix.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{error.Code} ") : "";
            throw new PveException(prefix + code + error.Message);
        }
    }

    /// <summary>Asks something of the manager.</summary>
    internal static void Queue(ApiCall call, string command) => Locked(call, "", () => Files(call).Queue(command));

    /// <summary>Refuses when HA does not look after the resource (service_is_ha_managed).</summary>
    internal static void RequireManaged(ApiCall call, string sid)
    {
        if (Files(call).Resources.Find(sid) is not { State: not "ignored" }) throw new PveException($"resource '{sid}' is not HA managed");
    }

    /// <summary>Refuses what is asked of a service in error, unless it is to be disabled (check_service_state).</summary>
    internal static void CheckState(ApiCall call, string sid, string? wanted)
    {
        var files = Files(call);
        if (files.Resources.Find(sid) is not { State: not "ignored" }) return;
        if (files.ManagerStatus.Services.GetValueOrDefault(sid)?.Status == HaServiceStatus.Error && wanted != "disabled")
            throw new PveException($"service '{sid}' in error state, must be disabled and fixed first");
    }
}
