using PveLab.Sim.Files;

namespace PveLab.Shell.Editing;

/// <summary>What Tab makes of a line.</summary>
/// <param name="Text">The line, completed as far as it is certain.</param>
/// <param name="Cursor">The cursor behind the completed word.</param>
/// <param name="Candidates">What could stand there, sorted; more than one means it is not certain yet.</param>
public sealed record Completion(string Text, int Cursor, IReadOnlyList<string> Candidates)
{
    private const int MaxCandidates = 500;

    /// <summary>After these words a command begins again.</summary>
    private static readonly string[] Openers = ["!", "command", "do", "elif", "else", "env", "exec", "if", "then", "time", "until", "watch", "which", "while", "xargs", "{"];

    private static readonly string[] DirectoryCommands = ["cd", "rmdir"];

    /// <summary>Completes the word at the cursor: a command, what the command's own completer offers, a variable or a path.</summary>
    public static Completion Complete(string line, int cursor, ShellSession session)
    {
        cursor = Math.Clamp(cursor, 0, line.Length);
        var typed = TypedWords.Of(line[..cursor]);
        var candidates = Offers(typed, session);
        if (candidates.Count == 0) return new Completion(line, cursor, []);
        var common = CommonPrefix(candidates);
        var closed = candidates.Count == 1 && common[^1] is not ('/' or '=' or ':');
        var whole = typed.Quote(common) + (closed ? typed.QuoteMark + " " : "");
        var end = closed && cursor < line.Length && line[cursor] == ' ' ? cursor + 1 : cursor;
        return new Completion(line[..typed.Start] + whole + line[end..], typed.Start + whole.Length, candidates);
    }

    /// <summary>The candidates as bash lists them: paths by their last component, in columns of a terminal.</summary>
    public string InColumns(int width) => Tools.Ls.Columns([.. Candidates.Select(Shown)], width);

    private static string Shown(string candidate)
    {
        var slash = candidate.TrimEnd('/').LastIndexOf('/');
        return slash < 0 || candidate.Contains(':', StringComparison.Ordinal) ? candidate : candidate[(slash + 1)..];
    }

    private static IReadOnlyList<string> Offers(TypedWords typed, ShellSession session)
    {
        if (typed.Word.StartsWith('$')) return Matching(session.VariableNames.Select(n => "$" + n), typed.Word);
        if (typed.Redirected) return Paths(typed.Word, session, directoriesOnly: false);
        var words = typed.Words.SkipWhile(w => Openers.Contains(w) || w.Contains('=', StringComparison.Ordinal)).ToList();
        if (words.Count == 0)
        {
            return typed.Word.Contains('/', StringComparison.Ordinal)
                ? Paths(typed.Word, session, directoriesOnly: false)
                : Matching(session.Commands.All.Select(c => c.Name).Concat(session.ShellWords), typed.Word);
        }
        if (session.Commands.Find(words[0])?.Complete is { } completer)
        {
            var own = Matching(completer(new CompletionRequest(session, words, typed.Word)), typed.Word);
            if (own.Count > 0) return own;
        }
        return Paths(typed.Word, session, DirectoryCommands.Contains(words[0]));
    }

    private static IReadOnlyList<string> Paths(string typed, ShellSession session, bool directoriesOnly)
    {
        var slash = typed.LastIndexOf('/') + 1;
        var (head, tail) = (typed[..slash], typed[slash..]);
        var home = head.StartsWith("~/", StringComparison.Ordinal) ? "/root" + head[1..] : head;
        var files = session.Node.Files;
        var directory = UnixPath.Absolute(home.Length == 0 ? "." : home, session.Directory);
        // A directory that does not answer offers nothing; the command itself will say why.
        if (files.TryLocate(directory, true, out var located) is not null || located!.Entry is not DirectoryEntry { Entries: var entries }) return [];
        return Matching(
            from pair in entries
            where tail.StartsWith('.') || !pair.Key.StartsWith('.')
            let isDirectory = pair.Value is DirectoryEntry || (pair.Value is LinkEntry && files.IsDirectory(UnixPath.Join(directory, pair.Key)))
            where isDirectory || !directoriesOnly
            select head + pair.Key + (isDirectory ? "/" : ""),
            typed);
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
}
