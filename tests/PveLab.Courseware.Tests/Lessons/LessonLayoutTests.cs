using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class LessonLayoutTests
{
    private const string Sample = """
        # Restore test

        Take a backup of `vm-ubuntu01`, restore it under **another VMID**, and log in. ログインできて初めて「復元できた」と言えます。

        ## Storages

        | Storage | Type | What it is for |
        | --- | :---: | ---: |
        | local | dir | ISO images and, by default, backups |
        | nas | nfs | バックアップ（別の障害ドメイン） |

        - first
          1. nested one
          2. nested two goes on for quite a while here
        - [ ] ticked by the grade {#restore-ok}
        - [x] done

        ```console
        # pvesh get /cluster/tasks --limit 20 --output-format json
        [{"status":"OK"}]
        ```

        > Quoted.

        ![List of jobs](images/jobs.png)
        """;

    [Fact]
    public void A_small_lesson_at_40_columns() => Assert.Equal(
        """
        Restore test
        ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        Take a backup of vm-ubuntu01, restore it
        under another VMID, and log in. ログイン
        できて初めて「復元できた」と言えます。

        Storages
        ────────
        Storage │ Type │          What it is for
        ────────┼──────┼────────────────────────
        local   │ dir  │      ISO images and, by
                │      │        default, backups
        ╌╌╌╌╌╌╌╌┼╌╌╌╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
        nas     │ nfs  │  バックアップ（別の障害
                │      │              ドメイン）
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Samples.Render(Sample, 40).Split('\n').Take(15)));

    [Fact]
    public void Whole_samples_at_40_and_72_columns_stay_as_they_are()
    {
        Testing.Golden.Verify(Samples.Render(Sample, 40), "sample-40");
        Testing.Golden.Verify(Samples.Render(Sample, 72), "sample-72");
    }

    [Fact]
    public void Every_line_of_a_wrapped_command_sends_the_whole_command()
    {
        LessonLayout layout = LessonLayout.Of(Samples.Read(Sample), 40);
        LessonLine[] lines = [.. layout.Lines.Where(line => line.Command is not null)];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal("pvesh get /cluster/tasks --limit 20 --output-format json", line.Command));
        Assert.Equal(["▸ # pvesh get /cluster/tasks --limit 20", "│ ↪ --output-format json"], lines.Select(line => line.Text));
    }

    [Fact]
    public void Long_code_can_be_clipped_and_pictures_always_are()
    {
        Assert.Equal("▸ $ pvesm st…", Samples.Render("```console\n$ pvesm status --storage nas\n```", 13, style: new LessonStyle { ClipCode = true }));
        Assert.Equal("┌──────┐\n│ 取得 │──…\n└──────┘", Samples.Render("```text\n┌──────┐\n│ 取得 │──────▶\n└──────┘\n```", 11));
    }

    [Fact]
    public void A_quiz_shows_its_explanation_once_the_right_option_is_chosen()
    {
        const string quiz = ":::quiz where\nWhere?\n\n- [ ] local\n- [x] nas\n\nAnother disk.\n:::\n";
        Assert.Equal("┃ Quiz\n┃ Where?\n┃\n┃   1) local\n┃   2) nas", Samples.Render(quiz, 40));
        Assert.Equal("┃ Quiz ✗ not this one, try again\n┃ Where?\n┃\n┃ ✗ 1) local\n┃   2) nas", Samples.Render(quiz, 40, Answered(0)));
        Assert.Equal("┃ Quiz ✓ right\n┃ Where?\n┃\n┃   1) local\n┃ ✓ 2) nas\n┃\n┃ Another disk.", Samples.Render(quiz, 40, Answered(1)));
        LessonLine[] lines = [.. LessonLayout.Of(Samples.Read(quiz), 40).Lines];
        Assert.Equal([new LessonAction.Answer("where", 0), new LessonAction.Answer("where", 1)], lines.Select(line => line.Action).OfType<LessonAction.Answer>());

        static LessonProgress Answered(int option) => LessonProgress.None with { Answers = LessonProgress.None.Answers.Add("where", option) };
    }

    [Fact]
    public void A_hint_stays_folded_until_asked_for()
    {
        const string hint = ":::hint Where is it?\nIn `/var/log`.\n:::\n";
        Assert.Equal("┃ [+] Hint: Where is it?", Samples.Render(hint, 40));
        Assert.Equal("┃ [-] Hint: Where is it?\n┃ In /var/log.", Samples.Render(hint, 40, LessonProgress.None with { Hints = LessonProgress.None.Hints.Add("hint-1") }));
    }

    [Fact]
    public void A_met_criterion_ticks_the_task_bound_to_it()
    {
        const string tasks = "- [ ] restored {#restore-ok}\n- [ ] mine\n";
        Assert.Equal("[ ] restored\n[ ] mine", Samples.Render(tasks, 40));
        Assert.Equal("[x] restored\n[ ] mine", Samples.Render(tasks, 40, LessonProgress.None with { Ticked = LessonProgress.None.Ticked.Add("restore-ok") }));
        Assert.Equal([null, new LessonAction.ToggleTask("task-1")], LessonLayout.Of(Samples.Read(tasks), 40).Lines.Select(line => line.Action));
    }

    [Fact]
    public void Links_know_the_columns_they_stand_in()
    {
        LessonLine line = LessonLayout.Of(Samples.Read("- 章 [復元](#復元) と [PVE](https://pve.example)\n"), 60).Lines[0];
        Assert.Equal([new LinkRange(5, 4, "#復元"), new LinkRange(13, 3, "https://pve.example")], line.Links);
    }

    [Fact]
    public void The_place_survives_a_change_of_width()
    {
        Lesson lesson = Samples.Read(Sample);
        LessonLayout narrow = LessonLayout.Of(lesson, 24), wide = LessonLayout.Of(lesson, 100);
        int line = Enumerable.Range(0, narrow.Lines.Count).First(i => narrow.Lines[i].Text.Contains("Quoted", StringComparison.Ordinal));
        Assert.Contains("Quoted", wide.Lines[wide.LineOf(narrow.Lines[line].SourceLine)].Text, StringComparison.Ordinal);
        Assert.Equal(0, wide.LineOf(0));
        Assert.Equal(wide.Lines.Count - 1, wide.LineOf(9999) + 1);
    }

    [Fact]
    public void The_outline_lists_the_headings_with_their_lines()
    {
        LessonLayout layout = LessonLayout.Of(Samples.Read(Sample), 40);
        Assert.Equal([new OutlineEntry(1, "restore-test", "Restore test", 0), new OutlineEntry(2, "storages", "Storages", 6)], layout.Outline);
        Assert.Equal(6, layout.LineOfHeading("#storages"));
        Assert.Null(layout.LineOfHeading("#nowhere"));
    }

    [Fact]
    public void Find_sees_words_that_wrapping_tore_apart()
    {
        LessonLayout layout = LessonLayout.Of(Samples.Read(Sample), 40);
        Assert.Equal([3], layout.Find("ログインできて").Select(f => f.Line));
        Assert.Equal([2], layout.Find("RESTORE IT UNDER").Select(f => f.Line));
        Assert.Empty(layout.Find("no such text"));
        Assert.Empty(layout.Find(" "));
    }

    [Fact]
    public void A_table_too_wide_for_the_lesson_becomes_a_list_of_records() =>
        Assert.Equal("1\n  B: 2\n  C: 3\n4\n  B: 5\n  C: 6", Samples.Render("|A|B|C|\n|-|-|-|\n|1|2|3|\n|4|5|6|\n", 12));
}
