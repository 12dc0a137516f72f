using System.Globalization;
using System.Text;

namespace PveLab.Shell.Tools;

/// <summary>Reads an awk program. What awk has beyond this (functions, getline, redirected output, …) is refused by name.</summary>
internal sealed class AwkParser(string source)
{
    private const int DepthLimit = 40;

    private static readonly string[] Functions = ["gsub", "index", "int", "length", "split", "sprintf", "sqrt", "sub", "substr", "tolower", "toupper", "match"];
    private static readonly string[] Refused = ["function", "getline", "system", "close", "fflush", "rand", "srand", "sin", "cos", "exp", "log", "atan2", "strftime", "systime", "do", "nextfile"];
    private static readonly string[] Operators = ["&&", "||", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "!~", "<", ">", "~", "+", "-", "*", "/", "%", "^", "!", "=", "?", ":", ",", ";", "(", ")", "{", "}", "[", "]", "$", "\n", "|"];
    private static readonly string[][] Levels = [["||"], ["&&"], ["~", "!~"], ["<", "<=", "==", "!=", ">", ">="]];

    private int position;
    private int depth;
    private string token = "";
    private char kind;
    private bool valueBefore;

    /// <summary>What is wrong, in mawk's words or ours.</summary>
    public string? Error { get; private set; }

    /// <summary>The rules in order.</summary>
    public List<AwkRule> Parse()
    {
        var rules = new List<AwkRule>();
        Next();
        SkipEnds();
        while (kind != 'e' && Error is null)
        {
            rules.Add(Rule());
            SkipEnds();
        }
        return rules;
    }

    private void Fail(string? message = null)
    {
        Error ??= message ?? (kind == 'e' ? "syntax error at or near end of line" : $"syntax error at or near {(token == "\n" ? "end of line" : token)}");
        (position, kind, token) = (source.Length, 'e', "");
    }

    private void Next()
    {
        valueBefore = kind is 'n' or 's' or 'w' || token is ")" or "]" or "$";
        while (position < source.Length && (source[position] is ' ' or '\t' or '\r' || (source[position] == '\\' && position + 1 < source.Length && source[position + 1] == '\n'))) position += source[position] == '\\' ? 2 : 1;
        if (position < source.Length && source[position] == '#') position = source.IndexOf('\n', position) is var end and >= 0 ? end : source.Length;
        if (position >= source.Length)
        {
            (kind, token) = ('e', "");
            return;
        }
        var c = source[position];
        if (char.IsAsciiDigit(c) || (c == '.' && position + 1 < source.Length && char.IsAsciiDigit(source[position + 1]))) Number();
        else if (c == '"') Text();
        else if (char.IsAsciiLetter(c) || c == '_') Word();
        else if (c == '/' && !valueBefore) Regex();
        else if (Array.Find(Operators, o => string.CompareOrdinal(source, position, o, 0, o.Length) == 0) is { } found)
        {
            (kind, token) = ('o', found);
            position += found.Length;
        }
        else Fail($"unexpected character '{c}'");
    }

    private void Number()
    {
        var start = position;
        while (position < source.Length && (char.IsAsciiDigit(source[position]) || source[position] == '.')) position++;
        (kind, token) = ('n', source[start..position]);
    }

    private void Word()
    {
        var start = position;
        while (position < source.Length && (char.IsAsciiLetterOrDigit(source[position]) || source[position] == '_')) position++;
        (kind, token) = ('w', source[start..position]);
        if (Refused.Contains(token)) Fail($"PveLab: '{token}' of awk is not simulated");
    }

    private void Text()
    {
        var text = new StringBuilder();
        for (position++; position < source.Length && source[position] != '"'; position++)
        {
            if (source[position] == '\\' && position + 1 < source.Length) text.Append(source[position++]);
            text.Append(source[position]);
        }
        if (position >= source.Length)
        {
            Fail("runaway string constant \"" + text);
            return;
        }
        position++;
        (kind, token) = ('s', Language.Escapes.Ansi(text.ToString()));
    }

    private void Regex()
    {
        var text = new StringBuilder();
        for (position++; position < source.Length && source[position] != '/'; position++)
        {
            if (source[position] == '\\' && position + 1 < source.Length && source[position + 1] == '/') position++;
            else if (source[position] == '\\' && position + 1 < source.Length) text.Append(source[position++]);
            text.Append(source[position]);
        }
        if (position >= source.Length)
        {
            Fail("runaway regular expression /" + text);
            return;
        }
        position++;
        (kind, token) = ('r', text.ToString());
        if (PosixRegex.Compile(token, true, false, out var error) is null) Fail(error);
    }

