namespace PveLab.Shell.Language;

/// <summary>The grammar between <c>[[</c> and <c>]]</c>.</summary>
internal sealed partial class Parser
{
    private Syntax.Conditional? Conditional()
    {
        Take();
        Condition? condition = ConditionOr();
        if (condition is null || !Expect("]]"))
            return null;
        return new Syntax.Conditional(condition);
    }

    private Condition? ConditionOr()
    {
        Condition? left = ConditionAnd();
        SkipNewlines();
        while (left is not null && TakeOperator("||"))
            left = ConditionAnd() is { } right ? new Condition.Joined(left, false, right) : null;
        return left;
    }

    private Condition? ConditionAnd()
    {
        Condition? left = ConditionTerm();
        SkipNewlines();
        while (left is not null && TakeOperator("&&"))
            left = ConditionTerm() is { } right ? new Condition.Joined(left, true, right) : null;
        return left;
    }

    private Condition? ConditionTerm()
    {
        SkipNewlines();
        if (!lexer.Enter())
            return null;
        Condition? term = null;
        if (TakeReserved("!"))
            term = ConditionTerm() is { } inner ? new Condition.Not(inner) : null;
        else if (TakeOperator("("))
            term = ConditionOr() is { } inner && TakeOperator(")") ? inner : null;
        else if (Peek().Kind == TokenKind.Word && !AtReserved("]]"))
            term = ConditionWords(Take().Word);
        lexer.Leave();
        return term;
    }

    private Condition? ConditionWords(Word first)
    {
        if (first.Bare is { Length: 2 } unary && unary[0] == '-' && Peek().Kind == TokenKind.Word && !AtReserved("]]"))
            return new Condition.Unary(unary, Take().Word);
        if (Peek() is { Kind: TokenKind.Operator, Text: "<" or ">" })
            return ConditionRight(first, Take().Text);
        if (Peek() is not { Kind: TokenKind.Word, Word.Bare: { } name } || !Tests.IsBinary(name))
            return new Condition.Unary("-n", first);
        Take();
        return name == "=~" ? new Condition.Binary(first, name, lexer.ReadRegexWord()) : ConditionRight(first, name);
    }

    private Condition.Binary? ConditionRight(Word left, string name)
    {
        if (Peek().Kind == TokenKind.Word && !AtReserved("]]"))
            return new Condition.Binary(left, name, Take().Word);
        lexer.Fail(FailureKind.SyntaxError, $"unexpected argument `{Peek().Text}' to conditional binary operator");
        return null;
    }
}
