using System.Text.Json.Nodes;

namespace PveLab.Api.Storage;

/// <summary>Reading storage.cfg, which every program does once and complains about on standard error (pve-common: PVE/SectionConfig.pm parse_config).</summary>
internal static class StorageReading
{
    /// <summary>The handler, after the complaints about the file's broken lines.</summary>
    public static Func<ApiCall, JsonNode?> Reading(Func<ApiCall, JsonNode?> handler) => call =>
    {
        foreach (var warning in call.View.Storages.Warnings) call.Warn(warning.TrimEnd('\n'));
        return handler(call);
    };

    /// <summary>The methods, each complaining first.</summary>
    public static IReadOnlyList<ApiMethod> Reading(params IEnumerable<ApiMethod> methods) =>
        [.. methods.Select(method => method with { Handler = Reading(method.Handler) })];
}
