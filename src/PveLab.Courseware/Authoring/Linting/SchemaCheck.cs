using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PveLab.Courseware.Scenarios;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>Holds a YAML document against its JSON Schema, and finds everything that does not fit, each at its place. It knows the words our own schemas use.</summary>
/// <param name="schema">The schema.</param>
/// <param name="find">Told of each rule broken.</param>
internal sealed class SchemaCheck(JsonObject schema, Action<LintRule, YamlNode, string> find)
{
    private const string Translated = "LocalText";

    /// <summary>Checks a document.</summary>
    public void Check(YamlNode root) => Check(root, schema);

    private void Check(YamlNode node, JsonObject expected)
    {
        if ((string?)expected["$ref"] is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            var definition = schema["$defs"]![name]!.AsObject();
            if (definition["allOf"] is JsonArray) CheckKind(node, name, definition);
            else if (name == Translated && node is YamlScalarNode) find(LintRules.MissingTranslation, node, "this text stands for one language only; write ja: and en: below it");
            else Check(node, definition);
            return;
        }
        var types = expected["type"] switch
        {
            JsonArray several => [.. several.Select(t => (string)t!)],
            JsonValue one => [(string)one!],
            _ => (IReadOnlyList<string>)[],
        };
        var (wanted, found) = (types switch { ["object"] => NodeForm.Map, ["array"] => NodeForm.List, _ => NodeForm.Value }, FormOf(node));
        if (wanted != found) find(LintRules.WrongValue, node, NodeForms.Expected(wanted, found));
        else if (node is YamlMappingNode map) CheckMap(map, expected);
        else if (node is YamlSequenceNode list) foreach (var item in list.Children) Check(item, expected["items"]!.AsObject());
        else CheckValue((YamlScalarNode)node, expected, types);
    }

    private void CheckMap(YamlMappingNode map, JsonObject expected)
    {
        var properties = expected["properties"]?.AsObject();
        foreach (var (keyNode, value) in map.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (properties?[key] is JsonObject property) Check(value, property);
            else if (expected["additionalProperties"] is JsonObject values) Check(value, values);
            else find(LintRules.UnknownKey, keyNode, $"unknown key '{key}'; {NearestNames.Advice(key, properties!.Select(p => p.Key))}");
        }
        foreach (var required in (expected["required"] as JsonArray ?? []).Select(r => (string)r!))
            if (!map.Children.Keys.Any(k => k is YamlScalarNode { Value: var name } && name == required)) Missing(map, required);
    }

    private void Missing(YamlMappingNode map, string key)
    {
        if (key is "ja" or "en") find(LintRules.MissingTranslation, map, $"the text in '{key}' is missing");
        else find(LintRules.MissingKey, map, $"the key '{key}' is missing");
    }

    private void CheckKind(YamlNode node, string what, JsonObject definition)
    {
        var kinds = definition["properties"]!["kind"]!["enum"]!.AsArray().Select(k => (string)k!).ToList();
        var word = what == "Fault" ? "a fault" : "a criterion";
        if (node is not YamlMappingNode map) find(LintRules.WrongValue, node, NodeForms.Expected(NodeForm.Map, FormOf(node)));
        else if (map.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: "kind" }).Value is not YamlScalarNode { Value: { } kind } given)
            find(LintRules.UnknownKind, node, $"{word} needs a kind; {NearestNames.Advice("", kinds)}");
        else if (!kinds.Contains(kind)) find(LintRules.UnknownKind, given, $"unknown kind '{kind}'; {NearestNames.Advice(kind, kinds)}");
        else Check(node, schema["$defs"]![kind]!.AsObject());
    }

    private void CheckValue(YamlScalarNode node, JsonObject expected, IReadOnlyList<string> types)
    {
        var text = node.Value ?? "";
        if (expected["const"] is not null) return;
        if (expected["enum"] is JsonArray words)
        {
            var known = words.Select(w => (string)w!).ToList();
            if (!known.Contains(text, StringComparer.OrdinalIgnoreCase)) find(LintRules.WrongValue, node, ScalarValues.NoneOf(text, known));
        }
        else if ((string?)expected["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant))
        {
            find(LintRules.WrongValue, node, types[0] switch
            {
                "integer" => ScalarValues.NoInteger(text),
                "boolean" => ScalarValues.NoBoolean(text),
                "number" => ScalarValues.NoNumber(text),
                _ => $"'{text}' does not have the form of such a value: {(string?)expected["description"]}",
            });
        }
    }

    private static NodeForm FormOf(YamlNode node) => node switch
    {
        YamlMappingNode => NodeForm.Map,
        YamlSequenceNode => NodeForm.List,
        _ => NodeForm.Value,
    };
}
