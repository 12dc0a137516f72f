using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Scenarios;

/// <summary>Where things stand in a YAML text that was read before.</summary>
internal static class YamlPlaces
{
    /// <summary>The place of a key of an item of a list at the top; of the item if it has no such key.</summary>
    public static Mark Of(string text, string list, int index, string? key)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..] || Value(root, list) is not YamlSequenceNode items) return Mark.Empty;
        var item = items.Children[index];
        return (key is not null && item is YamlMappingNode mapping ? Value(mapping, key) : null)?.Start ?? item.Start;
    }

    private static YamlNode? Value(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: var name } && name == key).Value;
}
