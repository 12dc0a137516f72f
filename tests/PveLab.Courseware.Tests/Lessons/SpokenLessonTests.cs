using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class SpokenLessonTests
{
    private const string Chapter = """
        ---
        title: Small
        language: en
        ---

        Before the first heading.

        # One {#one}

        Some **strong** words
        on two lines.

        - [ ] Take a backup {#backup-ok}
        - plain

        ```console
        # qm list
        VMID NAME
        ```

        ```text The flow
        a -> b
        ```

        ## Two

        | Name | Does |
        | --- | --- |
        | dir | files |

        :::quiz q1
        Which?

        - [ ] This
        - [x] That

        Because.
        :::

        :::note Careful
        Hot.
        :::
        """;

    [Fact]
    public void A_lesson_is_said_section_by_section_and_nothing_in_it_is_drawn()
    {
        var sections = SpokenLesson.Of(Lesson.Parse("small.md", Chapter));
        Assert.Equal([(0, ""), (1, "one"), (2, "two")], sections.Select(s => (s.Number, s.Id)));
        Assert.Equal("Some strong words on two lines.\n[ ] (backup-ok) Take a backup\n- plain\n  command: qm list\n  VMID NAME\nPicture: The flow\n", sections[1].Text);
        Assert.Equal("Name: dir; Does: files\nQuiz q1\n  Which?\n  1. This\n  2. That\nNote: Careful\n  Hot.\n", sections[2].Text);
    }

    [Fact]
    public void An_answer_is_told_right_or_wrong_with_its_reason()
    {
        var quiz = Lesson.Parse("small.md", Chapter).Blocks.OfType<Quiz>().Single();
        Assert.Equal("That is not it.\nBecause.\n", new SpokenLesson("en").Answer(quiz, 0));
        Assert.Equal("正解です。\nBecause.\n", new SpokenLesson("ja").Answer(quiz, 1));
    }
}
