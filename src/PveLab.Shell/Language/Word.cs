namespace PveLab.Shell.Language;

/// <summary>One word as written: literal text, quotes and expansions, in order.</summary>
public sealed record Word
{
    private static readonly System.Buffers.SearchValues<char> Active = System.Buffers.SearchValues.Create("*?[{~\\");

    /// <summary>A word of nothing.</summary>
    public static readonly Word Empty = new([]);

    /// <summary>Builds a word and notes what its expansion will need, so that the common plain word costs nothing.</summary>
    public Word(IReadOnlyList<WordPart> parts)
    {
        Parts = parts;
        foreach (WordPart part in parts)
        {
            RunsCommands |= part.RunsCommands;
            HasBraces |= part is WordPart.Literal { Quoted: false } literal && literal.Text.Contains('{', StringComparison.Ordinal);
        }

        if (parts is [WordPart.Literal { Quoted: false } only])
        {
            Bare = only.Text;
            Constant = only.Text.AsSpan().IndexOfAny(Active) < 0 ? only.Text : null;
        }
    }

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<WordPart> Parts { get; }

    /// <summary>Some part holds a <c>$(…)</c> that must run first.</summary>
    public bool RunsCommands { get; }

    /// <summary>Some unquoted text holds a <c>{</c>.</summary>
    public bool HasBraces { get; }

    /// <summary>The whole text when it was written without quotes and expansions (reserved words, aliases).</summary>
    public string? Bare { get; }

    /// <summary>The word's only expansion, when expanding changes nothing.</summary>
    public string? Constant { get; }
}

/// <summary>A piece of a word.</summary>
public abstract record WordPart
{
    private WordPart()
    {
    }

    /// <summary>The piece, or something nested in it, runs a command when expanded.</summary>
    public virtual bool RunsCommands => false;

    /// <summary>Text as typed; quoted text is never split, globbed or brace expanded.</summary>
    public sealed record Literal(string Text, bool Quoted) : WordPart;

    /// <summary>What an expansion has already given; unquoted it is still split and globbed.</summary>
    public sealed record Result(string Text, bool Quoted) : WordPart;

    /// <summary><c>$name</c> or <c>${name operation}</c>.</summary>
    public sealed record Parameter(string Name, ParameterOperation? Operation, bool Quoted) : WordPart
    {
        /// <inheritdoc/>
        public override bool RunsCommands => Operation is { } o && (o.Operand.RunsCommands || o.Second.RunsCommands);
    }

    /// <summary><c>$(…)</c> or backticks; no body: an empty substitution.</summary>
    public sealed record Command(Syntax? Body, bool Quoted) : WordPart
    {
        /// <inheritdoc/>
        public override bool RunsCommands => true;
    }

    /// <summary><c>$((…))</c>.</summary>
    public sealed record Arithmetic(Word Expression, bool Quoted) : WordPart
    {
        /// <inheritdoc/>
        public override bool RunsCommands => Expression.RunsCommands;
    }
}

/// <summary>
/// What <c>${name…}</c> does with the value: <c>:-</c> <c>:=</c> <c>:+</c> <c>:?</c> (and without colon), <c>#</c> <c>##</c> <c>%</c> <c>%%</c>,
/// <c>/</c> <c>//</c> <c>/#</c> <c>/%</c> (operand → second), <c>^</c> <c>^^</c> <c>,</c> <c>,,</c>, <c>:</c> (offset, length),
/// <c>length</c> for <c>${#name}</c> and <c>indirect</c> for <c>${!name}</c>.
/// </summary>
public sealed record ParameterOperation(string Operator, Word Operand, Word Second)
{
    /// <summary>The length was given (<c>${x:1:2}</c>) or the replacement (<c>${x/a/b}</c>).</summary>
    public bool HasSecond { get; init; }
}
