using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Qemu;

/// <summary>Making a virtual machine from a backup: the door that <c>qmrestore</c>, <c>qm create --archive</c> and pvesh go through.</summary>
public static class QemuRestoreMethods
{
    private static readonly ImmutableSortedSet<string> NoSettings =
    [
        "archive", "bwlimit", "force", "ha-managed", "import-working-storage", "live-restore", "node", "pool", "start", "storage", "unique", "vmid",
    ];

    /// <summary>Restores the archive that the call names.</summary>
    /// <exception cref="PveException">Whatever the restore refuses.</exception>
    public static JsonNode? CreateFromArchive(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        if (call.Bool("ha-managed")) throw new NotSimulatedException("ha-managed", "qmrestore");
        if (call.String("archive") == "-") throw new NotSimulatedException("archive -", "qmrestore");
        foreach (var (key, _) in call.Parameters)
            if (Drive.BusRank(key) >= 0) throw ParameterException.Of(key, "option conflicts with option 'archive'");
        var request = new RestoreRequest(call.String("archive"), call.Int("vmid"))
        {
            Storage = call.OptionalString("storage"),
            Force = call.Bool("force"),
            Unique = call.Bool("unique"),
            Start = call.Bool("start"),
            Pool = call.OptionalString("pool"),
            BandwidthLimit = call.OptionalNumber("bwlimit") is { } limit ? (long)limit : null,
            Live = call.Bool("live-restore"),
            Overrides = call.Parameters.Where(p => !NoSettings.Contains(p.Key) && p.Value is JsonValue)
                .ToImmutableSortedDictionary(p => p.Key, p => PerlText.Of((JsonValue)p.Value!), StringComparer.Ordinal),
        };
        return RestoreRun.Start(call.Node, request, call.User).Upid.Encode();
    }
}
