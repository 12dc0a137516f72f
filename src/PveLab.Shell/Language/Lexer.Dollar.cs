using System.Text;

namespace PveLab.Shell.Language;

/// <summary>What begins with a dollar sign, and backticks.</summary>
internal sealed partial class Lexer
{
    private void ReadDollar(List<WordPart> parts, bool quoted)
    {
        char next = position + 1 < source.Length ? source[position + 1] : '\0';
        switch (next)
        {
            case '\'' when !quoted:
                ReadAnsiQuoted(parts);
                break;
            case '"' when !quoted:
                position++;
                break;
            case '(':
                ReadParenthesis(parts, quoted);
                break;
            case '{':
                position += 2;
                ReadBraced(parts, quoted);
                break;
            default:
                ReadName(parts, next, quoted);
                break;
        }
    }

    private void ReadName(List<WordPart> parts, char first, bool quoted)
    {
        int start = ++position;
        if (Names.IsSpecial(first) || char.IsAsciiDigit(first))
            position++;
        else
            position += Names.PrefixLength(source.AsSpan(position));
        parts.Add(position == start
            ? new WordPart.Literal("$", quoted)
            : new WordPart.Parameter(source[start..position], null, quoted));
    }

    private void ReadParenthesis(List<WordPart> parts, bool quoted)
    {
        if (position + 2 < source.Length && source[position + 2] == '(' && EndOfArithmetic(position + 3) is var end and >= 0)
        {
            string expression = source[(position + 3)..end];
            position = end + 2;
            parts.Add(new WordPart.Arithmetic(QuotedWord(expression), quoted));
            return;
        }

        position += 2;
        Syntax? body = new Parser(this).SubstitutionBody();
        parts.Add(new WordPart.Command(body, quoted));
    }

    /// <summary>Where the <c>))</c> stands that closes an arithmetic expression beginning at <paramref name="from"/>; −1: it is no such thing.</summary>
    public int EndOfArithmetic(int from)
    {
        int depth = 0;
        for (int i = from; i < source.Length; i++)
        {
            if (source[i] == '(')
                depth++;
            else if (source[i] == ')' && depth-- == 0)
                return i + 1 < source.Length && source[i + 1] == ')' ? i : -1;
        }

        return -1;
    }

    /// <summary>Reads <c>(( expression ))</c> whose second parenthesis is next; null: these are two subshells.</summary>
    public string? TakeArithmetic()
    {
        if (AtEnd || Current != '(' || EndOfArithmetic(position + 1) is not (>= 0 and var end))
            return null;
        string expression = source[(position + 1)..end];
        position = end + 2;
        return expression;
    }

    /// <summary>Parses text as if it stood between double quotes.</summary>
    public Word QuotedWord(string expression)
    {
        var inner = new Lexer(expression) { Depth = Depth };
        if (!inner.Enter())
        {
            Fail(FailureKind.NotSimulated, inner.Failure!.Message);
            return Word.Empty;
        }

        return inner.ReadDocument(this);
    }

    private void ReadBackticks(List<WordPart> parts, bool quoted)
    {
        var command = new StringBuilder();
        for (position++; !AtEnd && Current != '`'; position++)
        {
            if (Current == '\\' && position + 1 < source.Length && (source[position + 1] is '`' or '\\' or '$' || (quoted && source[position + 1] == '"')))
                position++;
            command.Append(Current);
        }

        if (AtEnd)
        {
            FailUnclosed('`');
            return;
        }

        position++;
        var inner = new Lexer(command.ToString()) { Depth = Depth };
        Syntax? body = inner.Enter() ? new Parser(inner).WholeText() : null;
        if (inner.Failure is { } failure)
            Fail(failure.Kind == FailureKind.Incomplete ? FailureKind.SyntaxError : failure.Kind, failure.Message);
        parts.Add(new WordPart.Command(body, quoted));
    }

