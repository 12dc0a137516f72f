namespace PveLab.Shell.Language;

/// <summary>
/// Recursive descent over the shell grammar. Compound commands are in Parser.Compounds.cs. A failure is recorded in the
/// lexer, which then gives only end tokens: every loop here ends by itself and no exception is needed.
/// </summary>
internal sealed partial class Parser(Lexer lexer)
{
    private Token? ahead;

    /// <summary>Parses a whole text.</summary>
    public static ParseResult Parse(string text, IReadOnlyDictionary<string, string>? aliases = null)
    {
        var lexer = new Lexer(text, aliases);
        Syntax? program = new Parser(lexer).WholeText();
        // A here-document that never ends still runs in bash, with a warning: keep what was read.
        return new ParseResult(lexer.Failure is null ? program : null, lexer.Failure);
    }

    /// <summary>Parses up to the end of the text.</summary>
    public Syntax? WholeText()
    {
        Syntax? program = List(required: false);
        if (Peek().Kind != TokenKind.End)
            Unexpected();
        else if (lexer.Waiting is { } document)
            lexer.Fail(FailureKind.Incomplete, $"warning: here-document at line {lexer.Line} delimited by end-of-file (wanted `{document.Delimiter}')");
        return program;
    }

    /// <summary>Parses the inside of <c>$(…)</c> and consumes the closing parenthesis.</summary>
    public Syntax? SubstitutionBody()
    {
        if (!lexer.Enter())
            return null;
        Syntax? body = List(required: false);
        if (Peek().Is(")"))
            Take();
        else if (Peek().Kind == TokenKind.End)
            lexer.Fail(FailureKind.Incomplete, "unexpected EOF while looking for matching `)'");
        else
            Unexpected();
        lexer.Leave();
        return body;
    }

    private Token Peek() => ahead ??= lexer.Next();

    private Token Take()
    {
        Token token = Peek();
        ahead = null;
        return token;
    }

    private bool TakeOperator(string text)
    {
        if (!Peek().Is(text))
            return false;
        Take();
        return true;
    }

    private bool AtReserved(string word) => Peek() is { Kind: TokenKind.Word } token && token.Word.Bare == word;

    private bool TakeReserved(string word)
    {
        if (!AtReserved(word))
            return false;
        Take();
        return true;
    }

    private void Unexpected()
    {
        Token token = Peek();
        if (token.Kind == TokenKind.End)
            lexer.Fail(FailureKind.Incomplete, "syntax error: unexpected end of file");
        else
            lexer.Fail(FailureKind.SyntaxError, $"syntax error near unexpected token `{token.Text}'");
        ahead = null;
    }

    /// <summary>As <see cref="Unexpected"/>, where a further line would not help: the end of the text is an unexpected line end.</summary>
    private void UnexpectedHere()
    {
        lexer.Fail(FailureKind.SyntaxError, $"syntax error near unexpected token `{Peek().Text}'");
        ahead = null;
    }

    private void SkipNewlines()
    {
        while (Peek().Kind == TokenKind.Newline)
            Take();
    }

    /// <summary>Commands until something that cannot begin one. <paramref name="required"/>: at least one must stand here.</summary>
    private Syntax? List(bool required)
    {
        var items = new List<Syntax>();
        SkipNewlines();
        while (!AtListEnd() && AndOr() is { } item)
        {
            items.Add(item);
            if (Peek().Is("&"))
                lexer.Fail(FailureKind.NotSimulated, "PveLab: background jobs (&) are not simulated");
            if (Peek().Kind != TokenKind.Newline && !Peek().Is(";"))
                break;
            Take();
            SkipNewlines();
        }

        if (required && items.Count == 0)
            Unexpected();
        return items.Count switch { 0 => null, 1 => items[0], _ => new Syntax.Sequence(items) };
    }

    private bool AtListEnd() => Peek() switch
    {
        { Kind: TokenKind.End } => true,
        { Kind: TokenKind.Operator, Text: ")" or ";;" or ";&" or ";;&" } => true,
        { Kind: TokenKind.Word } token => token.Word.Bare is "then" or "do" or "done" or "fi" or "elif" or "else" or "esac" or "}",
        _ => false,
    };

    private Syntax? AndOr()
    {
        Syntax? left = Pipeline();
        while (left is not null && (Peek().Is("&&") || Peek().Is("||")))
        {
            bool and = Take().Text == "&&";
            SkipNewlines();
            left = Pipeline() is { } right ? new Syntax.AndOr(left, and, right) : null;
        }

        return left;
    }

