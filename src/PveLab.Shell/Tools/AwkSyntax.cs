namespace PveLab.Shell.Tools;

/// <summary>When a rule runs.</summary>
internal enum AwkRuleKind
{
    Begin,
    Record,
    End,
}

/// <summary><c>pattern { body }</c>; a range has a second pattern, no body prints the record.</summary>
internal sealed class AwkRule(AwkRuleKind kind, AwkNode? pattern, AwkNode? until, AwkNode? body)
{
    public AwkRuleKind Kind { get; } = kind;

    public AwkNode? Pattern { get; } = pattern;

    public AwkNode? Until { get; } = until;

    public AwkNode? Body { get; } = body;

    /// <summary>Between the two patterns of a range.</summary>
    public bool Open { get; set; }
}

/// <summary>A piece of an awk program.</summary>
internal abstract record AwkNode
{
    internal sealed record Constant(AwkValue Value) : AwkNode;

    internal sealed record Match(string Regex) : AwkNode;

    internal sealed record Name(string Text, AwkNode? Index) : AwkNode;

    internal sealed record Field(AwkNode Number) : AwkNode;

    internal sealed record Assign(AwkNode Target, string Operator, AwkNode Value) : AwkNode;

    internal sealed record Step(AwkNode Target, int By, bool Before) : AwkNode;

    internal sealed record Unary(char Operator, AwkNode Operand) : AwkNode;

    internal sealed record Binary(AwkNode Left, string Operator, AwkNode Right) : AwkNode;

    internal sealed record Choice(AwkNode Condition, AwkNode Yes, AwkNode No) : AwkNode;

    internal sealed record In(AwkNode Index, string Array) : AwkNode;

    internal sealed record Call(string Function, IReadOnlyList<AwkNode> Arguments) : AwkNode;

    internal sealed record Print(IReadOnlyList<AwkNode> Arguments, bool Formatted) : AwkNode;

    internal sealed record Block(IReadOnlyList<AwkNode> Items) : AwkNode;

    internal sealed record If(AwkNode Condition, AwkNode Yes, AwkNode? No) : AwkNode;

    internal sealed record Loop(AwkNode? Start, AwkNode? Condition, AwkNode? Next, AwkNode Body) : AwkNode;

    internal sealed record ForIn(string Variable, string Array, AwkNode Body) : AwkNode;

    internal sealed record Jump(string Kind, AwkNode? Value) : AwkNode;

    internal sealed record Delete(string Array, AwkNode? Index) : AwkNode;
}

/// <summary>An awk value: a number, a text, or input that counts as a number when it looks like one.</summary>
internal readonly record struct AwkValue(string? Text, double Numeric, bool IsNumber)
{
    /// <summary>A number.</summary>
    public static AwkValue Of(double number) => new(null, number, true);

    /// <summary>A text.</summary>
    public static AwkValue Of(string text) => new(text, 0, false);

    /// <summary>A text that came from outside.</summary>
    public static AwkValue Input(string text) => LooksNumeric(text) ? new(text, Parse(text), true) : new(text, 0, false);

    /// <summary>As a number: the leading digits of a text.</summary>
    public double Number => IsNumber ? Numeric : Parse(Text ?? "");

    /// <summary>Not empty and not zero.</summary>
    public bool Truth => IsNumber ? Numeric != 0 : !string.IsNullOrEmpty(Text);

    /// <inheritdoc />
    public override string ToString() => Text ?? Show(Numeric);

    /// <summary>A number as awk prints it: whole numbers in full, others with six digits.</summary>
    public static string Show(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e16
        ? number.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)
        : number.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);

    private static bool LooksNumeric(string text) => text.Trim() is { Length: > 0 } t
        && double.TryParse(t, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) && !char.IsLetter(t[^1]);

    private static double Parse(string text)
    {
        text = text.TrimStart();
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.' || (length == 0 && text[length] is '-' or '+'))) length++;
        return double.TryParse(text.AsSpan(0, length), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
