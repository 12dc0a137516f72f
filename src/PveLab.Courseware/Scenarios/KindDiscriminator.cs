using System.Runtime.CompilerServices;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization.BufferedDeserialization.TypeDiscriminators;

namespace PveLab.Courseware.Scenarios;

/// <summary>Finds the record something is read into from its <c>kind</c>, and names the known kinds when it is unknown.</summary>
/// <param name="baseType">The record all kinds derive from.</param>
/// <param name="what">What errors call it: <c>a criterion</c>.</param>
/// <param name="kinds">The catalogue.</param>
internal sealed class KindDiscriminator(Type baseType, string what, IReadOnlyDictionary<string, Type> kinds) : ITypeDiscriminator
{
    public Type BaseType => baseType;

    public bool TryDiscriminate(IParser buffer, out Type? suggestedType)
    {
        var start = buffer.Consume<MappingStart>();
        var keys = new List<string>();
        suggestedType = null;
        while (!buffer.Accept<MappingEnd>(out _))
        {
            var key = buffer.Consume<Scalar>();
            keys.Add(key.Value);
            if (key.Value != "kind")
            {
                buffer.SkipThisAndNestedEvents();
                continue;
            }
            var kind = buffer.Consume<Scalar>();
            suggestedType = kinds.GetValueOrDefault(kind.Value)
                ?? throw new YamlException(kind.Start, kind.End, $"unknown kind '{kind.Value}'; {NearestNames.Advice(kind.Value, kinds.Keys)}");
        }
        if (suggestedType is not { } chosen) throw new YamlException(start.Start, start.End, $"{what} needs a kind; {NearestNames.Advice("", kinds.Keys)}");
        // YamlDotNet enforces required members only of what it chooses the type of by itself. A key that is unknown it finds, and that is the likelier slip.
        if (keys.Exists(k => !Keys(chosen, all: true).Contains(k))) return true;
        if (Keys(chosen, all: false).Except(keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            throw new YamlException(start.Start, start.End, $"the key {string.Join(", ", missing.Select(k => $"'{k}'"))} is missing");
        return true;
    }

    private static IEnumerable<string> Keys(Type type, bool all) =>
        from property in type.GetProperties()
        where all || property.IsDefined(typeof(RequiredMemberAttribute), inherit: true)
        select JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
