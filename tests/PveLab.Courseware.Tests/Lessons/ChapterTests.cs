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

    public static TheoryData<string> Chapters => [.. LessonLibrary.Shipped.Course.Chapters.Select(c => c.Id)];

    [Fact]
    public void The_course_has_no_problems_and_everything_it_names()
    {
        string file = Samples.Repository("lessons", "course.yaml"), text = File.ReadAllText(file);
        Course course = Course.Parse(file, text);
        Assert.Empty(course.Problems);
        Assert.Empty(course.Missing(file, text, Courseware.Scenarios.ScenarioLibrary.Shipped.ScenarioIds, (chapter, language) => File.Exists(Samples.Repository("lessons", language, chapter + ".md"))));
        Assert.Equal(Courseware.Scenarios.ScenarioLibrary.Shipped.ScenarioIds.Order(StringComparer.Ordinal), course.Scenarios.Select(s => s.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_is_the_same_in_both_languages_line_by_line(string chapter)
    {
        Lesson ja = Chapter("ja", chapter), en = Chapter("en", chapter);
        Assert.Empty(ja.Problems.Concat(en.Problems));
        Assert.Equal(("ja", "en"), (ja.Front.Language, en.Front.Language));
        Assert.Equal(en.Blocks.Select(block => $"{block.Line} {Shape(block)}"), ja.Blocks.Select(block => $"{block.Line} {Shape(block)}"));
        Assert.Equal(Commands(en), Commands(ja));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_says_of_itself_what_the_course_says_of_it(string chapter)
    {
        CourseChapter listed = LessonLibrary.Shipped.Course.Chapter(chapter)!;
        foreach (string language in (string[])["ja", "en"])
        {
            FrontMatter front = Chapter(language, chapter).Front;
            Assert.Equal((8, listed.Title.In(language), listed.Minutes), (front.Chapter, front.Title, front.Minutes));
            Assert.Subset(front.Scenarios.ToHashSet(), listed.Scenarios.Select(s => s.Id).ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_leads_to_the_scenarios_it_names_and_its_tasks_tick_themselves_there(string chapter)
    {
        Lesson lesson = Chapter("en", chapter);
        Assert.Equal(lesson.Front.Scenarios.Order(StringComparer.Ordinal), lesson.Blocks.OfType<ScenarioLink>().Select(link => link.Scenario).Order(StringComparer.Ordinal));
        var criteria = lesson.Front.Scenarios.SelectMany(id => Courseware.Scenarios.ScenarioLibrary.Shipped.FindById(id).Variant(0).Scenario.Criteria).Select(c => c.Id).ToHashSet();
        var bound = lesson.Blocks.SelectMany(Descendants).OfType<LessonList>().SelectMany(list => list.Items).Select(item => item.Task?.Criterion).OfType<string>().ToHashSet();
        Assert.NotEmpty(bound);
        Assert.Subset(criteria, bound);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_asks_at_least_four_questions_and_explains_every_answer(string chapter)
    {
        foreach (string language in (string[])["ja", "en"])
        {
            Quiz[] quizzes = [.. Chapter(language, chapter).Blocks.OfType<Quiz>()];
            Assert.InRange(quizzes.Length, 4, 20);
            Assert.All(quizzes.SelectMany(quiz => quiz.Options), option => Assert.NotEmpty(option.Why));
        }
    }

    [Fact]
    public void No_two_chapters_share_the_name_of_a_quiz_or_of_a_section()
    {
        IReadOnlyList<Lesson> chapters = LessonLibrary.Shipped.Chapters("en");
        Assert.Empty(Repeated(chapters.SelectMany(c => c.Blocks.OfType<Quiz>()).Select(q => q.Id)));
        Assert.Empty(Repeated(LessonLibrary.Shipped.Chapters("ja").SelectMany(c => c.Blocks.OfType<Heading>()).Select(h => h.Id).Where(id => char.IsAscii(id[0]))));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void Every_link_between_chapters_and_from_the_glossary_leads_somewhere(string language)
    {
        foreach (Lesson chapter in LessonLibrary.Shipped.Chapters(language))
        {
            string[] targets = [.. LessonLayout.Of(chapter, 80).Lines.SelectMany(line => line.Links).Select(link => link.Target).Where(t => !t.StartsWith(Glossary.Scheme, StringComparison.Ordinal))];
            Assert.All(targets.Concat(chapter.Glossary.Entries.Select(e => e.See).OfType<string>()), target =>
            {
                string[] parts = target.Split('#');
                Lesson there = parts[0].Length == 0 ? chapter : LessonLibrary.Shipped.Chapter(parts[0].Replace(".md", "", StringComparison.Ordinal), language)!;
                if (parts.Length > 1) Assert.NotNull(there.HeadingOf(parts[1]));
            });
        }
    }

    [Fact]
    public void The_glossary_explains_the_same_terms_in_both_languages_and_the_chapters_use_them()
    {
        Glossary ja = LessonLibrary.Shipped.Glossary("ja"), en = LessonLibrary.Shipped.Glossary("en");
        Assert.Equal(en.Entries.Select(e => (e.Id, e.See)), ja.Entries.Select(e => (e.Id, e.See)));
        Assert.InRange(en.Entries.Count, 40, 200);
        foreach (string language in (string[])["ja", "en"])
        {
            var used = LessonLibrary.Shipped.Chapters(language).SelectMany(c => LessonLayout.Of(c, 80, null, Opened(c)).Lines).SelectMany(l => l.Links).Select(l => l.Target).ToHashSet();
            Assert.Equal("", string.Join(" ", LessonLibrary.Shipped.Glossary(language).Entries.Where(e => !used.Contains(Glossary.Scheme + e.Id)).Select(e => e.Id)));
        }
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void The_chapters_own_commands_stand_there_as_printed(string language) => Assert.Superset(CommandsAsPrinted.ToHashSet(), Commands(Chapter(language)).ToHashSet());

    [Theory]
    [MemberData(nameof(Chapters))]
    public void Pictures_are_aligned_and_fit_the_lesson_pane_of_a_small_terminal(string chapter)
    {
        foreach (Diagram picture in ((string[])["ja", "en"]).SelectMany(language => Chapter(language, chapter).Blocks.OfType<Diagram>()))
        {
            Assert.All(picture.Lines, line => Assert.InRange(DisplayWidth.Of(line), 0, 31));
            int[] Columns(string line, char sign) => [.. Enumerable.Range(0, line.Length).Where(i => line[i] == sign).Select(i => DisplayWidth.Of(line[..i]))];
            if (!picture.Lines.Any(line => line.Contains('┌', StringComparison.Ordinal))) continue;
            // Every right corner stands under a right border or another right corner.
            for (int i = 1; i < picture.Lines.Count; i++)
            {
                int[] above = [.. "┐│┤├┬".SelectMany(sign => Columns(picture.Lines[i - 1], sign))];
                Assert.All(Columns(picture.Lines[i], '┘'), column => Assert.Contains(column, above));
            }
        }
    }

    [Fact]
    public void Chapters_look_as_they_did()
    {
        Testing.Golden.Verify(Samples.Text(LessonLayout.Of(Chapter("ja", "ch08-restore"), 31)), "ch08-restore-ja-31");
        Testing.Golden.Verify(Samples.Text(LessonLayout.Of(Chapter("en", "ch08-restore"), 72)), "ch08-restore-en-72");
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

    private static IEnumerable<string> Repeated(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    /// <summary>Everything unfolded and every question answered right.</summary>
    private static LessonProgress Opened(Lesson lesson) => LessonProgress.None with
    {
        Hints = LessonProgress.None.Hints.Union(lesson.Blocks.OfType<Hint>().Select(h => h.Id)),
        Answers = LessonProgress.None.Answers.AddRange(lesson.Blocks.OfType<Quiz>().Select(q => KeyValuePair.Create(q.Id, q.Options.ToList().FindIndex(o => o.Right)))),
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
