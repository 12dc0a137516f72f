using PveLab.Sim.Files;

namespace PveLab.Shell.Editing;

/// <summary>One thing that could stand at the cursor.</summary>
/// <param name="Text">The whole word, escaped as it would be typed.</param>
/// <param name="Shown">What a list of candidates shows: a path's last component, otherwise the word.</param>
public sealed record Candidate(string Text, string Shown);

/// <summary>What Tab finds.</summary>
/// <param name="Start">Where the word at the cursor begins.</param>
/// <param name="Candidates">All that fits, sorted.</param>
/// <param name="Insertion">What to put in place of the typed part: the only candidate with its end, or what all have in common; null: nothing new.</param>
public sealed record CompletionResult(int Start, IReadOnlyList<Candidate> Candidates, string? Insertion);

/// <summary>Completion at the cursor: commands, variables, paths, and what a command's own <see cref="Completer"/> offers.</summary>
public static class Completion
{
    private const int CandidateLimit = 500;

    /// <summary>After these a command begins again.</summary>
    private static readonly string[] Openers = ["!", "command", "do", "elif", "else", "env", "exec", "if", "then", "time", "until", "watch", "which", "while", "xargs", "{"];

    private static readonly string[] DirectoryCommands = ["cd", "rmdir"];

    /// <summary>What fits at <paramref name="cursor"/> in <paramref name="line"/>.</summary>
    public static CompletionResult Complete(string line, int cursor, ShellSession session)
    {
        var typed = TypedWords.Of(line[..Math.Clamp(cursor, 0, line.Length)]);
        var candidates = Candidates(typed, session).DistinctBy(c => c.Text).OrderBy(c => c.Text, Collation.Comparer).Take(CandidateLimit).ToList();
        return new CompletionResult(typed.Start, candidates, Insertion(typed, candidates));
    }

    /// <summary>The candidates as bash lists them below the line: in columns.</summary>
    public static string Listing(CompletionResult completion, int columns) => Tools.Ls.Columns([.. completion.Candidates.Select(c => c.Shown)], columns);

    private static IEnumerable<Candidate> Candidates(TypedWords typed, ShellSession session)
    {
        if (typed.Word.StartsWith('$')) return Fitting(session.VariableNames.Select(n => "$" + n), typed);
        if (typed.Redirected) return Paths(typed, session, directoriesOnly: false);
        var words = typed.Words.SkipWhile(w => w.Contains('=', StringComparison.Ordinal) || Openers.Contains(w)).ToList();
        if (words.Count == 0 && typed.Words is not ["which" or "command", ..] && typed.Word.Contains('/', StringComparison.Ordinal)) return Paths(typed, session, false);
        if (words.Count == 0) return Fitting([.. session.ShellWords, .. session.Commands.All.Select(c => c.Name)], typed);
        var offered = session.Commands.Find(words[0])?.Complete is { } completer
            ? Fitting(completer(new CompletionRequest(session, words, typed.Word)), typed).ToList() : [];
        return offered.Count > 0 ? offered : Paths(typed, session, DirectoryCommands.Contains(words[0]));
    }

    private static IEnumerable<Candidate> Fitting(IEnumerable<string> texts, TypedWords typed) =>
        texts.Where(t => t.StartsWith(typed.Word, StringComparison.Ordinal)).Select(t => new Candidate(typed.Quote(t), t));

    private static IEnumerable<Candidate> Paths(TypedWords typed, ShellSession session, bool directoriesOnly)
    {
        var slash = typed.Word.LastIndexOf('/') + 1;
        var (head, tail) = (typed.Word[..slash], typed.Word[slash..]);
        var home = head.StartsWith("~/", StringComparison.Ordinal) ? "/root" + head[1..] : head;
        var files = session.Node.Files;
        var directory = UnixPath.Absolute(home.Length == 0 ? "." : home, session.Directory);
        if (files.TryLocate(directory, true, out var located) is not null || located!.Entry is not DirectoryEntry { Entries: var entries }) yield break;
        foreach (var (name, entry) in entries)
        {
            if (!name.StartsWith(tail, StringComparison.Ordinal) || (name[0] == '.' && tail.Length == 0)) continue;
            var isDirectory = entry is DirectoryEntry || (entry is LinkEntry && files.IsDirectory(UnixPath.Join(directory, name)));
            if (directoriesOnly && !isDirectory) continue;
            var end = isDirectory ? "/" : "";
            yield return new Candidate(typed.Quote(head + name + end), name + end);
        }
    }

    private static string? Insertion(TypedWords typed, List<Candidate> candidates)
    {
        if (candidates.Count == 0) return null;
        if (candidates is [{ Text: var only }]) return only + (only.EndsWith('/') || only.EndsWith('=') || only.EndsWith(':') ? "" : typed.QuoteMark + " ");
        var common = candidates[0].Text;
        foreach (var candidate in candidates)
        {
            var length = 0;
            while (length < common.Length && length < candidate.Text.Length && common[length] == candidate.Text[length]) length++;
            common = common[..length];
        }
        return common.Length > typed.Quote(typed.Word).Length ? common : null;
    }
}
