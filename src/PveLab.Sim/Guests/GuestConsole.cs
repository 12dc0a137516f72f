namespace PveLab.Sim.Guests;

/// <summary>What a guest printed on its console, with a bounded memory; readers keep a position and ask for what came since.</summary>
public sealed class GuestConsole
{
    private const int Kept = 400;

    private readonly Queue<string> lines = new();

    /// <summary>Position after the last whole line; grows for ever.</summary>
    public long End { get; private set; }

    /// <summary>What stands on the last line without a line end: a login prompt, or nothing.</summary>
    public string Prompt { get; private set; } = "";

    /// <summary>The whole lines printed after <paramref name="position"/>, as far as they are remembered.</summary>
    public IReadOnlyList<string> Since(long position) => [.. lines.Skip((int)Math.Max(0, lines.Count - (End - position)))];

    internal void Write(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            lines.Enqueue(line);
            Prompt = "";
            End++;
            if (lines.Count > Kept) lines.Dequeue();
        }
    }

    internal void Ask(string prompt) => Prompt = prompt;
}
