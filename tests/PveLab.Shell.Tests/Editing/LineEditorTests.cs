using CsCheck;
using PveLab.Shell.Editing;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Editing;

public sealed class LineEditorTests
{
    private static readonly string[] Past = ["ls /etc", "qm list", "vzdump 100 --storage nas"];

    /// <summary>Keys separated by blanks; what is no key's name is typed.</summary>
    private static LineEditor Press(string keys, LineEditor? from = null) =>
        keys.Split(' ').Aggregate(from ?? LineEditor.Empty, (editor, key) =>
            key.Length > 1 && (key.Contains('+', StringComparison.Ordinal) || key is "Home" or "End" or "Backspace" or "Delete" or "CursorLeft" or "CursorRight" or "CursorUp" or "CursorDown" or "Esc" or "Enter")
                ? editor.Press(key, null, Past)
                : key.Aggregate(editor, (e, c) => e.Press(c.ToString(), c == '_' ? " " : c.ToString(), Past)));

    [Theory]
    [InlineData("abc", "abc|")]
    [InlineData("abc CursorLeft x", "abx|c")]
    [InlineData("abc Home x End y", "xabcy|")]
    [InlineData("abc Ctrl+A x Ctrl+E y", "xabcy|")]
    [InlineData("abc Backspace", "ab|")]
    [InlineData("abc Home Delete", "|bc")]
    [InlineData("one_two Ctrl+W", "one |")]
    [InlineData("one_two Ctrl+U", "|")]
    [InlineData("one_two Home Ctrl+K Ctrl+Y Ctrl+Y", "one_twoone_two|")]
    [InlineData("one_two Alt+b x", "one x|two")]
    [InlineData("one_two Home Alt+f x", "onex| two")]
    [InlineData("one_two Alt+Backspace", "one |")]
    [InlineData("one_two Home Alt+d", "| two")]
    [InlineData("a_b_c Ctrl+W Ctrl+W Ctrl+Y", "a b c|")]
    [InlineData("ab Ctrl+T", "ba|")]
    [InlineData("CursorUp", "vzdump 100 --storage nas|")]
    [InlineData("CursorUp CursorUp CursorDown", "vzdump 100 --storage nas|")]
    [InlineData("draft CursorUp CursorDown", "draft|")]
    [InlineData("x_ Alt+.", "x nas|")]
    [InlineData("x_ Alt+. Alt+.", "x list|")]
    [InlineData("Ctrl+R q", "|qm list")]
    [InlineData("Ctrl+R s Ctrl+R", "qm li|st")]
    [InlineData("draft Ctrl+R q Esc", "draft|")]
    public void Keys_edit_as_in_readline(string keys, string expected)
    {
        var editor = Press(keys);
        Assert.Equal(expected.Replace('_', ' '), editor.Text.Insert(editor.Cursor, "|"));
    }

    [Fact]
    public void A_search_tells_what_it_looks_for()
    {
        Assert.Equal("(reverse-i-search)`vz': ", Press("Ctrl+R vz").SearchPrompt);
        Assert.Equal("(failed reverse-i-search)`zzz': ", Press("Ctrl+R zzz").SearchPrompt);
        Assert.Null(Press("Ctrl+R vz Home").SearchPrompt);
    }

    [Fact]
    public void The_cursor_counts_cells_and_steps_over_whole_characters()
    {
        var editor = LineEditor.Empty.Insert("日本e\u0301");
        Assert.Equal(5, editor.CursorCells);
        Assert.Equal(4, editor.Press("CursorLeft", null, Past).CursorCells);
        Assert.Equal("日本", editor.Press("Backspace", null, Past).Text);
    }

    [Fact]
    public void The_cursor_never_leaves_the_text()
    {
        string[] keys = ["Home", "End", "CursorLeft", "CursorRight", "Backspace", "Delete", "Ctrl+K", "Ctrl+U", "Ctrl+W", "Ctrl+Y", "Ctrl+T", "Alt+b", "Alt+f", "Alt+d", "Alt+.", "Alt+Backspace", "CursorUp", "CursorDown", "Ctrl+R", "Esc", "a", "_", "日", "Enter", "F5"];
        Gen.Int[0, keys.Length - 1].Array[0, 40].Holds(indexes =>
        {
            var editor = LineEditor.Empty;
            foreach (var i in indexes)
            {
                editor = editor.Press(keys[i], keys[i] == "_" ? " " : keys[i].Length == 1 ? keys[i] : null, Past);
                if (editor.Cursor < 0 || editor.Cursor > editor.Text.Length) return false;
            }
            return true;
        }, cases: 3000);
    }
}
