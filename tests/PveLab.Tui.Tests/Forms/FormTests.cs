using CsCheck;
using PveLab.Testing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;

namespace PveLab.Tui.Tests.Forms;

/// <summary>What keys and the mouse do in any form.</summary>
public sealed class FormTests
{
    private static readonly FormScreen Small = new(80, 24, Language.En, "pve1");

    [Fact]
    public void Tab_goes_through_the_enabled_fields_and_the_buttons_and_round()
    {
        var form = Opened();
        var seen = new List<string> { form.Focus };
        for (var i = 0; i < 9; i++) seen.Add((form = Key(form, "Tab")).Focus);
        Assert.Equal(["name", "size", "kind", "on", "way", "notes", "rows", "press", FormPart.AsCli, FormPart.Advanced], seen);
        Assert.Equal("press", Key(Key(form, "Shift+Tab"), "Shift+Tab").Focus);
    }

    [Fact]
    public void A_line_takes_wide_characters_and_the_cursor_stands_behind_them()
    {
        var form = Type(Opened(), "バックアップ");
        Assert.Equal("バックアップ", form["name"].Value);
        var cursor = FormView.Over(form, Small, Blank(Small)).Cursor!.Value;
        var layout = FormLayout.Of(form, Small);
        Assert.Equal(layout.Fields[0].Input.Left + 12, cursor.Column);
        Assert.Equal("バックアッ", Key(form, "Backspace")["name"].Value);
    }

    [Fact]
    public void A_number_goes_up_and_down_within_its_limits()
    {
        var form = Key(Key(Opened(), "Tab"), "CursorUp");
        Assert.Equal("5", form["size"].Value);
        for (var i = 0; i < 20; i++) form = Key(form, "CursorUp");
        Assert.Equal("9", form["size"].Value);
        Assert.Equal("9", Type(form, "x")["size"].Value);
    }

    [Fact]
    public void A_list_opens_is_searched_and_chosen_from_by_keys()
    {
        var form = Key(At(Opened(), "kind"), " ");
        Assert.True(((ChoiceField)form["kind"]).Open);
        form = Key(Type(form, "sec"), "Enter");
        Assert.Equal("2", form["kind"].Value);
        Assert.Equal("kind", form.Focus);
        Assert.Null(Event(Key(form, " "), "Esc"));
        Assert.IsType<FormEvent.Close>(Event(form, "Esc"));
    }

    [Fact]
    public void What_may_be_left_out_can_be_emptied_from_the_list() =>
        Assert.Equal("", Key(Key(Key(At(Opened().With("kind", "2"), "kind"), " "), "Home") is var open ? Key(open, "PageUp") : open, "Enter")["kind"].Value);

    [Fact]
    public void Everything_can_be_done_by_pointing()
    {
        var form = Click(Opened(), "size", fromRight: 1);
        Assert.Equal("5", form["size"].Value);
        form = Click(form, "size", fromRight: 3);
        Assert.Equal("4", form["size"].Value);
        form = Click(form, "on", 1);
        Assert.Equal("1", form["on"].Value);
        form = Click(form, "way", 12);
        Assert.Equal("b", form["way"].Value);
        form = Click(form, "press", 2);
        Assert.Equal("1", form["press"].Value);
        form = Click(Click(form, "kind", 3), "kind", 3, down: 4);
        Assert.Equal("2", form["kind"].Value);
        form = Click(form, "rows", 1, down: 3);
        Assert.Equal("y", form["rows"].Value);
        form = Click(form, "rows", 1, down: 1);
        Assert.Equal("x,y,z", form["rows"].Value);
    }

    [Fact]
    public void Enter_makes_the_call_when_nothing_is_wrong_and_shows_what_is_when_something_is()
    {
        var form = Opened();
        var (refused, none) = FormUpdate.Apply(form, new LabMessage.KeyPressed("Enter"), Small);
        Assert.Null(none);
        Assert.Equal("name", refused.Focus);
        Assert.False(refused["name"].Error.IsEmpty);
        var write = Assert.IsType<FormEvent.Write>(Event(Type(form, "web"), "Enter"));
        Assert.Equal("web", write.Call.Parameters["name"]);
    }

    [Fact]
    public void A_refusal_stands_at_its_field_and_the_rest_below()
    {
        var errors = new SortedDictionary<string, string> { ["name"] = "invalid format", ["other"] = "not so" };
        var form = FormUpdate.Refused(Type(Opened(), "web"), new Api.Schema.ParameterException(errors));
        Assert.Equal("invalid format", form["name"].Error.En);
        Assert.Equal("other: not so", form.Error.En);
        Assert.True(Type(form, "x")["name"].Error.IsEmpty);
    }

    [Fact]
    public void A_refusal_that_is_plain_text_by_now_finds_its_field_too() =>
        Assert.Equal("no", FormUpdate.Refused(Opened(), new Sim.PveException("Parameter verification failed.\nname: no", 400))["name"].Error.En);

    [Fact]
    public void The_command_is_shown_and_taken_to_the_shell()
    {
        var form = Key(At(Type(Opened(), "web"), FormPart.AsCli), " ");
        Assert.Equal("pvesh create /things --name web", form.Command);
        var shell = Assert.IsType<FormEvent.ToShell>(Event(At(form, FormPart.ToShell), "Enter"));
        Assert.Equal(form.Command, shell.Line);
    }