    private Syntax? Pipeline()
    {
        if (TakeReserved("time"))
            return Pipeline() is { } timed ? new Syntax.Timed(timed) : null;
        bool negated = false;
        while (TakeReserved("!"))
            negated = !negated;
        var stages = new List<Syntax>();
        while (Command() is { } stage)
        {
            bool both = Peek().Is("|&");
            stages.Add(both ? new Syntax.Redirected(stage, [new Redirection(2, ">&", new Word([new WordPart.Literal("1", false)]), null)]) : stage);
            if (!both && !Peek().Is("|"))
                return stages.Count == 1 && !negated ? stages[0] : new Syntax.Pipeline(stages, negated);
            Take();
            SkipNewlines();
        }

        return null;
    }

    private Syntax? Command()
    {
        ExpandAliases();
        Token token = Peek();
        if (token.Kind == TokenKind.Word && token.Word.Bare is { } bare && Names.Reserved.Contains(bare))
            return Redirected(Reserved(bare));
        if (token.Is("("))
            return Redirected(Parenthesized());
        return Simple();
    }

    private void ExpandAliases()
    {
        while (Peek() is { Kind: TokenKind.Word, Word.Bare: { } name } token && lexer.ExpandAlias(name, token.Start))
            ahead = null;
    }

    private Syntax? Simple()
    {
        int line = lexer.Line;
        var assignments = new List<Assignment>();
        var words = new List<Word>();
        var redirections = new List<Redirection>();
        while (true)
        {
            Token token = Peek();
            if (token.Kind == TokenKind.Word)
            {
                Take();
                if (words.Count > 0 || !TakeAssignment(token.Word, assignments))
                    words.Add(token.Word);
                if (lexer.Failure is not null)
                    return null;
            }
            else if (!TakeRedirection(redirections))
                break;
        }

        if (Peek().Is("(") && words is [{ Bare: { } name }] && assignments.Count == 0 && redirections.Count == 0)
            return FunctionAfterName(name);
        if (Peek().Is("(") || assignments.Count + words.Count + redirections.Count == 0)
        {
            Unexpected();
            return null;
        }

        return new Syntax.Simple(assignments, words, redirections, line);
    }

    private bool TakeAssignment(Word word, List<Assignment> assignments)
    {
        if (word.Parts is not [WordPart.Literal { Quoted: false } first, ..])
            return false;
        int length = Names.PrefixLength(first.Text);
        bool append = length > 0 && first.Text.AsSpan(length).StartsWith("+=");
        if (length == 0 || !(append || first.Text.AsSpan(length).StartsWith("=")))
            return false;
        string rest = first.Text[(length + (append ? 2 : 1))..];
        if (rest.Length == 0 && word.Parts.Count == 1 && lexer.ParenthesisFollows)
        {
            lexer.Fail(FailureKind.NotSimulated, "PveLab: arrays are not simulated");
            return true;
        }

        List<WordPart> value = [.. word.Parts.Skip(1)];
        if (rest.Length > 0)
            value.Insert(0, new WordPart.Literal(rest, false));
        assignments.Add(new Assignment(first.Text[..length], new Word(value), append));
        return true;
    }

    private bool TakeRedirection(List<Redirection> redirections)
    {
        int descriptor = -1;
        if (Peek() is { Kind: TokenKind.Descriptor } number)
        {
            Take();
            descriptor = int.Parse(number.Text, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Peek() is not { Kind: TokenKind.Operator } token || token.Text[0] is not ('<' or '>') && token.Text is not ("&>" or "&>>"))
            return false;
        Take();
        if (token.Text is "<(" or ">(")
        {
            lexer.Fail(FailureKind.NotSimulated, $"PveLab: process substitution {token.Text}) is not simulated");
            return false;
        }

        if (Peek().Kind is not (TokenKind.Word or TokenKind.Descriptor))
        {
            UnexpectedHere();
            return false;
        }

        Token target = Take();
        HereDocument? document = token.Text is "<<" or "<<-" ? Announce(target.Word, token.Text == "<<-") : null;
        redirections.Add(new Redirection(descriptor, token.Text, target.Word, document));
        return true;
    }

    private HereDocument Announce(Word delimiter, bool stripTabs)
    {
        string text = string.Concat(delimiter.Parts.OfType<WordPart.Literal>().Select(p => p.Text));
        bool quoted = delimiter.Parts.Any(p => p is WordPart.Literal { Quoted: true });
        var document = new HereDocument(text, quoted, stripTabs);
        lexer.Expect(document);
        return document;
    }

    private Syntax? Redirected(Syntax? body)
    {
        var redirections = new List<Redirection>();
        while (body is not null && TakeRedirection(redirections))
        {
        }

        return body is null || redirections.Count == 0 ? body : new Syntax.Redirected(body, redirections);
    }
}
