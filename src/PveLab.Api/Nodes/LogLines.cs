using System.Text.Json.Nodes;
using PveLab.Sim.Files;

namespace PveLab.Api.Nodes;

/// <summary>A log file as the API gives it: numbered lines, from one on and so many (pve-common: PVE/Tools.pm dump_logfile).</summary>
internal static class LogLines
{
    private const long Default = 50;

    internal static JsonArray Read(ApiCall call, string path)
    {
        var (start, limit) = (call.OptionalLong("start") ?? 0, call.OptionalLong("limit") ?? Default);
        if (call.Node.Files.Find(path) is not TextFile file) return Only($"unable to open file '{path}' - No such file or directory");
        var lines = new JsonArray([.. file.Page(start, limit).Select((line, i) => new JsonObject { ["n"] = start + i + 1, ["t"] = line })]);
        return lines.Count > 0 ? lines : Only("no content");
    }

    private static JsonArray Only(string text) => new(new JsonObject { ["n"] = 1, ["t"] = text });
}
