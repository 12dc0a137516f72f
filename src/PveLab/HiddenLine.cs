using System.Text;

namespace PveLab;

/// <summary>
/// A line typed at the terminal that does not show: a password. The runtime reads and shows what is typed there itself, so its own keys are asked,
/// and what was typed ahead is not lost.
/// </summary>
internal static class HiddenLine
{
    private const char EndOfInput = '\x04';
    private const char KillLine = '\x15';

    /// <summary>The line; null at the end of input.</summary>
    public static string? Read()
    {
        var typed = new StringBuilder();
        while (true)
        {
            switch (Console.ReadKey(intercept: true))
            {
                case { Key: ConsoleKey.Enter }:
                    return typed.ToString();
                // Without a key and a character the terminal is gone.
                case { KeyChar: EndOfInput } or { Key: default(ConsoleKey), KeyChar: '\0' }:
                    return typed.Length > 0 ? typed.ToString() : null;
                case { Key: ConsoleKey.Backspace }:
                    if (typed.Length > 0) typed.Length--;
                    break;
                case { KeyChar: KillLine }:
                    typed.Clear();
                    break;
                case { KeyChar: not '\0' and var letter } when typed.Length < TypedLines.MaxLine:
                    typed.Append(letter);
                    break;
            }
        }
    }
}
