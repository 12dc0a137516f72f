namespace PveLab.Shell.Language;

/// <summary>Evaluates what stands between <c>[[</c> and <c>]]</c>: words are not split, the right side of <c>==</c> is a pattern.</summary>
internal sealed class ConditionEvaluation(Interpreter shell, Streams streams)
{
    /// <summary>The value.</summary>
    public bool Result { get; private set; }

    /// <summary>What is wrong with it.</summary>
    public string? Error { get; private set; }

    /// <summary>Evaluates; the steps are those of command substitutions.</summary>
    public IEnumerable<Step> Run(Condition condition)
    {
        switch (condition)
        {
            case Condition.Not not:
                foreach (var step in Run(not.Inner)) yield return step;
                Result = !Result;
                break;
            case Condition.Joined joined:
                foreach (var step in Run(joined.Left)) yield return step;
                if (Result != joined.And) break;
                foreach (var step in Run(joined.Right)) yield return step;
                break;
            case Condition.Unary unary:
                var operand = new Box<string>();
                foreach (var step in shell.Text(unary.Operand, streams, operand)) yield return step;
                if (operand.Content is null) yield break;
                Result = Tests.Unary(unary.Operator, operand.Content, shell) ?? Refuse($"{unary.Operator}: unary operator expected");
                break;
            case Condition.Binary binary:
                var left = new Box<string>();
                foreach (var step in shell.Text(binary.Left, streams, left)) yield return step;
                var right = new Box<string>();
                var pattern = binary.Operator is "=" or "==" or "!=" or "=~";
                foreach (var step in pattern ? shell.PatternOf(binary.Right, streams, right) : shell.Text(binary.Right, streams, right)) yield return step;
                if (left.Content is null || right.Content is null) yield break;
                Result = Compare(left.Content, binary.Operator, right.Content);
                break;
        }
    }

    private bool Refuse(string error)
    {
        Error = error;
        return false;
    }

    private bool Compare(string left, string operation, string right)
    {
        switch (operation)
        {
            case "=" or "==": return Pattern.Matches(right, left);
            case "!=": return !Pattern.Matches(right, left);
            case "=~":
                return PosixRegex.Compile(right, extended: true, ignoreCase: false, out var error) is { } regex ? regex.IsMatch(left) : Refuse(error!);
        }
        if (operation is not ("-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge"))
            return Tests.Binary(left, operation, right, shell, out _);
        try
        {
            return Tests.Compare(Arithmetic.Evaluate(left, shell.State.Variables), operation, Arithmetic.Evaluate(right, shell.State.Variables));
        }
        catch (ShellError failure)
        {
            return Refuse($"[[: {failure.Message}");
        }
    }
}
