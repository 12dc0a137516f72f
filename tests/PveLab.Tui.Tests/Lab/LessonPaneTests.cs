using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

/// <summary>Reading: search, outline, links, history, and what a click does.</summary>
public sealed class LessonPaneTests : IDisposable
{
    private readonly TestLab lab = new(120, 40);

    private LabModel Model => lab.Model;

    private LessonLine Chosen => Model.Layout.Lines[Model.LessonLine];

    public LessonPaneTests() => lab.Press("F6");

    public void Dispose() => lab.Dispose();

    [Fact]
    public void A_search_finds_while_it_is_typed_goes_on_with_n_and_N_and_is_left_with_Esc()
    {
        lab.Press("/", "d", "i", "s", "k");
        var first = Model.LessonLine;
        Assert.Contains("disk", Chosen.Text, StringComparison.OrdinalIgnoreCase);
        lab.Press("Enter", "n", "n", "n", "n");
        Assert.True(Model.LessonLine > first);
        lab.Press("N", "N", "N", "N");
        Assert.Equal(first, Model.LessonLine);
        Assert.Contains(lab.Runtime.Draw().Rows.SelectMany(r => r.Runs), r => r.Ink == Ink.Reversed && r.Text.Equals("disk", StringComparison.OrdinalIgnoreCase));
        lab.Press("Esc");
        Assert.Null(Model.Reading.Search);
        Assert.Equal(first, Model.LessonLine);
    }

    [Fact]
    public void A_search_that_is_given_up_or_finds_nothing_leaves_the_reader_where_he_was()
    {
        lab.Press("PageDown");
        var before = Model.LessonLine;
        lab.Press("/", "d", "i", "s", "k", "Esc");
        Assert.Equal(before, Model.LessonLine);
        lab.Press("/", "q", "q", "q");
        Assert.Contains("not found", lab.Screen, StringComparison.Ordinal);
        lab.Press("Enter");
        Assert.Equal((before, null), (Model.LessonLine, Model.Reading.Search));
    }

    [Fact]
    public void Japanese_is_found_also_when_an_input_method_pastes_it()
    {
        lab.Press("F4", "/");
        lab.Runtime.Send(new LabMessage.Pasted("バックアップ"));
        Assert.Contains("バックアップ", Chosen.Text, StringComparison.Ordinal);
        Assert.Empty(lab.Runtime.Attempt.Entries);
        lab.Press("Backspace");
        Assert.Equal("バックアッ", Model.Reading.Search!.Text);
    }

    [Fact]
    public void The_outline_opens_at_the_section_being_read_and_goes_to_any_heading()
    {
        lab.Press("o");
        Assert.Equal(Overlay.Outline, Model.Overlay);
        lab.Press("CursorDown", "CursorDown", "Enter");
        Assert.Equal(Model.Layout.Outline[2].Line, Model.LessonLine);
        Assert.Equal(Model.LessonLine, Model.LessonTop);
        lab.Press("o");
        Assert.Equal(2, Model.Reading.Chosen);
        lab.Press("Esc", "[");
        Assert.Equal(0, Model.LessonLine);
        lab.Press("]");
        Assert.Equal(Model.Layout.Outline[2].Line, Model.LessonLine);
    }

    [Fact]
    public void Another_chapter_is_opened_from_the_outline_and_what_was_done_in_this_one_is_kept()
    {
        var first = Model.Lesson.Id;
        while (Chosen.Action is not LessonAction.Answer) lab.Press("Tab");
        lab.Press("Enter");
        var (place, answers) = (Chosen.SourceLine, Model.Progress.Answers);
        lab.Press("o", "End", "Enter");
        Assert.NotEqual(first, Model.Lesson.Id);
        Assert.Empty(Model.Progress.Answers);
        lab.Press("F4");
        Assert.Equal("ja", Model.Lesson.Front.Language);
        lab.Press("F4", "[");
        Assert.Equal((first, answers), (Model.Lesson.Id, Model.Progress.Answers));
        Assert.Equal(place, Chosen.SourceLine);
        lab.Press("]");
        Assert.NotEqual(first, Model.Lesson.Id);
    }

    [Fact]
    public void A_link_leads_to_a_heading_of_another_chapter_and_a_wrong_one_is_told()
    {
        Show("See [there](ch08-replication.md#first-job), [here](#two), [no](ch08-none.md), [out](https://pve.proxmox.com).\n\n## Two {#two}\n", "ch08-backup.md");
        lab.Press("Tab", "Tab", "Enter");
        Assert.Equal("two", Assert.IsType<Heading>(Chosen.Block).Id);
        lab.Press("[", "Tab", "Tab", "Tab", "Enter");
        Assert.Contains("there is no 'ch08-none'", lab.Screen, StringComparison.Ordinal);
        lab.Press("Tab", "Enter");
        Assert.Contains("https://pve.proxmox.com", Model.Notice!, StringComparison.Ordinal);
        lab.Press("p", "p", "p", "Enter");
        Assert.Equal(("ch08-replication", "first-job"), (Model.Lesson.Id, ((Heading)Chosen.Block!).Id));
    }

