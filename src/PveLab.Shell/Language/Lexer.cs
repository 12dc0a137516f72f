namespace PveLab.Shell.Language;

/// <summary>The kinds of <see cref="Token"/>.</summary>
internal enum TokenKind
{
    /// <summary>The text is used up (or broken: see <see cref="Lexer.Failure"/>).</summary>
    End,

    /// <summary>A line ended.</summary>
    Newline,

    /// <summary>A word.</summary>
    Word,

    /// <summary><c>|</c>, <c>&amp;&amp;</c>, <c>;</c>, <c>&lt;</c> and so on.</summary>
    Operator,

    /// <summary>The digits directly before a redirection.</summary>
    Descriptor,
}

/// <summary>One token; <c>Text</c> is what an error message would quote.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Word Word, int Start)
{
    public bool Is(string operatorText) => Kind == TokenKind.Operator && Text == operatorText;
}

/// <summary>
/// Cuts a text into tokens. One lexer serves a whole text: a <c>$(…)</c> is parsed by a nested parser that goes on
/// reading from the same position. The words themselves are read in Lexer.Words.cs and Lexer.Dollar.cs.
/// </summary>
internal sealed partial class Lexer(string text, IReadOnlyDictionary<string, string>? aliases = null)
{
    /// <summary>Deepest nesting of compound commands, substitutions and quotes that is read.</summary>
    public const int DepthLimit = 60;

    private static readonly string[] Operators =
    [
        "&>>", "<<<", "<<-", ";;&", "&&", "||", ";;", ";&", "&>", "|&", "<<", "<&", "<>", "<(", ">>", ">&", ">|", ">(", "|", "&", ";", "(", ")", "<", ">",
    ];

    private readonly List<HereDocument> pending = [];
    private readonly List<string> expandedAliases = [];
    private string source = text;
    private int position;

    /// <summary>The first thing that went wrong; from then on only <see cref="TokenKind.End"/> comes.</summary>
    public ParseFailure? Failure { get; private set; }

    /// <summary>How deep the reader stands in nested constructs.</summary>
    public int Depth { get; private set; }

    private bool AtEnd => position >= source.Length;

    private char Current => source[position];

    /// <summary>The line of the next character, from 1.</summary>
    public int Line => 1 + source.AsSpan(0, Math.Min(position, source.Length)).Count('\n');

    /// <summary>Records the first failure and stops reading.</summary>
    public void Fail(FailureKind kind, string message)
    {
        Failure ??= new ParseFailure(kind, message, Line);
        position = source.Length;
    }

    /// <summary>Goes one level deeper; false (and failed) at the limit.</summary>
    public bool Enter()
    {
        if (++Depth <= DepthLimit)
            return true;
        Fail(FailureKind.NotSimulated, $"PveLab: commands nested deeper than {DepthLimit} levels are not simulated");
        return false;
    }

    /// <summary>Comes back from one level.</summary>
    public void Leave() => Depth--;

    /// <summary>Reads the next token.</summary>
    public Token Next()
    {
        SkipBlanks();
        int start = position;
        if (AtEnd)
            return new(TokenKind.End, "newline", Word.Empty, start);
        if (Current == '\n')
        {
            position++;
            expandedAliases.Clear();
            ReadHereDocuments();
            return new(TokenKind.Newline, "newline", Word.Empty, start);
        }

        if (OperatorHere() is { } found)
        {
            position += found.Length;
            return new(TokenKind.Operator, found, Word.Empty, start);
        }

        Word word = ReadWord();
        if (Failure is not null)
            return new(TokenKind.End, "newline", Word.Empty, start);
        bool descriptor = !AtEnd && Current is '<' or '>' && word.Bare is { Length: <= 3 } bare && bare.All(char.IsAsciiDigit);
        return new(descriptor ? TokenKind.Descriptor : TokenKind.Word, source[start..position], word, start);
    }

    /// <summary>The next character is a <c>(</c> glued to what was read last (<c>a=(…)</c>).</summary>
    public bool ParenthesisFollows => !AtEnd && Current == '(';

    /// <summary>
    /// Replaces the word that began at <paramref name="start"/> by its alias, once per alias and line (as bash does to stop
    /// an alias that names itself). True: read again.
    /// </summary>
    public bool ExpandAlias(string name, int start)
    {
        if (aliases is null || expandedAliases.Contains(name) || !aliases.TryGetValue(name, out string? value))
            return false;
        expandedAliases.Add(name);
        source = string.Concat(source.AsSpan(0, start), value, source.AsSpan(position));
        position = start;
        return true;
    }

    /// <summary>Announces a here-document whose body follows the current line.</summary>
    public void Expect(HereDocument document) => pending.Add(document);

    /// <summary>The here-document still waiting when the text ended.</summary>
    public HereDocument? Waiting => pending.Count > 0 ? pending[0] : null;

    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' or '\r')
                position++;
            else if (Current == '\\' && position + 1 < source.Length && source[position + 1] == '\n')
                position += 2;
            else if (Current == '#')
                position = source.IndexOf('\n', position) is var end and >= 0 ? end : source.Length;
            else
                return;
        }
    }

    private string? OperatorHere()
    {
        if (!"&|;<>()".Contains(Current, StringComparison.Ordinal))
            return null;
        foreach (string candidate in Operators)
        {
            if (string.CompareOrdinal(source, position, candidate, 0, candidate.Length) == 0)
                return candidate;
        }

        return null;
    }

    private void ReadHereDocuments()
    {
        while (pending.Count > 0 && Failure is null)
        {
            HereDocument document = pending[0];
            if (ReadBody(document) is not { } body)
            {
                Fail(FailureKind.Incomplete, $"warning: here-document at line {Line} delimited by end-of-file (wanted `{document.Delimiter}')");
                return;
            }

            pending.RemoveAt(0);
            document.Body = document.Quoted
                ? new Word([new WordPart.Literal(body, true)])
                : new Lexer(body) { Depth = Depth }.ReadDocument(this);
        }
    }

    private string? ReadBody(HereDocument document)
    {
        var body = new System.Text.StringBuilder();
        while (!AtEnd)
        {
            int end = source.IndexOf('\n', position) is var newline and >= 0 ? newline : source.Length;
            string line = source[position..end];
            if (document.StripTabs)
                line = line.TrimStart('\t');
            position = Math.Min(end + 1, source.Length);
            if (line == document.Delimiter)
                return body.ToString();
            body.Append(line).Append('\n');
        }

        return null;
    }

    private Word ReadDocument(Lexer owner)
    {
        var parts = new List<WordPart>();
        ReadQuoted(parts, '\0');
        if (Failure is { } failure)
            owner.Fail(FailureKind.SyntaxError, failure.Message);
        return new Word(parts);
    }
}
