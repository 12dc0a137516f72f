using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class LessonReaderTests
{
    private static T First<T>(string markdown) where T : LessonBlock => Samples.Read(markdown).Blocks.OfType<T>().First();

    private static string Problem(string markdown) => Assert.Single(Samples.Read(markdown).Problems).ToString();

    [Fact]
    public void Front_matter_says_what_the_lesson_is()
    {
        Lesson lesson = Samples.Read("---\nchapter: 8\ntitle: バックアップ\nlanguage: ja\nminutes: 45\nscenarios: [ch08-restore-test]\n---\n# x\n");
        Assert.Empty(lesson.Problems);
        Assert.Equal((8, "バックアップ", "ja", 45), (lesson.Front.Chapter, lesson.Front.Title, lesson.Front.Language, lesson.Front.Minutes));
        Assert.Equal(["ch08-restore-test"], lesson.Front.Scenarios);
    }

    [Fact]
    public void Without_front_matter_the_first_heading_is_the_title_and_kana_mean_Japanese()
    {
        FrontMatter front = Samples.Read("# 第8章 *バックアップ*\n\nあ\n").Front;
        Assert.Equal(("第8章 バックアップ", "ja"), (front.Title, front.Language));
        Assert.Equal("en", Samples.Read("# Backup\n").Front.Language);
    }

    [Theory]
    [InlineData("---\ntitle: x\nmodnutes: 5\n---\n", "sample.md:3:1: front matter: unknown key 'modnutes'")]
    [InlineData("---\nlanguage: fr\n---\n", "sample.md:2:1: front matter: language must be ja or en, not 'fr'")]
    [InlineData("---\nscenarios: [Not_An_Id]\n---\n", "sample.md:2:1: front matter: 'Not_An_Id' is no scenario id")]
    [InlineData("---\n- a\n---\n", "sample.md:2:1: front matter: expected 'key: value' lines")]
    public void A_mistake_in_front_matter_is_told_with_its_place(string markdown, string problem) => Assert.Equal(problem, Problem(markdown));

    [Fact]
    public void In_a_console_block_the_lines_with_a_prompt_are_commands()
    {
        var code = First<CodeBlock>("```console\n# pvesm status\nName  Type\nroot@pve1:~# qm list\n$ id\n```\n");
        Assert.Equal(["pvesm status", null, "qm list", "id"], code.Lines.Select(line => line.Command));
    }

    [Fact]
    public void In_a_bash_block_every_line_but_comments_and_blanks_is_a_command()
    {
        var code = First<CodeBlock>("```bash\n# look\npvesm status\n\nls -1t /var/log/vzdump/*.log | head -n 1\n```\n");
        Assert.Equal([null, "pvesm status", null, "ls -1t /var/log/vzdump/*.log | head -n 1"], code.Lines.Select(line => line.Command));
    }

    [Fact]
    public void A_command_goes_on_after_a_backslash()
    {
        var code = First<CodeBlock>("```console\n# vzdump 100 \\\n>   --storage nas \\\n    --mode snapshot\nINFO: x\n```\n");
        const string joined = "vzdump 100 --storage nas --mode snapshot";
        Assert.Equal([joined, joined, joined, null], code.Lines.Select(line => line.Command));
    }

    [Theory]
    [InlineData("tail -n 50 /var/log/vzdump/<直近のログファイル>", true)]
    [InlineData("qmrestore <archive> 101", true)]
    [InlineData("wc -l < /etc/hosts", false)]
    [InlineData("cat <<EOF > x", false)]
    [InlineData("diff <(a) <(b)", false)]
    [InlineData("pvesm status", false)]
    public void A_placeholder_asks_for_editing_before_the_command_is_sent(string command, bool editing) =>
        Assert.Equal(editing, new LessonAction.Send(command).NeedsEditing);

    [Fact]
    public void A_text_fence_is_a_picture_unless_it_shows_a_session()
    {
        Assert.IsType<Diagram>(Samples.Read("```text\na → b\n```\n").Blocks[0]);
        Assert.IsType<CodeBlock>(Samples.Read("```text\n$ ls\na\n```\n").Blocks[0]);
    }

    [Fact]
    public void A_task_is_bound_to_a_criterion_by_a_trailing_id()
    {
        ListItem[] items = [.. First<LessonList>("- [ ] ended **OK** {#restore-ok}\n- [x] mine\n- plain\n").Items];
        Assert.Equal([new TaskMark("restore-ok", false, "restore-ok"), new TaskMark("task-1", true, null), null], items.Select(item => item.Task));
        Assert.Equal("ended OK", string.Concat(((Paragraph)items[0].Blocks[0]).Text.Select(run => run.Text)));
    }

    [Fact]
    public void A_quiz_has_a_question_options_and_an_explanation()
    {
        var quiz = First<Quiz>(":::quiz where\nWhere to?\n\n- [ ] local\n- [x] `nas`\n\nOther domain.\n:::\n");
        Assert.Equal("where", quiz.Id);
        Assert.Equal([false, true], quiz.Options.Select(option => option.Right));
        Assert.IsType<Paragraph>(Assert.Single(quiz.Question));
        Assert.IsType<Paragraph>(Assert.Single(quiz.Explanation));
    }

    [Theory]
    [InlineData(":::quiz q\n- [ ] a\n- [ ] b\n:::\n", "sample.md:1:1: a quiz needs a list of '- [ ]' options with exactly one '- [x]'")]
    [InlineData("\n:::quiz\n- [x] a\n:::\n", "sample.md:2:1: a quiz needs an id: ':::quiz some-id'")]
    [InlineData(":::quiz q\n- [x] a\n:::\n\n:::quiz q\n- [x] a\n:::\n", "sample.md:5:1: quiz 'q' exists already")]
    [InlineData(":::sidebar\nx\n:::\n", "sample.md:1:1: unknown container ':::sidebar', known are hint, note, quiz, scenario")]
    [InlineData(":::note\nx\n", "sample.md:1:1: ':::note' is never closed")]
    [InlineData("```bash\nx\n", "sample.md:1:1: the code block is never closed")]
    [InlineData(":::scenario\n:::\n", "sample.md:1:1: a scenario needs its id: ':::scenario some-id'")]
    [InlineData("---\ntitle: x\n---\n:::scenario other\n:::\n", "sample.md:4:1: scenario 'other' is missing from 'scenarios' in the front matter")]
    public void A_mistake_in_a_container_is_told_with_its_place(string markdown, string problem) => Assert.Equal(problem, Problem(markdown));

    [Fact]
    public void A_paragraph_of_images_is_a_row_of_figures_and_an_image_among_words_a_link()
    {
        Assert.Equal([("a", "x.png"), ("b", "y.png")], Samples.Read("![a](x.png)\n![b](y.png)\n").Blocks.Cast<Figure>().Select(f => (f.Caption, f.Path)));
        Assert.Equal("x.png", First<Paragraph>("see ![a](x.png)\n").Text[1].Target);
    }

    [Fact]
    public void A_line_end_between_Japanese_characters_is_no_space() =>
        Assert.Equal("復元できること。取れたこと VM と\u0020pve1 です", First<Paragraph>("復元できること。\n取れたこと\nVM と\npve1 です\n").Text[0].Text);

    [Fact]
    public void Placeholders_in_angle_brackets_stay_and_comments_vanish() =>
        Assert.Equal("qm start <VMID> now", First<Paragraph>("qm start <VMID> <!-- hidden -->now\n").Text[0].Text);

    [Theory]
    [InlineData("[x](file:///etc/shadow)")]
    [InlineData("[x](javascript:alert)")]
    [InlineData("[x](vscode://open)")]
    public void Only_web_mail_and_relative_targets_can_be_opened(string markdown) => Assert.Null(First<Paragraph>(markdown).Text[0].Target);

    [Fact]
    public void Equal_headings_get_different_ids() =>
        Assert.Equal(["注意", "注意-1", "web-ui-入口"], Samples.Read("# 注意\n## 注意\n## Web UI 入口!\n").Blocks.Cast<Heading>().Select(h => h.Id));
}
