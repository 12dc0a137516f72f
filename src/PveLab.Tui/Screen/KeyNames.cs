using PveLab.Tui.Lab;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace PveLab.Tui.Screen;

/// <summary>The library's keys in the words the lab and the shell use.</summary>
public static class KeyNames
{
    /// <summary>The message of a key, or null for a key that means nothing here.</summary>
    public static LabMessage.KeyPressed? Message(Key key)
    {
        var plain = key.NoAlt.NoCtrl.NoShift;
        if (Named(plain.KeyCode) is { } name)
        {
            var shifted = key.IsShift ? "Shift+" + name : name;
            return new LabMessage.KeyPressed(key.IsCtrl ? "Ctrl+" + shifted : key.IsAlt ? "Alt+" + shifted : shifted);
        }
        if (key.IsCtrl && plain.IsKeyCodeAtoZ) return new LabMessage.KeyPressed($"Ctrl+{(char)plain.KeyCode}");
        // The library gives a key with Alt no text of its own.
        var text = (key.IsAlt ? key.NoAlt : key).AsGrapheme;
        if (string.IsNullOrEmpty(text) || char.IsControl(text[0])) return null;
        return key.IsAlt ? new LabMessage.KeyPressed("Alt+" + text) : new LabMessage.KeyPressed(text, text);
    }

    private static string? Named(KeyCode code) => code switch
    {
        KeyCode.Enter => "Enter",
        KeyCode.Esc => "Esc",
        KeyCode.Tab => "Tab",
        KeyCode.Backspace => "Backspace",
        KeyCode.Delete => "Delete",
        KeyCode.CursorUp => "CursorUp",
        KeyCode.CursorDown => "CursorDown",
        KeyCode.CursorLeft => "CursorLeft",
        KeyCode.CursorRight => "CursorRight",
        KeyCode.Home => "Home",
        KeyCode.End => "End",
        KeyCode.PageUp => "PageUp",
        KeyCode.PageDown => "PageDown",
        >= KeyCode.F1 and <= KeyCode.F12 => $"F{code - KeyCode.F1 + 1}",
        _ => null,
    };
}
