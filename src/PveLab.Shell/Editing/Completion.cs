using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Editing;

/// <summary>What Tab makes of a line.</summary>
/// <param name="Text">The line, completed as far as it is certain.</param>
/// <param name="Cursor">The cursor behind the completed word.</param>
/// <param name="Candidates">What could stand there, sorted; more than one means it is not certain yet.</param>
public sealed record Completion(string Text, int Cursor, IReadOnlyList<string> Candidates)
{
    private const int MaxCandidates = 500;
    private const string Separators = "|;&(\n";

    /// <summary>Completes the word at the cursor: a command, what the command's own completer offers, a variable or a path.</summary>
    public static Completion Complete(string line, int cursor, ShellSession session)
    {
        var (words, typed, start) = WordsBefore(line, cursor);
        var candidates = Offers(words, typed, session);
        if (candidates.Count == 0) return new Completion(line, cursor, []);
        var common = CommonPrefix(candidates);
        var whole = candidates.Count == 1 && !common.EndsWith('/') && !common.EndsWith('=') ? Quoted(common) + " " : Quoted(common);
        var end = whole.EndsWith(' ') && cursor < line.Length && line[cursor] == ' ' ? cursor + 1 : cursor;
        return new Completion(line[..start] + whole + line[end..], start + whole.Length, candidates);
    }

    /// <summary>The candidates as bash lists them: their last component, in columns of a terminal.</summary>
    public string InColumns(int width)
    {
        var names = Candidates.Select(Shown).ToList();
        var cell = names.Max(n => n.Length) + 2;
        var columns = Math.Max(1, width / cell);
        var rows = (names.Count + columns - 1) / columns;
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            var line = new StringBuilder();
            for (var i = row; i < names.Count; i += rows) line.Append(names[i].PadRight(cell));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    private static string Shown(string candidate)
    {
        var slash = candidate.TrimEnd('/').LastIndexOf('/');
        return slash < 0 ? candidate : candidate[(slash + 1)..];
    }

    /// <summary>The words of the command at the cursor, the part of the word before the cursor, and where that word begins.</summary>
    private static (List<string> Words, string Typed, int Start) WordsBefore(string line, int cursor)
    {
        var (words, word, start, quote) = (new List<string>(), new StringBuilder(), cursor, '\0');
        var inside = false;
        for (var i = 0; i < cursor; i++)
        {
            var c = line[i];
            if (!inside && !char.IsWhiteSpace(c) && !Separators.Contains(c, StringComparison.Ordinal)) (inside, start) = (true, i);
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (quote != '\'' && c == '\\' && i + 1 < cursor) word.Append(line[++i]);
            else if (quote == '\0' && (char.IsWhiteSpace(c) || Separators.Contains(c, StringComparison.Ordinal)))
            {
                if (inside) words.Add(word.ToString());
                if (!char.IsWhiteSpace(c)) words.Clear();
                word.Clear();
                inside = false;
            }
            else word.Append(c);
        }
        return (words, word.ToString(), inside ? start : cursor);
    }

    private static IReadOnlyList<string> Offers(List<string> words, string typed, ShellSession session)
    {
        if (typed.StartsWith('$')) return Matching(session.VariableNames.Select(n => "$" + n), typed);
        if (words.Count == 0 && !typed.Contains('/', StringComparison.Ordinal))
            return Matching(session.Commands.All.Select(c => c.Name).Concat(session.ShellWords), typed);
        if (words.Count > 0 && session.Commands.Find(words[0])?.Complete is { } completer)
        {
            var own = Matching(completer(new CompletionRequest(session, words, typed)), typed);
            if (own.Count > 0) return own;
        }
        return Paths(typed, session);
    }

    private static IReadOnlyList<string> Paths(string typed, ShellSession session)
    {
        var slash = typed.LastIndexOf('/');
        var (directory, name) = slash < 0 ? ("", typed) : (typed[..(slash + 1)], typed[(slash + 1)..]);
        var expanded = directory.StartsWith("~/", StringComparison.Ordinal) ? "/root" + directory[1..] : directory;
        var files = session.Node.Files;
        var path = UnixPath.Absolute(expanded, session.Directory);
        if (!files.IsDirectory(path)) return [];
        try
        {
            return Matching(
                from pair in files.List(path)
                where name.StartsWith('.') || !pair.Key.StartsWith('.')
                select directory + pair.Key + (files.IsDirectory(UnixPath.Join(path, pair.Key)) ? "/" : ""),
                typed);
        }
        catch (FileException)
        {
            // A directory that does not answer offers nothing; the command itself will say why.
            return [];
        }
    }

    private static IReadOnlyList<string> Matching(IEnumerable<string> words, string typed) =>
        [.. words.Where(w => w.StartsWith(typed, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxCandidates)];

    private static string CommonPrefix(IReadOnlyList<string> words)
    {
        var (first, last) = (words[0], words[^1]);
        var length = 0;
        while (length < first.Length && length < last.Length && first[length] == last[length]) length++;
        return first[..length];
    }

    private static string Quoted(string word)
    {
        if (word.StartsWith('$')) return word;
        var text = new StringBuilder();
        foreach (var c in word)
        {
            if (" '\"\\()&;|<>*?[]#!`{}".Contains(c, StringComparison.Ordinal)) text.Append('\\');
            text.Append(c);
        }
        return text.ToString();
    }
}
