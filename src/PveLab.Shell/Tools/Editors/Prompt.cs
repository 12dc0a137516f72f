using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <summary>A line that is typed at the bottom of an editor.</summary>
internal sealed class Prompt(string label, string text = "")
{
    private const int Longest = 1000;

    /// <summary>What stands before it.</summary>
    public string Label { get; } = label;

    /// <summary>What is typed so far.</summary>
    public string Text { get; private set; } = text;

    /// <summary>The cursor, in UTF-16 units of the text.</summary>
    public int Cursor { get; private set; } = text.Length;

    /// <summary>The display column of the cursor.</summary>
    public int Column => DisplayWidth.Of(Label) + DisplayText.ColumnOf(Text, Cursor);

    /// <summary>Takes a key that edits; false for any other.</summary>
    public bool Press(string key)
    {
        switch (key)
        {
            case "Backspace" or "Ctrl+H" when Cursor > 0:
                var before = DisplayText.Before(Text, Cursor);
                (Text, Cursor) = (Text.Remove(before, Cursor - before), before);
                return true;
            case "Delete" when Cursor < Text.Length:
                Text = Text.Remove(Cursor, DisplayWidth.NextGrapheme(Text.AsSpan(Cursor)));
                return true;
            case "CursorLeft":
                Cursor = DisplayText.Before(Text, Cursor);
                return true;
            case "CursorRight" when Cursor < Text.Length:
                Cursor += DisplayWidth.NextGrapheme(Text.AsSpan(Cursor));
                return true;
            case "Home" or "End":
                Cursor = key == "Home" ? 0 : Text.Length;
                return true;
            default:
                if (!EditorKeys.IsText(key) || Text.Length >= Longest) return false;
                (Text, Cursor) = (Text.Insert(Cursor, key), Cursor + key.Length);
                return true;
        }
    }
}
