using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Backup;
using PveLab.Sim.Guests;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Making containers from templates and backups (pve-container: PVE/API2/LXC.pm create_vm).</summary>
public static class LxcCreateMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/lxc",
            Verb = Verb.Create,
            Description = "Makes a container from a template, or restores one from a backup.",
            Parameters = LxcParameters.Create,
            Returns = SchemaOf.String(),
            NotSimulated = LxcConfigParameters.NotSimulated.Union(["ha-managed", "ssh-public-keys", "template", "timezone"]),
            Handler = Create,
        },
    ];

    /// <summary>A plain number asks for that many GiB on the default storage.</summary>
    private static string WithStorage(ApiCall call, string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? $"{call.OptionalString("storage") ?? "local"}:{value}" : value;

    private static JsonNode Create(ApiCall call)
    {
        GuestTasks.CheckQuorum(call);
        var template = call.String("ostemplate");
        if (template == "-") throw new NotSimulatedException("ostemplate -", "pct create");
        var settings = LxcSettings.Of(call);
        var mounts = settings.Where(s => ContainerMount.IsKey(s.Key)).Select(s => ContainerMount.Parse(s.Key, WithStorage(call, s.Value)))
            .OrderBy(m => m.Key != ContainerMount.Root).ThenBy(m => m.Key.Length).ThenBy(m => m.Key, StringComparer.Ordinal).ToImmutableArray();
        foreach (var unused in settings.Keys.Where(k => k.StartsWith("unused", StringComparison.Ordinal)).ToList())
        {
            call.Warn($"ignoring '{unused}', cannot create/restore with unused volume");
            settings.Remove(unused);
        }
        var request = new ContainerRequest(template, call.Int("vmid"))
        {
            Restore = call.Bool("restore"),
            Storage = call.OptionalString("storage") ?? "local",
            Force = call.Bool("force"),
            Unique = call.Bool("unique"),
            Start = call.Bool("start"),
            IgnoreUnpackErrors = call.Bool("ignore-unpack-errors"),
            Pool = call.OptionalString("pool"),
            BandwidthLimit = call.OptionalNumber("bwlimit") is { } limit ? (long)limit : null,
            Unprivileged = call.OptionalBool("unprivileged"),
            Password = call.OptionalString("password"),
            Mounts = mounts,
            Settings = settings.Where(s => !ContainerMount.IsKey(s.Key) && s.Key != "unprivileged")
                .ToImmutableSortedDictionary(s => s.Key, s => LxcSettings.Complete(call, s.Key, s.Value), StringComparer.Ordinal),
        };
        try
        {
            return ContainerCreation.Start(call.Node, request, call.User).Upid.Encode();
        }
        catch (PveException refusal) when (refusal.Code == 400 && refusal.Message.Split('\n') is [_, ['s', 't', 'o', 'r', 'a', 'g', 'e', ':', ' ', .. var problem]])
        {
            throw ParameterException.Of("storage", problem);
        }
    }
}
