using PveLab.Shell.Editing;

namespace PveLab.Shell.Tools.Editors;

/// <summary>The keys an editor reads from its terminal.</summary>
internal static class EditorKeys
{
    /// <summary>Whether a key types itself: one grapheme that is no control character.</summary>
    public static bool IsText(string key) =>
        key.Length > 0 && !char.IsControl(key[0]) && (key.Length == 1 || DisplayWidth.NextGrapheme(key) == key.Length);

    /// <summary>
    /// Paints the screen, asks for a key and hands it over, until the editor is done. A line (from a face that has lines only) is its characters.
    /// </summary>
    public static IEnumerable<Step> Drive(Terminal terminal, Func<Step.Screen> paint, Action<string> press, Func<bool> isDone)
    {
        while (!isDone())
        {
            yield return paint();
            yield return new Step.Ask(AskKind.Key, "") { Raw = true };
            switch (terminal.Take())
            {
                case Answer.Key { Name: Answer.Key.Resized }:
                    break;
                case Answer.Key { Name: var key }:
                    press(key is "Space" ? " " : key);
                    break;
                case Answer.Line { Text: var text }:
                    foreach (var c in text.Select(c => c.ToString()).Append("Enter").TakeWhile(_ => !isDone())) press(c);
                    break;
            }
        }
        yield return new Step.Screen([]);
    }
}
