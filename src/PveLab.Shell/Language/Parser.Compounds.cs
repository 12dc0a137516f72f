namespace PveLab.Shell.Language;

/// <summary>Compound commands.</summary>
internal sealed partial class Parser
{
    private Syntax? Reserved(string word)
    {
        if (!lexer.Enter())
            return null;
        Syntax? compound = word switch
        {
            "if" => If(),
            "while" or "until" => While(),
            "for" => For(),
            "case" => Case(),
            "{" => Braces(),
            "[[" => Conditional(),
            "function" => FunctionAfterKeyword(),
            "select" => NotSimulated("select"),
            _ => null,
        };
        if (compound is null && lexer.Failure is null)
            Unexpected();
        lexer.Leave();
        return compound;
    }

    private Syntax? NotSimulated(string word)
    {
        lexer.Fail(FailureKind.NotSimulated, $"PveLab: the keyword '{word}' is not simulated");
        return null;
    }

    private bool Expect(string word)
    {
        if (TakeReserved(word))
            return true;
        Unexpected();
        return false;
    }

    private Syntax? Body(string open, string close)
    {
        if (!Expect(open) || List(required: true) is not { } body || !Expect(close))
            return null;
        return body;
    }

    private Syntax.If? If()
    {
        var branches = new List<IfBranch>();
        Syntax? otherwise = null;
        do
        {
            Take();
            if (List(required: true) is not { } condition || !Expect("then") || List(required: true) is not { } body)
                return null;
            branches.Add(new IfBranch(condition, body));
        }
        while (AtReserved("elif"));

        if (TakeReserved("else") && (otherwise = List(required: true)) is null)
            return null;
        return Expect("fi") ? new Syntax.If(branches, otherwise) : null;
    }

    private Syntax.While? While()
    {
        bool until = Take().Text == "until";
        if (List(required: true) is not { } condition || Body("do", "done") is not { } body)
            return null;
        return new Syntax.While(condition, body, until);
    }

    private Syntax? For()
    {
        Take();
        if (Peek().Is("("))
            return ForArithmetic();
        Token name = Peek();
        if (name.Kind != TokenKind.Word)
            UnexpectedHere();
        if (name.Kind != TokenKind.Word)
            return null;
        Take();
        if (!Names.IsName(name.Text))
        {
            lexer.Fail(FailureKind.SyntaxError, $"`{name.Text}': not a valid identifier");
            return null;
        }

        List<Word>? words = null;
        SkipNewlines();
        if (TakeReserved("in"))
        {
            words = [];
            while (Peek().Kind is TokenKind.Word or TokenKind.Descriptor)
                words.Add(Take().Word);
        }

        if (!EndOfHeader())
            return null;
        return LoopBody() is { } body ? new Syntax.For(name.Text, words, body) : null;
    }

    /// <summary>The <c>;</c> or line end between a loop's header and its <c>do</c>.</summary>
    private bool EndOfHeader()
    {
        TakeOperator(";");
        SkipNewlines();
        return lexer.Failure is null;
    }

    private Syntax? LoopBody() => AtReserved("{") ? Braces() : Body("do", "done");

    private Syntax.ForArithmetic? ForArithmetic()
    {
        Take();
        if (lexer.TakeArithmetic() is not { } header)
            return null;
        string[] parts = header.Split(';');
        if (parts.Length != 3)
        {
            lexer.Fail(FailureKind.SyntaxError, "syntax error: arithmetic expression required");
            return null;
        }

        if (!EndOfHeader() || LoopBody() is not { } body)
            return null;
        return new Syntax.ForArithmetic(lexer.QuotedWord(parts[0]), lexer.QuotedWord(parts[1]), lexer.QuotedWord(parts[2]), body);
    }

    private Syntax.Case? Case()
    {
        Take();
        if (Peek().Kind != TokenKind.Word)
            UnexpectedHere();
        if (Peek().Kind != TokenKind.Word)
            return null;
        Word subject = Take().Word;
        SkipNewlines();
        if (!Expect("in"))
            return null;
        var arms = new List<CaseArm>();
        SkipNewlines();
        while (!AtReserved("esac"))
        {
            if (Arm() is not { } arm)
                return null;
            arms.Add(arm);
            SkipNewlines();
            if (!TakeOperator(";;"))
                break;
            SkipNewlines();
        }

        return Expect("esac") ? new Syntax.Case(subject, arms) : null;
    }

    private CaseArm? Arm()
    {
        TakeOperator("(");
        var patterns = new List<Word>();
        do
        {
            if (Peek().Kind != TokenKind.Word)
                return null;
            patterns.Add(Take().Word);
        }
        while (TakeOperator("|"));

        if (!TakeOperator(")"))
            return null;
        return new CaseArm(patterns, List(required: false));
    }

    private Syntax? Braces()
    {
        Take();
        return List(required: true) is { } body && Expect("}") ? body : null;
    }

    private Syntax? Parenthesized()
    {
        Take();
        if (lexer.TakeArithmetic() is { } expression)
            return new Syntax.Arithmetic(lexer.QuotedWord(expression));
        if (!lexer.Enter())
            return null;
        Syntax? body = List(required: true);
        if (body is not null && !TakeOperator(")"))
            Unexpected();
        lexer.Leave();
        return body is null ? null : new Syntax.Subshell(body);
    }

    private Syntax.Function? FunctionAfterKeyword()
    {
        Take();
        if (Peek() is not { Kind: TokenKind.Word, Word.Bare: { } name })
            return null;
        Take();
        return Peek().Is("(") ? FunctionAfterName(name) : FunctionBody(name);
    }

    private Syntax.Function? FunctionAfterName(string name)
    {
        Take();
        if (TakeOperator(")"))
            return FunctionBody(name);
        Unexpected();
        return null;
    }

    private Syntax.Function? FunctionBody(string name)
    {
        SkipNewlines();
        bool compound = Peek().Is("(") || Peek() is { Kind: TokenKind.Word, Word.Bare: "{" or "if" or "while" or "until" or "for" or "case" or "[[" };
        if (!compound)
        {
            Unexpected();
            return null;
        }

        return Command() is { } body ? new Syntax.Function(name, body) : null;
    }
}
