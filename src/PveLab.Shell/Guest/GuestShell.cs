using System.Globalization;
using System.Text;
using PveLab.Sim.Files;

namespace PveLab.Shell.Guest;

/// <summary>
/// The small shell inside a guest: words with quotes, <c>;</c>, <c>&amp;&amp;</c>, <c>||</c>, pipes, <c>&gt;</c> and <c>&gt;&gt;</c>. What it
/// does not know it refuses by name.
/// </summary>
internal static class GuestShell
{
    private const int ChunkLines = 64;
    private const int MaxRedirected = 1 << 20;
    private const char FirstMark = '\uE000';

    private static readonly string[] Variables = ["?", "HOSTNAME", "HOME", "USER", "PWD"];
    private static readonly string[] Operators = ["&&", "||", ">>", ";", "|", ">", "&", "<"];

    internal static IEnumerable<Step> Run(GuestSession session, string line)
    {
        if (Split(line) is not { } words)
        {
            session.Status = 2;
            return [new Step.Err("-bash: unexpected EOF while looking for matching `\"'\n")];
        }
        if (words.Find(w => w.IsOperator && w.Text is "&" or "<") is { } unknown)
        {
            session.Status = 255;
            return [new Step.Err($"PveLab: '{unknown.Text}' in a guest's shell is not simulated\n")];
        }
        return RunList(session, words);
    }

    private static IEnumerable<Step> RunList(GuestSession session, List<Token> words)
    {
        var (start, join) = (0, ";");
        for (var i = 0; i <= words.Count; i++)
        {
            if (i < words.Count && !(words[i].IsOperator && words[i].Text is ";" or "&&" or "||")) continue;
            var runs = join == ";" || (join == "&&") == (session.Status == 0);
            if (runs && i > start)
                foreach (var step in RunPipeline(session, words.GetRange(start, i - start))) yield return step;
            if (!session.Alive || session.Ended) yield break;
            if (i < words.Count) join = words[i].Text;
            start = i + 1;
        }
    }

