using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim.Backup;

namespace PveLab.Vectors;

/// <summary>f_section_jobs: <c>raw</c> → <c>warnings, ids, order</c> and <c>write</c> or <c>write_error</c>.</summary>
public static class JobsConfigVectors
{
    private static readonly (string Key, string Format)[] PropertyStrings =
        [("fleecing", "backup-fleecing"), ("performance", "backup-performance"), ("prune-backups", "prune-backups")];

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var config = JobsConfig.Parse(SectionComparison.Raw(vector), "jobs.cfg");
        SectionComparison.Same(compare, vector, config.Warnings, config.Order, Ids(config), config.Write);
    }

    private static JsonObject Ids(JobsConfig config)
    {
        JsonObject ids = [];
        foreach (var broken in config.Broken) ids[broken] = null;
        foreach (var job in config.All)
        {
            JsonObject section = new() { ["type"] = job.Type };
            foreach (var (key, value) in job.Properties) section[key] = ValueOf(key, value);
            ids[job.Id] = section;
        }
        return ids;
    }

    private static JsonNode ValueOf(string key, string value) =>
        PropertyStrings.FirstOrDefault(p => p.Key == key).Format is { } format ? PropertyStringText.Parse(format, value)
        : key == "exclude-path" ? new JsonArray([.. value.Split('\0').Select(v => (JsonNode)v)])
        : key == "comment" ? value : SectionComparison.Bytes(value);
}
