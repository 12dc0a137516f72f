using System.Globalization;
using PveLab.Courseware.Variants;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>
/// A place in a YAML document that may still be wrong in many ways: asked for what is not there, it answers with nothing. Texts have their
/// placeholders filled with the plain values.
/// </summary>
/// <param name="Node">What stands there; null for nothing.</param>
/// <param name="Values">The plain values of the variants.</param>
internal readonly record struct Draft(YamlNode? Node, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What stands behind a key.</summary>
    public Draft this[string key] => new((Node as YamlMappingNode)?.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: var name } && name == key).Value, Values);

    /// <summary>Whether anything stands there.</summary>
    public bool Exists => Node is not null;

    /// <summary>Where it stands.</summary>
    public Mark At => Node?.Start ?? Mark.Empty;

    /// <summary>The single value, if it is one.</summary>
    public string? Text => (Node as YamlScalarNode)?.Value is { } text ? Placeholders.FillKnown(text, Values) : null;

    /// <summary>The whole number, if it is one.</summary>
    public int? Number => int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The items of a list.</summary>
    public IEnumerable<Draft> Items
    {
        get
        {
            var values = Values;
            return Node is YamlSequenceNode list ? list.Children.Select(n => new Draft(n, values)) : [];
        }
    }

    /// <summary>Keys with what stands behind them.</summary>
    public IEnumerable<(Draft Key, Draft Value)> Entries
    {
        get
        {
            var values = Values;
            return Node is YamlMappingNode map ? map.Children.Select(c => (new Draft(c.Key, values), new Draft(c.Value, values))) : [];
        }
    }
}
