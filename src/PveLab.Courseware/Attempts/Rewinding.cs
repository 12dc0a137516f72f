using System.Collections.Immutable;
using System.Globalization;

namespace PveLab.Courseware.Attempts;

/// <summary>What a journal's history comes to when its rewinds are followed, line by line.</summary>
internal sealed class Rewinding
{
    private static readonly Comparer<JournalLine> ByNumber = Comparer<JournalLine>.Create((a, b) => a.Number.CompareTo(b.Number));

    private readonly List<JournalLine> world = [];
    private readonly List<JournalLine> asides = [];

    /// <summary>The lines that are left, in order.</summary>
    public ImmutableArray<JournalLine> Left => [.. world.Concat(asides).Order(ByNumber)];

    /// <summary>Follows the next line of the history.</summary>
    /// <exception cref="FormatException">It leads back to an entry that is not there, or not there any more.</exception>
    public void Add(JournalLine line)
    {
        if (line.Entry.Input is Input.Rewind { To: var to }) TakeBack(to);
        else if (line.Entry.Input.IsAside) asides.Add(line);
        else if (line.Entry.Input is not Input.Finished) world.Add(line);
    }

    private void TakeBack(int to)
    {
        if (to != 0 && IndexOf(world, to) < 0 && IndexOf(asides, to) < 0)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"there is no entry {to} to go back to"));
        var first = After(world, to);
        world.RemoveRange(first, world.Count - first);
        // What was bought or answered stays so; it does not wait any more for a program that is not there.
        for (var i = After(asides, to); i < asides.Count; i++)
            if (asides[i].Entry.Steps > 0) asides[i] = asides[i] with { Entry = asides[i].Entry with { Steps = 0 } };
    }

    private static int After(List<JournalLine> lines, int number) => IndexOf(lines, number) is var at && at < 0 ? ~at : at + 1;

    private static int IndexOf(List<JournalLine> lines, int number) => lines.BinarySearch(new JournalLine(number, new Entry(0, new Input.Finished()), null), ByNumber);
}
