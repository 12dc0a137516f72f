using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Attempts;

/// <summary>What an attempt began with: enough to begin it again.</summary>
/// <param name="Scenario">The scenario's id.</param>
/// <param name="Content">Hash of the scenario's content.</param>
/// <param name="Program">Version of the program.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Dialect">Whose word counts.</param>
public sealed record JournalHeader(string Scenario, string Content, string Program, ulong Seed, Dialect Dialect)
{
    /// <summary>The exam it is a task of; null for practice.</summary>
    public ExamSeat? Exam { get; init; }

    /// <summary>The header of an attempt.</summary>
    public static JournalHeader Of(Attempt attempt) =>
        new(attempt.Folder.Id, attempt.Folder.ContentHash, ProgramVersion.Text, attempt.Seed, attempt.Dialect) { Exam = attempt.Exam };
}

/// <summary>
/// An attempt on file: JSON lines, each bound to the one before it by a hash, so that a line that was changed, moved or taken out shows.
/// </summary>
/// <param name="Header">What it began with.</param>
/// <param name="Entries">The inputs.</param>
/// <param name="Cut">The last line was not written to its end (the program was killed) and is left out.</param>
public sealed record Journal(JournalHeader Header, ImmutableArray<Entry> Entries, bool Cut)
{
    private const string HashKey = ",\"hash\":\"";
    private const int MaxEntries = 200_000;

    /// <summary>Reads a journal's text.</summary>
    /// <exception cref="ContentException">It is no journal, or was tampered with.</exception>
    public static Journal Parse(string file, string text)
    {
        var lines = text.Split('\n');
        var cut = lines[^1].Length > 0;
        var (count, hash) = (lines.Length - 1, "");
        if (count == 0) throw new ContentException(file, 1, 1, "this is no journal: its first line must be whole");
        if (count > MaxEntries) throw new ContentException(file, 0, 0, string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries"));
        JournalHeader? header = null;
        var entries = ImmutableArray.CreateBuilder<Entry>();
        for (var i = 0; i < count; i++)
        {
            var body = Unchain(file, i + 1, lines[i], ref hash);
            try
            {
                using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
                if (i == 0) header = JournalText.ReadHeader(json.RootElement);
                else entries.Add(JournalText.ReadEntry(json.RootElement));
            }
            catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                throw new ContentException(file, i + 1, 1, "this is no journal entry: " + error.Message);
            }
        }
        return new Journal(header!, entries.ToImmutable(), cut);
    }

    private static string Unchain(string file, int number, string line, ref string previous)
    {
        var at = line.LastIndexOf(HashKey, StringComparison.Ordinal);
        if (at < 0 || !line.EndsWith("\"}", StringComparison.Ordinal)) throw new ContentException(file, number, 1, "this is no journal entry: it has no hash");
        var body = line[..at] + "}";
        var hash = line[(at + HashKey.Length)..^2];
        if (hash != Link(previous, body)) throw new ContentException(file, number, at + 2, "the journal was changed here: the hash does not fit");
        previous = hash;
        return body;
    }

    /// <summary>Adds to <paramref name="body"/> the hash that binds it to the line before.</summary>
    internal static string Chain(string body, ref string previous)
    {
        previous = Link(previous, body);
        return body[..^1] + HashKey + previous + "\"}";
    }

    private static string Link(string previous, string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + body)));
}

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
