using System.Text;

namespace PveLab.Shell.Language;

/// <summary>What begins with a dollar sign, and backticks.</summary>
internal sealed partial class Lexer
{
    private void ReadDollar(List<WordPart> parts, bool quoted)
    {
        char next = _position + 1 < _text.Length ? _text[_position + 1] : '\0';
        switch (next)
        {
            case '\'' when !quoted:
                ReadAnsiQuoted(parts);
                break;
            case '"' when !quoted:
                _position++;
                break;
            case '(':
                ReadParenthesis(parts, quoted);
                break;
            case '{':
                _position += 2;
                ReadBraced(parts, quoted);
                break;
            default:
                ReadName(parts, next, quoted);
                break;
        }
    }

    private void ReadName(List<WordPart> parts, char first, bool quoted)
    {
        int start = ++_position;
        if (Names.IsSpecial(first) || char.IsAsciiDigit(first))
            _position++;
        else
            _position += Names.PrefixLength(_text.AsSpan(_position));
        parts.Add(_position == start
            ? new WordPart.Literal("$", quoted)
            : new WordPart.Parameter(_text[start.._position], null, quoted));
    }

    private void ReadParenthesis(List<WordPart> parts, bool quoted)
    {
        if (_position + 2 < _text.Length && _text[_position + 2] == '(' && EndOfArithmetic(_position + 3) is var end and >= 0)
        {
            string expression = _text[(_position + 3)..end];
            _position = end + 2;
            parts.Add(new WordPart.Arithmetic(QuotedWord(expression), quoted));
            return;
        }

        _position += 2;
        Syntax? body = new Parser(this).SubstitutionBody();
        parts.Add(new WordPart.Command(body, quoted));
    }

    /// <summary>Where the <c>))</c> stands that closes an arithmetic expression beginning at <paramref name="from"/>; −1: it is no such thing.</summary>
    public int EndOfArithmetic(int from)
    {
        int depth = 0;
        for (int i = from; i < _text.Length; i++)
        {
            if (_text[i] == '(')
                depth++;
            else if (_text[i] == ')' && depth-- == 0)
                return i + 1 < _text.Length && _text[i + 1] == ')' ? i : -1;
        }

        return -1;
    }

    /// <summary>Reads <c>(( expression ))</c> whose second parenthesis is next; null: these are two subshells.</summary>
    public string? TakeArithmetic()
    {
        if (AtEnd || Current != '(' || EndOfArithmetic(_position + 1) is not (>= 0 and var end))
            return null;
        string expression = _text[(_position + 1)..end];
        _position = end + 2;
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
        for (_position++; !AtEnd && Current != '`'; _position++)
        {
            if (Current == '\\' && _position + 1 < _text.Length && (_text[_position + 1] is '`' or '\\' or '$' || (quoted && _text[_position + 1] == '"')))
                _position++;
            command.Append(Current);
        }

        if (AtEnd)
        {
            FailUnclosed('`');
            return;
        }

        _position++;
        var inner = new Lexer(command.ToString()) { Depth = Depth };
        Syntax? body = inner.Enter() ? new Parser(inner).WholeText() : null;
        if (inner.Failure is { } failure)
            Fail(failure.Kind == FailureKind.Incomplete ? FailureKind.SyntaxError : failure.Kind, failure.Message);
        parts.Add(new WordPart.Command(body, quoted));
    }

    private void ReadBraced(List<WordPart> parts, bool quoted)
    {
        int start = _position;
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
            _position++;
        Leave();
        parts.Add(new WordPart.Parameter(name, operation, quoted));
    }

    /// <summary><c>${#name}</c> measures and <c>${!name}</c> points, but <c>${#}</c> and <c>${!}</c> are parameters themselves.</summary>
    private bool TakePrefix(char c) => _position + 1 < _text.Length && _text[_position + 1] != '}' && Take(c);

    private void FailBraced(int start)
    {
        int end = start < _text.Length ? _text.IndexOf('}', start) : -1;
        if (Failure is null && end >= 0)
            Fail(FailureKind.SyntaxError, $"${{{_text[start..end]}}}: bad substitution");
        else
            FailUnclosed('}');
    }

    private bool Take(char c)
    {
        if (AtEnd || Current != c)
            return false;
        _position++;
        return true;
    }

    private string ReadParameterName()
    {
        if (AtEnd)
            return "";
        int end = _position;
        if (char.IsAsciiDigit(Current))
        {
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
                end++;
        }
        else if (Names.IsSpecial(Current))
            end++;
        else
            end += Names.PrefixLength(_text.AsSpan(_position));
        string name = _text[_position..end];
        _position = end;
        return name;
    }

    private ParameterOperation ReadOperation(bool quoted)
    {
        string[] operators = [":-", ":=", ":+", ":?", "##", "%%", "//", "/#", "/%", "^^", ",,", "-", "=", "+", "?", "#", "%", "/", "^", ",", ":"];
        string? found = Array.Find(operators, o => string.CompareOrdinal(_text, _position, o, 0, o.Length) == 0);
        if (found is null)
            return new("", Word.Empty, Word.Empty);
        _position += found.Length;
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
            else if (Current == '\\' && _position + 1 < _text.Length)
                ReadQuotedEscapeAsPart(parts, literal);
            else
            {
                literal.Append(Current);
                _position++;
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
        parts.Add(new WordPart.Literal(_text.Substring(_position + 1, 1), true));
        _position += 2;
    }
}
