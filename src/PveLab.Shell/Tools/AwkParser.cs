namespace PveLab.Shell.Tools;

/// <summary>Reads an awk program. What awk has beyond this (functions, getline, redirected output, …) is refused by name.</summary>
internal sealed partial class AwkParser(string source)
{
    private const int DepthLimit = 40;

    private static readonly string[] Functions = ["gsub", "index", "int", "length", "split", "sprintf", "sqrt", "sub", "substr", "tolower", "toupper", "match"];
    private static readonly string[] Refused = ["function", "getline", "system", "close", "fflush", "rand", "srand", "sin", "cos", "exp", "log", "atan2",
        "strftime", "systime", "do", "nextfile"];
    private static readonly string[] Operators = ["&&", "||", "==", "!=", "<=", ">=", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "!~", "<", ">", "~", "+", "-",
        "*", "/", "%", "^", "!", "=", "?", ":", ",", ";", "(", ")", "{", "}", "[", "]", "$", "\n", "|"];
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
}
