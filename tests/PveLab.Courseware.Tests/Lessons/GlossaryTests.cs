using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class GlossaryTests
{
    private static readonly Glossary English = Glossary.Read("g", "terms:\n  - { id: archive, term: archive, text: A file. }\n  - { id: thin, term: thin pool, also: [thin provisioning], text: A pool. }\n  - { id: pool, term: pool, text: Room. }\n  - { id: ha, term: HA, text: It goes on. }\n");
    private static readonly Glossary Japanese = Glossary.Read("g", "terms:\n  - { id: pool, term: プール, reading: ぷーる, text: 場所です。 }\n  - { id: keep, term: 保持, text: 残すことです。 }\n");

    [Theory]
    [InlineData("An archive is one file.", "An [archive] is one file.")]
    [InlineData("Archives are files.", "[Archives] are files.")]
    [InlineData("A thin pool, or a pool.", "A [thin pool], or a [pool].")]
    [InlineData("The archived and the sub-pool.", "The archived and the sub-pool.")]
    [InlineData("archive, archive", "[archive], archive")]
    [InlineData("`archive` and **archive** and [archive](x.md)", "{archive} and archive and archive")]
    [InlineData("`rm archive` and `Archive`", "rm archive and Archive")]
    [InlineData("It has HA.", "It has [HA].")]
    public void A_term_is_marked_as_a_whole_word_where_a_section_first_uses_it(string text, string marked) => Assert.Equal(marked, Marked(English, text));

    [Theory]
    [InlineData("プールの空きとプール", "[プール]の空きとプール")]
    [InlineData("スプールは別のことば", "スプールは別のことば")]
    [InlineData("世代の保持です", "世代の[保持]です")]
    public void Japanese_needs_no_spaces_around_a_term_but_katakana_words_stay_whole(string text, string marked) => Assert.Equal(marked, Marked(Japanese, text));

    [Fact]
    public void Every_section_marks_a_term_once_more_and_headings_stay_as_they_are()
    {
        Lesson lesson = English.Mark(Samples.Read("# The archive\narchive\n\n- archive\n\n## Next\narchive\n"));
        Assert.Equal(["archive", "archive"], LessonLayout.Of(lesson, 40).Lines.SelectMany(l => l.Spans).Where(s => s.Style == TextStyle.Term).Select(s => s.Text));
        Assert.Equal("A file.", lesson.Glossary.Find("term:archive")!.Text);
        Assert.Null(lesson.Glossary.Find("#archive"));
    }

    [Theory]
    [InlineData("terms:\n  - { id: a, term: x, text: y }\n  - { id: a, term: z, text: y }\n", "g:3:11: term 'a' is listed twice")]
    [InlineData("terms:\n  - { id: a, term: x, text: y }\n  - { id: b, term: z, also: [X], text: y }\n", "g:3:11: 'X' stands for two terms or none")]
    [InlineData("terms:\n  - { id: a, term: x, text: ' ' }\n", "g:2:11: term 'a' has no definition")]
    [InlineData("terms:\n  - { id: a, tern: x, text: y }\n", "g:2:14: unknown key 'tern'; did you mean 'term'?")]
    public void A_mistake_in_a_glossary_is_told_with_its_place(string yaml, string problem) =>
        Assert.Equal(problem, Assert.Throws<ContentException>(() => Glossary.Read("g", yaml)).Message);

    private static string Marked(Glossary glossary, string text) => string.Concat(((Paragraph)glossary.Mark(Samples.Read(text)).Blocks[0]).Text
        .Select(run => run.Style switch { TextStyle.Term => $"[{run.Text}]", TextStyle.TermCode => $"{{{run.Text}}}", _ => run.Text }));
}
