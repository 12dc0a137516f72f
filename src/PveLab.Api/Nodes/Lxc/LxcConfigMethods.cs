using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Sections;

namespace PveLab.Api.Nodes.Lxc;

/// <summary>Reading and changing configurations of containers (pve-container: PVE/API2/LXC/Config.pm, PVE/API2/LXC.pm vm_pending).</summary>
public static class LxcConfigMethods
{
    /// <summary>The methods.</summary>
    public static IReadOnlyList<ApiMethod> All { get; } =
    [
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}/config",
            Verb = Verb.Get,
            Description = "Shows the configuration of a container.",
            Parameters = LxcParameters.ReadConfig,
            Returns = SchemaOf.Object(("digest", SchemaOf.String())),
            Handler = Read,
        },
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}/pending",
            Verb = Verb.Get,
            Description = "Shows current and pending values of a container's configuration.",
            Parameters = LxcParameters.Container,
            Returns = GuestConfigReading.PendingRows,
            Handler = Pending,
        },
        new()
        {
            Path = "/nodes/{node}/lxc/{vmid}/config",
            Verb = Verb.Set,
            Description = "Changes the configuration of a container.",
            Parameters = LxcParameters.Set,
            NotSimulated = LxcConfigParameters.NotSimulated.Union(["template", "timezone"]),
            Handler = Set,
        },
    ];

    private static JsonObject Read(ApiCall call)
    {
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        return LxcView.Config(GuestConfigReading.Wanted(call, container), container.ConfigText);
    }

    private static JsonArray Pending(ApiCall call)
    {
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        var config = container.Config;
        return GuestConfigReading.Pending(config, LxcView.Config(config with { Sections = [] }, container.ConfigText), LxcView.Typed);
    }

    private static JsonNode? Set(ApiCall call)
    {
        var container = call.Node.Guests.Containers.Get(call.Int("vmid"));
        var settings = LxcSettings.Of(call);
        var (delete, revert) = (call.List("delete"), call.List("revert"));
        if (settings.Count == 0 && delete.Count == 0 && revert.Count == 0) throw new PveException("no options specified");
        container.CheckLock();
        if (call.OptionalString("digest") is { } digest && digest != ConfigDigest.Of(container.ConfigText))
            throw new PveException("detected modified configuration - file changed by other user? Try again.");
        CheckNames(settings, delete, revert);
        // The real call waits ten seconds for the lock; a method cannot wait here, so a held lock is refused at once.
        if (container.Flock.Held) throw new PveException($"can't lock file '{container.LockFile}' - got timeout");
        var update = new LxcUpdate(call, container);
        update.Apply(settings, delete, revert);
        return null;
    }

    private static void CheckNames(SortedDictionary<string, string> settings, IReadOnlyList<string> delete, IReadOnlyList<string> revert)
    {
        foreach (var key in revert)
        {
            if (!LxcConfigParameters.Config.Properties.ContainsKey(key)) throw ParameterException.Of("revert", $"unknown option '{key}'");
            if (settings.ContainsKey(key)) throw ParameterException.Of("revert", $"you can't use '-{key}' and '-revert {key}' at the same time");
        }
        foreach (var key in delete)
        {
            if (!LxcConfigParameters.Config.Properties.ContainsKey(key)) throw ParameterException.Of("delete", $"unknown option '{key}'");
            if (settings.ContainsKey(key)) throw ParameterException.Of("delete", $"you can't use '-{key}' and -delete {key}' at the same time");
            if (revert.Contains(key)) throw ParameterException.Of("delete", $"you can't use '-delete {key}' and '-revert {key}' at the same time");
        }
    }
}
