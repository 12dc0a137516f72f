using PveLab.Courseware.Grading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization.BufferedDeserialization.TypeDiscriminators;

namespace PveLab.Courseware.Scenarios;

/// <summary>Finds the record a criterion is read into from its <c>kind</c>, and names the known kinds when it is unknown.</summary>
internal sealed class CriterionKindDiscriminator : ITypeDiscriminator
{
    public Type BaseType => typeof(Criterion);

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
            suggestedType = CriterionCatalogue.Kinds.GetValueOrDefault(kind.Value);
            return suggestedType is not null
                ? true
                : throw new YamlException(kind.Start, kind.End, $"unknown kind '{kind.Value}'; {NearestNames.Advice(kind.Value, CriterionCatalogue.Kinds.Keys)}");
        }
        throw new YamlException(start.Start, start.End, $"a criterion needs a kind; {NearestNames.Advice("", CriterionCatalogue.Kinds.Keys)}");
    }
}
