using System.Text;
using PveLab.Courseware.Attempts;

namespace PveLab;

/// <summary>Standard output of <c>pvelab shell</c>: nothing of an attempt is written before it is acknowledged, so that what was read is never lost.</summary>
/// <param name="output">Standard output.</param>
/// <param name="session">The session whose attempt speaks.</param>
internal sealed class ShellOutput(TextWriter output, Func<AttemptSession> session)
{
    private const int Most = 32 * 1024;
    private readonly StringBuilder waiting = new();

    /// <summary>Takes text to be written with the next flush.</summary>
    public void Write(string text)
    {
        waiting.Append(text);
        if (waiting.Length > Most) Flush();
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        session().Acknowledge();
        output.Write(waiting);
        output.Flush();
        waiting.Clear();
    }
}