    [Fact]
    public void Notes_have_lines()
    {
        var form = At(Opened(), "notes");
        form = Type(Key(Type(form, "one"), "Enter"), "two");
        Assert.Equal("one\ntwo", form["notes"].Value);
        form = Key(Key(form, "Home"), "Backspace");
        Assert.Equal("onetwo", form["notes"].Value);
        var pasted = FormUpdate.Apply(form, new LabMessage.Pasted("a\u001b[31m\r\nb"), Small).Form;
        Assert.Equal("onea[31m\nbtwo", pasted["notes"].Value);
    }

    [Fact]
    public void Advanced_settings_are_shown_when_asked_for()
    {
        var form = Opened();
        Assert.DoesNotContain("deep", form.Stops());
        Assert.Contains("deep", Key(At(form, FormPart.Advanced), " ").Stops());
    }

    [Fact]
    public void No_keys_or_clicks_throw_or_leave_the_keys_on_something_that_is_not_there()
    {
        string[] keys = ["Tab", "Shift+Tab", "CursorUp", "CursorDown", "CursorLeft", "CursorRight", " ", "Enter", "Esc", "Home", "End", "PageUp", "PageDown",
            "Backspace", "Delete", "Ctrl+PageDown", "Ctrl+PageUp", "Ctrl+A", "a", "9", "漢", "Ctrl+K", "F1"];
        var message = Gen.OneOf<LabMessage>(
            Gen.Int[0, keys.Length - 1].Select(i => keys[i]).Select(k => (LabMessage)new LabMessage.KeyPressed(k, k.Length == 1 ? k : null)),
            Gen.Select(Gen.Int[0, 99], Gen.Int[0, 39]).Select(at => (LabMessage)new LabMessage.Clicked(at.Item1, at.Item2)),
            Gen.Select(Gen.Int[0, 99], Gen.Int[0, 39], Gen.Int[-3, 3]).Select(at => (LabMessage)new LabMessage.Wheeled(at.Item1, at.Item2, at.Item3)),
            Gen.String.Select(t => (LabMessage)new LabMessage.Pasted(t)));
        var screens = Gen.Select(Gen.Int[20, 120], Gen.Int[5, 50], Gen.Bool).Select(s => new FormScreen(s.Item1, s.Item2, s.Item3 ? Language.Ja : Language.En, "pve1"));
        Gen.Select(message.List[1, 60], screens).Holds((messages, screen) =>
        {
            var form = Opened();
            foreach (var m in messages)
            {
                (form, _) = FormUpdate.Apply(form, m, screen);
                Assert.Contains(form.Focus, form.Stops());
                Assert.All(form.Fields, f => Assert.DoesNotContain(f.Value, c => c < ' ' && c != '\n'));
            }
            var frame = FormView.Over(form, screen, Blank(screen));
            Assert.All(frame.Rows, r => Assert.Equal(screen.Width, r.Used));
        }, cases: 60);
    }

    private static List<Row> Blank(FormScreen screen) => [.. Enumerable.Range(0, screen.Height).Select(_ => new Row(screen.Width).Fill())];

    private static FormModel Opened() => FormUpdate.Opened(new FormModel
    {
        Title = "Thing",
        Tabs = ["First", "Second"],
        Submit = "OK",
        Width = 60,
        Fields =
        [
            new TextField { Name = "name", Label = ("Name", "名前"), Required = true, Column = FieldColumn.Left },
            new NumberField { Name = "size", Label = "Size", Least = 1, Most = 9, Column = FieldColumn.Right }.With("4"),
            new ChoiceField { Name = "kind", Label = "Kind", Options = [new FormOption("1", "first"), new FormOption("2", "second")] },
            new CheckField { Name = "on", Label = "On" },
            new RadioField { Name = "way", Label = "Way", Choices = [("a", "this"), ("b", "that")] },
            new NotesField { Name = "notes", Label = "Notes", Rows = 2 },
            new TableField { Name = "rows", Label = "Rows", Columns = ["Row"], Ticks = true, Wanted = 3, Rows = [new("x", "ex"), new("y", "why"), new("z", "zed")] },
            new ButtonField { Name = "press", Text = "Press" },
            new TextField { Name = "off", Label = "Off", Enabled = false },
            new TextField { Name = "deep", Label = "Deep", Advanced = true },
            new CheckField { Name = "second", Label = "Second", Tab = 1 },
        ],
        Rules = new FormRules { Write = f => ApiWrite.Of("create", "/things", ("name", f.Given("name")), ("kind", f.Given("kind"))) },
    }, Small).Form;

    private static FormModel Key(FormModel form, string key) => FormUpdate.Apply(form, new LabMessage.KeyPressed(key, key.Length == 1 ? key : null), Small).Form;

    private static FormEvent? Event(FormModel form, string key) => FormUpdate.Apply(form, new LabMessage.KeyPressed(key), Small).Event;

    private static FormModel Type(FormModel form, string text) =>
        text.Aggregate(form, (f, c) => FormUpdate.Apply(f, new LabMessage.KeyPressed(c.ToString(), c.ToString()), Small).Form);

    private static FormModel At(FormModel form, string part)
    {
        for (var i = 0; i < 30 && form.Focus != part; i++) form = Key(form, "Tab");
        Assert.Equal(part, form.Focus);
        return form;
    }

    private static FormModel Click(FormModel form, string name, int right = 0, int down = 0, int fromRight = 0)
    {
        var layout = FormLayout.Of(form, Small);
        var input = layout.Fields.First(p => p.Field.Name == name).Input;
        var column = fromRight > 0 ? input.Left + input.Width - fromRight : input.Left + right;
        return FormUpdate.Apply(form, new LabMessage.Clicked(column, layout.Row(input.Top)!.Value + down), Small).Form;
    }
}
