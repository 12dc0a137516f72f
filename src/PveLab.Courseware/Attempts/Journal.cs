using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// An attempt on file: JSON lines, each bound to the one before it by a hash, so that a line that was changed, moved or taken out shows.
/// </summary>
/// <param name="Header">What it began with.</param>
/// <param name="History">Everything that was written down, in order, with what was taken back later.</param>
/// <param name="Effective">The lines that make the attempt as it stands: the history without what was taken back.</param>
/// <param name="Cut">The last line was not written to its end (the program was killed) and is left out.</param>
public sealed record Journal(JournalHeader Header, ImmutableArray<JournalLine> History, ImmutableArray<JournalLine> Effective, bool Cut)
{
    /// <summary>What is wrong with a line that the chain does not fit.</summary>
    internal const string Changed = "the journal was changed here: the hash does not fit";

    /// <summary>When the attempt began by the clock of the learner's machine; null when nobody wrote it down.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>The line of its file that it begins on: in a bundle other lines come first.</summary>
    internal int FirstLine { get; init; } = 1;

    /// <summary>The hash of the last line, which the next one is bound to.</summary>
    internal string LastHash { get; init; } = "";

    /// <summary>The inputs of the attempt as it stands.</summary>
    public ImmutableArray<Entry> Entries => [.. Effective.Select(l => l.Entry)];

    /// <summary>Whether the attempt is over: nothing more may follow.</summary>
    public bool IsFinished => History is [.., { Entry.Input: Input.Finished }];

    private const string HashKey = ",\"hash\":\"";
    /// <summary>The most entries a journal may have.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>The journal that these inputs would make.</summary>
    /// <exception cref="FormatException">A rewind leads nowhere.</exception>
    public static Journal Of(JournalHeader header, IEnumerable<Entry> entries)
    {
        ImmutableArray<JournalLine> history = [.. entries.Select((entry, i) => new JournalLine(i + 1, entry, null))];
        var rewinding = new Rewinding();
        foreach (var line in history) rewinding.Add(line);
        return new Journal(header, history, rewinding.Left, Cut: false);
    }

    /// <summary>Reads a journal's text.</summary>
    /// <param name="file">Its name in errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="firstLine">The line of the file that it begins on.</param>
    /// <exception cref="ContentException">It is no journal, or was tampered with.</exception>
    public static Journal Parse(string file, string text, int firstLine = 1)
    {
        var lines = text.Split('\n');
        var cut = lines[^1].Length > 0;
        var (count, hash) = (lines.Length - 1, "");
        if (count == 0) throw new ContentException(file, firstLine, 1, "this is no journal: its first line must be whole");
        if (count > MaxEntries) throw new ContentException(file, 0, 0, string.Create(CultureInfo.InvariantCulture, $"more than {MaxEntries} entries"));
        JournalHeader? header = null;
        DateTimeOffset? began = null;
        var history = ImmutableArray.CreateBuilder<JournalLine>();
        var rewinding = new Rewinding();
        for (var i = 0; i < count; i++)
        {
            var body = Unchain(file, firstLine + i, lines[i], ref hash);
            try
            {
                using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 8 });
                if (i == 0) (header, began) = (JournalText.ReadHeader(json.RootElement), JournalText.ReadWall(json.RootElement));
                else Follow(header!, history, rewinding, json.RootElement);
            }
            catch (Exception error) when (JsonContent.IsWrong(error))
            {
                throw JsonContent.Wrong(file, firstLine + i, body, "this is no journal entry", error);
            }
        }
        return new Journal(header!, history.ToImmutable(), rewinding.Left, cut) { Began = began, FirstLine = firstLine, LastHash = hash };
    }

    /// <summary>The journal as it was after an entry.</summary>
    public Journal Until(int entry)
    {
        ImmutableArray<JournalLine> history = [.. History.TakeWhile(l => l.Number <= entry)];
        var rewinding = new Rewinding();
        foreach (var line in history) rewinding.Add(line);
        return this with { History = history, Effective = rewinding.Left };
    }

    private static void Follow(JournalHeader header, ImmutableArray<JournalLine>.Builder history, Rewinding rewinding, JsonElement json)
    {
        if (history is [.., { Entry.Input: Input.Finished }]) throw new FormatException("nothing can follow the end of an attempt");
        var line = new JournalLine(history.Count + 1, JournalText.ReadEntry(json), JournalText.ReadWall(json));
        if (header.Mode == AttemptMode.Exam && line.Entry.Input is Input.Rewind) throw new FormatException("in an exam nothing is taken back");
        rewinding.Add(line);
        history.Add(line);
    }

    private static string Unchain(string file, int number, string line, ref string previous)
    {
        var at = line.LastIndexOf(HashKey, StringComparison.Ordinal);
        if (at < 0 || !line.EndsWith("\"}", StringComparison.Ordinal)) throw new ContentException(file, number, 1, "this is no journal entry: it has no hash");
        var body = line[..at] + "}";
        var hash = line[(at + HashKey.Length)..^2];
        if (hash != Link(previous, body)) throw new ContentException(file, number, at + 2, Changed);
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
