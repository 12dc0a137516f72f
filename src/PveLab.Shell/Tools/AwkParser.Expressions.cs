using System.Globalization;

namespace PveLab.Shell.Tools;

/// <summary>Expressions, from the loosest binding to the tightest.</summary>
internal sealed partial class AwkParser
{
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