    private bool At(string text) => kind == 'o' && token == text;

    private bool AtWord(string text) => kind == 'w' && token == text;

    private bool Take(string text)
    {
        if (!At(text)) return false;
        Next();
        return true;
    }

    private void Expect(string text)
    {
        if (!Take(text)) Fail();
    }

    private void SkipEnds()
    {
        while (At(";") || At("\n")) Next();
    }

    private void SkipLines()
    {
        while (At("\n")) Next();
    }

    private AwkRule Rule()
    {
        if (AtWord("BEGIN") || AtWord("END"))
        {
            var begin = token == "BEGIN";
            Next();
            return new AwkRule(begin ? AwkRuleKind.Begin : AwkRuleKind.End, null, null, Block());
        }
        var pattern = At("{") ? null : Expression();
        var until = pattern is not null && Take(",") ? Expression() : null;
        return new AwkRule(AwkRuleKind.Record, pattern, until, At("{") ? Block() : null);
    }

    private AwkNode.Block Block()
    {
        Expect("{");
        var items = new List<AwkNode>();
        SkipEnds();
        while (!At("}") && kind != 'e')
        {
            items.Add(Statement());
            SkipEnds();
        }
        Expect("}");
        return new AwkNode.Block(items);
    }

    private AwkNode Statement()
    {
        if (++depth > DepthLimit) Fail($"PveLab: awk programs nested deeper than {DepthLimit} levels are not simulated");
        SkipLines();
        var statement = At(";") ? new AwkNode.Block([]) : At("{") ? Block() : kind == 'w' ? Keyword() : Expression();
        depth--;
        return statement;
    }

    private AwkNode Keyword()
    {
        switch (token)
        {
            case "if":
                return If();
            case "while":
                Next();
                Expect("(");
                var condition = Expression();
                Expect(")");
                return new AwkNode.Loop(null, condition, null, Statement());
            case "for":
                return For();
            case "print" or "printf":
                var formatted = token == "printf";
                Next();
                return Print(formatted);
            case "next" or "exit" or "break" or "continue":
                var jump = token;
                Next();
                return new AwkNode.Jump(jump, jump == "exit" && !AtEnd() ? Expression() : null);
            case "delete":
                Next();
                var array = token;
                Next();
                var index = Take("[") ? Expression() : null;
                if (index is not null) Expect("]");
                return new AwkNode.Delete(array, index);
            default:
                return Expression();
        }
    }

    private bool AtEnd() => kind == 'e' || At(";") || At("\n") || At("}");

    private AwkNode.If If()
    {
        Next();
        Expect("(");
        var condition = Expression();
        Expect(")");
        var yes = Statement();
        var mark = (position, kind, token, valueBefore);
        SkipEnds();
        if (AtWord("else"))
        {
            Next();
            return new AwkNode.If(condition, yes, Statement());
        }
        (position, kind, token, valueBefore) = mark;
        return new AwkNode.If(condition, yes, null);
    }

    private AwkNode For()
    {
        Next();
        Expect("(");
        var start = At(";") ? null : Expression();
        if (start is AwkNode.In { Index: AwkNode.Name { Index: null } variable } each && Take(")")) return new AwkNode.ForIn(variable.Text, each.Array, Statement());
        Expect(";");
        var condition = At(";") ? null : Expression();
        Expect(";");
        var next = At(")") ? null : Expression();
        Expect(")");
        return new AwkNode.Loop(start, condition, next, Statement());
    }

    private AwkNode.Print Print(bool formatted)
    {
        var arguments = new List<AwkNode>();
        noGreater++;
        if (!AtEnd() && !At(">") && !At("|"))
        {
            do
            {
                SkipLines();
                arguments.Add(Expression());
            }
            while (Take(","));
        }
        noGreater--;
        if (arguments is [AwkNode.Call { Function: "(" } grouped]) arguments = [.. grouped.Arguments];
        if (At(">") || At("|")) Fail("PveLab: redirecting the output of print in awk is not simulated");
        return new AwkNode.Print(arguments, formatted);
    }

    private int noGreater;

