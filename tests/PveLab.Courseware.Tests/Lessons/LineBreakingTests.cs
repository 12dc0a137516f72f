using CsCheck;
using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;
using PveLab.Testing;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class LineBreakingTests
{
    private const string NeverFirst = "、。，．・：；？！ー）」』】〕〉》］｝〜々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
    private const string NeverLast = "（「『【〔〈《［｛";

    /// <summary>
    /// Sentences as people write them: words, kana, brackets around things, and at most two closing signs, always right after a thing.
    /// A longer run of them need not fit any line, and then no line breaking could obey.
    /// </summary>
    private static readonly Gen<string> Japanese = Gen.Select(
        Samples.AnyOf(
            "バックアップ", "リストア", "きょう", "ちょっと", "復元", "様々", "世代", "を", "は", "が", "VM", "pve1", "vzdump", "100", "Proxmox VE", "サーバー",
            "「復元」", "（例: nas）", "『記録』", "です。", "か？", "……", "／", "👍", "か\u3099"),
        Samples.AnyOf("", "", "", "、", "！", "！！"),
        Samples.AnyOf("", "", "", " "),
        (thing, signs, space) => thing + signs + space).Array[1, 60].Select(string.Concat);

    private static readonly Gen<int> Width = Gen.Int[10, 90];

    [Theory]
    [InlineData("取れたこと、復元できたこと。", 10, "取れたこ|と、復元で|きたこと。")]
    [InlineData("今日は「復元」の日です", 11, "今日は「復|元」の日で|す")]
    [InlineData("今日はね「復元」の日です", 10, "今日はね|「復元」の|日です")]
    [InlineData("vm-ubuntu01を戻す", 12, "vm-ubuntu01|を戻す")]
    [InlineData("これはvzdumpです", 10, "これは|vzdumpです")]
    [InlineData("a verylongwordindeed b", 10, "a|verylongwo|rdindeed b")]
    [InlineData("さあ、ちょっと待って", 10, "さあ、|ちょっと|待って")]
    [InlineData("don’t say “no” twice", 10, "don’t say|“no” twice")]
    public void Lines_break_where_Japanese_and_English_readers_expect_it(string text, int width, string lines) => Assert.Equal(lines, string.Join('|', Lines(text, width)));

    [Fact]
    public void No_line_begins_or_ends_with_a_forbidden_sign() => Gen.Select(Japanese, Width).Holds((text, width) =>
    {
        string[] lines = [.. Lines(text, width).Where(line => line.Length > 0)];
        Assert.DoesNotContain(lines.Skip(1), line => NeverFirst.Contains(line[0], StringComparison.Ordinal));
        Assert.DoesNotContain(lines.SkipLast(1), line => NeverLast.Contains(line[^1], StringComparison.Ordinal));
    });

    [Fact]
    public void Wrapping_loses_no_character_and_keeps_the_width() => Gen.Select(Japanese, Width).Holds((text, width) =>
    {
        string[] lines = Lines(text, width);
        Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 0, width));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    });

    [Fact]
    public void The_whole_lesson_obeys_in_every_width_whatever_the_indent() => Gen.Select(Japanese, Japanese, Gen.Int[16, 90]).Holds((one, two, width) =>
    {
        Lesson lesson = Samples.Read($"- {one}\n  1. {two}\n\n     {one}\n\n> {two}\n\n:::note\n{one}\n:::\n");
        foreach (LessonLine line in LessonLayout.Of(lesson, width).Lines)
        {
            Assert.InRange(line.Width, 0, width);
            if (line.Join != LineJoin.None) Assert.False(NeverFirst.Contains(line.Content[0], StringComparison.Ordinal), line.Text);
        }
    });

    /// <summary>The text may look like Markdown, so it is given as a paragraph of plain text.</summary>
    private static string[] Lines(string text, int width)
    {
        var lesson = new Lesson("x", new FrontMatter(), [new Paragraph(1, [new Inline(text)])], []);
        return [.. LessonLayout.Of(lesson, width).Lines.Select(line => line.Text)];
    }
}
