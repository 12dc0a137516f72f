using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PveLab.Sim.HighAvailability;

/// <summary>The managers' states as the JSON of their files (pve-ha-manager: PVE/HA/Config.pm). Keys are sorted; Perl's are in no order.</summary>
public static class HaJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Plain with { Indented = true, IndentSize = 3 };

    /// <summary>manager_status.</summary>
    public static string Print(HaManagerStatus status) => Print(json => Write(json, status), Plain);

    /// <summary>lrm_status.</summary>
    public static string Print(LrmReport report) => Print(json => Write(json, report), Plain);

    /// <summary>Anything, over several lines (<c>to_json(…, { pretty =&gt; 1, canonical =&gt; 1 })</c>).</summary>
    public static string PrintPretty(Action<Utf8JsonWriter> write) => Print(write, Indented).Replace("\": ", "\" : ", StringComparison.Ordinal);

    /// <summary>Reads manager_status.</summary>
    /// <exception cref="PveException">It is no JSON, or names a state there is not.</exception>
    public static HaManagerStatus ParseManager(string text) => text.Length == 0 ? HaManagerStatus.Empty : Parse(text, root => new HaManagerStatus
    {
        MasterNode = Text(root, "master_node"),
        Timestamp = Number(root, "timestamp"),
        Nodes = Map(root, "node_status", e => State<HaNodeStatus>(e.ToString())),
        NodeRequests = Map(root, "node_request", e => Number(e, "maintenance") is > 0),
        Services = Map(root, "service_status", ParseService),
    });

    /// <summary>Reads lrm_status.</summary>
    /// <exception cref="PveException">It is no JSON, or names a state there is not.</exception>
    public static LrmReport ParseLrm(string text) => text.Length == 0 ? LrmReport.None : Parse(text, root => new LrmReport
    {
        State = Text(root, "state") is { } state ? State<LrmStatus>(state) : null,
        Mode = Text(root, "mode") is { Length: > 0 } mode ? State<LrmMode>(mode) : LrmMode.Active,
        Results = Map(root, "results", e => new LrmResult(Text(e, "sid") ?? "", State<HaServiceStatus>(Text(e, "state")), (int)(Number(e, "exit_code") ?? 0))),
        Timestamp = Number(root, "timestamp"),
    });

    /// <summary>Writes manager_status.</summary>
    public static void Write(Utf8JsonWriter json, HaManagerStatus status)
    {
        json.WriteStartObject();
        if (status.MasterNode is { } master) json.WriteString("master_node", master);
        if (!status.NodeRequests.IsEmpty) Object(json, "node_request", status.NodeRequests, (key, wanted) =>
        {
            json.WriteStartObject(key);
            if (wanted) json.WriteNumber("maintenance", 1);
            json.WriteEndObject();
        });
        Object(json, "node_status", status.Nodes, (key, node) => json.WriteString(key, HaText.Of(node)));
        Object(json, "service_status", status.Services, (key, service) => WriteService(json, key, service));
        if (status.Timestamp is { } time) json.WriteNumber("timestamp", time);
        json.WriteEndObject();
    }

    /// <summary>Writes lrm_status.</summary>
    public static void Write(Utf8JsonWriter json, LrmReport report)
    {
        json.WriteStartObject();
        json.WriteString("mode", HaText.Of(report.Mode));
        Object(json, "results", report.Results, (key, result) =>
        {
            json.WriteStartObject(key);
            json.WriteNumber("exit_code", result.ExitCode);
            json.WriteString("sid", result.Sid);
            json.WriteString("state", HaText.Of(result.Wish));
            json.WriteEndObject();
        });
        if (report.State is { } state) json.WriteString("state", HaText.Of(state));
        if (report.Timestamp is { } time) json.WriteNumber("timestamp", time);
        json.WriteEndObject();
    }

    private static void WriteService(Utf8JsonWriter json, string sid, HaServiceState service)
    {
        json.WriteStartObject(sid);
        if (service.Command is { } command) Array(json, "cmd", [command.Verb, command.Argument]);
        if (!service.FailedNodes.IsEmpty) Array(json, "failed_nodes", service.FailedNodes);
        if (service.MaintenanceNode is { } maintenance) json.WriteString("maintenance_node", maintenance);
        json.WriteString("node", service.Node);
        if (service.Running) json.WriteNumber("running", 1);
        json.WriteString("state", HaText.Of(service.Status));
        if (service.Target is { } target) json.WriteString("target", target);
        if (service.Timeout is { } timeout) json.WriteString("timeout", timeout);
        json.WriteString("uid", service.Uid);
        json.WriteEndObject();
    }

    private static HaServiceState ParseService(JsonElement e) =>
        new(State<HaServiceStatus>(Text(e, "state")), Text(e, "node") ?? "", Text(e, "uid") ?? "")
        {
            Target = Text(e, "target"),
            Timeout = Text(e, "timeout"),
            FailedNodes = List(e, "failed_nodes"),
            MaintenanceNode = Text(e, "maintenance_node"),
            Running = Number(e, "running") is > 0,
            Command = List(e, "cmd") is [var verb, var argument] ? new HaCommand(verb, argument) : null,
        };

    private static T Parse<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            var begin = text.Length > 20 ? text[..20] + "..." : text;
            throw new PveException($"malformed JSON string, neither tag, array, object, number, string or atom, at character offset 0 (before \"{begin}\")");
        }
    }

    private static string Print(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options)) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Object<T>(Utf8JsonWriter json, string name, ImmutableSortedDictionary<string, T> values, Action<string, T> write)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values) write(key, value);
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static T State<T>(string? name) where T : struct, Enum => HaText.Parse<T>(name) ?? throw new PveException($"unknown state '{name}'");

    private static string? Text(JsonElement e, string key) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static long? Number(JsonElement e, string key) =>
        long.TryParse(Text(e, key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ImmutableArray<string> List(JsonElement e, string key) =>
        e.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(i => i.ToString())] : [];

    private static ImmutableSortedDictionary<string, T> Map<T>(JsonElement e, string key, Func<JsonElement, T> read) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(key, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => read(p.Value), StringComparer.Ordinal)
            : ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
