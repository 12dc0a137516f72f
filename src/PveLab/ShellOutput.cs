using System.Text;
using PveLab.Courseware.Attempts;

namespace PveLab;

/// <summary>Standard output of an attempt played line by line: nothing is written before it is acknowledged, so that what was read is never lost.</summary>
/// <param name="output">Standard output.</param>
/// <param name="session">The session whose attempt speaks; null as long as there is none.</param>
internal sealed class ShellOutput(TextWriter output, Func<AttemptSession?> session) : TextWriter
{
    private const int Most = 32 * 1024;
    private readonly StringBuilder waiting = new();

    /// <inheritdoc />
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => waiting.Append(value);

    /// <inheritdoc />
    public override void Write(string? value)
    {
        waiting.Append(value);
        if (waiting.Length > Most) Flush();
    }

    /// <inheritdoc />
    public override void Flush()
    {
        session()?.Acknowledge();
        output.Write(waiting);
        output.Flush();
        waiting.Clear();
    }
}
