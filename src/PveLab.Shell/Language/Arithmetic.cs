using System.Globalization;

namespace PveLab.Shell.Language;

/// <summary>Evaluates <c>$((…))</c> over 64-bit integers, with bash's operators, assignments and error texts.</summary>
internal sealed class Arithmetic
{
    private const int DepthLimit = 40;

    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private static readonly string[] Assignments = ["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="];

    private readonly string text;
    private readonly Variables variables;
    private readonly int depth;
    private int position;
    private bool skipping;

    private Arithmetic(string text, Variables variables, int depth)
    {
        this.text = text;
        this.variables = variables;
        this.depth = depth;
    }

    /// <summary>The value of <paramref name="text"/>; an empty text is 0.</summary>
    /// <exception cref="ShellError">Syntax error, division by 0, endless recursion.</exception>
    public static long Evaluate(string text, Variables variables, int depth = 0)
    {
        if (depth > DepthLimit) throw new ShellError($"{text}: expression recursion level exceeded (error token is \"{text}\")");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain) && !text.StartsWith('0')) return plain;
        var evaluation = new Arithmetic(text, variables, depth);
        evaluation.Skip();
        if (evaluation.position == text.Length) return 0;
        var value = evaluation.Comma(0);
        if (evaluation.position < text.Length) throw evaluation.Error(evaluation.Rest.StartsWith('=') ? "attempted assignment to non-variable" : "syntax error in expression");
        return value;
    }

    private string Rest => text[position..];

    private ShellError Error(string what) => new($"{text.Trim()}: {what} (error token is \"{(position < text.Length ? Rest : text.TrimEnd()[^1..])}\")");

    private void Skip()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, position, token, 0, token.Length) != 0) return false;
        position += token.Length;
        Skip();
        return true;
    }

    private long Comma(int nesting)
    {
        var value = Assignment(nesting);
        while (Take(",")) value = Assignment(nesting);
        return value;
    }

    private long Assignment(int nesting)
    {
        if (nesting > DepthLimit) throw new ShellError($"PveLab: arithmetic nested deeper than {DepthLimit} levels is not simulated", 255);
        var start = position;
        var length = Names.PrefixLength(text.AsSpan(position));
        if (length > 0)
        {
            var name = text.Substring(position, length);
            position += length;
            Skip();
            foreach (var operation in Assignments)
            {
                if (!AssignmentFollows(operation)) continue;
                Take(operation);
                var right = Assignment(nesting + 1);
                var value = operation == "=" ? right : Apply(operation[..^1], Variable(name), right);
                Store(name, value);
                return value;
            }
            position = start;
        }
        return Ternary(nesting);
    }

    private bool AssignmentFollows(string operation) =>
        string.CompareOrdinal(text, position, operation, 0, operation.Length) == 0
        && !(operation == "=" && position + 1 < text.Length && text[position + 1] == '=');

    private void Store(string name, long value)
    {
        if (!skipping) variables.Set(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private long Ternary(int nesting)
    {
        var condition = Binary(0, nesting);
        if (!Take("?")) return condition;
        var yes = Branch(condition != 0, () => Assignment(nesting + 1));
        if (!Take(":")) throw Error("`:' expected for conditional expression");
        var no = Branch(condition == 0, () => Assignment(nesting + 1));
        return condition != 0 ? yes : no;
    }

    private long Branch(bool taken, Func<long> evaluate)
    {
        var before = skipping;
        skipping |= !taken;
        var value = evaluate();
        skipping = before;
        return value;
    }

    private long Binary(int level, int nesting)
    {
        if (level == Levels.Length) return Power(nesting);
        var left = Binary(level + 1, nesting);
        while (TakeOperator(Levels[level]) is { } operation)
        {
            var needed = operation switch { "&&" => left != 0, "||" => left == 0, _ => true };
            var right = Branch(needed, () => Binary(level + 1, nesting));
            left = Apply(operation, left, right);
        }
        return left;
    }

    private string? TakeOperator(string[] operators)
    {
        foreach (var operation in operators)
        {
            if (string.CompareOrdinal(text, position, operation, 0, operation.Length) != 0) continue;
            var next = position + operation.Length < text.Length ? text[position + operation.Length] : '\0';
            // "<" must not take the first half of "<<", nor "*" that of "**", nor any operator that of its assignment.
            if (operation.Length == 1 && (next == operation[0] && "|&<>*".Contains(next, StringComparison.Ordinal))) continue;
            if (next == '=' && operation is not ("==" or "!=" or "<=" or ">=")) continue;
            Take(operation);
            return operation;
        }
        return null;
    }

    private long Power(int nesting)
    {
        var value = Unary(nesting);
        if (!Take("**")) return value;
        var exponent = Branch(true, () => Power(nesting + 1));
        if (exponent < 0) throw Error("exponent less than 0");
        var result = 1L;
        for (var e = exponent; e > 0; e >>= 1)
        {
            if ((e & 1) == 1) result = unchecked(result * value);
            value = unchecked(value * value);
        }
        return result;
    }

    private long Unary(int nesting)
    {
        if (nesting > DepthLimit) throw new ShellError($"PveLab: arithmetic nested deeper than {DepthLimit} levels is not simulated", 255);
        if (Take("++")) return Step(TakeName(), 1, before: true);
        if (Take("--")) return Step(TakeName(), -1, before: true);
        if (Take("!")) return Unary(nesting + 1) == 0 ? 1 : 0;
        if (Take("~")) return ~Unary(nesting + 1);
        if (Take("-")) return unchecked(-Unary(nesting + 1));
        if (Take("+")) return Unary(nesting + 1);
        if (Take("("))
        {
            var value = Comma(nesting + 1);
            return Take(")") ? value : throw Error("missing `)'");
        }
        return Operand();
    }

    private string TakeName()
    {
        var length = Names.PrefixLength(text.AsSpan(position));
        if (length == 0) throw Error("syntax error: operand expected");
        var name = text.Substring(position, length);
        position += length;
        Skip();
        return name;
    }

    private long Step(string name, int by, bool before)
    {
        var value = Variable(name);
        Store(name, unchecked(value + by));
        return before ? unchecked(value + by) : value;
    }

    private long Operand()
    {
        if (position == text.Length) throw Error("syntax error: operand expected");
        if (char.IsAsciiDigit(text[position])) return Number();
        var name = TakeName();
        if (Take("++")) return Step(name, 1, before: false);
        if (Take("--")) return Step(name, -1, before: false);
        return Variable(name);
    }

    private long Variable(string name) =>
        variables.Get(name) is { Length: > 0 } value && !skipping ? Evaluate(value, variables, depth + 1) : 0;

    private long Number()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '#' or '_')) position++;
        var digits = text[start..position];
        Skip();
        var hash = digits.IndexOf('#', StringComparison.Ordinal);
        if (hash > 0 && int.TryParse(digits.AsSpan(0, hash), NumberStyles.None, CultureInfo.InvariantCulture, out var radix) && radix is >= 2 and <= 36)
            return Digits(digits, hash + 1, radix);
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Digits(digits, 2, 16);
        return Digits(digits, 0, digits.Length > 1 && digits[0] == '0' ? 8 : 10);
    }

    private static long Digits(string digits, int from, int radix)
    {
        var value = 0L;
        for (var i = from; i < digits.Length; i++)
        {
            var digit = char.IsAsciiDigit(digits[i]) ? digits[i] - '0' : char.IsAsciiLetter(digits[i]) ? char.ToLowerInvariant(digits[i]) - 'a' + 10 : 99;
            if (digit >= radix) throw new ShellError($"{digits}: value too great for base (error token is \"{digits}\")");
            value = unchecked(value * radix + digit);
        }
        return value;
    }

    private long Apply(string operation, long a, long b) => operation switch
    {
        "+" => unchecked(a + b),
        "-" => unchecked(a - b),
        "*" => unchecked(a * b),
        "/" or "%" when b == 0 => skipping ? 0 : throw new ShellError($"{text.Trim()}: division by 0 (error token is \"{DivisorText()}\")"),
        "/" => b == -1 ? unchecked(-a) : a / b,
        "%" => b == -1 ? 0 : a % b,
        "<<" => a << (int)(b & 63),
        ">>" => a >> (int)(b & 63),
        "&" => a & b,
        "|" => a | b,
        "^" => a ^ b,
        "==" => a == b ? 1 : 0,
        "!=" => a != b ? 1 : 0,
        "<=" => a <= b ? 1 : 0,
        ">=" => a >= b ? 1 : 0,
        "<" => a < b ? 1 : 0,
        ">" => a > b ? 1 : 0,
        "&&" => a != 0 && b != 0 ? 1 : 0,
        _ => a != 0 || b != 0 ? 1 : 0,
    };

    private string DivisorText() => text[(text.LastIndexOfAny(['/', '%'], Math.Max(0, position - 1)) + 1)..].Trim();
}
