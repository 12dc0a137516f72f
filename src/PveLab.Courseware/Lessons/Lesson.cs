namespace PveLab.Courseware.Lessons;

/// <summary>Something wrong in a lesson or course file, at a 1-based line and column. The rest of the file is still shown.</summary>
public sealed record LessonProblem(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, the form editors jump to.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}

/// <summary>What a lesson says about itself. Without front matter the title is the first heading and the language is guessed from the text.</summary>
public sealed record FrontMatter
{
    /// <summary>Number of the chapter in the course, or null.</summary>
    public int? Chapter { get; init; }

    /// <summary>Title as the course list shows it.</summary>
    public string Title { get; init; } = "";

    /// <summary><c>ja</c> or <c>en</c>; labels around quizzes, hints and figures follow it.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Minutes a learner needs, or null.</summary>
    public int? Minutes { get; init; }

    /// <summary>Ids of the scenarios the lesson leads to.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];
}

/// <summary>A chapter as a plain render model: what is to be shown, nothing about where.</summary>
public sealed record Lesson(string File, FrontMatter Front, IReadOnlyList<LessonBlock> Blocks, IReadOnlyList<LessonProblem> Problems)
{
    /// <summary>The definitions of the terms marked in it.</summary>
    public Glossary Glossary { get; init; } = Glossary.Empty;

    /// <summary>The chapter's id: the file's name without folder and ending.</summary>
    public string Id => File[(File.LastIndexOfAny(['/', '\\']) + 1)..] is var name && name.EndsWith(".md", StringComparison.Ordinal) ? name[..^3] : name;

    /// <summary>Reads Markdown. Never throws: what cannot be read becomes a problem, everything else is shown.</summary>
    /// <param name="file">Name for problems; no file is touched.</param>
    /// <param name="text">The file's text.</param>
    public static Lesson Parse(string file, string text) => LessonReader.Read(file, text);

    /// <summary>
    /// The source line (1-based) where a reader begins who comes for <paramref name="scenario"/>: the heading of the section that leads to it. Null for the
    /// top: the chapter's first scenario is what the whole chapter prepares, and one it does not name has no place in it.
    /// </summary>
    public int? BeginningOf(string scenario)
    {
        if (Front.Scenarios.Count > 0 && Front.Scenarios[0] == scenario) return null;
        var heading = (Heading?)null;
        foreach (var block in Blocks)
        {
            if (block is Heading next) heading = next;
            else if (block is ScenarioLink link && link.Scenario == scenario) return heading?.Line;
        }
        return null;
    }

    /// <summary>The heading a <c>#id</c> (with or without the sign) leads to, or null.</summary>
    public Heading? HeadingOf(string anchor) => Blocks.OfType<Heading>().FirstOrDefault(heading => heading.Id == anchor.TrimStart('#'));

    /// <summary>The line of <paramref name="other"/>, this chapter in another language, that shows what stands on a line here.</summary>
    public int LineIn(Lesson other, int line)
    {
        int index = -1;
        while (index + 1 < Blocks.Count && Blocks[index + 1].Line <= line) index++;
        return index < 0 || other.Blocks.Count != Blocks.Count ? line : other.Blocks[index].Line + line - Blocks[index].Line;
    }
}

/// <summary>Bounds that keep a hostile lesson harmless.</summary>
public static class LessonLimits
{
    /// <summary>Largest lesson, in bytes of UTF-8 (1 MiB).</summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>Longest source line, in UTF-16 units.</summary>
    public const int LineLength = 8 * 1024;

    /// <summary>Most source lines without a blank one between them.</summary>
    public const int ParagraphLines = 1000;

    /// <summary>Most <c>|</c> on a source line; a table has at most this many columns.</summary>
    public const int Pipes = 64;

    /// <summary>Deepest nesting of lists, quotes and containers.</summary>
    public const int Nesting = 16;

    /// <summary>Most problems reported for one file.</summary>
    public const int Problems = 50;

    /// <summary>Longest grapheme cluster, in UTF-16 units: a family emoji fits, a tower of accents does not.</summary>
    public const int Grapheme = 32;
}