    private static IEnumerable<Step> RunPipeline(GuestSession session, List<Token> words)
    {
        string? target = null;
        var append = false;
        var calls = new List<List<string>> { new() };
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].IsOperator) calls[^1].Add(Expand(session, words[i].Text));
            else if (words[i].Text == "|") calls.Add([]);
            else if (i + 1 < words.Count && !words[i + 1].IsOperator) (append, target) = (words[i].Text == ">>", words[++i].Text);
            else
            {
                session.Status = 2;
                yield return new Step.Err("-bash: syntax error near unexpected token `newline'\n");
                yield break;
            }
        }
        IEnumerable<string>? input = null;
        GuestCall? last = null;
        var errors = new Queue<string>();
        foreach (var call in calls)
        {
            if (call.Count == 0)
            {
                session.Status = target is null ? 2 : 0;
                if (target is null) yield return new Step.Err("-bash: syntax error near unexpected token `|'\n");
                else foreach (var step in Write(session, target, append, [])) yield return step;
                yield break;
            }
            last = new GuestCall(session, call[0], [.. call.Skip(1)], input, errors);
            if (calls.Count == 1 && target is null && GuestCommands.FindTimed(last) is { } timed)
            {
                foreach (var step in timed(last)) yield return step;
                session.Status = last.ExitCode;
                yield break;
            }
            input = GuestCommands.Lines(last);
        }
        var output = target is null ? Show(input!, errors) : Write(session, target, append, input!);
        foreach (var step in output) yield return step;
        while (errors.TryDequeue(out var error)) yield return new Step.Err(error + "\n");
        session.Status = last!.ExitCode;
    }

    private static IEnumerable<Step> Show(IEnumerable<string> lines, Queue<string> errors)
    {
        var chunk = new StringBuilder();
        var count = 0;
        foreach (var line in lines)
        {
            while (errors.TryDequeue(out var error)) yield return new Step.Err(error + "\n");
            chunk.Append(line).Append('\n');
            if (++count % ChunkLines != 0) continue;
            yield return new Step.Out(chunk.ToString());
            chunk.Clear();
        }
        if (chunk.Length > 0) yield return new Step.Out(chunk.ToString());
    }

    private static IEnumerable<Step> Write(GuestSession session, string target, bool append, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
            if (text.Length > MaxRedirected) break;
        }
        var path = UnixPath.Absolute(target, session.Directory);
        if (GuestFiles.Write(session, path, text.ToString(), append) is { } error)
        {
            session.Status = 1;
            yield return new Step.Err($"-bash: {target}: {error}\n");
        }
    }

    /// <summary>Words and operators of a line; null when a quote stays open.</summary>
    private static List<Token>? Split(string line)
    {
        var tokens = new List<Token>();
        var i = 0;
        while (i < line.Length)
        {
            if (line[i] == '#') break;
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
            }
            else if (OperatorAt(line, i) is { } op)
            {
                tokens.Add(new Token(op, true));
                i += op.Length;
            }
            else if (Word(line, ref i) is { } word)
            {
                tokens.Add(new Token(word, false));
            }
            else
            {
                return null;
            }
        }
        return tokens;
    }

    /// <summary>The word that begins at <paramref name="i"/>, without its quotes; null when one stays open.</summary>
    private static string? Word(string line, ref int i)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && (char.IsWhiteSpace(c) || OperatorAt(line, i) is not null)) break;
            if (quote == '\0' && c is ('\'' or '"')) quote = c;
            else if (c == quote) quote = '\0';
            else if (quote == '\0' && c == '\\' && i + 1 < line.Length) word.Append(line[++i]);
            else if (quote != '\'' && c == '$' && VariableAt(line, i + 1) is >= 0 and var which)
            {
                // Its value is known when the command before it has run.
                word.Append((char)(FirstMark + which));
                i += Variables[which].Length;
            }
            else word.Append(c);
        }
        return quote == '\0' ? word.ToString() : null;
    }

    private static int VariableAt(string line, int at) => Array.FindIndex(Variables, v => string.CompareOrdinal(line, at, v, 0, v.Length) == 0);

    /// <summary>A word with the values its marks stand for.</summary>
    private static string Expand(GuestSession session, string word)
    {
        if (!word.Any(c => c >= FirstMark && c < FirstMark + Variables.Length)) return word;
        var text = new StringBuilder();
        foreach (var c in word)
            text.Append((c - FirstMark) switch
            {
                0 => session.Status.ToString(CultureInfo.InvariantCulture),
                1 => session.Guest.System?.HostName ?? "",
                2 => session.Home,
                3 => session.User,
                4 => session.Directory,
                _ => c.ToString(),
            });
        return text.ToString();
    }

    private static string? OperatorAt(string line, int at) => Array.Find(Operators, o => string.CompareOrdinal(line, at, o, 0, o.Length) == 0);

    private sealed record Token(string Text, bool IsOperator);
}

/// <summary>One command inside a guest.</summary>
/// <param name="session">Who runs it.</param>
/// <param name="name">The word that started it.</param>
/// <param name="arguments">The words after it.</param>
/// <param name="input">Lines from the command before it in a pipe; null for the terminal.</param>
/// <param name="errors">Where its error lines go.</param>
internal sealed class GuestCall(GuestSession session, string name, IReadOnlyList<string> arguments, IEnumerable<string>? input, Queue<string> errors)
{
    internal GuestSession Session { get; } = session;

    internal Sim.Guests.Guest Guest => Session.Guest;

    internal string Name { get; } = name;

    internal IReadOnlyList<string> Arguments { get; } = arguments;

    internal IEnumerable<string>? Input { get; } = input;

    internal int ExitCode { get; set; }

    /// <summary>It was started with sudo, or by root.</summary>
    internal bool IsRoot { get; init; } = session.User == "root";

    internal GuestCall With(string other, IReadOnlyList<string> rest) => new(Session, other, rest, Input, errors) { IsRoot = true };

    internal void Fail(int code, string line)
    {
        ExitCode = code;
        errors.Enqueue(line);
    }
}
