using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Scenarios;

/// <summary>Where things stand in a YAML text that was read before.</summary>
internal static class YamlPlaces
{
    /// <summary>The place of a key of an item of a list; of the item if it has no such key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="list">Where the list is: keys, and numbers of items, from the top.</param>
    /// <param name="index">The item.</param>
    /// <param name="key">The key.</param>
    public static Mark Of(string text, IEnumerable<object> list, int index, string? key)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..] || list.Aggregate((YamlNode?)root, Step) is not YamlSequenceNode items) return Mark.Empty;
        var item = items.Children[index];
        return (key is not null ? Step(item, key) : null)?.Start ?? item.Start;
    }

    private static YamlNode? Step(YamlNode? at, object step) => (at, step) switch
    {
        (YamlMappingNode mapping, string key) => Value(mapping, key),
        (YamlSequenceNode items, int index) => items.Children[index],
        _ => null,
    };

    private static YamlNode? Value(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: var name } && name == key).Value;
}
