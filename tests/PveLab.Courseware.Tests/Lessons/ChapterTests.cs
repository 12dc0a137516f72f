using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using Xunit.Abstractions;

namespace PveLab.Courseware.Tests.Lessons;

/// <summary>The shipped chapters, and the plain chapter that started it all where it is at hand.</summary>
public sealed class ChapterTests(ITestOutputHelper output)
{
    private const string PlainChapter = "/work/shared/chapter/chapter8-backup.md";

    private static readonly string[] CommandsAsPrinted =
    [
        "pvesm status",
        "pvesm list local --content backup",
        "pvesh get /cluster/backup --output-format json",
        "pvesh get /cluster/tasks --limit 20 --output-format json",
        "ls -1t /var/log/vzdump/*.log | head -n 1",
    ];

    private static Lesson Chapter(string language, string chapter = "ch08-backup") => LessonLibrary.Open(Samples.Repository("lessons", language, chapter + ".md"));

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void A_chapter_is_read_without_problems(string language)
    {
        Lesson lesson = Chapter(language);
        Assert.Empty(lesson.Problems);
        Assert.Equal((8, language), (lesson.Front.Chapter, lesson.Front.Language));
        Assert.Equal(["ch08-restore-test"], lesson.Front.Scenarios);
    }

    [Theory]
    [InlineData("ch08-backup")]
    [InlineData("ch08-troubleshooting")]
    [InlineData("ch08-replication")]
    public void Both_languages_have_the_same_structure_commands_quizzes_and_bindings(string chapter)
    {
        Lesson ja = Chapter("ja", chapter), en = Chapter("en", chapter);
        Assert.Empty(ja.Problems.Concat(en.Problems));
        Assert.Equal(en.Blocks.Select(Shape), ja.Blocks.Select(Shape));
        Assert.Equal(Commands(en), Commands(ja));
        Assert.Equal(en.Front.Scenarios, ja.Front.Scenarios);
    }

    [Fact]
    public void Every_chapter_leads_to_the_scenarios_it_names()
    {
        foreach (Lesson chapter in LessonLibrary.Shipped.Chapters("en"))
            Assert.Equal(chapter.Front.Scenarios.Order(StringComparer.Ordinal), chapter.Blocks.OfType<ScenarioLink>().Select(link => link.Scenario).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_chapters_own_commands_stand_there_as_printed(string language) => Assert.Superset(CommandsAsPrinted.ToHashSet(), Commands(Chapter(language)).ToHashSet());

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void Pictures_are_aligned_and_fit_half_a_small_terminal(string language)
    {
        foreach (Diagram picture in Chapter(language).Blocks.OfType<Diagram>().Where(picture => picture.Lines.Any(line => line.Contains('┌', StringComparison.Ordinal))))
        {
            Assert.All(picture.Lines, line => Assert.InRange(DisplayWidth.Of(line), 0, 38));
            int[] Columns(string line, char sign) => [.. Enumerable.Range(0, line.Length).Where(i => line[i] == sign).Select(i => DisplayWidth.Of(line[..i]))];
            // Every right corner stands under a right border or another right corner.
            for (int i = 1; i < picture.Lines.Count; i++)
            {
                int[] above = [.. "┐│┤├".SelectMany(sign => Columns(picture.Lines[i - 1], sign))];
                Assert.All(Columns(picture.Lines[i], '┘'), column => Assert.Contains(column, above));
            }
        }
    }

    [Fact]
    public void The_course_names_chapters_that_exist_in_both_languages()
    {
        string file = Samples.Repository("lessons", "course.yaml");
        string text = File.ReadAllText(file);
        Course course = Course.Parse(file, text);
        Assert.Empty(course.Problems);
        Assert.Empty(course.Missing(file, text, Courseware.Scenarios.ScenarioLibrary.Shipped.ScenarioIds, (chapter, language) => File.Exists(Samples.Repository("lessons", language, chapter + ".md"))));
    }

    [Fact]
    public void Chapters_look_as_they_did()
    {
        Testing.Golden.Verify(Samples.Text(LessonLayout.Of(Chapter("ja"), 38)), "ch08-ja-38");
        Testing.Golden.Verify(Samples.Text(LessonLayout.Of(Chapter("en"), 72)), "ch08-en-72");
    }

    [Fact]
    public void The_plain_chapter_without_our_extensions_renders_well()
    {
        if (PlainText() is not { } text) return;
        Lesson lesson = Lesson.Parse(PlainChapter, text);
        Assert.Empty(lesson.Problems);
        Assert.Equal("ja", lesson.Front.Language);
        Assert.StartsWith("第8章", lesson.Front.Title, StringComparison.Ordinal);
        Assert.Superset(CommandsAsPrinted.ToHashSet(), Commands(lesson).ToHashSet());
        LessonLayout layout = LessonLayout.Of(lesson, 40);
        Assert.All(layout.Lines, line => Assert.InRange(line.Width, 0, 40));
        Assert.Equal(5, lesson.Blocks.SelectMany(Descendants).OfType<Figure>().Count());
        Assert.Equal(text.Split('\n').Count(line => line.StartsWith('#')), layout.Outline.Count);
        Assert.NotEmpty(layout.Find("復元できること"));
    }

    private string? PlainText()
    {
        if (File.Exists(PlainChapter)) return File.ReadAllText(PlainChapter);
        output.WriteLine($"{PlainChapter} is not here: nothing to compare");
        return null;
    }

    private static List<string> Commands(Lesson lesson) =>
        [.. lesson.Blocks.SelectMany(Descendants).OfType<CodeBlock>().SelectMany(code => code.Lines).Select(line => line.Command).OfType<string>().Where(c => !c.Contains('<', StringComparison.Ordinal))];

    private static string Shape(LessonBlock block) => block switch
    {
        Heading heading => $"heading {heading.Level}",
        LessonList list => $"list {list.Ordered} " + string.Join(',', list.Items.Select(item => item.Task?.Key ?? "-")),
        LessonTable table => $"table {table.Columns.Count}x{table.Rows.Count}",
        Quiz quiz => $"quiz {quiz.Id} " + string.Join(',', quiz.Options.Select(option => option.Right)),
        ScenarioLink link => $"scenario {link.Scenario}",
        Diagram picture => $"picture of {picture.Lines.Count}",
        _ => block.GetType().Name,
    };

    private static IEnumerable<LessonBlock> Descendants(LessonBlock block) => block switch
    {
        LessonList list => list.Items.SelectMany(item => item.Blocks).SelectMany(Descendants).Prepend(list),
        Quote quote => quote.Blocks.SelectMany(Descendants).Prepend(quote),
        Note note => note.Blocks.SelectMany(Descendants).Prepend(note),
        Hint hint => hint.Blocks.SelectMany(Descendants).Prepend(hint),
        _ => [block],
    };
}