    private void ReadBraced(List<WordPart> parts, bool quoted)
    {
        int start = position;
        if (!Enter())
            return;
        bool length = TakePrefix('#');
        bool indirect = !length && TakePrefix('!');
        string name = ReadParameterName();
        ParameterOperation? operation = length || indirect ? new(length ? "length" : "indirect", Word.Empty, Word.Empty) : null;
        if (operation is null && !AtEnd && Current != '}')
            operation = ReadOperation(quoted);
        if (AtEnd || name.Length == 0 || Current != '}' || operation is { Operator: "" })
            FailBraced(start);
        else
            position++;
        Leave();
        parts.Add(new WordPart.Parameter(name, operation, quoted));
    }

    /// <summary><c>${#name}</c> measures and <c>${!name}</c> points, but <c>${#}</c> and <c>${!}</c> are parameters themselves.</summary>
    private bool TakePrefix(char c) => position + 1 < source.Length && source[position + 1] != '}' && Take(c);

    private void FailBraced(int start)
    {
        int end = start < source.Length ? source.IndexOf('}', start) : -1;
        if (Failure is null && end >= 0)
            Fail(FailureKind.SyntaxError, $"${{{source[start..end]}}}: bad substitution");
        else
            FailUnclosed('}');
    }

    private bool Take(char c)
    {
        if (AtEnd || Current != c)
            return false;
        position++;
        return true;
    }

    private string ReadParameterName()
    {
        if (AtEnd)
            return "";
        int end = position;
        if (char.IsAsciiDigit(Current))
        {
            while (end < source.Length && char.IsAsciiDigit(source[end]))
                end++;
        }
        else if (Names.IsSpecial(Current))
            end++;
        else
            end += Names.PrefixLength(source.AsSpan(position));
        string name = source[position..end];
        position = end;
        return name;
    }

    private ParameterOperation ReadOperation(bool quoted)
    {
        string[] operators = [":-", ":=", ":+", ":?", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "+", "?", "#", "%", "/", "^", ",", ":"];
        string? found = Array.Find(operators, o => string.CompareOrdinal(source, position, o, 0, o.Length) == 0);
        if (found is null)
            return new("", Word.Empty, Word.Empty);
        position += found.Length;
        string stops = found[0] == '/' ? "/}" : found == ":" ? ":}" : "}";
        Word operand = ReadOperand(stops, quoted);
        bool second = stops.Length == 2 && Take(stops[0]);
        return new(found, operand, second ? ReadOperand("}", quoted) : Word.Empty) { HasSecond = second };
    }

    /// <summary>The operand of an expansion inside double quotes is itself quoted, single quotes being ordinary characters there.</summary>
    private Word ReadOperand(string stops, bool quoted)
    {
        if (!quoted)
            return ReadUntil(stops, '}');
        var parts = new List<WordPart>();
        var literal = new StringBuilder();
        while (!AtEnd && !stops.Contains(Current, StringComparison.Ordinal))
        {
            if (Current is '$' or '`' or '"')
            {
                Flush(parts, literal, quoted: false);
                ReadOperandSpecial(parts);
            }
            else if (Current == '\\' && position + 1 < source.Length)
                ReadQuotedEscapeAsPart(parts, literal);
            else
            {
                literal.Append(Current);
                position++;
            }
        }

        Flush(parts, literal, quoted: false);
        return new Word(parts);
    }

    private void ReadOperandSpecial(List<WordPart> parts)
    {
        if (Current == '$')
            ReadDollar(parts, quoted: true);
        else if (Current == '`')
            ReadBackticks(parts, quoted: true);
        else
            ReadSpecial(parts, '"');
    }

    private void ReadQuotedEscapeAsPart(List<WordPart> parts, StringBuilder literal)
    {
        Flush(parts, literal, quoted: false);
        parts.Add(new WordPart.Literal(source.Substring(position + 1, 1), true));
        position += 2;
    }
}