    [Fact]
    public void A_click_on_a_link_an_option_a_hint_or_a_task_is_enough_but_a_command_is_first_chosen()
    {
        Show("[down](#down)\n\n- [ ] a task\n\n:::hint Help\nInside.\n:::\n\n```console\n# echo hello\n```\n\n## Down {#down}\n");
        ClickOn("a task");
        Assert.NotEmpty(Model.Progress.Ticked);
        ClickOn("Help");
        Assert.NotEmpty(Model.Progress.Hints);
        ClickOn("echo hello");
        Assert.Empty(lab.Runtime.Attempt.Entries);
        ClickOn("echo hello");
        Assert.Single(lab.Runtime.Attempt.Entries);
        ClickOn("▸");
        Assert.Equal(2, lab.Runtime.Attempt.Entries.Count);
        ClickOn("down");
        Assert.IsType<Heading>(Chosen.Block);
    }

    [Fact]
    public void A_term_shows_its_definition_and_reads_on_where_it_is_taught()
    {
        var glossary = Glossary.Read("g", "terms:\n  - { id: quorum, term: quorum, text: More than half of the votes., see: 'ch08-failover.md#quorum' }\n");
        lab.Runtime.Send(new LabMessage.LessonOpened(glossary.Mark(Lesson.Parse("ch08-backup.md", "There is a quorum.\n"))));
        ClickOn("quorum");
        Assert.Contains("More than half", lab.Screen, StringComparison.Ordinal);
        lab.Press("Enter");
        Assert.Equal(("ch08-failover", "quorum"), (Model.Lesson.Id, ((Heading)Chosen.Block!).Id));
    }

    [Fact]
    public void A_login_can_be_clicked_through_with_its_key_to_leave()
    {
        Show("```console\n# qm start 100\n# qm terminal 100\nvm-ubuntu01 login: root\nPassword: pvelab\nroot@vm-ubuntu01:~# hostname\n<Ctrl+O>\n```\n");
        foreach (var sign in Enumerable.Range(0, 6))
        {
            lab.Press("Tab", "Enter");
            lab.Runtime.RunToRest();
        }
        Assert.Contains("root@vm-ubuntu01:~# hostname", lab.Screen, StringComparison.Ordinal);
        Assert.EndsWith("root@pve1:~# ", Model.Attempt.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bookmark_is_set_where_a_chapter_is_left_and_opens_it_there_again()
    {
        int LineOf(string chapter, string heading) => LessonLibrary.Shipped.Chapter(chapter, "en")!.HeadingOf(heading)!.Line;
        var (room, modes) = (LineOf("ch08-storages", "room"), LineOf("ch08-backup", "modes"));
        var marks = new Dictionary<string, int>(StringComparer.Ordinal) { ["ch08-storages"] = room, ["ch08-backup"] = modes };
        using (var first = new LabRuntime(new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test")), of => TuiApp.Lesson(null, "ch08-restore-test", of), Language.En)
        {
            Bookmarks = marks,
            Marked = (place, _) => marks[place.Chapter] = place.SourceLine,
        })
        {
            Assert.Equal(room, first.Model.Layout.Lines[first.Model.LessonLine].SourceLine);
            foreach (var key in (string[])["F6", "PageDown", "o"]) first.Send(new LabMessage.KeyPressed(key));
            while (first.Model.Reading.Outline[first.Model.Reading.Chosen].Chapter != "ch08-backup") first.Send(new LabMessage.KeyPressed("CursorDown"));
            first.Send(new LabMessage.KeyPressed("Enter"));
            Assert.Equal(modes, first.Model.Layout.Lines[first.Model.LessonLine].SourceLine);
            Assert.True(marks["ch08-storages"] > room);
            first.Send(new LabMessage.KeyPressed("Home"));
        }
        Assert.Equal(9, marks["ch08-backup"]);
    }

    [Fact]
    public void A_lesson_of_3000_lines_is_searched_and_gone_through_quickly()
    {
        Show(string.Concat(Enumerable.Range(0, 600).Select(i => $"## Section {i}\n\nSome words about number {i} and [a link](#section-{i}).\n\n")));
        lab.Press("/", "n", "u", "m", "b", "e", "r", "Enter");
        Assert.Equal(600, Model.Reading.Search!.Found.Count);
        foreach (var _ in Enumerable.Range(0, 100)) lab.Press("n", "Tab");
        Assert.True(Model.LessonLine > 100);
    }

    private void Show(string markdown, string file = "some.md")
    {
        lab.Runtime.Send(new LabMessage.LessonOpened(Lesson.Parse(file, markdown)));
        lab.Press("Home", "Esc");
    }

    private void ClickOn(string text)
    {
        var rows = lab.Screen.Split('\n');
        var row = Array.FindIndex(rows, 2, r => r[..Math.Min(r.Length, Model.Places.Lesson.Width)].Contains(text, StringComparison.Ordinal));
        lab.Runtime.Send(new LabMessage.Clicked(rows[row].IndexOf(text, StringComparison.Ordinal), row));
        lab.Runtime.RunToRest();
    }
}
