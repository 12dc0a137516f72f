using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace PveLab.Courseware.Lessons;

/// <summary>The YAML between the first two <c>---</c> lines.</summary>
internal static class FrontMatterReader
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads it; problems carry the line and column in the whole file (the YAML starts on line 2). Null when unreadable.</summary>
    public static FrontMatter? Read(string yaml, ReadingContext context)
    {
        if (yaml.Length > MaxLength)
        {
            context.Problem(1, 1, "front matter larger than 16 KiB");
            return null;
        }
        try
        {
            Fields fields = Yaml().Deserialize<Fields>(yaml) ?? new Fields();
            return Check(fields, context);
        }
        catch (YamlException e)
        {
            Exception cause = e;
            while (cause.InnerException is { } inner) cause = inner;
            context.Problem((int)e.Start.Line + 1, (int)e.Start.Column, "front matter: " + Explain(cause.Message));
            return null;
        }
    }

    /// <summary>A deserializer that refuses unknown and repeated keys.</summary>
    internal static IDeserializer Yaml() => new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>YamlDotNet names its own types; an author wants to read about keys.</summary>
    internal static string Explain(string message)
    {
        if (message.StartsWith("No node deserializer", StringComparison.Ordinal)) return "expected 'key: value' lines";
        int type = message.IndexOf(" not found on type", StringComparison.Ordinal);
        return type > 0 ? message[..type].Replace("Property", "unknown key", StringComparison.Ordinal) : message;
    }

    private static FrontMatter Check(Fields fields, ReadingContext context)
    {
        if (fields.Language is not ("ja" or "en")) context.Problem(2, 1, $"front matter: language must be ja or en, not '{fields.Language}'");
        if (fields.Minutes is <= 0) context.Problem(2, 1, "front matter: minutes must be positive");
        foreach (string id in fields.Scenarios ?? [])
        {
            if (!ReadingContext.Id().IsMatch(id ?? "")) context.Problem(2, 1, $"front matter: '{id}' is no scenario id");
        }
        return new FrontMatter
        {
            Chapter = fields.Chapter,
            Title = SafeText.Clean(fields.Title ?? ""),
            Language = fields.Language == "ja" ? "ja" : "en",
            Minutes = fields.Minutes,
            Scenarios = [.. (fields.Scenarios ?? []).Where(id => ReadingContext.Id().IsMatch(id ?? ""))],
        };
    }

#pragma warning disable CA1812 // YamlDotNet creates it.
    private sealed class Fields
#pragma warning restore CA1812 // back to normal
    {
        public int? Chapter { get; set; }
        public string? Title { get; set; }
        public string Language { get; set; } = "en";
        public int? Minutes { get; set; }
        public List<string>? Scenarios { get; set; }
    }
}
