namespace PveLab.Shell.Language;

/// <summary>What a line of shell language says: the tree the interpreter walks.</summary>
public abstract record Syntax
{
    private Syntax()
    {
    }

    /// <summary>Assignments, words and redirections of one plain command; <c>Line</c> counts from 1 (for a script's error texts).</summary>
    public sealed record Simple(
        IReadOnlyList<Assignment> Assignments, IReadOnlyList<Word> Words, IReadOnlyList<Redirection> Redirections, int Line) : Syntax;

    /// <summary>Commands joined by <c>|</c>; <c>!</c> in front negates the status.</summary>
    public sealed record Pipeline(IReadOnlyList<Syntax> Stages, bool Negated) : Syntax;

    /// <summary><c>left &amp;&amp; right</c> (<c>And</c>) or <c>left || right</c>.</summary>
    public sealed record AndOr(Syntax Left, bool And, Syntax Right) : Syntax;

    /// <summary>Commands one after another.</summary>
    public sealed record Sequence(IReadOnlyList<Syntax> Items) : Syntax;

    /// <summary><c>( … )</c>: variables and directory changed inside stay inside.</summary>
    public sealed record Subshell(Syntax Body) : Syntax;

    /// <summary><c>if … elif … else … fi</c>.</summary>
    public sealed record If(IReadOnlyList<IfBranch> Branches, Syntax? Otherwise) : Syntax;

    /// <summary><c>while</c>, or <c>until</c> when <c>Until</c>.</summary>
    public sealed record While(Syntax Condition, Syntax Body, bool Until) : Syntax;

    /// <summary><c>for name in words</c>; without <c>in</c> the positional parameters.</summary>
    public sealed record For(string Name, IReadOnlyList<Word>? Words, Syntax Body) : Syntax;

    /// <summary><c>for ((start; test; step))</c>.</summary>
    public sealed record ForArithmetic(Word Start, Word Test, Word Next, Syntax Body) : Syntax;

    /// <summary><c>case subject in pattern) … esac</c>.</summary>
    public sealed record Case(Word Subject, IReadOnlyList<CaseArm> Arms) : Syntax;

    /// <summary><c>name() body</c>.</summary>
    public sealed record Function(string Name, Syntax Body) : Syntax;

    /// <summary><c>[[ … ]]</c>.</summary>
    public sealed record Conditional(Condition Condition) : Syntax;

    /// <summary><c>(( … ))</c>.</summary>
    public sealed record Arithmetic(Word Expression) : Syntax;

    /// <summary><c>time pipeline</c>: tells on stderr how much virtual time it took.</summary>
    public sealed record Timed(Syntax Body) : Syntax;

    /// <summary>A compound command with redirections of its own.</summary>
    public sealed record Redirected(Syntax Body, IReadOnlyList<Redirection> Redirections) : Syntax;
}

/// <summary>One condition of an <c>if</c> with what follows its <c>then</c>.</summary>
public sealed record IfBranch(Syntax Condition, Syntax Body);

/// <summary>One arm of a <c>case</c>: any pattern that matches runs the body.</summary>
public sealed record CaseArm(IReadOnlyList<Word> Patterns, Syntax? Body);

/// <summary><c>name=value</c>, or <c>name+=value</c> when <c>Append</c>.</summary>
public sealed record Assignment(string Name, Word Value, bool Append);

/// <summary>
/// A redirection of descriptor <c>Descriptor</c> (−1: the operator's own). <c>Document</c> is set for <c>&lt;&lt;</c>;
/// otherwise <c>Target</c> is the file, descriptor or here-string.
/// </summary>
public sealed record Redirection(int Descriptor, string Operator, Word Target, HereDocument? Document);

/// <summary>The lines of a <c>&lt;&lt;</c>: known only once the line that announces it has ended, hence settable.</summary>
public sealed class HereDocument(string delimiter, bool quoted, bool stripTabs)
{
    /// <summary>The line that ends the document.</summary>
    public string Delimiter { get; } = delimiter;

    /// <summary>A quoted delimiter: nothing in the body is expanded.</summary>
    public bool Quoted { get; } = quoted;

    /// <summary><c>&lt;&lt;-</c>: leading tabs are dropped.</summary>
    public bool StripTabs { get; } = stripTabs;

    /// <summary>The body, ready for expansion.</summary>
    public Word Body { get; internal set; } = Word.Empty;
}

/// <summary>What stands between <c>[[</c> and <c>]]</c>.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary><c>-f word</c>, and <c>-n word</c> for a bare word.</summary>
    public sealed record Unary(string Operator, Word Operand) : Condition;

    /// <summary><c>left == right</c> and its like.</summary>
    public sealed record Binary(Word Left, string Operator, Word Right) : Condition;

    /// <summary><c>! inner</c>.</summary>
    public sealed record Not(Condition Inner) : Condition;

    /// <summary><c>left &amp;&amp; right</c> or <c>left || right</c>.</summary>
    public sealed record Joined(Condition Left, bool And, Condition Right) : Condition;
}
