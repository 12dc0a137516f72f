using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;

namespace PveLab.Shell.Proxmox;

/// <summary><c>pvenode task</c> (pve-manager: PVE/CLI/pvenode.pm).</summary>
internal static class PvenodeCommands
{
    private static readonly string[] ListColumns = ["upid", "type", "id", "user", "starttime", "endtime", "status"];

    /// <summary>The commands.</summary>
    internal static IEnumerable<CommandBinding> Bindings(ApiTree tree) =>
    [
        On(tree, "list", "/nodes/{node}/tasks") with { FormatOptions = StandardOptions.Output, Printer = PrintList },
        On(tree, "log", "/nodes/{node}/tasks/{upid}/log", "upid") with { Fixed = CommandBinding.OnThisNode.Add("limit", "1000000"), Printer = PrintLog },
        On(tree, "status", "/nodes/{node}/tasks/{upid}/status", "upid") with
        {
            FormatOptions = StandardOptions.Output,
            Printer = (result, method, options) => ResultPrinter.Print(result, method.Returns, options),
        },
    ];

    private static CommandBinding On(ApiTree tree, string word, string path, params ImmutableArray<string> arguments) =>
        CommandBinding.On(tree, "pvenode task " + word, "PVE::API2::Tasks", Verb.Get, path, arguments) with { Fixed = CommandBinding.OnThisNode };

    private static string PrintList(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        foreach (var row in ((JsonArray)result!).OfType<JsonObject>())
        {
            var status = row["status"] is JsonValue text ? PerlText.Of(text) : null;
            if (status is null) row["status"] = "UNKNOWN";
            else if (status is not ("OK" or "RUNNING") && !status.StartsWith("WARNINGS: ", StringComparison.Ordinal)) row["status"] = "ERROR";
        }
        return ResultPrinter.Print(result, method.Returns, options, ListColumns);
    }

    private static string PrintLog(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var text = new StringBuilder();
        foreach (var line in ((JsonArray)result!).OfType<JsonObject>()) text.Append(PerlText.Of((JsonValue)line["t"]!)).Append('\n');
        return text.ToString();
    }
}
