using System.Text;

namespace PveLab.Courseware.Attempts;

/// <content>What was printed at the last steps, for whoever explains it.</content>
public sealed partial class Attempt
{
    private const int StepsRemembered = 12;
    private const int LongestSaid = 8_000;

    private readonly Queue<(int Step, StringBuilder Text)> said = new();

    /// <summary>The end of what a step printed; empty for one that is long ago.</summary>
    /// <param name="step">Its index among <see cref="Steps"/>.</param>
    public string SaidAt(int step) => said.FirstOrDefault(s => s.Step == step).Text?.ToString() ?? "";

    private void Listen()
    {
        if (said.Count == StepsRemembered) said.Dequeue();
        said.Enqueue((done.Count - 1, new StringBuilder()));
    }

    private void Hear(Output? output)
    {
        if (output is Output.Out { Text: var text }) Hear(text);
        else if (output is Output.Err { Text: var error }) Hear(error);
    }

    private void Hear(string text)
    {
        if (said.Count == 0) return;
        var heard = said.Last().Text;
        heard.Append(text.Length > LongestSaid ? text[^LongestSaid..] : text);
        if (heard.Length > 2 * LongestSaid) heard.Remove(0, heard.Length - LongestSaid);
    }
}
