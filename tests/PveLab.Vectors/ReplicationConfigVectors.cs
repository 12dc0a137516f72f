using System.Text.Json.Nodes;
using PveLab.Sim.Replication;

namespace PveLab.Vectors;

/// <summary>f_section_replication: <c>raw</c> → <c>warnings, ids, order</c> and <c>write</c>, or <c>error</c>, of which the beginning counts.</summary>
public static class ReplicationConfigVectors
{
    private const string Unreadable = "cannot lookup undefined type!";

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var config = ReplicationConfig.Parse(SectionComparison.Raw(vector), "replication.cfg");
        if (vector.Has("error") || config.Error is not null)
        {
            SectionComparison.SameWarnings(compare, vector, config.Warnings);
            compare.Same("error", Beginning(vector.Text("error")), Beginning(config.Error));
            return;
        }
        SectionComparison.Same(compare, vector, config.Warnings, config.Jobs.Select(j => j.Id), Ids(config), config.Write);
    }

    private static string? Beginning(string? error) => error?.StartsWith(Unreadable, StringComparison.Ordinal) == true ? Unreadable : error;

    private static JsonObject Ids(ReplicationConfig config) => new(config.Jobs.Select(job =>
    {
        JsonObject section = new() { ["type"] = "local", ["id"] = job.Id, ["guest"] = job.Guest, ["jobnum"] = job.Number };
        foreach (var (key, value) in job.Properties) section[key] = key == "comment" ? value : SectionComparison.Bytes(value);
        return KeyValuePair.Create(job.Id, (JsonNode?)section);
    }));
}
