namespace PveLab.Shell.Language;

/// <summary>A parsed text: a program, nothing (blank lines and comments only), or the reason why not.</summary>
public sealed record ParseResult(Syntax? Program, ParseFailure? Failure);

/// <summary>Why a text could not be parsed. <c>Line</c> counts from 1.</summary>
public sealed record ParseFailure(FailureKind Kind, string Message, int Line);

/// <summary>The kinds of <see cref="ParseFailure"/>.</summary>
public enum FailureKind
{
    /// <summary>The text stops in the middle: further lines may complete it.</summary>
    Incomplete,

    /// <summary>bash would refuse it in the same words.</summary>
    SyntaxError,

    /// <summary>bash would take it, PveLab does not simulate it.</summary>
    NotSimulated,
}
