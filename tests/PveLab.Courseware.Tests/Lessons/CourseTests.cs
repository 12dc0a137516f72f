using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class CourseTests
{
    private const string Chapter = """
          - id: first
            title: { ja: 一, en: One }
            minutes: 10
            objectives: { ja: [読む], en: [read] }
            scenarios:
              - { id: some, minutes: 5, difficulty: 1 }
        """;

    [Fact]
    public void A_course_lists_chapters_with_titles_minutes_prerequisites_and_scenarios()
    {
        Course course = Read(Chapter, Chapter.Replace("first", "second", StringComparison.Ordinal).Replace("id: some", "id: other", StringComparison.Ordinal) + "\n    requires: [first]");
        Assert.Empty(course.Problems);
        Assert.Equal(("講座", "Course"), (course.Title.In("ja"), course.Title.In("en")));
        Assert.Equal(["first"], course.Chapter("second")!.Requires);
        Assert.Equal(["some", "other"], course.Scenarios.Select(s => s.Id));
        Assert.Equal("read", Assert.Single(course.Chapters[0].Objectives.In("en")));
    }

    [Theory]
    [InlineData("title: { ja: 講座, en: Course }\nchapters: []", "c:1:1: the course has no chapters")]
    [InlineData("title: { ja: 講座, en: Course }\nchapters:\n  - id: x\n    weight: 2", "c:4:5: unknown key 'weight'; known are id, minutes, objectives, requires, scenarios, title")]
    [InlineData("title: { ja: 講座 }\nchapters: []", "c:1:12: the key 'en' is missing")]
    public void What_cannot_be_read_is_told_with_its_place(string yaml, string problem)
    {
        Course course = Course.Parse("c", yaml);
        Assert.Empty(course.Chapters);
        Assert.Equal(problem, Assert.Single(course.Problems).ToString());
    }

    [Theory]
    [InlineData("minutes: 10", "minutes: 0", "c:5:14: minutes must be positive")]
    [InlineData("id: first", "id: First!", "c:3:9: 'First!' is no chapter id")]
    [InlineData("en: [read]", "en: [read, write]", "c:6:17: ja and en have different numbers of objectives")]
    [InlineData("difficulty: 1", "difficulty: 9", "c:8:7: difficulty of 'some' must be 1 to 5, not 9")]
    [InlineData("scenarios:", "requires: [frist]\n    scenarios:", "c:7:15: no chapter is called 'frist'; did you mean 'first'?")]
    [InlineData("scenarios:", "requires: [first]\n    scenarios:", "c:7:15: chapters that need each other can never be begun: first → first")]
    public void What_makes_no_sense_is_told_with_its_place_and_advice(string right, string wrong, string problem) =>
        Assert.Equal(problem, Assert.Single(Read(Chapter.Replace(right, wrong, StringComparison.Ordinal)).Problems).ToString());

    [Fact]
    public void Chapters_that_need_each_other_are_found_however_long_the_way()
    {
        string[] chapters = [.. "abc".Select((id, i) => Chapter.Replace("first", id.ToString(), StringComparison.Ordinal)
            .Replace("id: some", $"id: s{i}", StringComparison.Ordinal) + $"\n    requires: [{"bca"[i]}]")];
        Assert.Contains(Read(chapters).Problems, p => p.Message.EndsWith("a → b → c → a", StringComparison.Ordinal));
    }

    [Fact]
    public void Chapters_and_scenarios_that_nobody_has_are_missed()
    {
        string yaml = Yaml(Chapter);
        var missing = Course.Parse("c", yaml).Missing("c", yaml, ["same"], (_, language) => language == "en");
        Assert.Equal(["c:3:9: there is no lessons/ja/first.md", "c:8:7: no scenario is called 'some'; did you mean 'same'?"], missing.Select(p => p.ToString()));
    }

    private static Course Read(params string[] chapters) => Course.Parse("c", Yaml(chapters));

    private static string Yaml(params string[] chapters) => "title: { ja: 講座, en: Course }\nchapters:\n" + string.Join('\n', chapters).ReplaceLineEndings("\n") + "\n";
}
