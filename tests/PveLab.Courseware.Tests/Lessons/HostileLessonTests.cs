using CsCheck;
using PveLab.Courseware.Lessons;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class HostileLessonTests
{
    private static readonly Gen<string> Soup = Gen.OneOf(
        Samples.AnyOf("# ", "- ", "1. ", "> ", "```", "```console\n# ", ":::quiz q", ":::hint", ":::", "::::note", "- [ ] ", "- [x] ", "|", "|-|-|\n", "---\n", "***"),
        Samples.AnyOf("\n", "\n\n", "    ", "\t", "[a](b)", "![", "](", "<", ">", "<!--", "&#27;", "&#x9b;", "`", "*", "**", "_", "~~", "==", "\\", "{#x}"),
        Samples.AnyOf("\u001b[31m", "\u009b1m", "\u202e", "\u2066", "\u0007", "\ud800", "\udfff", "e\u0301", "👨‍👩‍👧", "日本語、", "バックアップ", "word", "999999999999. ", "title: ["),
        Gen.String)
        .Array[0, 80].Select(parts => string.Concat(parts));

    [Fact]
    public void Whatever_the_text_it_is_read_laid_out_within_the_width_and_free_of_control_characters() =>
        Gen.Select(Soup, Gen.Int[0, 120], Gen.Bool).Holds((text, width, clip) =>
        {
            Lesson lesson = Lesson.Parse("soup.md", text);
            LessonProgress all = LessonProgress.None with { Hints = LessonProgress.None.Hints.Union(["hint-1", "hint-2"]), Answers = LessonProgress.None.Answers.Add("q", 0) };
            LessonLayout layout = LessonLayout.Of(lesson, width, new LessonStyle { ClipCode = clip }, all);
            int source = 0;
            foreach (LessonLine line in layout.Lines)
            {
                Assert.InRange(line.Width, 0, layout.Width);
                AssertSafe(line.Text);
                AssertSafe(line.Command ?? "");
                Assert.All(line.Links, link => AssertSafe(link.Target));
                Assert.True(line.SourceLine >= source, $"line {line.SourceLine} after {source}");
                source = line.SourceLine;
            }
            Assert.All(lesson.Problems, problem => AssertSafe(problem.ToString()));
        }, cases: 1000);

    [Theory]
    [InlineData("> ", 4000)]
    [InlineData("- ", 1500)]
    [InlineData("[", 9000)]
    [InlineData("*a **b ", 1200)]
    [InlineData(":::note\n", 3000)]
    [InlineData("|a", 3000)]
    [InlineData("a\n===\n\n", 3000)]
    [InlineData("---\n", 2000)]
    [InlineData("![[](", 1000)]
    public void Endless_repetition_is_bounded(string unit, int times)
    {
        Lesson lesson = Samples.Read(string.Concat(Enumerable.Repeat(unit, times)) + "x");
        Assert.InRange(LessonLayout.Of(lesson, 40).Lines.Count, 0, 20_000);
        Assert.InRange(lesson.Problems.Count, 0, LessonLimits.Problems);
    }

    [Fact]
    public void A_lesson_larger_than_a_mebibyte_is_cut_and_says_so()
    {
        Lesson lesson = Samples.Read(string.Concat(Enumerable.Repeat("復元\n\n", 200_000)));
        Assert.Equal("sample.md:1:1: the lesson is larger than 1 MiB: the rest is not shown", Assert.Single(lesson.Problems).ToString());
        Assert.InRange(lesson.Blocks.Count, 1000, 200_000);
    }

    [Fact]
    public void Control_characters_are_removed_and_reported_with_their_place()
    {
        Lesson lesson = Samples.Read("ok\n\nred \u001b[31mtext\n");
        Assert.Equal("sample.md:3:5: control character U+001B removed", Assert.Single(lesson.Problems).ToString());
        Assert.Equal("red [31mtext", ((Paragraph)lesson.Blocks[1]).Text[0].Text);
    }

    [Fact]
    public void A_tower_of_accents_is_cut()
    {
        string line = Assert.Single(LessonLayout.Of(Samples.Read("a" + new string('\u0301', 5000) + "b"), 40).Lines).Text;
        Assert.InRange(line.Length, 2, LessonLimits.Grapheme + 2);
    }

    private static void AssertSafe(string text)
    {
        Assert.DoesNotContain(text, SafeText.IsControl);
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i])) Assert.True(char.IsLowSurrogate(text[++i]));
            else Assert.False(char.IsSurrogate(text[i]));
        }
    }
}