    private AwkNode Expression()
    {
        if (++depth > DepthLimit) Fail($"PveLab: awk programs nested deeper than {DepthLimit} levels are not simulated");
        var condition = Binary(0);
        AwkNode result = condition;
        if (Take("?"))
        {
            var yes = Expression();
            Expect(":");
            result = new AwkNode.Choice(condition, yes, Expression());
        }
        else if (kind == 'o' && token is "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "^=" && condition is AwkNode.Name or AwkNode.Field)
        {
            var operation = token;
            Next();
            result = new AwkNode.Assign(condition, operation, Expression());
        }
        depth--;
        return result;
    }

    private AwkNode Binary(int level)
    {
        if (level == Levels.Length) return Membership();
        var left = Binary(level + 1);
        while (kind == 'o' && Levels[level].Contains(token) && !(token == ">" && noGreater > 0))
        {
            var operation = token;
            Next();
            SkipLines();
            left = new AwkNode.Binary(left, operation, Binary(level + 1));
        }
        return left;
    }

    private AwkNode Membership()
    {
        var left = Concatenation();
        while (AtWord("in"))
        {
            Next();
            left = new AwkNode.In(left, token);
            Next();
        }
        return left;
    }

    private AwkNode Concatenation()
    {
        var left = Sum();
        while (kind is 'n' or 's' || At("$") || At("(") || (kind == 'w' && token != "in"))
            left = new AwkNode.Binary(left, " ", Sum());
        return left;
    }

    private AwkNode Sum()
    {
        var left = Product();
        while (At("+") || At("-"))
        {
            var operation = token;
            Next();
            left = new AwkNode.Binary(left, operation, Product());
        }
        return left;
    }

    private AwkNode Product()
    {
        var left = Unary();
        while (At("*") || At("/") || At("%"))
        {
            var operation = token;
            Next();
            left = new AwkNode.Binary(left, operation, Unary());
        }
        return left;
    }

    private AwkNode Unary()
    {
        if (!At("!") && !At("-") && !At("+")) return Power();
        var operation = token[0];
        Next();
        if (++depth > DepthLimit) Fail($"PveLab: awk programs nested deeper than {DepthLimit} levels are not simulated");
        var operand = Unary();
        depth--;
        return new AwkNode.Unary(operation, operand);
    }

    private AwkNode Power()
    {
        var left = Postfix();
        if (!Take("^")) return left;
        return new AwkNode.Binary(left, "^", Unary());
    }

    private AwkNode Postfix()
    {
        if (At("++") || At("--"))
        {
            var by = token == "++" ? 1 : -1;
            Next();
            return new AwkNode.Step(Primary(), by, true);
        }
        var operand = Primary();
        if (operand is not (AwkNode.Name or AwkNode.Field) || !(At("++") || At("--"))) return operand;
        var step = token == "++" ? 1 : -1;
        Next();
        return new AwkNode.Step(operand, step, false);
    }

    private AwkNode Primary()
    {
        var (what, text) = (kind, token);
        if (++depth > DepthLimit) Fail($"PveLab: awk programs nested deeper than {DepthLimit} levels are not simulated");
        AwkNode result = new AwkNode.Constant(AwkValue.Of(""));
        switch (what)
        {
            case 'n':
                Next();
                result = new AwkNode.Constant(AwkValue.Of(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0));
                break;
            case 's':
                Next();
                result = new AwkNode.Constant(AwkValue.Of(text));
                break;
            case 'r':
                Next();
                result = new AwkNode.Match(text);
                break;
            case 'w':
                Next();
                result = Named(text);
                break;
            case 'o' when text == "$":
                Next();
                result = new AwkNode.Field(At("++") || At("--") ? Postfix() : Primary());
                break;
            case 'o' when text == "(":
                Next();
                result = Grouped();
                break;
            default:
                Fail();
                break;
        }
        depth--;
        return result;
    }

    /// <summary><c>(a)</c>, or <c>(a, b)</c> as print and <c>in</c> take it.</summary>
    private AwkNode Grouped()
    {
        var before = noGreater;
        noGreater = 0;
        var items = new List<AwkNode> { Expression() };
        while (Take(",")) items.Add(Expression());
        noGreater = before;
        Expect(")");
        return items.Count == 1 ? items[0] : new AwkNode.Call("(", items);
    }

    private AwkNode Named(string text)
    {
        if (Take("["))
        {
            var index = Expression();
            while (Take(",")) index = new AwkNode.Binary(new AwkNode.Binary(index, " ", new AwkNode.Constant(AwkValue.Of("\u001c"))), " ", Expression());
            Expect("]");
            return new AwkNode.Name(text, index);
        }
        if (!Functions.Contains(text)) return new AwkNode.Name(text, null);
        var arguments = new List<AwkNode>();
        if (Take("(") && !Take(")"))
        {
            do arguments.Add(Expression());
            while (Take(","));
            Expect(")");
        }
        return new AwkNode.Call(text, arguments);
    }
}
