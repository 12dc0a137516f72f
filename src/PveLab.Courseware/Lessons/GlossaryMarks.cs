namespace PveLab.Courseware.Lessons;

/// <summary>Marks terms in running text: the first time a section uses one. Headings, links, code blocks and the options of a quiz stay as they are.</summary>
internal sealed class GlossaryMarks(TermFinder finder)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public IReadOnlyList<LessonBlock> Mark(IReadOnlyList<LessonBlock> blocks) => [.. blocks.Select(Mark)];

    private LessonBlock Mark(LessonBlock block)
    {
        if (block is Heading { Level: <= 2 }) seen.Clear();
        return block switch
        {
            Paragraph paragraph => paragraph with { Text = Runs(paragraph.Text) },
            LessonList list => list with { Items = [.. list.Items.Select(item => item with { Blocks = Mark(item.Blocks) })] },
            LessonTable table => table with { Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells.Select(Runs)] })] },
            Quote quote => quote with { Blocks = Mark(quote.Blocks) },
            Note note => note with { Blocks = Mark(note.Blocks) },
            Hint hint => hint with { Blocks = Mark(hint.Blocks) },
            Quiz quiz => quiz with
            {
                Question = Mark(quiz.Question),
                Options = [.. quiz.Options.Select(option => option with { Why = Mark(option.Why) })],
                Explanation = Mark(quiz.Explanation),
            },
            ScenarioLink link => link with { Blocks = Mark(link.Blocks) },
            _ => block,
        };
    }

    private IReadOnlyList<Inline> Runs(IReadOnlyList<Inline> runs) => [.. runs.SelectMany(run => run switch
    {
        { Style: TextStyle.Text, Target: null } => Split(run),
        { Style: TextStyle.Code, Target: null } => [Whole(run)],
        _ => [run],
    })];

    /// <summary>Code is a term only as a whole and as it is written: <c>`vzdump`</c>, neither the word in a command nor a button's name.</summary>
    private Inline Whole(Inline run) => finder.Exactly(run.Text) is { } id && seen.Add(id) ? run with { Style = TextStyle.TermCode, Target = Glossary.Scheme + id } : run;

    private IEnumerable<Inline> Split(Inline run)
    {
        int done = 0;
        foreach (var (start, length, id) in finder.In(run.Text))
        {
            if (!seen.Add(id)) continue;
            if (start > done) yield return run with { Text = run.Text[done..start] };
            yield return new Inline(run.Text.Substring(start, length), TextStyle.Term, Glossary.Scheme + id);
            done = start + length;
        }
        if (done < run.Text.Length) yield return done == 0 ? run : run with { Text = run.Text[done..] };
    }
}

/// <summary>Finds terms in a text: the longest at each place, and only whole words (of Latin letters, or of katakana).</summary>
internal sealed class TermFinder
{
    private readonly Dictionary<char, List<(string Text, string Id)>> byFirst = [];
    private readonly Dictionary<string, string> all = new(StringComparer.Ordinal);

    public TermFinder(IEnumerable<GlossaryEntry> entries)
    {
        foreach (var entry in entries)
        {
            foreach (string spelling in entry.Also.Prepend(entry.Term))
            {
                char first = char.ToUpperInvariant(spelling[0]);
                if (!byFirst.TryGetValue(first, out var list)) byFirst[first] = list = [];
                list.Add((spelling, entry.Id));
                all[spelling] = entry.Id;
            }
        }
        foreach (var list in byFirst.Values) list.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
    }

    /// <summary>The term that is exactly this text, or null.</summary>
    public string? Exactly(string text) => all.GetValueOrDefault(text);

    public IEnumerable<(int Start, int Length, string Id)> In(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (!byFirst.TryGetValue(char.ToUpperInvariant(text[at]), out var candidates)) continue;
            foreach (var (spelling, id) in candidates)
            {
                if (Length(text, at, spelling) is not { } length) continue;
                yield return (at, length, id);
                at += length - 1;
                break;
            }
        }
    }

    /// <summary>Characters the term takes there (an English plural belongs to it), or null.</summary>
    private static int? Length(string text, int at, string spelling)
    {
        // "HA" is no term in "has": what is written in capitals only is meant so.
        var comparison = spelling.Any(char.IsLower) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (string.Compare(text, at, spelling, 0, spelling.Length, comparison) != 0) return null;
        if (at > 0 && Continues(text[at - 1], text[at])) return null;
        int end = at + spelling.Length;
        if (end < text.Length && text[end] == 's' && char.IsAsciiLetterLower(text[end - 1])) end++;
        return end < text.Length && Continues(text[end - 1], text[end]) ? null : end - at;
    }

    /// <summary>Whether two neighbours belong to one word.</summary>
    private static bool Continues(char before, char after) =>
        (char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after)) || (IsKatakana(before) && IsKatakana(after)) || before is '-' or '/' or '_' || after is '-' or '/' or '_';

    private static bool IsKatakana(char c) => c is >= '\u30A1' and <= '\u30FC' and not '\u30FB';
}
