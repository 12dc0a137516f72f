using System.Runtime.Serialization;
using System.Text;
using System.Text.RegularExpressions;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Lessons;
using PveLab.Sim.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PveLab.Courseware.Scenarios;

/// <summary>
/// Reads YAML into records, strictly: unknown, repeated and missing keys, wrong kinds and hostile documents (size, depth, aliases,
/// terminal control characters) are errors with file, line and column.
/// </summary>
public static class YamlContent
{
    /// <summary>Largest file in UTF-16 units.</summary>
    public const int MaxLength = 256 * 1024;

    private const int MaxDepth = 24;

    private static readonly IDeserializer Strict = Builder().WithEnforceRequiredMembers().Build();

    private static readonly IDeserializer Partly = Builder().IgnoreUnmatchedProperties().Build();

    /// <summary>Reads <paramref name="text"/> as a <typeparamref name="T"/>.</summary>
    /// <exception cref="ContentException">It is none.</exception>
    public static T Read<T>(string file, string text)
        where T : class => Read<T>(Strict, file, text);

    /// <summary>Reads the keys that <typeparamref name="T"/> has and leaves the others alone.</summary>
    /// <exception cref="ContentException">The document is hostile or not YAML, or those keys are wrong.</exception>
    public static T ReadPart<T>(string file, string text)
        where T : class => Read<T>(Partly, file, text);

    private static T Read<T>(IDeserializer deserializer, string file, string text)
        where T : class
    {
        try
        {
            Inspect(file, text);
            return deserializer.Deserialize<T>(text) ?? throw new ContentException(file, 1, 1, "the file is empty");
        }
        catch (YamlException error)
        {
            var (at, problem) = YamlProblem.Explain(error);
            throw new ContentException(file, Math.Max(1, at.Line), Math.Max(1, at.Column), problem);
        }
    }

    /// <summary>The document as a tree, in which nothing is checked but that it is no hostile one; null when the file is empty.</summary>
    /// <exception cref="ContentException">The document is hostile or not YAML.</exception>
    internal static YamlNode? Tree(string file, string text)
    {
        try
        {
            Inspect(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.FirstOrDefault()?.RootNode;
        }
        catch (YamlException error)
        {
            var (at, problem) = YamlProblem.Explain(error);
            throw new ContentException(file, Math.Max(1, at.Line), Math.Max(1, at.Column), problem);
        }
    }

    private static DeserializerBuilder Builder() => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithTypeInspector(inner => new AdvisingTypeInspector(inner))
        .WithNodeDeserializer(new NodeInspector(), at => at.OnTop())
        .WithTypeDiscriminatingNodeDeserializer(options =>
        {
            options.AddTypeDiscriminator(new KindDiscriminator(typeof(Criterion), "a criterion", CriterionCatalogue.Kinds));
            options.AddTypeDiscriminator(new KindDiscriminator(typeof(Fault), "a fault", FaultCatalogue.Kinds));
        });

    /// <summary>A first look at the bare events: what no reader should have to bear is refused before anything is built from it.</summary>
    /// <exception cref="ContentException">It is hostile.</exception>
    /// <exception cref="YamlException">It is no YAML.</exception>
    private static void Inspect(string file, string text)
    {
        if (text.Length > MaxLength) throw new ContentException(file, 0, 0, $"larger than {MaxLength / 1024} KiB");
        var parser = new Parser(new StringReader(text));
        var (depth, documents) = (0, 0);
        while (Next(file, parser))
        {
            var at = parser.Current!;
            depth += at.NestingIncrease;
            var problem = at switch
            {
                DocumentStart when ++documents > 1 => "one document per file; take '---' away",
                _ when depth > MaxDepth => $"nested deeper than {MaxDepth} levels",
                AnchorAlias => "aliases (*name) are not read here; write the value again",
                NodeEvent { Anchor.IsEmpty: false } => "anchors (&name) are not read here; write the value again",
                NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } } => "tags (!name) are not read here; leave it out",
                Scalar { Value: var value } when value.Any(SafeText.IsControl) => "control characters may not stand in a text",
                _ => null,
            };
            if (problem is not null) throw new ContentException(file, at.Start.Line, at.Start.Column, problem);
        }
    }

    /// <summary>The library's parser has no word for some documents that end, or go on with another key, within a bracket.</summary>
    private static bool Next(string file, Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            var at = parser.Current?.Start ?? Mark.Empty;
            throw new ContentException(file, Math.Max(1, at.Line), Math.Max(1, at.Column), "the YAML cannot be read from here on; is a bracket [ or { not closed?");
        }
    }

    /// <summary>Finds a record's properties, and says which there are when one is unknown.</summary>
    private sealed class AdvisingTypeInspector(ITypeInspector inner) : ITypeInspector
    {
        public IEnumerable<IPropertyDescriptor> GetProperties(Type type, object? container) => inner.GetProperties(type, container);

        public IPropertyDescriptor GetProperty(Type type, object? container, string name, bool ignoreUnmatched, bool caseInsensitivePropertyMatching)
        {
            var known = inner.GetProperties(type, container).ToList();
            if (known.Find(p => p.Name == name) is { } property) return property;
            if (ignoreUnmatched) return null!;
            throw new SerializationException($"unknown key '{name}'; {NearestNames.Advice(name, known.Select(p => p.Name))}");
        }

        public string GetEnumName(Type enumType, string name) => inner.GetEnumName(enumType, name);

        public string GetEnumValue(object enumValue) => inner.GetEnumValue(enumValue);

        public bool HasParseMethod(Type type) => inner.HasParseMethod(type);

        public object? Parse(string value, Type type) => inner.Parse(value, type);
    }
}

/// <summary>Turns YamlDotNet's words, which name C# types, into an author's.</summary>
internal static partial class YamlProblem
{
    /// <summary>Where it is, as the innermost reader saw it, and what it is.</summary>
    public static (Mark At, string Problem) Explain(YamlException error)
    {
        var at = error.Start;
        Exception cause = error;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
            if (cause is YamlException { Start.Line: > 0 } deeper) at = deeper.Start;
        }
        return (at, Worded(Flatten(cause.Message)));
    }

    /// <summary>The complaints that are the library's own, in an author's words.</summary>
    private static string Worded(string message) =>
        Missing().Match(message) is { Success: true } missing ? $"the key {missing.Groups[1].Value} is missing"
        : Repeated().Match(message) is { Success: true } repeated ? $"the key '{repeated.Groups[1].Value}' is given twice"
        : message;

    [GeneratedRegex("^Missing properties, ('.*') in source yaml\\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex("^Encountered duplicate key (.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated();

    private static string Flatten(string message)
    {
        var flat = new StringBuilder();
        foreach (var word in message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) flat.Append(flat.Length > 0 ? " " : "").Append(word);
        return flat.ToString();
    }
}
