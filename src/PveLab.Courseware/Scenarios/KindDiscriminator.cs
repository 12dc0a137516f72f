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
        while (!buffer.Accept<MappingEnd>(out _))
        {
            var key = buffer.Consume<Scalar>();
            if (key.Value != "kind")
            {
                buffer.SkipThisAndNestedEvents();
                continue;
            }
            var kind = buffer.Consume<Scalar>();
            suggestedType = kinds.GetValueOrDefault(kind.Value);
            return suggestedType is not null
                ? true
                : throw new YamlException(kind.Start, kind.End, $"unknown kind '{kind.Value}'; {NearestNames.Advice(kind.Value, kinds.Keys)}");
        }
        throw new YamlException(start.Start, start.End, $"{what} needs a kind; {NearestNames.Advice("", kinds.Keys)}");
    }
}
