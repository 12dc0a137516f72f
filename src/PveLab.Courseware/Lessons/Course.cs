using YamlDotNet.Core;

namespace PveLab.Courseware.Lessons;

/// <summary>The table of contents, <c>lessons/course.yaml</c>: title per language, and chapters in order. Chapter <c>x</c> is <c>lessons/ja/x.md</c> and <c>lessons/en/x.md</c>.</summary>
public sealed record Course(IReadOnlyDictionary<string, string> Titles, IReadOnlyList<string> Chapters, IReadOnlyList<LessonProblem> Problems)
{
    /// <summary>The title in a language, else the English one, else any.</summary>
    public string Title(string language) => Titles.GetValueOrDefault(language) ?? Titles.GetValueOrDefault("en") ?? Titles.Values.FirstOrDefault() ?? "";

    /// <summary>Reads the YAML. Never throws: an unreadable file is an empty course with a problem.</summary>
    public static Course Parse(string file, string yaml)
    {
        var context = new ReadingContext(file);
        try
        {
            if (yaml.Length > LessonLimits.Bytes) throw new YamlException("the file is larger than 1 MiB");
            Fields fields = FrontMatterReader.Yaml().Deserialize<Fields>(yaml) ?? new Fields();
            List<string> chapters = fields.Chapters ?? [];
            foreach (string chapter in chapters)
            {
                if (!ReadingContext.Id().IsMatch(chapter ?? "")) context.Problem(1, 1, $"'{chapter}' is no chapter id");
                else if (!context.Take(chapter!)) context.Problem(1, 1, $"chapter '{chapter}' is listed twice");
            }
            if (chapters.Count == 0) context.Problem(1, 1, "the course has no chapters");
            var titles = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach ((string language, string title) in fields.Title ?? []) titles[language] = SafeText.Clean(title ?? "");
            return new Course(titles, [.. chapters.Where(chapter => ReadingContext.Id().IsMatch(chapter ?? "")).Distinct(StringComparer.Ordinal)], context.Problems);
        }
        catch (YamlException e)
        {
            Exception cause = e;
            while (cause.InnerException is { } inner) cause = inner;
            context.Problem(Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column), FrontMatterReader.Explain(cause.Message));
            return new Course(new SortedDictionary<string, string>(StringComparer.Ordinal), [], context.Problems);
        }
    }

#pragma warning disable CA1812 // YamlDotNet creates it.
    internal sealed class Fields
#pragma warning restore CA1812 // back to normal
    {
        public Dictionary<string, string>? Title { get; set; } = [];
        public List<string>? Chapters { get; set; } = [];
    }
}
