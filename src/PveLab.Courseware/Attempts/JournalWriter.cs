namespace PveLab.Courseware.Attempts;

/// <summary>Appends an attempt's inputs to a journal; every line is flushed, so that a crash loses nothing.</summary>
public sealed class JournalWriter : IDisposable
{
    private readonly TextWriter writer;
    private readonly Func<string?> wallTime;
    private string hash = "";
    private int number;
    private bool broken;

    /// <summary>Begins a journal.</summary>
    /// <param name="writer">Where it goes; closed with this.</param>
    /// <param name="header">What the attempt begins with.</param>
    /// <param name="wallTime">The time of day as text, kept for people and never read by the simulation; null keeps none.</param>
    public JournalWriter(TextWriter writer, JournalHeader header, Func<string?>? wallTime = null)
    {
        this.writer = writer;
        this.wallTime = wallTime ?? (() => null);
        Write(JournalText.Of(header, this.wallTime()));
    }

    /// <summary>Goes on with a journal.</summary>
    /// <param name="writer">Where it goes, behind the last whole line; closed with this.</param>
    /// <param name="journal">What is there already.</param>
    /// <param name="wallTime">The time of day as text, for people; null keeps none.</param>
    public JournalWriter(TextWriter writer, Journal journal, Func<string?>? wallTime = null)
    {
        this.writer = writer;
        this.wallTime = wallTime ?? (() => null);
        (hash, number) = (journal.LastHash, journal.History.Length);
    }

    /// <summary>How many entries there are.</summary>
    public int Count => number;

    /// <summary>The hash of the last line.</summary>
    internal string LastHash => hash;

    /// <summary>Whether the disk has refused an entry: nothing more is written.</summary>
    public bool IsBroken => broken;

    /// <summary>Called once when the disk refuses: from then on the attempt goes on without a journal.</summary>
    public Action<Exception>? Broken { get; set; }

    /// <summary>Appends an entry; nothing after the disk has refused one, because a journal with a hole could not be replayed.</summary>
    public void Append(Entry entry)
    {
        if (!broken) Try(() => Write(JournalText.Of(++number, entry, wallTime())));
    }

    /// <inheritdoc />
    public void Dispose() => Try(writer.Dispose);

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!broken) Broken?.Invoke(error);
            broken = true;
        }
    }

    private void Write(string body)
    {
        writer.Write(Journal.Chain(body, ref hash) + "\n");
        writer.Flush();
    }
}
